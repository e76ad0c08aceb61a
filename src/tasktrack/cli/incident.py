"""tasktrack incident: what happened to units and officers, and the documents that conclude it."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, DryRun, Format, Limit, Output
from tasktrack.cli.session import Session, row_limit, warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import incident as reports
from tasktrack.services import incident as incidents

app = group()
Number = Annotated[int, typer.Argument(metavar="ID", min=1, max=LARGEST)]


@app.command()
def add(
    ctx: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT")],
    kind: Annotated[str, typer.Option(metavar="KIND", help="One of the setting incident_kinds.")],
    on: Annotated[str, typer.Option(metavar="DATE", help="Day on which it happened.")],
    is_unit: Annotated[bool, typer.Option("--unit", help="SUBJECT is the code of a unit.")] = False,
    is_officer: Annotated[bool, typer.Option("--officer", help="SUBJECT is the code of an officer.")] = False,
    concluded: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the conclusion, with its --document.")
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="NO", help="Document that concludes it.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="What it was.")] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record an incident of a unit or an officer: a fault or a merit.

    It counts once it is concluded by a document. Of an officer the unit is kept in which the officer served
    that day: a fault counts where it happened.
    """
    if is_unit and is_officer:
        raise UsageFault(_("--unit and --officer exclude each other."), _("Leave one of them out."))
    subject_kind = incidents.UNIT if is_unit else incidents.OFFICER if is_officer else None
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = incidents.add(
            register,
            subject,
            kind=kind,
            on=on,
            subject_kind=subject_kind,
            concluded=concluded,
            document=document,
            note=note,
        )
    warn(reports.closed(done.closed))
    session.show(reports.added(done.incident, dry_run=dry_run), format)


@app.command()
def conclude(
    ctx: typer.Context,
    number: Number,
    on: Annotated[str, typer.Option(metavar="DATE", help="Day of the conclusion.")],
    document: Annotated[str, typer.Option(metavar="NO", help="Document that concludes it.")],
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record the document by which an incident was concluded; from then on it counts."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = incidents.conclude(register, number, on=on, document=document)
    warn(reports.closed(done.closed))
    session.show(reports.concluded(done.incident, dry_run=dry_run), format)


@app.command()
def fix(
    ctx: typer.Context,
    number: Number,
    on: Annotated[str, typer.Option(metavar="DATE", help="Day on which it was mended.")],
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record that the shortcoming behind an incident was mended."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = incidents.fix(register, number, on=on)
    session.show(reports.fixed(done.incident, dry_run=dry_run), format)


@app.command("list")
def list_incidents(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    subject: Annotated[
        str | None, typer.Option(metavar="SUBJECT", help="Only of this unit or officer.")
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only of this kind.")] = None,
    is_open: Annotated[bool, typer.Option("--open", help="Only those not concluded yet.")] = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List incidents in the order in which they happened.

    Of a PERIOD are those that happened or were concluded in it.
    """
    session: Session = ctx.obj
    with session.reading() as register:
        found = incidents.every(register, period=period, subject=subject, kind=kind, is_open=is_open)
        today = register.clock.today()
    filtered = bool(period or subject or kind or is_open)
    session.show(
        reports.listing(found, today, filtered=filtered),
        format,
        output,
        limit=row_limit(limit, format, output),
    )


@app.command()
def show(ctx: typer.Context, number: Number, format: Format = None, output: Output = None) -> None:
    """Show an incident."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = incidents.show(register, number)
        today = register.clock.today()
    session.show(reports.card(found, today), format, output)
