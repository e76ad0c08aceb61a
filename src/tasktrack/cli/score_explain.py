"""tasktrack score explain: how one score came about."""

from typing import Annotated

import typer

from tasktrack.cli import score_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say
from tasktrack.reports import score as reports
from tasktrack.services import period as periods
from tasktrack.services import score as scores

app = group(needs_command=False)


@app.command()
def explain(
    ctx: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT")],
    period: option.Period = None,
    scheme: option.Scheme = None,
    revision: option.Revision = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Explain one score: every formula with its numbers, every task, date and document behind it."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = scores.explain(register, subject, period, scheme, revision)
        passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    session.show(reports.explanation(found), format, output)
