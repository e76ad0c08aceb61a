"""tasktrack report obstacles: what stands in the way and waits for an answer."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import Assigner, Block, Field, IfAny, Officer, Unit
from tasktrack.cli.session import Session
from tasktrack.reports import obstacles as reports
from tasktrack.services import report_obstacles, report_scope

app = group(needs_command=False)


@app.command()
def obstacles(
    ctx: typer.Context,
    unit: Unit = None,
    block: Block = None,
    officer: Officer = None,
    assigner: Assigner = None,
    field: Field = None,
    answered: Annotated[
        bool, typer.Option("--answered", help="List those that a direction answered instead.")
    ] = False,
    if_any: IfAny = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the obstacles and proposals of unfinished tasks that no direction has answered, the longest waiting first.

    One is answered by 'tasktrack task direct TASK TEXT --by NAME --answers ENTRY', and not by a later report that
    no longer names it. The same words reported again are one obstacle, and ENTRY is the newest of them.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        wanted = report_scope.scope(
            register, unit=unit, block=block, officer=officer, assigner=assigner, field=field
        )
        found = report_obstacles.obstacles(register, wanted)
    if not if_any or (found.answered if answered else found.waiting):
        session.show(reports.obstacles(found, chosen, answered=answered), chosen, output)
