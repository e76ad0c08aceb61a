"""tasktrack period show: one period."""

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.period_options import Key
from tasktrack.cli.session import Session
from tasktrack.reports import period as reports
from tasktrack.services import period as periods

app = group(needs_command=False)


@app.command()
def show(ctx: typer.Context, key: Key, format: Format = None, output: Output = None) -> None:
    """Show a period: windows, lock, state, schemes and seal."""
    session: Session = ctx.obj
    with session.reading() as register:
        row = periods.show(register, key)
        past = periods.past(register, row[0])
    session.show(reports.card(row, past), format, output)
