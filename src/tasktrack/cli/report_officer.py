"""tasktrack report officer: the sheet of one officer."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say
from tasktrack.reports import officer_sheet as reports
from tasktrack.services import period as periods
from tasktrack.services import report_officer

app = group(needs_command=False)


@app.command()
def officer(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE")],
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="SCHEME", help="Scheme to score with.")
    ] = None,
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="N", min=1, max=LARGEST, help="An earlier closing.")
    ] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Print the sheet of an officer: Form 01 of Decree 335/2025 for a month, Form 02 for a year.

    A month, or a quarter that is not made of months, has every product with its coefficient, quality and progress,
    the common criteria, total and band; a year has its months, their mean, and the class proposed and decided.
    PERIOD left out is the latest closed one; CODE is the officer's.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        found = report_officer.sheet(register, code, period, scheme, revision)
        passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    session.show(reports.sheet(found, chosen), chosen, output)
