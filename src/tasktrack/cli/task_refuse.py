"""tasktrack task refuse: the lead unit says that a task is not its function."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.change_options import Reason
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.reports import refusal as reports
from tasktrack.services import refusal
from tasktrack.services.grounds import Given

app = group(needs_command=False)


@app.command()
def refuse(
    ctx: typer.Context,
    task: option.Code,
    reason: Reason = None,
    document: Annotated[
        str | None, typer.Option(metavar="NO", help="Document by which the unit refuses it.")
    ] = None,
    unit: Annotated[
        str | None, typer.Option(metavar="CODE", help="Unit that refuses it: the lead, as when left out.")
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Day of the refusal; else today.")] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record that the lead unit refuses a task as not its function.

    Until a leader decides with 'task decide-refusal' the task stays with the unit, its clock runs, and it is listed
    by 'report transfers'.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = refusal.refuse(register, task, Given(reason, document, on=on), unit)
    session.show(reports.refused(done, dry_run=dry_run), format)
