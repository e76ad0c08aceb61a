"""tasktrack task withdraw: take it out of the list."""

import typer

from tasktrack.cli import change_options as grounds
from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import task_change as reports
from tasktrack.services.grounds import Given
from tasktrack.services.task_withdraw import withdraw as take_out

app = group(needs_command=False)


@app.command()
def withdraw(
    ctx: typer.Context,
    task: option.Code,
    reason: grounds.Reason = None,
    document: grounds.Document = None,
    approved_by: grounds.ApprovedBy = None,
    on: grounds.On = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Withdraw a task: from that day on it counts in no ratio; what is done or closed stays counted.

    With a task that has parts go those that are not finished; a part may be withdrawn by itself.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = take_out(register, task, Given(reason, document, approved_by, on))
    session.show(reports.changed(done, "withdraw", dry_run=dry_run), format)
    warn(done.warnings)
