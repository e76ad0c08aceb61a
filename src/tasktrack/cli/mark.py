"""tasktrack mark: points given by people."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format, Limit, Output, Reason
from tasktrack.cli.session import Session, row_limit
from tasktrack.cli.tables import ForImport, list_for_import
from tasktrack.reports import mark as reports
from tasktrack.services import mark as marks
from tasktrack.services.mark_import import MarkImport

app = group()


@app.command("set")
def put(
    ctx: typer.Context,
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
    subject: Annotated[str, typer.Argument(metavar="SUBJECT")],
    criterion: Annotated[str, typer.Argument(metavar="CRITERION")],
    points: Annotated[str | None, typer.Argument(metavar="POINTS")] = None,
    scheme: Annotated[str, typer.Option(metavar="SCHEME", help="Scheme of the criterion.")] = "par-index",
    self_points: Annotated[
        str | None, typer.Option("--self", metavar="POINTS", help="Self-marked points.")
    ] = None,
    maximum: Annotated[
        str | None, typer.Option("--max", metavar="POINTS", help="Own maximum, where a part does not apply.")
    ] = None,
    evidence: Annotated[str | None, typer.Option(metavar="TEXT", help="Document behind the mark.")] = None,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Set the points of a subject for a criterion.

    POINTS are the appraised ones; none takes the whole mark out. What is not given stays as it is; --reason ""
    and --evidence "" clear what stood there.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        row, done = marks.put(
            register,
            period,
            subject,
            criterion,
            name=scheme,
            points=points,
            self_points=self_points,
            maximum=maximum,
            reason=reason,
            evidence=evidence,
        )
    session.show(reports.put(row, done, dry_run=dry_run), format)


@app.command("list")
def list_marks(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    scheme: Annotated[str | None, typer.Option(metavar="SCHEME", help="Only of this scheme.")] = None,
    for_import: ForImport = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List marks."""
    session: Session = ctx.obj
    if for_import:
        list_for_import(
            session,
            "mark list",
            lambda tables, register: tables.marks(register, period, scheme),
            format,
            output,
            limit,
        )
        return
    with session.reading() as register:
        rows = marks.every(register, period, scheme)
    session.show(reports.listing(rows), format, output, limit=row_limit(limit, format, output))


@app.command("import")
def import_marks(
    ctx: typer.Context,
    file: Source,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import marks from CSV or JSON lines; - reads standard input.

    Columns that the file does not have stay as they are, and so do figures where a cell is empty; an empty
    reason clears what stood there.
    """
    import_table(
        ctx.obj,
        file,
        MarkImport,
        command="mark import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
    )
