"""tasktrack report reminders: who was urged how often, and what followed."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import IfAny
from tasktrack.cli.session import Session
from tasktrack.reports import reminders as reports
from tasktrack.services import report_reminders, report_scope

app = group(needs_command=False)


@app.command()
def reminders(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only of this unit.")] = None,
    block: Annotated[str | None, typer.Option(metavar="BLOCK", help="Only of units of this block.")] = None,
    if_any: IfAny = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """Tell how often each unit was urged and criticised in a period, about how many tasks, and what followed.

    PERIOD left out is this year. A lead unit answers by a report on the task, a supporting one by a report on its
    part.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        wanted = report_scope.scope(register, unit=unit, block=block)
        found = report_reminders.reminders(register, period, wanted)
    if found.units or not if_any:
        session.show(reports.reminders(found, chosen), chosen, output)
