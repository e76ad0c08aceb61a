"""tasktrack import: a register made from an export."""

from typing import Annotated

import typer

from tasktrack.cli.files import metered, opened
from tasktrack.cli.groups import group
from tasktrack.cli.importing import Source
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.i18n import _
from tasktrack.reports import exchange as reports
from tasktrack.services import import_register as service

app = group(needs_command=False)


@app.command("import")
def import_register(
    ctx: typer.Context,
    file: Source,
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Take it although its journal or seals do not hold.")
    ] = False,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Make a register, in a new file, from what 'tasktrack export' wrote: the same to the last row.

    --db names the new file, FILE the export, - standard input. Everything is checked before the file appears.
    """
    session: Session = ctx.obj
    name = _("standard input") if str(file) == "-" else file.name
    with opened(file) as source, metered(source, file) as watched:
        done = service.import_register(
            session.path, watched, name, session.caller(dry_run=dry_run), as_is=as_is
        )
    session.show(reports.imported(done, dry_run=dry_run), format)
