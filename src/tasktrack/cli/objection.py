"""tasktrack objection: objections to results, and how they are answered."""

from typing import Annotated

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, DryRun, Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import objection as reports
from tasktrack.services import objection as objections

app = group()


@app.command()
def add(
    ctx: typer.Context,
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
    subject: Annotated[str, typer.Argument(metavar="SUBJECT")],
    scheme: Annotated[str, typer.Option(metavar="SCHEME", help="Scheme of the result objected to.")],
    grounds: Annotated[str, typer.Option(metavar="TEXT", help="What is objected, and why.")],
    received: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of receipt; today when left out.")
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record an objection to a result; it is to be answered within 7 working days.

    SUBJECT is the unit or officer whose result it is.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = objections.add(register, period, subject, scheme, grounds=grounds, received=received)
    session.show(reports.added(done, dry_run=dry_run), format)
    warn(done.warnings)


@app.command()
def answer(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", min=1, max=LARGEST)],
    outcome: Annotated[str, typer.Option(metavar="OUTCOME", help="upheld or dismissed.")],
    text: Annotated[str, typer.Option("--answer", metavar="TEXT", help="What was answered.")],
    document: Annotated[str, typer.Option(metavar="NO", help="Document that answers it.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Day of the answer; today when left out.")
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record how an objection was answered; ID is the number that the list shows."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = objections.answer(register, number, outcome=outcome, text=text, document=document, on=on)
    session.show(reports.answered(done, dry_run=dry_run), format)


@app.command("list")
def list_objections(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unanswered: Annotated[bool, typer.Option("--open", help="Only those not answered yet.")] = False,
    subject: Annotated[
        str | None, typer.Option(metavar="SUBJECT", help="Only of this unit or officer.")
    ] = None,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List objections with the days left or late, and what came of those upheld."""
    session: Session = ctx.obj
    with session.reading() as register:
        rows = objections.every(register, period, subject, unanswered=unanswered)
        today = register.clock.today()
    session.show(
        reports.listing(rows, today, unanswered=unanswered),
        format,
        output,
        limit=row_limit(limit, format, output),
    )
