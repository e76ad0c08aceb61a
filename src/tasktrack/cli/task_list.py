"""tasktrack task list: find tasks."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Columns, Format, Limit, Output
from tasktrack.cli.session import Session, chosen_format, row_limit
from tasktrack.reports import task_list as reports
from tasktrack.services import lookup, task_find
from tasktrack.services.task_find import TaskFilter

app = group(needs_command=False)


@app.command()
def list_tasks(
    ctx: typer.Context,
    unit: Annotated[
        str | None, typer.Option("--unit", "--lead", metavar="CODE", help="Led by this unit.")
    ] = None,
    support: Annotated[str | None, typer.Option(metavar="CODE", help="Supported by this unit.")] = None,
    block: Annotated[str | None, typer.Option(metavar="BLOCK", help="Led by a unit of this block.")] = None,
    officer: Annotated[str | None, typer.Option(metavar="CODE", help="Done by this officer.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Of this kind; repeated: of any of them.")
    ] = None,
    programme: Annotated[str | None, typer.Option(metavar="NAME", help="Of this programme.")] = None,
    field: Annotated[str | None, typer.Option(metavar="NAME", help="Of this field.")] = None,
    urgency: Annotated[str | None, typer.Option(metavar="URGENCY", help="Of this urgency.")] = None,
    status: Annotated[
        list[str] | None, typer.Option(metavar="STATUS", help="In this status; repeated: in any of them.")
    ] = None,
    due_from: Annotated[str | None, typer.Option(metavar="DATE", help="Due on this day or later.")] = None,
    due_to: Annotated[str | None, typer.Option(metavar="DATE", help="Due on this day or earlier.")] = None,
    no_due: Annotated[bool, typer.Option("--no-due", help="Without a due date.")] = False,
    document: Annotated[
        str | None, typer.Option(metavar="NO", help="Source document, or part of it.")
    ] = None,
    assigner: Annotated[str | None, typer.Option(metavar="NAME", help="Assigned by, or part of it.")] = None,
    text: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="With these words in title, document or key; no accents needed."),
    ] = None,
    silent: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Open, without update for N days or more.")
    ] = None,
    parent: Annotated[str | None, typer.Option(metavar="TASK", help="Parts of this task.")] = None,
    sort: Annotated[
        str,
        typer.Option(
            metavar="ORDER",
            help="due, code, lead, title, assigned, percent, updated, overdue, urgency or status; -due turns it round.",
        ),
    ] = "due",
    columns: Columns = None,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List tasks as they stand today."""
    session: Session = ctx.obj
    with session.reading() as register:
        wanted = TaskFilter(
            unit=unit,
            support=support,
            block=block,
            officer=officer,
            kinds=tuple(kind or ()),
            programme=programme,
            field=field,
            urgency=urgency,
            statuses=tuple(status or ()),
            due_from=lookup.a_day(register, due_from) if due_from else None,
            due_to=lookup.a_day(register, due_to) if due_to else None,
            no_due=no_due,
            document=document,
            assigner=assigner,
            text=text,
            silent_days=silent,
            parent=parent,
            sort=sort,
            limit=row_limit(limit, format, output),
        )
        found = task_find.find(register, wanted)
        today = register.clock.today()
    # A file for programs holds every field unless some are named.
    every = chosen_format(format, output) in ("csv", "tsv")
    session.show(reports.listing(found, today, names=columns, every_column=every), format, output)
