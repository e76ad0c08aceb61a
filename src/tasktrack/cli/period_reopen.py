"""tasktrack period reopen: open a closed period again."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.period_options import Key
from tasktrack.cli.session import Session
from tasktrack.reports import reopening as reports
from tasktrack.services import reopening

app = group(needs_command=False)


@app.command()
def reopen(
    ctx: typer.Context,
    key: Key,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is opened again.")],
    document: Annotated[str, typer.Option("--document", metavar="NO", help="Document that decides it.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Day of the decision; today when left out.")
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Open a closed period again, at its next closing number; the figures it was closed with stay readable."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = reopening.reopen(register, key, reopening.Decision(reason, document, by, on))
    session.show(reports.reopened(done, dry_run=dry_run), format)
