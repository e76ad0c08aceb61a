"""tasktrack backup: a checked copy of the register."""

from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import is_terminal, warn
from tasktrack.errors import ExitCode
from tasktrack.reports import backup as reports
from tasktrack.services import backup as backups

app = group(needs_command=False)


@app.command()
def backup(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER")] = None,
    keep: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=LARGEST, help="Remove the oldest of this register beyond N."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing when all went well.")] = False,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Copy the register into a folder and check the copy; others may work on meanwhile.

    The folder is 'backups' beside the register unless one is named. In a pipe or from cron nothing is said when
    all went well, unless --format asks for it.
    """
    session: Session = ctx.obj
    made = backups.back_up(session.path, session.caller(dry_run=dry_run), folder=folder, keep=keep)
    if (format or is_terminal() or dry_run) and not quiet:
        session.show(reports.backed_up(made, dry_run=dry_run), format)
    if made.strays:
        warn([reports.strays(made)])
        raise typer.Exit(ExitCode.FINDINGS)
