"""tasktrack score simulate: the score that would follow, nothing written."""

from typing import Annotated

import typer

from tasktrack.cli import score_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say, warn
from tasktrack.reports import simulate as reports
from tasktrack.services import period as periods
from tasktrack.services.simulate import Asked
from tasktrack.services.simulate import simulate as supposed

app = group(needs_command=False)


@app.command()
def simulate(
    ctx: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT")],
    period: option.Period = None,
    scheme: option.Scheme = None,
    done: Annotated[
        list[str] | None,
        typer.Option(metavar="TASK=DATE", help="The task is done on a day, also one ahead up to the cut."),
    ] = None,
    quantity: Annotated[
        list[str] | None, typer.Option(metavar="TASK=Q", help="So much more of the task is done.")
    ] = None,
    accept: Annotated[
        list[str] | None, typer.Option(metavar="TASK", help="What was reported of the task is accepted.")
    ] = None,
    fail: Annotated[
        list[str] | None,
        typer.Option(metavar="TASK", help="A review of the task fails; twice for two reviews."),
    ] = None,
    returned: Annotated[
        list[str] | None,
        typer.Option(
            "--return", metavar="TASK", help="The task is returned, before all else supposed of it."
        ),
    ] = None,
    excuse: Annotated[
        list[str] | None,
        typer.Option(metavar="TASK", help="The task is accepted and an objective cause confirmed."),
    ] = None,
    extend: Annotated[
        list[str] | None, typer.Option(metavar="TASK=DATE", help="The task is due on a later day.")
    ] = None,
    drop: Annotated[list[str] | None, typer.Option(metavar="TASK", help="The task is withdrawn.")] = None,
    mark: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CRITERION=POINTS",
            help="Points of the subject; of a year the score of a month, by its key.",
        ),
    ] = None,
    setting: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="A setting of the scheme has this value.")
    ] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Show the score, class and rank of a unit or officer as they would be; nothing is written.

    Every option may be repeated, and all are supposed at once. What is supposed has the effect that writing it
    would have: where the scheme counts only what was confirmed, --done goes with --accept. Both columns are as
    of the last day supposed, or of today, but never later than the cut. A closed period is taken as it was
    closed.
    """
    session: Session = ctx.obj
    asked = Asked(
        done=tuple(done or ()),
        quantity=tuple(quantity or ()),
        fail=tuple(fail or ()),
        accept=tuple(accept or ()),
        returned=tuple(returned or ()),
        drop=tuple(drop or ()),
        extend=tuple(extend or ()),
        excuse=tuple(excuse or ()),
        mark=tuple(mark or ()),
        setting=tuple(setting or ()),
    )
    with session.reading() as register:
        found = supposed(register, subject, period, scheme, asked)
        passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    session.show(reports.simulation(found), format, output)
    warn(found.warnings)
