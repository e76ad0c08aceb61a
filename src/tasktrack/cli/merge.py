"""tasktrack merge: registers and sealed closings of other offices, brought into this one."""

from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.errors import ExitCode, UsageFault
from tasktrack.i18n import _
from tasktrack.reports import merging as reports
from tasktrack.services import merge as service

app = group(needs_command=False)


@app.command()
def merge(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="[CODE=]FILE...")],
    skip_bad: Annotated[
        bool,
        typer.Option("--skip-bad", help="Take what holds, leave files and rows at fault out, exit 9."),
    ] = False,
    as_is: Annotated[
        bool,
        typer.Option(
            "--as-is",
            help="Take the rows of registers whose journal does not hold, and of their closings those that hold.",
        ),
    ] = False,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Bring what other offices sent into this register; the same again changes nothing.

    FILE is the register of another office, an export of one, or the sealed file of a closing. Each is verified first;
    closings are kept under their seals, tasks and units as copies with the office's code before theirs: SNV:NV12.
    CODE=FILE names the office where its file does not, or where two offices bear the same code.
    """
    session: Session = ctx.obj
    named = [_named(text) for text in files]
    with session.writing(dry_run=dry_run) as register:
        done = service.merge(register, named, skip_bad=skip_bad, as_is=as_is)
    session.show(reports.merged(done, dry_run=dry_run), format)
    if done.refused or done.conflicts:
        raise typer.Exit(ExitCode.PARTIAL)


def _named(text: str) -> service.Given:
    """Read CODE=FILE or FILE; a file whose own name holds the sign is taken as it is."""
    code, equals, path = text.partition("=")
    if not equals or Path(text).exists():
        return service.Given(Path(text))
    if not service.is_office_code(code):
        raise UsageFault(
            _("{code!r} is no code of an office.").format(code=code),
            _("Use letters and digits, with single dots between them: tasktrack merge SNV=FILE."),
        )
    return service.Given(Path(path), code)
