"""tasktrack office: the offices whose registers or closings were merged."""

from typing import Annotated

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.reports import merged_offices as reports
from tasktrack.services import merged_offices as service

app = group()


@app.command("list")
def list_offices(
    ctx: typer.Context, limit: Limit = None, format: Format = None, output: Output = None
) -> None:
    """List the offices: closings that were received, tasks that are here, the last merge."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = service.every(register)
        zone = register.clock.zone
    session.show(reports.listing(found, zone), format, output, limit=row_limit(limit, format, output))


@app.command()
def show(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="OFFICE")],
    format: Format = None,
    output: Output = None,
) -> None:
    """Show an office: each of its closings with its seal, and what is missing between them."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = service.show(register, code)
        zone = register.clock.zone
    session.show(reports.card(found, zone), format, output)
