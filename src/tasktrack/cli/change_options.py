"""The options by which a change is justified: every command that changes a task shares them."""

from typing import Annotated

import typer

Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]
Document = Annotated[str | None, typer.Option("--document", metavar="NO", help="Document that decides it.")]
ApprovedBy = Annotated[
    str | None, typer.Option("--approved-by", metavar="NAME", help="Who approved it; not the lead unit.")
]
On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="Day from which it counts; today when left out.")
]
