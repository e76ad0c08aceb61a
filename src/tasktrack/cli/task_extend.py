"""tasktrack task extend: move the due date by decision."""

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
from tasktrack.services.task_extend import extend as move_due

app = group(needs_command=False)


@app.command()
def extend(
    ctx: typer.Context,
    task: option.Code,
    due: Annotated[
        str,
        typer.Option(
            metavar="DATE", help="New due date; a span (+10d, +5wd, within 2 months) counts from the old one."
        ),
    ],
    reason: grounds.Reason = None,
    document: grounds.Document = None,
    approved_by: grounds.ApprovedBy = None,
    on: grounds.On = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Move the approved due date of a task; on time is measured by the new one, the original stays visible.

    It is approved up to the due date, by somebody else than the lead unit or its head. How often, and how many
    days before the due date it is asked, the settings extend_times and extend_lead_days say. A month or a
    quarter means its last day. A task without due date has nothing to extend, nor has one that is overdue, done,
    withdrawn or suspended; parts keep their due dates, and a part is extended up to the whole's.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = move_due(register, task, due, Given(reason, document, approved_by, on))
    session.show(reports.changed(done, "extend", dry_run=dry_run), format)
    warn(done.warnings)
