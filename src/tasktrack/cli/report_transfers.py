"""tasktrack report transfers: what units handed on and refused."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import IfAny
from tasktrack.cli.session import Session
from tasktrack.reports import transfers as reports
from tasktrack.services import report_scope, report_transfers

app = group(needs_command=False)


@app.command()
def transfers(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unit: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only what this unit handed on, received or refused.")
    ] = None,
    block: Annotated[str | None, typer.Option(metavar="BLOCK", help="Only units of this block.")] = None,
    if_any: IfAny = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """Count the tasks that units handed on to others, received and refused, and list them.

    PERIOD left out is the year that holds today. What went to a unit that took over the functions of another is
    counted apart. Refusals made before and undecided when the period began are counted too.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        wanted = report_scope.scope(register, unit=unit, block=block)
        found = report_transfers.transfers(register, period, wanted)
    if found.transfers or found.refusals or not if_any:
        session.show(reports.transfers(found, chosen_format(format, output)), format, output)
