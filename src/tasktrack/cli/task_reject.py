"""tasktrack task reject: turn down key tasks that heads registered."""

from typing import Annotated

import typer

from tasktrack.cli.change_options import Document
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.reports import approval as reports
from tasktrack.services import task_approve as approvals

app = group(needs_command=False)


@app.command()
def reject(
    ctx: typer.Context,
    task: Annotated[list[str], typer.Argument(metavar="TASK...")],
    by: Annotated[
        str, typer.Option(metavar="NAME", help="Leader who decided; not the lead unit nor its head.")
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the decision; today when left out.")
    ] = None,
    document: Document = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Reject key tasks that heads registered, with the reason; they stand as withdrawn.

    All of them or none. What is to be done differently is proposed anew.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = approvals.reject(register, task, approvals.Word(by, reason, document, on))
    session.show(reports.decided(done, dry_run=dry_run), format)
