"""tasktrack report key-tasks: the review of a half-year or year."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import Block, Unit
from tasktrack.cli.session import Session
from tasktrack.reports import key_tasks as reports
from tasktrack.services import report_key_tasks

app = group(needs_command=False)


@app.command()
def key_tasks(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unit: Unit = None,
    block: Block = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Review the key tasks of a half-year or year: done, exceeded, behind plan, carried into the next.

    PERIOD is 2026-H1, 2026-H2 or 2026, the half-year of today when it is left out; it need not have been opened.
    Tasks are counted as the scheme key-tasks counts them.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        found = report_key_tasks.review(register, period, unit=unit, block=block)
    session.show(reports.review(found), format, output)
