"""tasktrack report cooperation: how supporting units did their parts."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import IfAny
from tasktrack.cli.session import Session
from tasktrack.reports import cooperation as reports
from tasktrack.services import report_cooperation, report_scope

app = group(needs_command=False)


@app.command()
def cooperation(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only this supporting unit.")] = None,
    block: Annotated[
        str | None, typer.Option(metavar="BLOCK", help="Only supporting units of this block.")
    ] = None,
    if_any: IfAny = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """Count how supporting units did their parts of tasks, and list what is late under each of them.

    A part is what 'task support' set, or what the unit reported on; it is done with the whole task at the latest.
    Of a PERIOD are the parts that fall due in it.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        wanted = report_scope.scope(register, unit=unit, block=block)
        found = report_cooperation.cooperation(register, period, wanted)
    if any(one.late for one in found.units) or not if_any:
        session.show(reports.cooperation(found, chosen_format(format, output)), format, output)
