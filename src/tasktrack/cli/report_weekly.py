"""tasktrack report weekly: the week told."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import Block, IfAny, Unit
from tasktrack.cli.session import Session
from tasktrack.cli.templates import Template, show
from tasktrack.cli.tree_options import Level, Under
from tasktrack.reports import weekly as reports
from tasktrack.services import report_scope, report_weekly

app = group(needs_command=False)


@app.command()
def weekly(
    ctx: typer.Context,
    week: Annotated[str | None, typer.Argument(metavar="WEEK")] = None,
    unit: Unit = None,
    block: Block = None,
    under: Under = None,
    level: Level = None,
    if_any: IfAny = False,
    template: Template = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Tell a week, 2026-W47: what is new, done, late and due next, silent tasks and obstacles, by unit and in total.

    WEEK left out is the week that holds today, or the week before on the first day of a week: on Friday
    afternoon the week that is ending, on Monday morning the one that is over. A week that is not over is told
    as of today.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        wanted = report_scope.scope(register, unit=unit, block=block, under=under, level=level)
        told = report_weekly.weekly(register, week, wanted)
    if not (if_any and told.is_empty):
        show(session, reports.weekly(told, chosen), template, chosen, output)
