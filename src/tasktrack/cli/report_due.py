"""tasktrack report due: what falls due."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import MOST_DAYS, Assigner, Block, By, Field, IfAny, Officer, Unit
from tasktrack.cli.session import Session
from tasktrack.cli.tree_options import Level, Under
from tasktrack.reports import standing as reports
from tasktrack.services import report_lists, report_scope

app = group(needs_command=False)


@app.command()
def due(
    ctx: typer.Context,
    days: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, max=MOST_DAYS, help="Due within N days; else as due_soon_days says."
        ),
    ] = None,
    to: Annotated[str | None, typer.Option(metavar="DATE", help="Due on this day or earlier.")] = None,
    unit: Unit = None,
    block: Block = None,
    officer: Officer = None,
    assigner: Assigner = None,
    field: Field = None,
    under: Under = None,
    level: Level = None,
    by: By = None,
    if_any: IfAny = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the open tasks that fall due from today on, unit by unit."""
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        wanted = report_scope.scope(
            register,
            unit=unit,
            block=block,
            officer=officer,
            assigner=assigner,
            field=field,
            under=under,
            level=level,
        )
        found = report_lists.due(register, wanted, days=days, to=to, by=by)
    if found.rows or not if_any:
        session.show(reports.due(found, chosen), chosen, output)
