"""tasktrack progress: the entries."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format, Limit, Output
from tasktrack.cli.session import Session, row_limit
from tasktrack.cli.tables import ForImport, list_for_import
from tasktrack.reports import progress as reports
from tasktrack.services import progress
from tasktrack.services.progress_import import ProgressImport

app = group()


@app.command("list")
def list_entries(
    ctx: typer.Context,
    task: Annotated[str | None, typer.Option(metavar="TASK", help="Only of this task, oldest first.")] = None,
    for_import: ForImport = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List progress entries, newest first."""
    session: Session = ctx.obj
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


@app.command("import")
def import_entries(
    ctx: typer.Context,
    file: Source,
    correct: Annotated[
        bool, typer.Option("--correct", help="A row with a known key and other content replaces that entry.")
    ] = False,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import progress entries from CSV or JSON lines; - reads standard input.

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
    )
