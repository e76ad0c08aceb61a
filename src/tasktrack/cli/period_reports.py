"""tasktrack period reports: how the reports of the units stand."""

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Limit, Output
from tasktrack.cli.period_options import Block, Key, Unit
from tasktrack.cli.session import Session
from tasktrack.reports import unit_report as reports
from tasktrack.services import report_scope
from tasktrack.services import unit_report as services

app = group(needs_command=False)


@app.command("reports")
def list_reports(
    ctx: typer.Context,
    key: Key,
    unit: Unit = None,
    block: Block = None,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the reports of the units: come, late, returned or owed.

    Every unit of a block owes one, unless it ended before the cut.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        found = services.listing(register, key, report_scope.scope(register, unit=unit, block=block))
    session.show(reports.listing(found), format, output, limit=row_limit(limit, format, output))
