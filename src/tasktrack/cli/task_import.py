"""tasktrack task import: tasks from a table, many of one document."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.services.task_import import TaskImport
from tasktrack.services.unit_cells import SEVERAL

if TYPE_CHECKING:
    from tasktrack.services import importing

app = group(needs_command=False)


@app.command("import")
def import_tasks(
    ctx: typer.Context,
    file: Source,
    document: option.Document = None,
    document_date: option.DocumentDate = None,
    issuer: option.Issuer = None,
    assigned: option.Assigned = None,
    assigner: option.Assigner = None,
    several_leads: Annotated[
        str | None,
        typer.Option(
            metavar="HOW",
            help="Rows in which several units lead: support (the first leads, the others support it) or split"
            " (a task for each, with .1, .2 behind its key); else they are faults.",
        ),
    ] = None,
    sheet: SheetName = None,
    map: Annotated[
        Path | None,
        typer.Option(
            metavar="NAME.toml",
            help="Map of the office's own columns; where it is not there yet, one is proposed.",
        ),
    ] = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import tasks from a spreadsheet, CSV or JSON lines; a key that is there already is corrected.

    Document, days and assigner given here fill the empty cells of all rows. Columns that the file does not
    have stay as they are, an empty cell clears. A row without key or code that repeats a task is skipped.
    """
    if several_leads is not None and several_leads not in SEVERAL:
        raise UsageFault(
            _("--several-leads takes {allowed}.").format(allowed=", ".join(SEVERAL)),
            _("Leave it out to have such rows listed as faults."),
        )
    usual = {
        "document": document,
        "document_date": document_date,
        "issuer": issuer,
        "assigned_on": assigned,
        "assigner": assigner,
    }
    import_table(
        ctx.obj,
        file,
        lambda register, name: TaskImport(register, name, usual=usual, several=several_leads),
        command="task import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
        sheet=sheet,
        table=_mapped(ctx.obj, file, map, sheet, dry_run=dry_run) if map else None,
    )


def _mapped(
    session: Session, file: Path, map_file: Path, sheet: str | None, *, dry_run: bool
) -> "AbstractContextManager[importing.Source]":
    from tasktrack.cli.column_map import mapped  # few offices need one

    return mapped(session, file, map_file, sheet, dry_run=dry_run)
