"""The options by which tasks are found: `task list` and `view save` share them."""

from typing import Annotated

import typer
from click.core import ParameterSource

from tasktrack.services.task_find import OPTIONS


def given(ctx: typer.Context) -> dict[str, object]:
    """Return, by option, what was typed on the command line; what was left out is left out."""
    return {
        name: ctx.params[name]
        for name in OPTIONS
        if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
    }


Mine = Annotated[
    bool,
    typer.Option("--mine", help="Of the register's own officer or unit (settings own_officer, own_unit)."),
]
Unit = Annotated[str | None, typer.Option("--unit", "--lead", metavar="CODE", help="Led by this unit.")]
Support = Annotated[str | None, typer.Option(metavar="CODE", help="Supported by this unit.")]
Under = Annotated[
    str | None, typer.Option("--under", metavar="CODE", help="Led by this unit or one below it.")
]
Block = Annotated[str | None, typer.Option(metavar="BLOCK", help="Led by a unit of this block.")]
Officer = Annotated[str | None, typer.Option(metavar="CODE", help="Done by this officer.")]
Kind = Annotated[
    list[str] | None, typer.Option(metavar="KIND", help="Of this kind; repeated: of any of them.")
]
Programme = Annotated[str | None, typer.Option(metavar="NAME", help="Of this programme.")]
Field = Annotated[str | None, typer.Option(metavar="NAME", help="Of this field.")]
Urgency = Annotated[str | None, typer.Option(metavar="URGENCY", help="Of this urgency.")]
Status = Annotated[
    list[str] | None, typer.Option(metavar="STATUS", help="In this status; repeated: in any of them.")
]
DueFrom = Annotated[str | None, typer.Option(metavar="DATE", help="Due on this day or later.")]
DueTo = Annotated[str | None, typer.Option(metavar="DATE", help="Due on this day or earlier.")]
NoDue = Annotated[bool, typer.Option("--no-due", help="Without a due date.")]
Document = Annotated[str | None, typer.Option(metavar="NO", help="Source document, or part of it.")]
Assigner = Annotated[str | None, typer.Option(metavar="NAME", help="Assigned by, or part of it.")]
Text = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="With these words in title, document or key; no accents needed."),
]
Silent = Annotated[
    int | None, typer.Option(metavar="N", min=0, help="Open, without update for N days or more.")
]
Parent = Annotated[str | None, typer.Option(metavar="TASK", help="Parts of this task.")]
WithoutParents = Annotated[
    bool,
    typer.Option(
        "--without-parents", help="Leave out tasks that have sub-tasks, which reports count in their place."
    ),
]
Sort = Annotated[
    str,
    typer.Option(
        metavar="ORDER",
        help="due, code, lead, title, assigned, percent, updated, overdue, urgency or status; -due turns it round.",
    ),
]
