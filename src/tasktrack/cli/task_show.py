"""tasktrack task show: one task, whole."""

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.reports import task_card
from tasktrack.services import task_find

app = group(needs_command=False)


@app.command()
def show(ctx: typer.Context, task: option.Code, format: Format = None, output: Output = None) -> None:
    """Show everything recorded of a task, with its timeline."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = task_find.show(register, task)
        clock = register.clock
    session.show(task_card.card(found, clock.zone, clock.today()), format, output)
