"""tasktrack report explanations: who owes one, and who gave it."""

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import Block, IfAny, Period, Unit
from tasktrack.cli.session import Session
from tasktrack.reports import incomplete as reports
from tasktrack.services import incomplete, report_scope
from tasktrack.services import period as periods

app = group(needs_command=False)


@app.command()
def explanations(
    ctx: typer.Context,
    period: Period = None,
    unit: Unit = None,
    block: Block = None,
    if_any: IfAny = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """Show which tasks a report leaves out, who owes an explanation and who gave one."""
    session: Session = ctx.obj
    with session.reading() as register:
        wanted = report_scope.scope(register, unit=unit, block=block)
        found = incomplete.left_out(register, periods.named(register, period), wanted)
    if (found.is_due and found.tasks) or not if_any:
        session.show(reports.explanations(found), format, output)
