"""tasktrack report apologies: written apologies for late dossiers."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format, row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Limit, Output
from tasktrack.cli.report_options import IfAny
from tasktrack.cli.session import Session
from tasktrack.reports import apologies as reports
from tasktrack.services import report_apologies

app = group(needs_command=False)


@app.command()
def apologies(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Of this unit.")] = None,
    under: Annotated[str | None, typer.Option(metavar="CODE", help="Of this unit and all below it.")] = None,
    owing: Annotated[bool, typer.Option("--owing", help="List only those without an apology.")] = False,
    if_any: IfAny = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Count the apologies owed for late dossiers by unit and officer, and list the dossiers with what was sent when.

    PERIOD left out is the year that holds today. Owed are those of dossiers that were settled late in the period or
    are overdue at its end; every apology sent until today counts, also after the period.
    """
    session: Session = ctx.obj
    asked = report_apologies.Asked(period, unit, under, owing, row_limit(limit, format, output))
    with session.reading() as register:
        found = report_apologies.report(register, asked)
    if found.total.unsent or (found.total.owed and not owing) or not if_any:
        session.show(reports.apologies(found, chosen_format(format, output)), format, output)
