"""tasktrack progress: the entries."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Limit, Output
from tasktrack.cli.session import Session, row_limit
from tasktrack.reports import progress as reports
from tasktrack.services import progress

app = group()


@app.callback()
def entries() -> None:
    """Progress entries."""


@app.command("list")
def list_entries(
    ctx: typer.Context,
    task: Annotated[str | None, typer.Option(metavar="TASK", help="Only of this task, oldest first.")] = None,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List progress entries, newest first."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = progress.entries(register, task, row_limit(limit, format, output))
        total = progress.count(register, task)
        today = register.clock.today()
    session.show(reports.listing(found, today, total=total, task=task), format, output)
