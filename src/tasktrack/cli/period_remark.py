"""tasktrack period remark: how good the report of a unit is."""

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
def remark(
    ctx: typer.Context,
    key: Key,
    unit: Annotated[str, typer.Argument(metavar="CODE")],
    quality: Annotated[str | None, typer.Option(metavar="QUALITY", help="good, fair or poor.")] = None,
    remark: Annotated[
        str | None, typer.Option("--remark", metavar="TEXT", help="What is to be said of the report.")
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who judges it.")] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Judge the report of a unit: its quality, and what is to be said of it."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = services.remark(register, key, unit, quality=quality, text=remark, by=by)
    session.show(reports.remarked(done, dry_run=dry_run), format)
