"""tasktrack progress: the entries."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.cli.tables import ForImport, list_for_import
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import progress as reports
from tasktrack.services import progress
from tasktrack.services.progress_import import ProgressImport

app = group()


@app.command("list")
def list_entries(
    ctx: typer.Context,
    task: Annotated[str | None, typer.Option(metavar="TASK", help="Only of this task, oldest first.")] = None,
    unreviewed: Annotated[
        bool,
        typer.Option("--unreviewed", help="What was reported and can be judged and was not, oldest first."),
    ] = False,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="With --unreviewed: reported for this day or earlier.")
    ] = None,
    officer: Annotated[
        str | None, typer.Option(metavar="CODE", help="With --unreviewed: of tasks of this officer.")
    ] = None,
    unit: Annotated[
        str | None, typer.Option(metavar="CODE", help="With --unreviewed: of tasks led by this unit.")
    ] = None,
    for_import: ForImport = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List progress entries, newest first."""
    session: Session = ctx.obj
    asked = {"until": until, "officer": officer, "unit": unit}
    _refuse_mixed(unreviewed, {"task": task, "for-import": for_import}, asked)
    if unreviewed:
        _list_unreviewed(session, asked, limit, format, output)
        return
    if for_import:
        list_for_import(
            session,
            "progress list",
            lambda tables, register: tables.progress(register, task),
            format,
            output,
            limit,
        )
        return
    with session.reading() as register:
        found = progress.entries(register, task, row_limit(limit, format, output))
        total = progress.count(register, task)
        today = register.clock.today()
    session.show(reports.listing(found, today, total=total, task=task), format, output)


def _list_unreviewed(
    session: Session,
    asked: dict[str, str | None],
    limit: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    from tasktrack.reports import review as reports  # other lists do without
    from tasktrack.services import review

    with session.reading() as register:
        found = review.unjudged(register, **asked)
        today = register.clock.today()
    report = reports.unreviewed(found.entries, found.walled, today)
    session.show(report, format, output, limit=row_limit(limit, format, output))


def _refuse_mixed(unreviewed: bool, alone: Mapping[str, object], narrowing: Mapping[str, object]) -> None:
    """Raise UsageFault for an option that says nothing with, or without, --unreviewed."""
    for name, value in (alone if unreviewed else narrowing).items():
        if value:
            raise UsageFault(
                _("--{option} does not go with --unreviewed.").format(option=name)
                if unreviewed
                else _("--{option} goes with --unreviewed.").format(option=name),
                _("Leave one of them out."),
            )


@app.command("import")
def import_entries(
    ctx: typer.Context,
    file: Source,
    correct: Annotated[
        bool, typer.Option("--correct", help="A row with a known key and other content replaces that entry.")
    ] = False,
    sheet: SheetName = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import progress entries from a spreadsheet, CSV or JSON lines; - reads standard input.

    What is recorded already is skipped, so that the same file can be imported twice.
    """
    import_table(
        ctx.obj,
        file,
        lambda register, name: ProgressImport(register, name, correct=correct),
        command="progress import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
        sheet=sheet,
    )
