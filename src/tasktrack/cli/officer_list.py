"""tasktrack officer list: who serves where, and who is on leave."""

from typing import Annotated

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.cli.tables import ForImport, list_for_import, refuse_beside
from tasktrack.reports import leave
from tasktrack.reports import officer as reports
from tasktrack.services import officer as officers

app = group(needs_command=False)


@app.command()
def list_officers(
    ctx: typer.Context,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only of this unit.")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="As they serve on this day; else today.")
    ] = None,
    away: Annotated[
        bool, typer.Option("--away", help="Only those on leave that day, with the span.")
    ] = False,
    for_import: ForImport = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List officers with the posting they hold today, or on another day."""
    session: Session = ctx.obj
    if for_import:
        refuse_beside(on=on, away=away or None)
        list_for_import(
            session,
            "officer list",
            lambda tables, register: tables.officers(register, unit),
            format,
            output,
            limit,
        )
        return
    with session.reading() as register:
        day = officers.day_asked(register, on)
        report = (
            leave.away(officers.away(register, unit, day), day)
            if away
            else reports.listing(officers.every(register, unit, day), day)
        )
    session.show(report, format, output, limit=row_limit(limit, format, output))
