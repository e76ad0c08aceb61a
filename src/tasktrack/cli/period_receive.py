"""tasktrack period receive: the reports of units came."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.period_options import Key
from tasktrack.cli.session import Session
from tasktrack.reports import unit_report as reports
from tasktrack.services import unit_report as services

app = group(needs_command=False)


@app.command()
def receive(
    ctx: typer.Context,
    key: Key,
    units: Annotated[list[str], typer.Argument(metavar="CODE...")],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day on which they came; today when left out.")
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="NO", help="Number of the report.")] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record that the reports of units came; after a return, that they came again."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = services.receive(register, key, units, on=on, document=document)
    session.show(reports.received(done, dry_run=dry_run), format)
