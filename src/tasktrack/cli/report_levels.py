"""tasktrack report levels: the tasks of every unit with those below it."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.tree_options import Level, Under
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import levels as reports
from tasktrack.services import report_levels

app = group(needs_command=False)


@app.command()
def levels(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    under: Under = None,
    level: Level = None,
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="N", min=1, max=LARGEST, help="An earlier closing.")
    ] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Roll the tasks up the levels of units: each unit's own, and with everything below it.

    Of a period as 'tasktrack report period' counts it; left out, of all tasks of the register as of today. Each
    task is counted once, with the unit that leads it. Units that ended stand with who took over, by which document,
    and where their tasks went.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    if revision is not None and period is None:
        raise UsageFault(_("--revision is of a period."), _("Name the period too."))
    with session.reading() as register:
        told = report_levels.levels(register, period, under=under, level=level, revision=revision)
    session.show(reports.levels(told, chosen), chosen, output)
