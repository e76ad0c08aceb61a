"""tasktrack officer move: another posting."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.officer_options import Code
from tasktrack.cli.options import DryRun, Format, Reason
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import officer_move as reports
from tasktrack.services import officer_move as moves

app = group(needs_command=False)


@app.command()
def move(
    ctx: typer.Context,
    code: Code,
    on: Annotated[str, typer.Option(metavar="DATE", help="First day of the new posting.")],
    unit: Annotated[
        str | None, typer.Option("--to", metavar="CODE", help="Unit to move to; else the same one.")
    ] = None,
    position: Annotated[
        str | None, typer.Option(metavar="POSITION", help="staff, deputy or head; else as before.")
    ] = None,
    manager: Annotated[
        str | None,
        typer.Option(metavar="CODE", help='Officer who directs and confirms; "" for the head of the unit.'),
    ] = None,
    similar_group: Annotated[
        str | None, typer.Option("--group", metavar="GROUP", help='Similar-task group; "" for none.')
    ] = None,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Move an officer to another unit, position, manager or group.

    The posting held ends on the day before. Inside the unit, manager and group stay as they are where they are
    not given; another unit begins without them. Open tasks stay with the officer.
    """
    session: Session = ctx.obj
    new = moves.NewPosting(unit, position, manager, similar_group)
    with session.writing(dry_run=dry_run) as register:
        done = moves.move(register, code, new, on, reason)
    warn(done.warnings)
    session.show(reports.moved(done, dry_run=dry_run), format)
