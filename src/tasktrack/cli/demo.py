"""tasktrack demo: a sample register."""

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format
from tasktrack.cli.session import Session
from tasktrack.i18n import language
from tasktrack.reports import office as reports
from tasktrack.services import demo as samples

app = group(needs_command=False)


@app.command()
def demo(ctx: typer.Context, format: Format = None) -> None:
    """Build a sample register of a province, with closed and open periods."""
    session: Session = ctx.obj
    sample = samples.build(session.path, session.caller(), language=language())
    session.show(reports.demo(sample), format)
