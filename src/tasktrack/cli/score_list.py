"""tasktrack score list: the scores of a period."""

import typer

from tasktrack.cli import score_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say
from tasktrack.cli.tree_options import Level, Under
from tasktrack.reports import score as reports
from tasktrack.services import period as periods
from tasktrack.services import score as scores

app = group(needs_command=False)


@app.command()
def list_scores(
    ctx: typer.Context,
    period: option.Period = None,
    scheme: option.Scheme = None,
    under: Under = None,
    level: Level = None,
    revision: option.Revision = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the scores of a period."""
    session: Session = ctx.obj
    with session.reading() as register:
        table = scores.ranking(register, period, scheme, revision=revision, under=under, level=level)
        passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    session.show(reports.listing(table), format, output)
