"""tasktrack task assign: give a task to an officer, or pass it on."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import task_assign as reports
from tasktrack.services.task_assign import Handover
from tasktrack.services.task_assign import assign as give_to

app = group(needs_command=False)


@app.command()
def assign(
    ctx: typer.Context,
    task: option.Code,
    officer: Annotated[
        str, typer.Option(metavar="CODE", help="Officer of the lead unit, or of a unit below it.")
    ],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day from which he has it; else today.")
    ] = None,
    handed_back: Annotated[
        bool,
        typer.Option(
            "--handed-back",
            help="The holder gave it back: it stays in his plan, the other takes it over (NĐ 335/2025/NĐ-CP Art. 18).",
        ),
    ] = False,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why; needed with --handed-back.")
    ] = None,
    document: Annotated[
        str | None, typer.Option(metavar="NO", help="Document by which it was decided.")
    ] = None,
    approved_by: Annotated[str | None, typer.Option(metavar="NAME", help="Who approved it.")] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Give a task to an officer, or pass it on inside the unit; who had it before is kept.

    Passed on by the superior, it is wholly the new holder's. With --handed-back it stays in the plan of who had
    it, with nothing done, and adds to the plan of who takes it over.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = give_to(register, task, Handover(officer, on, handed_back, reason, document, approved_by))
    session.show(reports.assigned(done, dry_run=dry_run), format)
    warn(done.warnings)
