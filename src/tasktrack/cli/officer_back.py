"""tasktrack officer back: the end of a leave."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.officer_options import Code
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import leave as reports
from tasktrack.services import leave as leaves

app = group(needs_command=False)


@app.command()
def back(
    ctx: typer.Context,
    code: Code,
    on: Annotated[str, typer.Option(metavar="DATE", help="First day at work again.")],
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record that an officer is back from leave, which ends on the day before."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = leaves.back(register, code, on)
    warn(reports.closed(done.closed))
    session.show(reports.ended(done.leave, done.was_to, dry_run=dry_run), format)
