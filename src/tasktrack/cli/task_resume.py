"""tasktrack task resume: let its clock run again."""

import typer

from tasktrack.cli import change_options as grounds
from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import task_change as reports
from tasktrack.services.grounds import Given
from tasktrack.services.task_suspend import resume as restart

app = group(needs_command=False)


@app.command()
def resume(
    ctx: typer.Context,
    task: option.Code,
    reason: grounds.Reason = None,
    document: grounds.Document = None,
    approved_by: grounds.ApprovedBy = None,
    on: grounds.On = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Let the clock of a suspended task run again, and of the parts that were suspended with it.

    Its due date moves later by the days for which it stood still; that is no extension. Reason, document and
    approver may be left out, for the suspension had its own.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = restart(register, task, Given(reason, document, approved_by, on))
    session.show(reports.changed(done, "resume", dry_run=dry_run), format)
    warn(done.warnings)
