"""tasktrack officer end: the end of the service."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.officer_options import Code
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import officer_move as reports
from tasktrack.services import officer_move as moves

app = group(needs_command=False)


@app.command()
def end(
    ctx: typer.Context,
    code: Code,
    on: Annotated[str, typer.Option(metavar="DATE", help="Last day of service.")],
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why: retired, resigned, left the province ...")
    ],
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """End the service of an officer: retired, resigned, gone elsewhere."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = moves.end(register, code, on, reason)
    warn(done.warnings)
    session.show(reports.ended(done, dry_run=dry_run), format)
