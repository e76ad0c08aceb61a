"""tasktrack task suspend: stop its clock."""

import typer

from tasktrack.cli import change_options as grounds
from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import task_change as reports
from tasktrack.services.grounds import Given
from tasktrack.services.task_suspend import suspend as stop

app = group(needs_command=False)


@app.command()
def suspend(
    ctx: typer.Context,
    task: option.Code,
    reason: grounds.Reason = None,
    document: grounds.Document = None,
    approved_by: grounds.ApprovedBy = None,
    on: grounds.On = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Stop the clock of a task, and of its parts, until it is resumed; a period that is cut meanwhile leaves it out.

    Progress is still logged, but work cannot be finished while the clock stands still: resume the task first.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = stop(register, task, Given(reason, document, approved_by, on))
    session.show(reports.changed(done, "suspend", dry_run=dry_run), format)
    warn(done.warnings)
