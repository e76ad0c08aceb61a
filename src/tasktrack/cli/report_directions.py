"""tasktrack report directions: what leaders directed, and what was reported since."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import Block, IfAny, Unit
from tasktrack.cli.session import Session
from tasktrack.reports import directions as reports
from tasktrack.services import report_directions, report_scope

app = group(needs_command=False)


@app.command()
def directions(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only those given by this leader, or part of the name.")
    ] = None,
    unit: Unit = None,
    block: Block = None,
    if_any: IfAny = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """List leaders' directions of a period, whether anything was reported since, and after how many days.

    PERIOD left out is this year. A report on the task counts, and one on the task that the direction opened. Tasks
    are those of the unit that leads them today.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        wanted = report_scope.scope(register, unit=unit, block=block)
        found = report_directions.directions(register, period, wanted, by)
    if found.every or not if_any:
        session.show(reports.directions(found, chosen), chosen, output)
