"""tasktrack officer show: one officer, whole."""

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.officer_options import Code
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.reports import officer as reports
from tasktrack.services import officer as officers

app = group(needs_command=False)


@app.command()
def show(ctx: typer.Context, code: Code, format: Format = None, output: Output = None) -> None:
    """Show an officer with every posting and every span of leave."""
    session: Session = ctx.obj
    with session.reading() as register:
        card = officers.show(register, code)
        today = register.clock.today()
    session.show(reports.card(card, today), format, output)
