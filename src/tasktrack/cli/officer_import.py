"""tasktrack officer import: officers and their postings from a table."""

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format
from tasktrack.services.officer_import import OfficerImport

app = group(needs_command=False)


@app.command()
def import_officers(
    ctx: typer.Context,
    file: Source,
    sheet: SheetName = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import officers from a spreadsheet, CSV or JSON lines; a code that is there already is corrected.

    Another unit, position, group or manager from a later day on is a new posting; from the same day on, or
    with no day given, it corrects the posting held. Columns that the file does not have stay as they are.
    """
    import_table(
        ctx.obj,
        file,
        OfficerImport,
        command="officer import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
        sheet=sheet,
    )
