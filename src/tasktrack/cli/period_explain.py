"""tasktrack period explain: what a head says of a task that the report leaves out."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.period_options import Key
from tasktrack.cli.session import Session
from tasktrack.reports import incomplete as reports
from tasktrack.services import explain as services

app = group(needs_command=False)


@app.command()
def explain(
    ctx: typer.Context,
    key: Key,
    task: option.Code,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Head who explains.")],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the explanation; today when left out.")
    ] = None,
    meeting: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the conference; else that of the period.")
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record what a head says of a task that the report leaves out.

    It may be given after the lock and after the closing; of several the newest stands.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = services.explain(register, key, task, text, by=by, on=on, meeting=meeting)
    session.show(reports.explained(done, dry_run=dry_run), format)
