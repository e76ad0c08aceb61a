"""tasktrack period return: the report of a unit goes back."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.period_options import Key
from tasktrack.cli.session import Session
from tasktrack.reports import unit_report as reports
from tasktrack.services import unit_report as services

app = group(needs_command=False)


@app.command("return")
def send_back(
    ctx: typer.Context,
    key: Key,
    unit: Annotated[str, typer.Argument(metavar="CODE")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is returned.")],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the return; today when left out.")
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Return the report of a unit; it is owed again until it comes again."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = services.send_back(register, key, unit, reason=reason, on=on)
    session.show(reports.returned(done, dry_run=dry_run), format)
