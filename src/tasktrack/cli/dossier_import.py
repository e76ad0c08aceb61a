"""tasktrack dossier import: dossiers from the table of a one-stop system."""

from typing import Annotated

import typer

from tasktrack.cli import dossier_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format
from tasktrack.services.dossier_import import DossierImport

app = group(needs_command=False)


@app.command("import")
def import_dossiers(
    ctx: typer.Context,
    file: Source,
    correct: option.Correct = False,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HEADING=COLUMN",
            help="What an office's own heading means; HEADING= leaves it out. May be repeated.",
        ),
    ] = None,
    sheet: SheetName = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import dossiers from a spreadsheet, CSV or JSON lines; - reads standard input.

    A dossier whose key is there already is brought up to date; what says the same is skipped. Columns that the file
    does not have stay as they are, an empty cell clears. Applicants' names and the system's own states are left out.
    """
    import_table(
        ctx.obj,
        file,
        lambda register, name: DossierImport(register, name, correct=correct, headings=column or ()),
        command="dossier import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
        sheet=sheet,
    )
