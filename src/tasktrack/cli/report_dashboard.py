"""tasktrack report dashboard: the work of the office on one page, with charts."""

from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import Block, Period, Unit
from tasktrack.cli.session import Session
from tasktrack.reports import dashboard as reports
from tasktrack.services import report_dashboard, report_scope
from tasktrack.services.report_dashboard import MOST_WEEKS, USUAL_WEEKS

app = group(needs_command=False)
_PAGE = "html"


@app.command()
def dashboard(
    ctx: typer.Context,
    period: Period = None,
    unit: Unit = None,
    block: Block = None,
    weeks: Annotated[
        int,
        typer.Option(
            metavar="N", min=1, max=MOST_WEEKS, help="Due in this week and those after it, N in all."
        ),
    ] = USUAL_WEEKS,
    format: Format = None,
    output: Output = None,
) -> None:
    """Show the work of the office on one page: figures, trend, units by period, ranks, what lies ahead and waits.

    PERIOD left out is the one that holds today; the periods before it stand beside it, closed ones as they were
    frozen. What falls due, is overdue or waits is that of today. A FILE without an ending is written as html.
    """
    session: Session = ctx.obj
    chosen = _chosen(format, output)
    with session.reading() as register:
        wanted = report_scope.scope(register, unit=unit, block=block)
        told = report_dashboard.dashboard(register, period, wanted, weeks=weeks)
    session.send(reports.dashboard(told, chosen), chosen, output)


def _chosen(format: str | None, output: Path | None) -> str:
    """Return html for a file without an ending; else as every command chooses."""
    if format is None and output is not None and not output.suffix:
        return _PAGE
    return chosen_format(format, output)
