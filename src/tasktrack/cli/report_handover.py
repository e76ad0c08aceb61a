"""tasktrack report handover: the list of tasks that both sides sign."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.reports import handover as reports
from tasktrack.services import report_handover

app = group(needs_command=False)


@app.command()
def handover(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="First day of the new order; else the newest.")
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="NO", help="Document that decided the hand-over.")
    ] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Print what a unit handed over or took over, as a list that both sides sign.

    Each task with its document, its original and its approved due date, and its status and progress at the end
    of the day before; a list for each pair of units. CODE is the unit's that gave or took.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        found = report_handover.handover(register, code, on=on, document=document)
    session.show(reports.handover(found), format, output)
