"""tasktrack dossier apologise: the letter that a late result owes."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.reports import dossier as reports
from tasktrack.services import dossier as dossiers

app = group(needs_command=False)


@app.command()
def apologise(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Day on which it was sent (today).")] = None,
    document: Annotated[str | None, typer.Option(metavar="NO", help="Number of the letter.")] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why the result is late.")] = None,
    signed_by: Annotated[
        str | None,
        typer.Option("--signed-by", metavar="NAME", help="Who signed it: a name, or an officer's code."),
    ] = None,
    new_date: Annotated[
        str | None,
        typer.Option(
            "--new-date",
            metavar="DATE",
            help="When the result is promised now: at most once, and announced at least a day before the time is up.",
        ),
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record a written apology for a dossier that is late, or will be; with --new-date for one still in time."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        found = dossiers.apologise(
            register, key, on=on, document=document, reason=reason, signed_by=signed_by, new_date=new_date
        )
    session.show(reports.apologised(*found, dry_run=dry_run), format)
