"""tasktrack report cadence: who reports through the period, and who only at the cut."""

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import Block, Period, Unit
from tasktrack.cli.session import Session
from tasktrack.reports import cadence as reports
from tasktrack.services import cadence as services
from tasktrack.services import period as periods
from tasktrack.services import report_scope

app = group(needs_command=False)


@app.command()
def cadence(
    ctx: typer.Context,
    period: Period = None,
    unit: Unit = None,
    block: Block = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Show how often each unit reported, and how much of it only in the last days before entry locks.

    The setting cadence_days says how many days are watched, cadence_share which share is too much.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        wanted = report_scope.scope(register, unit=unit, block=block)
        found = services.cadences(register, periods.named(register, period), wanted)
    session.show(reports.cadence(found), format, output)
