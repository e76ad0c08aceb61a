"""tasktrack demo: a sample register."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format
from tasktrack.cli.session import Session
from tasktrack.i18n import language
from tasktrack.reports import office as reports
from tasktrack.services import demo as samples

app = group(needs_command=False)


@app.command()
def demo(
    ctx: typer.Context,
    officers: Annotated[
        bool,
        typer.Option("--officers", help="An office whose officers are scored every month (NĐ 335/2025)."),
    ] = False,
    format: Format = None,
) -> None:
    """Build a sample register with closed and open periods: a province, or an office and its officers."""
    session: Session = ctx.obj
    sample = samples.OFFICERS if officers else samples.PROVINCE
    built = samples.build(session.path, session.caller(), language=language(), sample=sample)
    session.show(reports.demo(built, officers=officers), format)
