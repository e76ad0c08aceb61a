"""tasktrack period status: how a period stands."""

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.period_options import Key
from tasktrack.cli.session import Session
from tasktrack.reports import period as reports
from tasktrack.services import period as periods

app = group(needs_command=False)


@app.command()
def status(ctx: typer.Context, key: Key, format: Format = None, output: Output = None) -> None:
    """Show how a period stands and what blocks its closing."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = periods.status(register, key)
    session.show(reports.status(found), format, output)
