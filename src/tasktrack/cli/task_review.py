"""tasktrack task review: judge the result."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, DryRun, Format, Output, Reason
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import task as reports
from tasktrack.services import progress
from tasktrack.services import review as reviews
from tasktrack.services.review import Verdict

app = group(needs_command=False)


@app.command()
def review(
    ctx: typer.Context,
    task: Annotated[list[str] | None, typer.Argument(metavar="[TASK]...")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="The result meets the requirement.")] = False,
    exceeded: Annotated[bool, typer.Option("--exceeded", help="With --accept: it is above it.")] = False,
    fail: Annotated[bool, typer.Option("--fail", help="The result does not meet it.")] = False,
    returned: Annotated[bool, typer.Option("--return", help="Send it back to be done again.")] = False,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Day of the verdict; else today.")] = None,
    reason: Reason = None,
    reviewer: Annotated[str | None, typer.Option(metavar="NAME", help="Who judged; else the actor.")] = None,
    objective_by: Annotated[
        str | None,
        typer.Option(
            "--objective-confirmed-by", metavar="NAME", help="Authority that confirms an objective cause."
        ),
    ] = None,
    objective_on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of that confirmation; else the verdict's.")
    ] = None,
    entry: Annotated[
        int | None,
        typer.Option(
            metavar="ENTRY",
            min=1,
            max=LARGEST,
            help="Entry judged; else the newest that reports it done.",
        ),
    ] = None,
    officer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            help="With --accept: all that this officer's tasks reported, not judged yet; may be repeated.",
        ),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            help="With --accept: all that tasks led by this unit reported; may be repeated.",
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="With --officer or --unit: reported for this day or earlier."),
    ] = None,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Judge the result: accept, fail or return it.

    Several tasks are judged alike, all or none. With --officer or --unit all that was reported and not judged
    yet is accepted; see it with --dry-run, or with 'tasktrack progress list --unreviewed'.
    """
    verdicts = {"accepted": accept, "failed": fail, "returned": returned}
    given = [verdict for verdict, said in verdicts.items() if said]
    if len(given) != 1:
        raise UsageFault(_("Give exactly one verdict."), _("Use one of --accept, --fail and --return."))
    verdict = Verdict(given[0], exceeded, reason, reviewer, objective_by, on, objective_on, entry)
    _refuse_mixed(task or [], verdict, officer=officer, unit=unit, until=until)
    session: Session = ctx.obj
    walled = 0
    with session.writing(dry_run=dry_run) as register:
        if officer or unit:
            done, walled = reviews.review_reported(
                register, verdict, officers=officer or (), units=unit or (), until=until
            )
        elif task and len(task) > 1:
            done = reviews.review_tasks(register, task, verdict)
        else:
            done = [reviews.review(register, code, verdict) for code in task or ()]
        whole = {code: progress.whole_warnings(register, code) for code in {one.entry.task for one in done}}
    done = [one._replace(warnings=(*one.warnings, *whole[one.entry.task])) for one in done]
    warn(list(dict.fromkeys(said for one in done for said in one.warnings)))
    if task and len(task) == 1:
        session.show(reports.reviewed(done[0], dry_run=dry_run), format, output)
        return
    from tasktrack.reports import review as many_reports  # one verdict does without

    session.show(many_reports.many(done, walled, dry_run=dry_run), format, output)


def _refuse_mixed(
    tasks: list[str],
    verdict: Verdict,
    *,
    officer: list[str] | None,
    unit: list[str] | None,
    until: str | None,
) -> None:
    """Raise UsageFault unless tasks are named, or an officer or a unit whose reports are accepted."""
    if bool(tasks) == bool(officer or unit):
        raise UsageFault(_("Say what is judged."), _("Name tasks, or give --officer CODE or --unit CODE."))
    if tasks and until:
        raise UsageFault(_("--until goes with --officer and --unit."), _("Leave one of them out."))
    if verdict.entry is not None and len(tasks) != 1:
        raise UsageFault(_("--entry goes with one task."), _("Leave one of them out."))
    if not tasks and (verdict.verdict != "accepted" or verdict.objective_by):
        raise UsageFault(
            _("What an officer or a unit reported can only be accepted in one go."),
            _("Name the tasks that are failed or returned, or whose delay is excused."),
        )
