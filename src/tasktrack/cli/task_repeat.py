"""tasktrack task repeat: make the dated instances of recurring work."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import task_repeat as reports
from tasktrack.services import task_repeat

app = group(needs_command=False)


@app.command()
def repeat(
    ctx: typer.Context,
    task: option.Code,
    through: Annotated[
        str, typer.Option(metavar="PERIOD", help="Last period: 2027-06, 2027-Q2 or 2027-W26.")
    ],
    monthly: Annotated[bool, typer.Option("--monthly", help="One for each month.")] = False,
    quarterly: Annotated[bool, typer.Option("--quarterly", help="One for each quarter.")] = False,
    weekly: Annotated[bool, typer.Option("--weekly", help="One for each week.")] = False,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Repeat a task: make one for each period up to --through, due as the first one is.

    The first task is for the period in which it is due; each of the others is assigned on the first day of its
    own. Nothing is made by itself: give a later --through for more, and only the new ones are made.
    """
    session: Session = ctx.obj
    kinds = [kind for kind, given in (("month", monthly), ("quarter", quarterly), ("week", weekly)) if given]
    if len(kinds) > 1:
        raise UsageFault(
            _("A task repeats by one kind of period."),
            _("Give one of --weekly, --monthly and --quarterly."),
        )
    with session.writing(dry_run=dry_run) as register:
        done = task_repeat.repeat(register, task, kind=kinds[0] if kinds else None, through=through)
    session.show(reports.repeated(done, dry_run=dry_run), format, output)
    warn(done.warnings)
