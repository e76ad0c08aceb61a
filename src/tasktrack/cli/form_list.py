"""tasktrack form list: what was sent, what came back, who is missing."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.reports import form as reports
from tasktrack.services import form_list

app = group(needs_command=False)


@app.command("list")
def list_forms(
    ctx: typer.Context,
    period: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="Only of this period; left out, of all.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="progress, key-tasks, products or marks.")
    ] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="Only those that have not come back, with whom to ask.")
    ] = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the forms that were sent, which of them came back, and which units have not sent theirs."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = form_list.listed(register, period, kind)
        today = register.clock.today()
    session.show(reports.listing(found, today, missing=missing), format, output)
