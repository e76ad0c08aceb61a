"""tasktrack period lock: when entry locks."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Reason
from tasktrack.cli.period_options import Key, ReportsDue
from tasktrack.cli.session import Session
from tasktrack.reports import period as reports
from tasktrack.services import period as periods
from tasktrack.services import period_open

app = group(needs_command=False)


@app.command()
def lock(
    ctx: typer.Context,
    key: Key,
    now: Annotated[bool, typer.Option("--now", help="Lock entry at this moment.")] = False,
    meeting: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the conference: entry locks before it.")
    ] = None,
    reports_due: ReportsDue = None,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Lock entry now, or set the meeting before which it locks; moving it later needs a reason.

    What is locked already stays so: --now may be given again.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        locked = period_open.lock(
            register, key, now=now, meeting=meeting, reason=reason, reports_due=reports_due
        )
        row = periods.standing(register, locked)
    session.show(reports.locked(row, dry_run=dry_run), format)
