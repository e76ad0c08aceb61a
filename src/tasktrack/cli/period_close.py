"""tasktrack period close: compute, freeze and seal."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Output, Reason
from tasktrack.cli.period_options import Key
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say, warn
from tasktrack.reports import period as reports
from tasktrack.services import closing

app = group(needs_command=False)


@app.command()
def close(
    ctx: typer.Context,
    key: Key,
    scheme: Annotated[
        list[str] | None, typer.Option(metavar="SCHEME", help="Scheme to score with; may be given again.")
    ] = None,
    reason: Reason = None,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Close a period: compute, freeze, seal. --dry-run prints the table it would close with."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = closing.close(register, key, scheme or (), reason)
    warn(done.warnings)
    if output is not None:
        # Before the file is written, which may fail: the period is closed all the same.
        say(*reports.closed_lines(done, dry_run=dry_run).lines)
    session.show(reports.closed(done, dry_run=dry_run), format, output)
