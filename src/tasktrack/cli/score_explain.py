"""tasktrack score explain: how one score came about."""

from typing import Annotated

import typer

from tasktrack.cli import score_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Register, Session
from tasktrack.cli.terminal import say
from tasktrack.errors import NotFound
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
    offices: Annotated[
        bool, typer.Option("--offices", help="Of the closing that the office sent, not of this register.")
    ] = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """Explain one score: every formula with its numbers, every task, date and document behind it.

    OFFICE:CODE names a subject of a closing that another office sent (tasktrack merge). Where this register has the
    period too, and scores such a subject itself, --offices shows what its own office closed.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        passed_over: tuple[str, ...] = ()
        if offices or (":" in subject and _is_sent(register, subject, period)):
            from tasktrack.services import national_score  # most registers receive nothing

            found = national_score.explain(register, subject, period, scheme, revision)
        else:
            try:
                found = scores.explain(register, subject, period, scheme, revision)
            except NotFound as fault:
                raise _offering(register, fault, subject, period) from fault
            passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    session.show(reports.explanation(found), format, output)


def _offering(register: Register, fault: NotFound, subject: str, period: str | None) -> NotFound:
    from tasktrack.services import national_score

    return national_score.offering(register, fault, subject, period)


def _is_sent(register: Register, subject: str, period: str | None) -> bool:
    from tasktrack.services import national_score

    return national_score.is_meant(register, subject, period)
