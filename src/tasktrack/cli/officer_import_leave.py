"""tasktrack officer import-leave: spans of leave from a table."""

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format
from tasktrack.services.leave_import import LeaveImport

app = group(needs_command=False)


@app.command()
def import_leave(
    ctx: typer.Context,
    file: Source,
    sheet: SheetName = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import spans of leave from a spreadsheet, CSV or JSON lines; one of the same officer and first day is corrected.

    Columns: officer, kind, from, to, document; an empty last day means that the officer is not back yet.
    """
    import_table(
        ctx.obj,
        file,
        LeaveImport,
        command="officer import-leave",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
        sheet=sheet,
    )
