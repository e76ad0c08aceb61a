"""tasktrack rank: the ranked table."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say
from tasktrack.i18n import _
from tasktrack.reports import rank as reports
from tasktrack.services import period as periods
from tasktrack.services import score

app = group(needs_command=False)


@app.command()
def rank(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    scheme: Annotated[str | None, typer.Option(metavar="SCHEME", help="Scheme to score with.")] = None,
    block: Annotated[str | None, typer.Option(metavar="BLOCK", help="Only this block.")] = None,
    revision: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=LARGEST, help="An earlier closing.")
    ] = None,
    offices: Annotated[
        bool, typer.Option("--offices", help="Over all offices whose closings were brought in.")
    ] = False,
    office: Annotated[
        list[str] | None,
        typer.Option(metavar="OFFICE", help="Only this office of those; may be given again."),
    ] = None,
    same_only: Annotated[
        bool,
        typer.Option("--same-only", help="Leave out offices that did not score as most of them did."),
    ] = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """Print the ranked table of a period; left out, of the latest closed one.

    With --offices it is the table over all units whose offices sent the closing of the period (tasktrack merge):
    each has its place there and its place in its own office. Offices whose scheme, version or settings differ are
    ranked apart. A period that only other offices have is shown so without the option.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        passed_over: tuple[str, ...] = ()
        from_others = periods.is_only_received(register, period)
        if offices or office or same_only or from_others:
            from tasktrack.reports import national as national_reports  # most registers receive nothing
            from tasktrack.services import national

            found = national.ranking(
                register,
                period,
                scheme,
                offices=office or (),
                block=block,
                revision=revision,
                same_only=same_only,
            )
            report = national_reports.ranking(found)
        else:
            table = score.ranking(register, period, scheme, block=block, revision=revision)
            report = reports.ranking(table)
            passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    if from_others and not (offices or office):
        say(_("{key} is no period of this register; shown is what other offices sent.").format(key=period))
    session.show(report, format, output)
