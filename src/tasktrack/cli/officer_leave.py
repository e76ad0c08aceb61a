"""tasktrack officer leave: a span in which an officer does not work."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.officer_options import Code
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import leave as reports
from tasktrack.services import leave as leaves

app = group(needs_command=False)


@app.command()
def leave(
    ctx: typer.Context,
    code: Code,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="sick, maternity, annual, study, unpaid or other.")
    ],
    from_on: Annotated[str, typer.Option("--from", metavar="DATE", help="First day away.")],
    to_on: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Last day away; left out: not known yet.")
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="NO", help="Document that grants it.")] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record that an officer is on leave.

    Days of leave are not worked: months without work drop out of the mean (NĐ 335/2025/NĐ-CP Art. 11). Spans of
    an officer share no day; one entered wrong is taken back with 'tasktrack undo'.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = leaves.begin(register, code, kind=kind, from_on=from_on, to_on=to_on, document=document)
    warn(reports.closed(done.closed))
    session.show(reports.begun(done.leave, done.open_tasks, dry_run=dry_run), format)
