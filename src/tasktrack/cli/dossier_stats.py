"""tasktrack dossier stats: dossiers counted."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.score_options import Revision
from tasktrack.cli.session import Session
from tasktrack.reports import dossier_stats as reports
from tasktrack.services import dossier_stats as service

app = group(needs_command=False)


@app.command()
def stats(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day, in place of a period.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Last day; today when left out.")
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="GROUPING", help="Count by unit, procedure, officer, channel or month of receipt."
        ),
    ] = "unit",
    under: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only this unit and the units below it.")
    ] = None,
    revision: Revision = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Count dossiers: carried over and received, settled before the day, on the day and late, overdue, the time saved.

    PERIOD left out is the latest closed period; it need not have been opened. Of a closed period the figures are
    those that its closing froze, beside those that the book would give otherwise now. Every percentage names what it
    is of, and the check line shows that what was to be settled is what came of it.
    """
    session: Session = ctx.obj
    asked = service.Asked(period, first, last, by, under, revision)
    with session.reading() as register:
        found = service.stats(register, asked)
    session.show(reports.stats(found, chosen_format(format, output)), format, output)
