"""tasktrack report counters: the figures of a period."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.templates import Template, show
from tasktrack.reports import report_counters as reports
from tasktrack.services import report_counters

app = group(needs_command=False)


@app.command()
def counters(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unit: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only of this unit itself, without those below it.")
    ] = None,
    under: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only of this unit with all below it.")
    ] = None,
    template: Template = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Tell the figures of a period beside the period before and the year before, with ratios and whether parts add up.

    PERIOD is open, closed, or was never opened; left out, it is the latest closed one. A longer period for which
    nothing was given is made of its parts. csv and tsv hold a row a counter.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        told = report_counters.told(register, period, unit=unit, under=under)
    show(session, reports.counters(told, chosen), template, chosen, output)
