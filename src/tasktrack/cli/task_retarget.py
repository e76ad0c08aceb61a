"""tasktrack task retarget: change its target by decision."""

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
from tasktrack.services.task_retarget import retarget as give_target

app = group(needs_command=False)


@app.command()
def retarget(
    ctx: typer.Context,
    task: option.Code,
    target: Annotated[str, typer.Option(metavar="N", help="New figure to be reached.")],
    reason: grounds.Reason = None,
    document: grounds.Document = None,
    approved_by: grounds.ApprovedBy = None,
    on: grounds.On = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Give a task another target, and see it before and after; a target that is lowered is told.

    In its first days a target that was entered wrong is corrected with task edit.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = give_target(register, task, target, Given(reason, document, approved_by, on))
    session.show(reports.changed(done, "retarget", dry_run=dry_run), format)
    warn(done.warnings)
