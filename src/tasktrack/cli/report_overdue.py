"""tasktrack report overdue: what is past its date."""

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.report_options import Assigner, Block, By, Field, IfAny, Officer, Unit
from tasktrack.cli.session import Session
from tasktrack.cli.tree_options import Level, Under
from tasktrack.reports import standing as reports
from tasktrack.services import report_lists, report_scope

app = group(needs_command=False)


@app.command()
def overdue(
    ctx: typer.Context,
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
    """List the overdue tasks by how long they are overdue: over 30 days, 8 to 30, 1 to 7.

    Work that was returned or awaits review past its due date is overdue too, and stands apart. With --by the tasks
    without a due date are counted beside them.
    """
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
        found = report_lists.overdue(register, wanted, by)
    if found.every or not if_any:
        session.show(reports.overdue(found, chosen), chosen, output)
