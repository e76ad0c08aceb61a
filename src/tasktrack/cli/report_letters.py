"""tasktrack report letters: the letters that urge units on."""

import functools
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, BinaryIO, Final

import typer

from tasktrack.cli import asking, target
from tasktrack.cli.groups import group
from tasktrack.cli.report_options import MOST_DAYS
from tasktrack.cli.session import Session, draw
from tasktrack.cli.templates import Template, refuse_others
from tasktrack.cli.terminal import say
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.reports import letters as reports
from tasktrack.reports.report import Report
from tasktrack.services import letterhead, report_letters

app = group(needs_command=False)
_FORMATS: Final = ("docx", "html", "md")


@app.command()
def letters(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Folder for the letters, a file a unit.")
    ],
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", "--lead", metavar="CODE", help="Only to this unit; may be given again."),
    ] = None,
    block: Annotated[str | None, typer.Option(metavar="BLOCK", help="Only to units of this block.")] = None,
    days: Annotated[
        int | None,
        typer.Option(
            "--days",
            metavar="N",
            min=0,
            max=MOST_DAYS,
            help="Name tasks due within N days too; 0: due today.",
        ),
    ] = None,
    answer_by: Annotated[
        str | None,
        typer.Option(
            "--answer-by", metavar="DATE", help="Day by which units answer; else in three working days."
        ),
    ] = None,
    template: Template = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="docx, html or md.")
    ] = "docx",
    yes: Annotated[
        bool, typer.Option("--yes", help="Write over files that are there already, without asking.")
    ] = False,
) -> None:
    """Write the letter that urges on each unit with overdue tasks or tasks due soon, a file a unit, into a folder.

    Each names the unit's tasks with their documents, due dates, days overdue and latest results, and asks for an
    answer. --days left out is the setting due_soon_days. Who signs and who else is sent it are settings; see
    'tasktrack help documents'. Nothing is written into the register: record what was sent with 'tasktrack task remind'.
    """
    session: Session = ctx.obj
    if format not in _FORMATS:
        raise UsageFault(
            _("Format {format!r} is not known.").format(format=format),
            _("Use one of: {formats}.").format(formats=", ".join(_FORMATS)),
        )
    refuse_others(template, format)
    with session.reading() as register:
        told = report_letters.letters(register, unit or (), block, days=days, answer_by=answer_by)
        head = letterhead.of(register)
    files = [folder / name for name in _names([one.unit for one in told.letters], format)]
    drawn = [
        _drawn(
            session.printed(reports.letter(one, told, format, head.recipients), format, head),
            format,
            template,
        )
        for one in told.letters
    ]
    _make_room(folder, files)
    _lay(session, drawn, files)
    session.show(reports.written(told, files))
    if files:
        say(
            _("Nothing was recorded. Once they are sent: {command}").format(
                command="tasktrack task remind --overdue --document NO"
            )
        )


def _drawn(letter: Report, format: str, template: Path | None) -> bytes:
    """Return the file of a letter: what cannot be written stops the command before any other is."""
    stream = io.BytesIO()
    if template is None:
        draw(letter, format, stream)
    else:
        from tasktrack.render.docx_template import write_template

        write_template(letter, template, stream)
    return stream.getvalue()


def _lay(session: Session, drawn: Sequence[bytes], files: Sequence[Path]) -> None:
    """Write the letters into the folder; what was laid there new is taken away again when one cannot be written."""
    new: list[Path] = []
    try:
        for inside, file in zip(drawn, files, strict=True):
            is_new = not file.exists()
            session.place(file, functools.partial(_copy, inside))
            if is_new:
                new.append(file)
    except BaseException:
        for file in new:
            file.unlink(missing_ok=True)
        raise


def _copy(inside: bytes, stream: BinaryIO) -> None:
    stream.write(inside)


def _names(codes: Sequence[str], ending: str) -> list[str]:
    """Return a file name for each unit, different also where the letters' case is not told apart."""
    found: list[str] = []
    for code in codes:
        kept = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in code)
        name, number = f"don-doc-{kept}", 1
        while f"{name}.{ending}".lower() in (one.lower() for one in found):
            number += 1
            name = f"don-doc-{kept}-{number}"
        found.append(f"{name}.{ending}")
    return found


def _make_room(folder: Path, files: Sequence[Path]) -> None:
    """Make the folder; refuse, before anything is written, when a file is there and nobody said yes to all."""
    if not files:
        return
    if folder.exists() and not folder.is_dir():
        raise Invalid(_("{path} is not a folder.").format(path=folder), _("Name a folder for the letters."))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Invalid(
            _("{path} cannot be written ({fault}).").format(path=folder, fault=fault.strerror),
            _("Check the folder and its permissions."),
            code="not-writable",
        ) from fault
    taken = [file for file in files if file.is_symlink() or file.exists()]
    if len(taken) > 1 and asking.is_possible():
        asking.confirm(
            _("{count} of these files are there already, as {path}. Write over them?").format(
                count=len(taken), path=taken[0]
            )
        )
    elif taken:
        target.may_replace(taken[0])
    for file in taken:
        target.remember(file)
