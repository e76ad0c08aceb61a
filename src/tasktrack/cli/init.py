"""tasktrack init: start a register."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.i18n import language
from tasktrack.reports import office as reports
from tasktrack.services import office

app = group(needs_command=False)


@app.command()
def init(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Option("--office", metavar="NAME", help="Name of the office, as printed on reports.")
    ],
    windows: Annotated[
        str, typer.Option(metavar="WINDOWS", help="Reporting windows: calendar, or statutory (NĐ 09/2019).")
    ] = "calendar",
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Start a register in a new file."""
    session: Session = ctx.obj
    started = office.start(
        session.path, session.caller(dry_run=dry_run), office=name, windows=windows, language=language()
    )
    session.show(reports.started(started, dry_run=dry_run), format)
