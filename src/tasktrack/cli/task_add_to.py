"""tasktrack task add-to: add it to a programme by decision."""

from typing import Annotated

import typer

from tasktrack.cli import change_options as grounds
from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import task_change as reports
from tasktrack.services.grounds import Given
from tasktrack.services.task_add_to import add_to as put_into

app = group(needs_command=False)


@app.command("add-to")
def add_to(
    ctx: typer.Context,
    task: option.Code,
    programme: Annotated[str, typer.Argument(metavar="PROGRAMME")],
    reason: grounds.Reason = None,
    document: grounds.Document = None,
    approved_by: grounds.ApprovedBy = None,
    on: grounds.On = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Add a task to a programme or plan after that was fixed, with the reason.

    For a task that came into the programme after the registration deadline (setting registration_deadline) it
    records why.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = put_into(register, task, programme, Given(reason, document, approved_by, on))
    session.show(reports.changed(done, "add-to", dry_run=dry_run), format)
    warn(done.warnings)
