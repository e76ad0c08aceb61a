"""tasktrack task support: what a supporting unit has to do of a task, and by when."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.change_options import ApprovedBy, Document, On, Reason
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Register, Session
from tasktrack.cli.terminal import warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import support as reports
from tasktrack.reports.report import Report
from tasktrack.services import support as service
from tasktrack.services.grounds import Given
from tasktrack.services.support import PartGiven

app = group(needs_command=False)


@app.command("support")
def support(
    ctx: typer.Context,
    task: option.Code,
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    part: Annotated[
        str | None, typer.Option(metavar="TEXT", help='What the unit has to do; "" takes that back.')
    ] = None,
    due: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Its own due date, at most that of the task; a span counts from today; none: that of the task.",
        ),
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="The unit supports the task no longer.")] = False,
    reason: Reason = None,
    document: Document = None,
    approved_by: ApprovedBy = None,
    on: On = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Set what a supporting unit has to do and by when; a unit that is none becomes one.

    Some days after it became one (setting edit_days), its due date is moved to a later day, and the unit is dropped,
    only with --reason, --document and --approved-by. The unit reports with 'log --support'.
    """
    if drop and (part is not None or due is not None):
        raise UsageFault(_("--drop excludes --part and --due."), _("Leave one of them out."))
    basis = Given(reason, document, approved_by, on)
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        report, warnings = _done(
            register, task, unit, None if drop else PartGiven(part, due), basis, dry_run=dry_run
        )
    session.show(report, format)
    warn(warnings)


def _done(
    register: Register, task: str, unit: str, given: PartGiven | None, basis: Given, *, dry_run: bool
) -> tuple[Report, tuple[str, ...]]:
    """Set the part that is given, or take the unit off the task; return what to say of it, and warnings."""
    if given is None:
        return reports.dropped(service.drop(register, task, unit, basis), dry_run=dry_run), ()
    done = service.set_part(register, task, unit, given, basis)
    return reports.part_set(done, dry_run=dry_run), done.warnings
