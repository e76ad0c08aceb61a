"""tasktrack incident: what happened to units and officers, and the documents that conclude it."""

from typing import Annotated

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, DryRun, Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import incident as reports
from tasktrack.services import incident as incidents
from tasktrack.services import incident_against

app = group()
Number = Annotated[int, typer.Argument(metavar="ID", min=1, max=LARGEST)]
Superior = Annotated[
    bool,
    typer.Option(
        "--superior", help="Who directed the officer that day, or headed the unit, answers for it too."
    ),
]


@app.command()
def add(
    ctx: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT")],
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help="One of the setting incident_kinds, such as fire or commendation, or its whole words.",
        ),
    ],
    on: Annotated[str, typer.Option(metavar="DATE", help="Day on which it happened.")],
    is_unit: Annotated[bool, typer.Option("--unit", help="SUBJECT is the code of a unit.")] = False,
    is_officer: Annotated[bool, typer.Option("--officer", help="SUBJECT is the code of an officer.")] = False,
    concluded: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the conclusion, with its --document.")
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="NO", help="Document that concludes it.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="What it was.")] = None,
    against: Annotated[
        list[str] | None,
        typer.Option(metavar="SUBJECT", help="Unit or officer that answers for it too; may be repeated."),
    ] = None,
    superior: Superior = False,
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
            against=tuple(against or ()),
            superior=superior,
        )
    warn(reports.closed(done.closed))
    session.show(reports.added(done.incident, dry_run=dry_run, is_merit=done.is_merit), format)


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


@app.command()
def against(
    ctx: typer.Context,
    number: Number,
    codes: Annotated[list[str] | None, typer.Argument(metavar="[SUBJECT]...")] = None,
    superior: Superior = False,
    remove: Annotated[bool, typer.Option("--remove", help="They do not answer for it after all.")] = False,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record who answers for an incident beside its subject: units or officers by code, or the superior of that day.

    Schemes count it by whose = "answerable". A code of both a unit and an officer is written unit:CODE or officer:CODE.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = incident_against.against(register, number, codes or (), superior=superior, remove=remove)
    warn(reports.closed(done.closed))
    session.show(reports.against(done.incident, dry_run=dry_run, is_merit=done.is_merit), format)


@app.command("list")
def list_incidents(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    subject: Annotated[
        str | None, typer.Option(metavar="SUBJECT", help="Only of this unit or officer.")
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only of this kind.")] = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="SUBJECT", help="Only those for which this unit or officer answers too."),
    ] = None,
    is_open: Annotated[bool, typer.Option("--open", help="Only those not concluded yet.")] = False,
    unfixed: Annotated[bool, typer.Option("--unfixed", help="Only faults that are not mended yet.")] = False,
    merits: Annotated[
        bool, typer.Option("--merits", help="Only merits, which the setting merit_kinds names.")
    ] = False,
    faults: Annotated[bool, typer.Option("--faults", help="Only faults: what is no merit.")] = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List incidents in the order in which they happened.

    Of a PERIOD are those that happened or were concluded in it.
    """
    if merits and faults:
        raise UsageFault(_("--merits and --faults exclude each other."), _("Leave one of them out."))
    session: Session = ctx.obj
    with session.reading() as register:
        found = incidents.every(
            register,
            period=period,
            subject=subject,
            kind=kind,
            against=against,
            is_open=is_open,
            is_unfixed=unfixed,
            is_merit=merits if merits or faults else None,
        )
        today = register.clock.today()
    filtered = any((period, subject, kind, against, is_open, unfixed, merits, faults))
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
        is_merit = incidents.is_merit(register, found)
        today = register.clock.today()
    session.show(reports.card(found, today, is_merit=is_merit), format, output)
