"""tasktrack mark: points given by people."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format, Limit, Output, Reason
from tasktrack.cli.session import Register, Session
from tasktrack.cli.tables import ForImport, list_for_import
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import mark as reports
from tasktrack.services import mark as marks
from tasktrack.services.mark_import import MarkImport

if TYPE_CHECKING:
    from collections.abc import Callable

    from tasktrack.services.mark_import_wide import WideMarkImport

app = group()
_COLUMNS: Final = {"self": "self_points", "confirmed": "points"}


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
    not_applicable: Annotated[
        bool,
        typer.Option(
            "--not-applicable",
            help="The criterion does not apply: its maximum, with all below it, drops out.",
        ),
    ] = False,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Set the points of a subject for a criterion.

    POINTS are the appraised ones; none takes the whole mark out. What is not given stays as it is; --reason ""
    and --evidence "" clear what stood there. With --not-applicable no points are given, and --reason says why.
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
            not_applicable=not_applicable,
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


@app.command()
def confirm(
    ctx: typer.Context,
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
    subject: Annotated[list[str] | None, typer.Argument(metavar="[SUBJECT]...")] = None,
    *,
    scheme: Annotated[str, typer.Option(metavar="SCHEME", help="Scheme of the criteria.")],
    unit: Annotated[
        str | None, typer.Option(metavar="CODE", help="Everybody of this unit whom the scheme scores.")
    ] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Everybody whom the scheme scores.")] = False,
    as_self: Annotated[
        bool,
        typer.Option("--as-self", help="Also where other points were confirmed: set them back to these."),
    ] = False,
    reason: Reason = None,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Confirm what was self-marked, at the self-marked points, in one go.

    Criteria that have confirmed points keep them, unless --as-self says otherwise. See who has not marked with
    'tasktrack mark missing'.
    """
    from tasktrack.reports import mark_confirm as reports
    from tasktrack.services.mark_confirm import confirm as confirm_marks

    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = confirm_marks(
            register,
            period,
            subject or (),
            name=scheme,
            unit=unit,
            everybody=everybody,
            as_self=as_self,
            reason=reason,
        )
    session.show(reports.confirmed(done, dry_run=dry_run), format, output)


@app.command()
def missing(
    ctx: typer.Context,
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
    scheme: Annotated[
        str | None,
        typer.Option(
            metavar="SCHEME", help="By this scheme; else the office's, or those by which officers are marked."
        ),
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only of this unit.")] = None,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List who has not self-marked, and whom the superior has not confirmed.

    A criterion stands for all below it, and a mark at one covers all below it. The superior is the manager of
    the posting, else the head of the unit or of the one above.
    """
    from tasktrack.reports import mark_missing as reports
    from tasktrack.services.mark_missing import missing as missing_marks

    session: Session = ctx.obj
    with session.reading() as register:
        found = missing_marks(register, period, scheme, unit)
    report = reports.missing(*found)
    session.show(report, format, output, limit=row_limit(limit, format, output))


@app.command("import")
def import_marks(
    ctx: typer.Context,
    file: Source,
    wide: Annotated[
        bool,
        typer.Option("--wide", help="A row for each person, a column for each criterion of --scheme."),
    ] = False,
    scheme: Annotated[
        str | None, typer.Option(metavar="SCHEME", help="With --wide: scheme of the criteria.")
    ] = None,
    period: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="With --wide: period of rows that name none.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(metavar="SIDE", help="With --wide: whose points they are, self or confirmed."),
    ] = None,
    sheet: SheetName = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import marks from a spreadsheet, CSV or JSON lines; - reads standard input.

    Columns that the file does not have stay as they are, and so do figures where a cell is empty; an empty
    reason clears what stood there. With --wide the headings are the codes of the criteria.
    """
    given = {"scheme": scheme, "period": period, "kind": kind}
    import_table(
        ctx.obj,
        file,
        _wide(**given) if wide else _plain(**given),
        command="mark import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
        sheet=sheet,
    )


def _plain(**given: str | None) -> type[MarkImport]:
    for name, value in given.items():
        if value is not None:
            raise UsageFault(
                _("--{option} goes with --wide.").format(option=name), _("Leave one of them out.")
            )
    return MarkImport


def _wide(
    scheme: str | None, period: str | None, kind: str | None
) -> "Callable[[Register, str], WideMarkImport]":
    if scheme is None:
        raise UsageFault(
            _("The columns of the wide form are the criteria of a scheme."),
            _("Name it with --scheme: tasktrack scheme list."),
        )
    if kind not in _COLUMNS:
        raise UsageFault(_("Say whose points the file holds."), _("Give --kind self, or --kind confirmed."))
    from tasktrack.services.mark_import_wide import wide  # the long form does without

    return wide(scheme, _COLUMNS[kind], period)
