"""Arguments and options that the commands of a period share."""

from typing import Annotated

import typer

Key = Annotated[str, typer.Argument(metavar="PERIOD")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="CODE", help="Only this unit.")]
Block = Annotated[str | None, typer.Option(metavar="BLOCK", help="Only units of this block.")]
ReportsDue = Annotated[
    str | None,
    typer.Option(
        "--reports-due", metavar="DATE", help="Last day for the reports of the units; else the lock day."
    ),
]
