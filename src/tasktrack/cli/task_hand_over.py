"""tasktrack task hand-over: a task goes to another lead unit."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.change_options import ApprovedBy, Document, On, Reason
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import hand_over as reports
from tasktrack.services import hand_over as service
from tasktrack.services.grounds import Given

app = group(needs_command=False)


@app.command("hand-over")
def hand_over(
    ctx: typer.Context,
    task: option.Code,
    to: Annotated[str, typer.Option(metavar="UNIT", help="Unit that leads it from then on.")],
    reason: Reason = None,
    document: Document = None,
    approved_by: ApprovedBy = None,
    on: On = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Hand a task over to another lead unit; the due date stays.

    It leaves its officer unless he serves in the new unit or below it. Neither unit approves it itself. For an
    officer of the same unit there is 'task assign'; what a unit refuses is decided with 'task decide-refusal'.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = service.hand_over(register, task, to, Given(reason, document, approved_by, on))
    session.show(reports.handed_over(done, dry_run=dry_run), format)
    warn(done.warnings)
