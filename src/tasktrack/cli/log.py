"""tasktrack log: what was done on a task."""

from datetime import date
from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, DryRun, Format
from tasktrack.cli.session import Register, Session
from tasktrack.cli.terminal import warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import progress as reports
from tasktrack.reports.report import Report
from tasktrack.services import inputs, lookup, progress
from tasktrack.services.progress import NewEntry

app = group(needs_command=False)


@app.command()
def log(
    ctx: typer.Context,
    task: Annotated[str, typer.Argument(metavar="TASK")],
    text: Annotated[str | None, typer.Argument(metavar="TEXT")] = None,
    percent: Annotated[
        str | None, typer.Option(metavar="N", help="How far the whole is: 45, 45.5 or 45,5.")
    ] = None,
    quantity: Annotated[
        str | None, typer.Option(metavar="Q", help="How much was done since the entry before.")
    ] = None,
    done: Annotated[bool, typer.Option("--done", help="The work is finished, on the entry's day.")] = False,
    done_on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day the work was finished, at most the entry's day.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day the entry speaks for; else today.")
    ] = None,
    obstacle: Annotated[str | None, typer.Option(metavar="TEXT", help="What stands in the way.")] = None,
    proposal: Annotated[str | None, typer.Option(metavar="TEXT", help="What is proposed.")] = None,
    next_step: Annotated[str | None, typer.Option("--next", metavar="TEXT", help="What comes next.")] = None,
    cause: Annotated[
        str | None, typer.Option(metavar="CAUSE", help="Cause of delay: subjective or objective.")
    ] = None,
    evidence: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="A document's number, or a file: its name and SHA-256 are kept."),
    ] = None,
    corrects: Annotated[
        int | None, typer.Option(metavar="ENTRY", min=1, max=LARGEST, help="Entry that this one replaces.")
    ] = None,
    support: Annotated[
        str | None,
        typer.Option(
            metavar="UNIT", help="Supporting unit that reports on its own part; the lead's state stays."
        ),
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Log progress on a task."""
    if support is not None:
        _refuse_beside(percent=percent, quantity=quantity, next=next_step, cause=cause, corrects=corrects)
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        day = lookup.past_day(register, on, _("The entry's day"))
        new = NewEntry(
            on=day,
            done_on=_done_day(register, done_on) or (day if done else None),
            percent=inputs.percent(percent) if percent is not None else None,
            quantity=inputs.done_quantity(quantity) if quantity is not None else None,
            result=text,
            obstacle=obstacle,
            proposal=proposal,
            next_step=next_step,
            cause=cause,
            evidence=evidence,
            corrects=corrects,
        )
        report, warnings = _logged(register, task, new, support, dry_run=dry_run)
    session.show(report, format)
    warn(warnings)


def _logged(
    register: Register, task: str, new: NewEntry, support: str | None, *, dry_run: bool
) -> tuple[Report, tuple[str, ...]]:
    """Log an entry of the lead, or of a supporting unit on its part; return what to say of it, and warnings."""
    if support is None:
        logged = progress.log(register, task, new)
        return reports.logged(logged, dry_run=dry_run), logged.warnings
    from tasktrack.reports import support as part_reports  # most entries are the lead's
    from tasktrack.services import support_log

    done = support_log.log(register, task, support, new)
    return part_reports.logged(done, dry_run=dry_run), done.warnings


def _refuse_beside(**options: object) -> None:
    """Raise UsageFault for options that say how far the whole is: a supporting unit speaks of its part alone."""
    given = [f"--{name}" for name, value in options.items() if value is not None]
    if given:
        raise UsageFault(
            _("--support excludes {options}.").format(options=", ".join(given)),
            _("A supporting unit reports a result, --done, an obstacle, a proposal or evidence."),
        )


def _done_day(register: Register, text: str | None) -> date | None:
    return lookup.past_day(register, text, _("The day of completion")) if text else None
