"""tasktrack period open: open a reporting period."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.period_options import Key, ReportsDue
from tasktrack.cli.session import Session
from tasktrack.reports import period as reports
from tasktrack.services import period as periods
from tasktrack.services import period_open

app = group(needs_command=False)


@app.command("open")
def open_period(
    ctx: typer.Context,
    key: Key,
    windows: Annotated[
        str | None,
        typer.Option(metavar="WINDOWS", help="statutory or calendar, where the kind has none yet."),
    ] = None,
    meeting: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the conference: entry locks before it.")
    ] = None,
    reports_due: ReportsDue = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Open a period: 2026-W47, 2026-11, 2026-Q4, 2026-H2, 2026-9M or 2026."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        opened = period_open.open_period(
            register, key, windows=windows, meeting=meeting, reports_due=reports_due
        )
        row = periods.standing(register, opened)
    session.show(reports.opened(row, dry_run=dry_run), format)
