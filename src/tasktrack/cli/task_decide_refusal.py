"""tasktrack task decide-refusal: whether a refused task stays or goes to another unit."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import refusal as reports
from tasktrack.services import refusal
from tasktrack.services.refusal import Verdict

app = group(needs_command=False)


@app.command("decide-refusal")
def decide(
    ctx: typer.Context,
    task: option.Code,
    by: Annotated[str, typer.Option(metavar="NAME", help="Leader who decided; neither of the units.")],
    document: Annotated[str, typer.Option(metavar="NO", help="Document that decides it.")],
    stays: Annotated[bool, typer.Option("--stays", help="The task stays with the unit.")] = False,
    to: Annotated[str | None, typer.Option(metavar="UNIT", help="Unit that leads it from then on.")] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why; the reason of the refusal when left out.")
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Day of the decision; else today.")] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Decide whether a task that its unit refused stays with it or goes to another.

    One that goes to another unit is handed over in the same entry: its due date stays.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = refusal.decide(register, task, Verdict(by, document, to, stays, reason, on))
    session.show(reports.decided(done, dry_run=dry_run), format)
    warn(done.handed.warnings if done.handed else ())
