"""tasktrack task direct: what a leader instructs on a task."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import direction as reports
from tasktrack.services import task_direct

app = group(needs_command=False)
# What describes the task that a direction opens.
_OF_OPENED = ("lead", "support", "officer", "kind", "due", "field", "urgency")


@app.command()
def direct(
    ctx: typer.Context,
    task: option.Code,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Leader who gives it.")],
    document: Annotated[str | None, typer.Option(metavar="NO", help="Document that says it.")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day on which it was given; else today.")
    ] = None,
    answers: Annotated[
        int | None,
        typer.Option(
            metavar="ENTRY", min=1, max=LARGEST, help="Entry whose obstacle or proposal it answers."
        ),
    ] = None,
    opens: Annotated[
        str | None,
        typer.Option(metavar="TITLE", help="Register the task that it opens, led by --lead."),
    ] = None,
    opens_task: Annotated[
        str | None, typer.Option(metavar="TASK", help="Task that it opened, registered already.")
    ] = None,
    lead: Annotated[
        str | None, typer.Option(metavar="CODE", help="Unit that leads the task of --opens.")
    ] = None,
    support: option.Support = None,
    officer: option.Officer = None,
    kind: option.Kind = None,
    due: option.Due = None,
    field: option.Field = None,
    urgency: option.Urgency = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record a leader's direction on a task: what it answers, and the task that it opens.

    --opens registers that task in the same entry, from the same document, assigned by the same leader. What was
    reported after a direction is told by 'tasktrack report directions'.
    """
    given = task_direct.Instruction(text, by, document, on, answers, _opening(ctx, opens), opens_task)
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = task_direct.direct(register, task, given)
    session.show(reports.directed(done, dry_run=dry_run), format)
    warn(done.warnings)


def _opening(ctx: typer.Context, title: str | None) -> dict[str, object] | None:
    """Return the fields of the task that a direction opens, None where it opens none."""
    fields = option.given({name: ctx.params[name] for name in _OF_OPENED})
    if title is None:
        if fields:
            raise UsageFault(
                _("The lead, the due date and the like are those of a task that the direction opens."),
                _("Give its title with --opens, or leave them out."),
            )
        return None
    if "lead" not in fields:
        raise UsageFault(
            _("The task that a direction opens needs its lead unit."), _("Name it with --lead CODE.")
        )
    return {"title": title, **fields}
