"""tasktrack report index: the reform index of units, and the sheet of one."""

from typing import Annotated, Final

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.templates import Template, show
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.services import report_index

app = group(needs_command=False)
# With the year of the period itself.
_YEARS: Final = 3
_MOST: Final = 20


@app.command()
def index(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="CODE", help="The sheet of this unit.")
    ] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="SCHEME", help="By this index; else the one in use.")
    ] = None,
    block: Annotated[str | None, typer.Option("--block", metavar="BLOCK", help="Only this block.")] = None,
    under: Annotated[
        str | None, typer.Option("--under", metavar="CODE", help="Only this unit and those below it.")
    ] = None,
    years: Annotated[
        int | None,
        typer.Option(
            "--years", metavar="N", min=1, max=_MOST, help="Beside so many years, this one among them."
        ),
    ] = None,
    template: Template = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Print the reform index of units: areas, own maximum, index, places, class; of one unit its whole sheet.

    The sheet has every criterion with self-marked and appraised points, lost points with their reasons, what each of
    these is worth in places, and the years before. PERIOD left out is the latest closed one that the index is for.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    if unit is not None and (block is not None or under is not None):
        raise UsageFault(_("The sheet of a unit excludes --block and --under."), _("Leave one of them out."))
    with session.reading() as register:
        if unit is not None:
            from tasktrack.reports import report_index_unit

            found = report_index.sheet(register, unit, period, scheme, years=years or _YEARS)
            report = report_index_unit.sheet(found, chosen)
        elif years is not None and years > 1:
            from tasktrack.reports import report_index as reports

            told = report_index.over_years(register, period, scheme, years=years, block=block, under=under)
            report = reports.years(told)
        else:
            from tasktrack.reports import report_index as reports

            report = reports.table(report_index.table(register, period, scheme, block=block, under=under))
    show(session, report, template, chosen, output)
