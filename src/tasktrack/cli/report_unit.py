"""tasktrack report unit: the sheet of one unit."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format, row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.cli.templates import Template, show
from tasktrack.cli.terminal import say
from tasktrack.reports.report_unit import sheet
from tasktrack.services import period as periods
from tasktrack.services import report_unit

app = group(needs_command=False)


@app.command()
def unit(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE")],
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="N", min=1, max=LARGEST, help="An earlier closing.")
    ] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="SCHEME", help="Scheme to score with.")
    ] = None,
    limit: Limit = None,
    template: Template = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Print the sheet of a unit: figures, rank and score with its lines, tasks, reports, reminders, obstacles.

    CODE is the unit's. PERIOD is open, closed, or was never opened, as for 'tasktrack report period'; left out, it is
    the latest closed one. --limit holds for each list; csv and tsv have a row a task.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        found = report_unit.sheet(register, code, period, revision=revision, scheme=scheme)
        passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    show(session, sheet(found, chosen, row_limit(limit, format, output)), template, chosen, output)
