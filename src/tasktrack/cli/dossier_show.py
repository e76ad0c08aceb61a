"""tasktrack dossier show: one dossier, explained."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.reports import dossier as reports
from tasktrack.services import dossier as dossiers

app = group(needs_command=False)


@app.command()
def show(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY")],
    format: Format = None,
    output: Output = None,
) -> None:
    """Show a dossier: what is recorded, from when its time counts, how much was used, and why it is late.

    KEY is its number in the one-stop system; a dossier without one goes by HS and its number here.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        found = dossiers.show(register, key)
        today = register.clock.today()
    session.show(reports.card(*found, today), format, output)
