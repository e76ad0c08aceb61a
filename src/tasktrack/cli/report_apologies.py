"""tasktrack report apologies: written apologies for late dossiers."""

from pathlib import Path
from typing import Annotated, Final

import typer

from tasktrack.cli.formats import chosen_format, row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Limit, Output
from tasktrack.cli.report_options import IfAny
from tasktrack.cli.session import Session
from tasktrack.reports import apologies as reports
from tasktrack.services import report_apologies

# So many dossiers are listed where nothing is asked for; how many there are is said.
_LISTED: Final = 200

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
    are overdue at its end; every apology sent until today counts, also after the period. What the closing of the
    period kept stands beside it. Of very many dossiers the first 200 are listed: --limit 0 for all.
    """
    session: Session = ctx.obj
    asked = report_apologies.Asked(period, unit, under, owing, _most(limit, format, output))
    with session.reading() as register:
        found = report_apologies.report(register, asked)
    if found.total.unsent or (found.total.owed and not owing) or not if_any:
        session.show(reports.apologies(found, chosen_format(format, output)), format, output)


def _most(limit: int | None, format: str | None, output: Path | None) -> int:
    """Return how many dossiers to list; a format or a file that was asked for holds all."""
    if limit is None and format is None and output is None:
        return row_limit(limit, format, output) or _LISTED
    return row_limit(limit, format, output)
