"""tasktrack report slip: the slip on which a unit confirms its tasks."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say
from tasktrack.reports.slip import slip as report
from tasktrack.services import period as periods
from tasktrack.services import report_slip

app = group(needs_command=False)


@app.command()
def slip(
    ctx: typer.Context,
    unit: Annotated[
        str, typer.Option("--unit", "--lead", metavar="CODE", help="Unit whose tasks are confirmed.")
    ],
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Print the slip of a unit's tasks to sign: what the register holds, and columns to agree or to object.

    The tasks are those that the period counts. PERIOD is open, closed, or was never opened, as for 'tasktrack report
    period'; left out, it is the latest closed one. Nothing is written into the register.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        found = report_slip.slip(register, unit, period)
        passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    session.show(report(found, chosen), chosen, output)
