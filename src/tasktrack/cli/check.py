"""tasktrack check: what is late, silent, piled up or does not fit."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format, row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, Format, Output
from tasktrack.cli.session import Session
from tasktrack.errors import ExitCode
from tasktrack.reports import check as reports
from tasktrack.services import check as service

app = group(needs_command=False)
_FOR_READING = ("table", "text", "md")


@app.command()
def check(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[CHECK]...")] = None,
    listing: Annotated[
        bool, typer.Option("--list", help="List the checks, what each looks for, and its thresholds.")
    ] = False,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only what is found of this unit.")] = None,
    year: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR",
            min=service.FIRST_YEAR,
            max=service.LAST_YEAR,
            help="Of this year; else of the year of today.",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, max=LARGEST, help="At most N findings of each check; 0 for all."),
    ] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Look for gaming and slips in what was registered and reported; exit 1 when anything is found.

    Without CHECK all are run, but for those that the setting checks_off names. Nothing found, nothing printed.
    Each finding names its rule, its rows and how to mend it.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        if listing:
            every = service.standings(register, names or ())
        else:
            found = service.run(register, names or (), unit=unit, year=year)
    if listing:
        session.show(reports.listing(every, chosen), chosen, output)
        return
    if found.findings or output or chosen not in _FOR_READING:
        session.show(reports.findings(found, chosen, row_limit(limit, chosen, output)), chosen, output)
    if found.findings:
        raise typer.Exit(ExitCode.FINDINGS)
