"""tasktrack undo: take back what a command did."""

from typing import Annotated

import typer

from tasktrack.cli import asking
from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, DryRun, Format, Reason
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import is_terminal
from tasktrack.i18n import _
from tasktrack.reports import undo as reports
from tasktrack.services import undo as service

app = group(needs_command=False)
FOR_PEOPLE = ("table", "text", "md")


@app.command()
def undo(
    ctx: typer.Context,
    entry: Annotated[int | None, typer.Argument(metavar="ENTRY", min=1, max=LARGEST)] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Take back the last command whole, or the one of a journal entry that nobody touched since."""
    session: Session = ctx.obj
    asks = not yes and asking.is_possible() and is_terminal() and chosen_format(format) in FOR_PEOPLE
    if dry_run or asks:
        with session.reading() as register:
            planned = service.plan(register, entry)
            zone = register.clock.zone
        session.show(reports.planned(planned, zone, dry_run=dry_run), format)
        if dry_run:
            return
        asking.confirm(_("Take it back?"))
        entry = planned.undone.seq
    with session.writing() as register:
        done = service.take_back(register, entry, reason)
        zone = register.clock.zone
    session.show(reports.done(done, zone, whole=not asks), format)
