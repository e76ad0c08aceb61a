"""tasktrack dossier list: find dossiers."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format, row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import dossier as reports
from tasktrack.services import dossier as dossiers

app = group(needs_command=False)


@app.command("list")
def list_dossiers(
    ctx: typer.Context,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Of this unit.")] = None,
    under: Annotated[str | None, typer.Option(metavar="CODE", help="Of this unit and all below it.")] = None,
    officer: Annotated[str | None, typer.Option(metavar="CODE", help="Settled by this officer.")] = None,
    procedure: Annotated[
        str | None, typer.Option(metavar="TEXT", help="With these words in the procedure; no accents needed.")
    ] = None,
    channel: Annotated[
        str | None, typer.Option(metavar="CHANNEL", help="Handed in: direct, online or post.")
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(metavar="STATE", help="early, on-day, late, in-time, overdue, paused or not-accepted."),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="The same as --state overdue.")] = False,
    owing: Annotated[bool, typer.Option("--owing", help="Late, and no apology was sent yet.")] = False,
    received: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD", help="Received in this period, or on days A..B, one of which may be left out."
        ),
    ] = None,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List dossiers as they stand today, the newest first; of a state without result the oldest promise first."""
    if overdue and state not in (None, "overdue"):
        raise UsageFault(_("--overdue and --state exclude each other."), _("Leave one of them out."))
    session: Session = ctx.obj
    with session.reading() as register:
        found = dossiers.find(
            register,
            unit=unit,
            under=under,
            officer=officer,
            procedure=procedure,
            channel=channel,
            state="overdue" if overdue else state,
            owing=owing,
            received=received,
            limit=row_limit(limit, format, output),
        )
        today = register.clock.today()
    filtered = any((unit, under, officer, procedure, channel, state, overdue, owing, received))
    every_column = chosen_format(format, output) in ("csv", "tsv")
    session.show(reports.listing(found, today, filtered=filtered, every_column=every_column), format, output)
