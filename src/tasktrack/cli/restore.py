"""tasktrack restore: bring the register back from a backup."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli import asking
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say, warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import backup as reports
from tasktrack.services import restore as service

app = group(needs_command=False)


@app.command()
def restore(
    ctx: typer.Context,
    backup: Annotated[Path, typer.Argument(metavar="BACKUP")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Replace what is there without asking.")] = False,
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Restore it although its journal or seals do not hold.")
    ] = False,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Check a backup and put it in the register's place; what is there before is kept beside it."""
    session: Session = ctx.obj
    caller = session.caller(dry_run=dry_run)
    done = service.prepare(session.path, backup, caller, as_is=as_is)
    warn(reports.doubts(done))
    if not dry_run:
        if done.replaces and not yes:
            _ask(done)
        done = service.carry_out(done, caller)
    session.show(reports.restored(done, dry_run=dry_run), format)


def _ask(plan: service.Restoring) -> None:
    """Ask the person at the terminal; raise UsageFault where nobody can answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageFault(
            _("{path} is there already.").format(path=plan.path),
            _("Give --yes to replace it; what is there will be kept beside it."),
            code="needs-yes",
        )
    say(*reports.question(plan))
    asking.confirm(_("Replace {path} with it?").format(path=plan.path))
