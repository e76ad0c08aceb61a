"""tasktrack task review: judge the result."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, DryRun, Format, Reason
from tasktrack.cli.session import Session
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import task as reports
from tasktrack.services import review as reviews
from tasktrack.services.review import Verdict

app = group(needs_command=False)


@app.command()
def review(
    ctx: typer.Context,
    task: option.Code,
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
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Judge the result: accept, fail or return it."""
    verdicts = {"accepted": accept, "failed": fail, "returned": returned}
    given = [verdict for verdict, said in verdicts.items() if said]
    if len(given) != 1:
        raise UsageFault(_("Give exactly one verdict."), _("Use one of --accept, --fail and --return."))
    session: Session = ctx.obj
    verdict = Verdict(given[0], exceeded, reason, reviewer, objective_by, on, objective_on, entry)
    with session.writing(dry_run=dry_run) as register:
        done = reviews.review(register, task, verdict)
    session.show(reports.reviewed(done, dry_run=dry_run), format)
