"""tasktrack unit merge, close and split: a new order of units, from a day on."""

from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _

app = group()
On = Annotated[str, typer.Option("--on", metavar="DATE", help="First day of the new order.")]
Document = Annotated[str, typer.Option("--document", metavar="NO", help="Document that decides it.")]
ApprovedBy = Annotated[
    str | None, typer.Option("--approved-by", metavar="NAME", help="Who approved the new order.")
]
Why = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; kept with every task.")]


@app.command()
def merge(
    ctx: typer.Context,
    units: Annotated[list[str], typer.Argument(metavar="[CODE]...")],
    into: Annotated[
        str, typer.Option(metavar="CODE", help="Unit that takes over; may be one of those merged.")
    ],
    on: On,
    document: Document,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Enter the unit that takes over under this name.")
    ] = None,
    block: Annotated[
        str | None, typer.Option(metavar="BLOCK", help="Its block; else that of the merged units.")
    ] = None,
    parent: Annotated[
        str | None, typer.Option(metavar="CODE", help="Its superior unit; else that of the merged units.")
    ] = None,
    reason: Why = None,
    approved_by: ApprovedBy = None,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Merge units: what they have not finished passes to the unit that takes over, due as before.

    From the first day of the new order that one leads the tasks that were open then, supports in their place,
    and has their officers and sub-units. What was finished before stays theirs, and closed periods keep them.
    Given again for the same day, it passes on what was entered under the old units since.
    """
    from tasktrack.reports import succession as reports  # a list does without
    from tasktrack.services import unit_merge as service

    if name is None and (block is not None or parent is not None):
        raise UsageFault(
            _("--block and --parent are of a unit that is entered now."), _("Give its --name too.")
        )
    session: Session = ctx.obj
    new = service.NewUnit(name, block, parent) if name is not None else None
    order = service.Order(on, document, reason, approved_by)
    with session.writing(dry_run=dry_run) as register:
        done = service.merge(register, units, into, order, new)
    warn(done.warnings)
    session.show(reports.reorganised(done, dry_run=dry_run), format, output)


@app.command()
def split(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE")],
    into: Annotated[list[str], typer.Option(metavar="CODE", help="Unit that takes over; repeat it.")],
    on: On,
    document: Document,
    tasks: Annotated[
        Path | None,
        typer.Option("--tasks", metavar="FILE", help="Table that says who takes which task: task, unit."),
    ] = None,
    task: Annotated[
        list[str] | None,
        typer.Option("--task", metavar="TASK=CODE", help="Who takes this task; may be repeated."),
    ] = None,
    officer: Annotated[
        list[str] | None,
        typer.Option("--officer", metavar="CODE=UNIT", help="Where this officer serves; may be repeated."),
    ] = None,
    sub_unit: Annotated[
        list[str] | None,
        typer.Option("--sub-unit", metavar="CODE=UNIT", help="Below whom this unit stands; may be repeated."),
    ] = None,
    rest: Annotated[str | None, typer.Option(metavar="CODE", help="Who takes all that is not named.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="The unit lives on, and may keep a part.")] = False,
    reason: Why = None,
    approved_by: ApprovedBy = None,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Split a unit: its unfinished tasks, officers and sub-units are given out by name.

    Every task that it leads or supports, every officer and every sub-unit must be named, or --rest says who
    takes the others. The units that take over are entered before, with unit add.
    """
    from tasktrack.cli.files import label, tabled
    from tasktrack.reports import succession as reports
    from tasktrack.services import unit_split as service

    session: Session = ctx.obj
    pairs = [service.read_pair(text) for text in task or ()]
    if tasks is not None:
        with tabled(tasks) as source:
            pairs += service.read_file(source, label(tasks))
    given = service.Given(
        pairs,
        [service.read_pair(text) for text in officer or ()],
        [service.read_pair(text) for text in sub_unit or ()],
        rest,
    )
    order = service.Order(on, document, reason, approved_by)
    with session.writing(dry_run=dry_run) as register:
        done = service.split(register, code, into, order, given, keep=keep)
    warn(done.warnings)
    session.show(reports.reorganised(done, dry_run=dry_run), format, output)


@app.command()
def close(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE")],
    on: On,
    document: Document,
    into: Annotated[
        str | None, typer.Option(metavar="CODE", help="Unit that takes over what it has.")
    ] = None,
    reason: Why = None,
    approved_by: ApprovedBy = None,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Close a unit: its last day is the day before the new order.

    Without --into it may have nothing left: no unfinished task, no officer, no unit below it.
    """
    from tasktrack.reports import succession as reports
    from tasktrack.services import unit_merge as service

    session: Session = ctx.obj
    order = service.Order(on, document, reason, approved_by)
    with session.writing(dry_run=dry_run) as register:
        done = service.close(register, code, order, into)
    warn(done.warnings)
    session.show(reports.reorganised(done, dry_run=dry_run), format, output)
