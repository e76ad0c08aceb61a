"""tasktrack history: who did what, when and why."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Limit, Output
from tasktrack.cli.session import Session, row_limit
from tasktrack.reports import history as reports
from tasktrack.services import history as journal
from tasktrack.services import lookup

app = group(needs_command=False)


@app.command()
def history(
    ctx: typer.Context,
    task: Annotated[str | None, typer.Argument(metavar="TASK")] = None,
    changes: Annotated[bool, typer.Option("--changes", help="Show each changed column.")] = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Show the journal, newest entry first."""
    session: Session = ctx.obj
    with session.reading() as register:
        entries = journal.entries(register, task, row_limit(limit, format, output))
        total = journal.count(register, task)
        code = lookup.task(register, task)["code"] if task else None
        clock = register.clock
    report = reports.listing(entries, clock.zone, clock.today(), total=total, task=code, changes=changes)
    session.show(report, format, output)
