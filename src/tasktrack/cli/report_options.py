"""Options that the reports share."""

from typing import Annotated

import typer

MOST_DAYS = 3660  # ten years: what lies further ahead or back is a slip of the finger

Unit = Annotated[
    str | None, typer.Option("--unit", "--lead", metavar="CODE", help="Only tasks led by this unit.")
]
Block = Annotated[str | None, typer.Option(metavar="BLOCK", help="Only tasks led by units of this block.")]
Officer = Annotated[str | None, typer.Option(metavar="CODE", help="Only tasks done by this officer.")]
Assigner = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Only tasks assigned by this leader, or part of the name."),
]
Field = Annotated[str | None, typer.Option(metavar="NAME", help="Only tasks of this field.")]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="GROUPING", help="Count and list by unit, officer, assigner or field."),
]
Period = Annotated[str | None, typer.Argument(metavar="PERIOD")]
IfAny = Annotated[
    bool,
    typer.Option(
        "--if-any", help="Print nothing when there is nothing to tell: a cron job then sends no mail."
    ),
]
