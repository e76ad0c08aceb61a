"""tasktrack score: scores, and how each came about."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, Format, Output
from tasktrack.cli.session import Session, say
from tasktrack.reports import score as reports
from tasktrack.services import period as periods
from tasktrack.services import score as scores

app = group()
Period = Annotated[str | None, typer.Argument(metavar="PERIOD")]
Scheme = Annotated[str | None, typer.Option("--scheme", metavar="SCHEME", help="Scheme to score with.")]
Revision = Annotated[
    int | None, typer.Option("--revision", metavar="N", min=1, max=LARGEST, help="An earlier closing.")
]


@app.command("list")
def list_scores(
    ctx: typer.Context,
    period: Period = None,
    scheme: Scheme = None,
    revision: Revision = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the scores of a period."""
    session: Session = ctx.obj
    with session.reading() as register:
        table = scores.ranking(register, period, scheme, revision=revision)
        passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    session.show(reports.listing(table), format, output)


@app.command()
def explain(
    ctx: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT")],
    period: Period = None,
    scheme: Scheme = None,
    revision: Revision = None,
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
