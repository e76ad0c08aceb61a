"""tasktrack calendar: working days, holidays and swapped days."""

from typing import Annotated

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import calendar as reports
from tasktrack.services import calendar

app = group()
Year = Annotated[int | None, typer.Argument(metavar="YEAR", min=1990, max=2099)]


@app.command("list")
def list_days(
    ctx: typer.Context,
    year: Year = None,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the weekdays off and the weekend days worked, with the documents that decide them."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = calendar.every(register, year)
    session.show(reports.listing(found, year), format, output, limit=row_limit(limit, format, output))


@app.command()
def show(
    ctx: typer.Context,
    month: Annotated[str | None, typer.Argument(metavar="MONTH")] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Show a month week by week: 2026-03 or 3/2026, else this month."""
    session: Session = ctx.obj
    with session.reading() as register:
        sheet = calendar.month(register, month)
    session.show(reports.month(sheet), format, output)


@app.command()
def add(
    ctx: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DATE")],
    name: Annotated[str, typer.Option(metavar="TEXT", help="What the day is called.")],
    to: Annotated[str | None, typer.Option(metavar="DATE", help="Last of several days.")] = None,
    off: Annotated[bool, typer.Option("--off", help="A weekday that is not worked.")] = False,
    work: Annotated[bool, typer.Option("--work", help="A Saturday or Sunday that is worked.")] = False,
    decision: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Number and date of the document that decides it.")
    ] = None,
    provisional: Annotated[bool, typer.Option("--provisional", help="Not decided yet.")] = False,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Enter days off or days worked: DATE, or DATE..DATE for several.

    Due dates and lock moments that were reckoned before stay as they are.
    """
    session: Session = ctx.obj
    if off == work:
        raise UsageFault(_("Say whether the day is off or worked."), _("Give either --off or --work."))
    with session.writing(dry_run=dry_run) as register:
        done = calendar.add(
            register,
            day,
            to=to,
            kind="off" if off else "work",
            name=name,
            decision=decision,
            provisional=provisional,
        )
    session.show(reports.added(done, dry_run=dry_run), format)


@app.command()
def remove(
    ctx: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DATE")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; kept in the journal.")],
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Take a day out of the calendar.

    Due dates and lock moments that were reckoned before stay as they are.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        day_out = calendar.remove(register, day, reason)
    session.show(reports.removed(day_out, dry_run=dry_run), format)


@app.command()
def refresh(
    ctx: typer.Context, format: Format = None, output: Output = None, dry_run: DryRun = False
) -> None:
    """Take over what this version of the program knows: days decided since, and new years.

    The office's own days stay, and what it took out stays out.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        changes = calendar.refresh(register)
    session.show(reports.refreshed(changes, dry_run=dry_run), format, output)
