"""tasktrack task approve: accept key tasks that heads registered."""

from typing import Annotated

import typer

from tasktrack.cli.change_options import Document, Reason
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import approval as reports
from tasktrack.services import task_approve as approvals

app = group(needs_command=False)


@app.command()
def approve(
    ctx: typer.Context,
    task: Annotated[list[str], typer.Argument(metavar="TASK...")],
    by: Annotated[
        str, typer.Option(metavar="NAME", help="Leader who decided; not the lead unit nor its head.")
    ],
    reason: Reason = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the decision; today when left out.")
    ] = None,
    document: Document = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Approve key tasks that heads registered; from that day on they count.

    Before it they await approval, also when a period is looked at again. All of them or none.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = approvals.approve(register, task, approvals.Word(by, reason, document, on))
    session.show(reports.decided(done, dry_run=dry_run), format)
    warn(done.warnings)
