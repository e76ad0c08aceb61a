"""tasktrack dossier add: one dossier by hand."""

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
def add(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY")],
    unit: Annotated[str, typer.Option(metavar="CODE", help="Unit that settles it.")],
    received: option.Received = None,
    appointed: option.Appointed = None,
    officer: option.Officer = None,
    procedure: option.Procedure = None,
    channel: option.Channel = None,
    submitted: option.Submitted = None,
    returned: option.Returned = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Enter one dossier by hand, under the rules of the import.

    KEY is its number in the one-stop system. It needs when it was received and is promised, or when it was sent in.
    """
    given = {
        "unit": unit,
        "received_at": received,
        "appointed_at": appointed,
        "officer": officer,
        "procedure": procedure,
        "channel": channel,
        "submitted_at": submitted,
        "returned_at": returned,
    }
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        found = dossier_entry.add(register, key, {name: text for name, text in given.items() if text})
    session.show(reports.entered(found[0], found[1], found[2], dry_run=dry_run), format)
