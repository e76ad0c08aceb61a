"""tasktrack report classes: the list of scores and classes."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say
from tasktrack.reports import class_list as reports
from tasktrack.services import period as periods
from tasktrack.services import report_classes

app = group(needs_command=False)


@app.command()
def classes(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="CODE", help="Only this unit and those below it.")
    ] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="SCHEME", help="Only by this scheme.")
    ] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List scores with the classes proposed and decided: units, then the people of each unit, with counts and quotas.

    A month or a quarter has bands in place of classes. PERIOD left out is the latest closed one.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        found = report_classes.classes(register, period, unit, scheme)
        passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    session.show(reports.classes(found), format, output)
