"""tasktrack remark: what is written of people beside their points."""

from typing import Annotated

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.cli.tables import ForImport, list_for_import, refuse_beside
from tasktrack.reports import remark as reports
from tasktrack.services import remark as remarks

app = group()

Period = Annotated[str, typer.Argument(metavar="PERIOD")]
Subject = Annotated[str, typer.Argument(metavar="SUBJECT")]


@app.command("set")
def put(
    ctx: typer.Context,
    period: Period,
    subject: Subject,
    strengths: Annotated[str | None, typer.Option(metavar="TEXT", help="Strengths, in own words.")] = None,
    shortcomings: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Shortcomings, in own words.")
    ] = None,
    self_class: Annotated[
        str | None, typer.Option(metavar="CLASS", help="Class that the person proposes: its code.")
    ] = None,
    remark: Annotated[str | None, typer.Option(metavar="TEXT", help="What the superior says.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who says it; else the actor.")] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Write down what Forms 01 and 02 hold beside the points.

    SUBJECT is an officer, else a unit. What is not given stays as it is; an empty text clears what stood there.
    """
    given = {
        "strengths": strengths,
        "shortcomings": shortcomings,
        "self_class": self_class,
        "remark": remark,
        "remarked_by": by,
    }
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        one, done = remarks.put(
            register, period, subject, {name: text for name, text in given.items() if text is not None}
        )
    session.show(reports.put(one, done, dry_run=dry_run), format)


@app.command()
def show(
    ctx: typer.Context, period: Period, subject: Subject, format: Format = None, output: Output = None
) -> None:
    """Show what is written of somebody in a period."""
    session: Session = ctx.obj
    with session.reading() as register:
        one = remarks.show(register, period, subject)
    session.show(reports.card(one), format, output)


@app.command("list")
def list_remarks(
    ctx: typer.Context,
    period: Period,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only of this unit.")] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="Of whom something is still to be written, and what.")
    ] = False,
    for_import: ForImport = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List what is written of people in a period."""
    session: Session = ctx.obj
    if for_import:
        refuse_beside(missing=missing or None)
        list_for_import(
            session,
            "remark list",
            lambda _tables, register: remarks.table(register, period, unit),
            format,
            output,
            limit,
        )
        return
    with session.reading() as register:
        report = (
            reports.missing(*remarks.missing(register, period, unit))
            if missing
            else reports.listing(*remarks.every(register, period, unit))
        )
    session.show(report, format, output, limit=row_limit(limit, format, output))


@app.command("import")
def import_remarks(
    ctx: typer.Context,
    file: Source,
    sheet: SheetName = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import remarks from a spreadsheet, CSV or JSON lines; - reads standard input.

    An empty cell says nothing: what stood there stays.
    """
    from tasktrack.services.remark_import import RemarkImport  # a list does without

    import_table(
        ctx.obj,
        file,
        RemarkImport,
        command="remark import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
        sheet=sheet,
    )
