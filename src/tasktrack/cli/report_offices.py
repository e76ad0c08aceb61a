"""tasktrack report offices: what many offices closed, added up."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, Format, Output
from tasktrack.cli.report_options import Period
from tasktrack.cli.session import Session
from tasktrack.reports.offices import offices_report
from tasktrack.services import report_offices

app = group(needs_command=False)


@app.command()
def offices(
    ctx: typer.Context,
    period: Period = None,
    by: Annotated[
        str,
        typer.Option("--by", metavar="GROUPING", help="A line an office, or a block over all of them."),
    ] = "office",
    office: Annotated[
        list[str] | None, typer.Option(metavar="OFFICE", help="Only this office; may be given again.")
    ] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="SCHEME", help="Scheme whose classes are counted.")
    ] = None,
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="N", min=1, max=LARGEST, help="An earlier closing.")
    ] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Add up what other offices closed of a period and sent: tasks, ratios, classes, counters and dossiers.

    The total is counted over all tasks at once, and check lines hold the lines against it. Of each office the newest
    closing counts; offices that sent other periods and not this one are named. Left out, PERIOD is the latest that
    came in.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        told = report_offices.report(
            register, period, by=by, offices=office or (), scheme=scheme, revision=revision
        )
    session.send(offices_report(told, chosen), chosen, output)
