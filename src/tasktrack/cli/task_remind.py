"""tasktrack task remind: units are urged about their tasks, or criticised for them."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import reminder as reports
from tasktrack.services import task_remind

app = group(needs_command=False)


@app.command()
def remind(
    ctx: typer.Context,
    tasks: Annotated[list[str] | None, typer.Argument(metavar="[TASK]...")] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Every task that is overdue, in place of TASK; by one document.")
    ] = False,
    unit: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Supporting unit that is urged in place of the lead; with --overdue only tasks led by this unit.",
        ),
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="NO", help="Document that urges.")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day on which they were urged; else today.")
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="What was asked for.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who urged.")] = None,
    criticise: Annotated[
        bool,
        typer.Option("--criticise", help="A criticism instead; it needs --document and --by."),
    ] = False,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record that the units of tasks were urged, or criticised, and say how often so far.

    Each task is a row of its own, all of a command are one journal entry. What followed is told by 'tasktrack
    report reminders'.
    """
    if bool(tasks) == overdue:
        raise UsageFault(
            _("Reminders are of the tasks that are named, or of all that are overdue."),
            _("Give either TASK, one or more, or --overdue."),
        )
    given = task_remind.Urging(document, on, note, by, unit, criticise)
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = (
            task_remind.remind(register, tasks, given)
            if tasks
            else task_remind.remind_overdue(register, given)
        )
    session.show(reports.reminded(done, dry_run=dry_run), format)
