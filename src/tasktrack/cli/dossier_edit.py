"""tasktrack dossier edit: what happened to one dossier, or was entered wrong."""

from typing import Annotated

import typer

from tasktrack.cli import dossier_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.reports import dossier as reports
from tasktrack.services import dossier_entry

app = group(needs_command=False)


@app.command()
def edit(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY")],
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Unit that settles it.")] = None,
    received: option.Received = None,
    appointed: option.Appointed = None,
    returned: option.Returned = None,
    paused_from: option.PausedFrom = None,
    paused_to: option.PausedTo = None,
    officer: option.Officer = None,
    procedure: option.Procedure = None,
    channel: option.Channel = None,
    submitted: option.Submitted = None,
    correct: option.Correct = False,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record what happened to one dossier since, or correct it; an empty value clears.

    The next import of the one-stop system's table says what it has: correct it there too.
    """
    given = {
        "unit": unit,
        "received_at": received,
        "appointed_at": appointed,
        "returned_at": returned,
        "paused_from": paused_from,
        "paused_to": paused_to,
        "officer": officer,
        "procedure": procedure,
        "channel": channel,
        "submitted_at": submitted,
    }
    session: Session = ctx.obj
    told = {name: text for name, text in given.items() if text is not None}
    with session.writing(dry_run=dry_run) as register:
        found = dossier_entry.edit(register, key, told, correct=correct)
    session.show(
        reports.entered(found[0], found[1], found[2], dry_run=dry_run, command="dossier edit"), format
    )
