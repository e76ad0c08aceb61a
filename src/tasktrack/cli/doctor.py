"""tasktrack doctor: examine the register, its file and its surroundings."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Output
from tasktrack.cli.session import Session
from tasktrack.reports import doctor as reports
from tasktrack.services import doctor as service

app = group(needs_command=False)


@app.command()
def doctor(
    ctx: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Derive the states of tasks again; nothing else is written.")
    ] = False,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Examine file, folder, disk, journal, rows, calendar and backups, and say what to do; exit 1 for a problem."""
    session: Session = ctx.obj
    found = service.examine(session.path, session.caller(dry_run=dry_run), repair=repair)
    session.show(reports.examination(found, dry_run=dry_run), format, output)
    raise typer.Exit(found.exit_code)
