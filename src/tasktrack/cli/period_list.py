"""tasktrack period list: the periods in order of time."""

from typing import Annotated

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.reports import period as reports
from tasktrack.services import period as periods

app = group(needs_command=False)


@app.command("list")
def list_periods(
    ctx: typer.Context,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only of this kind.")] = None,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List periods in order of time."""
    session: Session = ctx.obj
    with session.reading() as register:
        rows = periods.every(register, kind)
    session.show(reports.listing(rows), format, output, limit=row_limit(limit, format, output))
