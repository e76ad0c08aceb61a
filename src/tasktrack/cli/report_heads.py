"""tasktrack report heads: the key tasks of each head."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import Block, Unit
from tasktrack.cli.session import Session
from tasktrack.reports import heads as reports
from tasktrack.services import report_heads

app = group(needs_command=False)
FIRST, LAST = report_heads.YEARS


@app.command()
def heads(
    ctx: typer.Context,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YEAR", min=FIRST, max=LAST, help="Year of the list; else this one."),
    ] = None,
    unit: Unit = None,
    block: Block = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the key tasks of each head: registered and common ones, who approved them when, what is missing.

    A task belongs to the year of the due date with which it was registered. How many there are to be, and by when,
    are the settings key_tasks_registered, key_tasks_common and registration_deadline.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        found = report_heads.heads(register, year=year, unit=unit, block=block)
    session.show(reports.heads(found), format, output)
