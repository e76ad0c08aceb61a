"""tasktrack form import: forms that units filled in."""

from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli.form_inbox import inbox
from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.errors import ExitCode
from tasktrack.reports import form_import as reports
from tasktrack.services import form_import

app = group(needs_command=False)


@app.command("import")
def import_forms(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER...")],
    correct: Annotated[
        bool,
        typer.Option(
            "--correct",
            help="What a form says otherwise than before replaces that; the old one stays, voided.",
        ),
    ] = False,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Read forms that units filled in, and say what is wrong in which cell and who has not sent theirs.

    A folder is read with all folders in it. Each form is taken whole or not at all, and undone by itself; a bad one
    does not stop the others. The same form twice changes nothing. Exit 9 when forms were left out, 4 when all were.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    files, passed_over = inbox(paths)
    with session.writing(dry_run=dry_run) as register:
        done = form_import.take(register, files, correct=correct, passed_over=passed_over)
    if done.is_refused:
        raise reports.refused(done)
    session.show(reports.imported(done, chosen, dry_run=dry_run), chosen, output)
    warn(reports.warnings(done))
    if done.how_many("refused"):
        raise typer.Exit(ExitCode.PARTIAL)
