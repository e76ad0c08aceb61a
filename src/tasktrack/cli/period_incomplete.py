"""tasktrack period incomplete: what the report of a period leaves out."""

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Limit, Output
from tasktrack.cli.period_options import Key
from tasktrack.cli.report_options import Block, Unit
from tasktrack.cli.session import Session
from tasktrack.reports import incomplete as reports
from tasktrack.services import incomplete as services
from tasktrack.services import period as periods
from tasktrack.services import report_scope

app = group(needs_command=False)


@app.command()
def incomplete(
    ctx: typer.Context,
    key: Key,
    unit: Unit = None,
    block: Block = None,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the tasks left out of the report, and what each lacks.

    What an update must hold is said by the settings update_needs and update_max_age.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        wanted = report_scope.scope(register, unit=unit, block=block)
        found = services.left_out(register, periods.named(register, key), wanted)
    session.show(reports.listing(found), format, output, limit=row_limit(limit, format, output))
