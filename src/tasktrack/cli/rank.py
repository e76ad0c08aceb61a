"""tasktrack rank: the ranked table."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say
from tasktrack.cli.tree_options import Level, Under
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
    under: Under = None,
    level: Level = None,
    revision: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=LARGEST, help="An earlier closing.")
    ] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Print the ranked table of a period; left out, of the latest closed one.

    With --under and --level a part of it: ranks stay those in the whole block, beside them stand the places among
    what is shown.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        table = score.ranking(
            register, period, scheme, block=block, revision=revision, under=under, level=level
        )
        passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    session.show(reports.ranking(table), format, output)
