"""tasktrack report letters: the letters that urge units on."""

from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO, Final

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.outbox import outbox
from tasktrack.cli.report_options import MOST_DAYS
from tasktrack.cli.session import Session, draw
from tasktrack.cli.templates import Template, refuse_others
from tasktrack.cli.terminal import say
from tasktrack.errors import UsageFault
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
    names = [reports.file_name(one.unit, format) for one in told.letters]
    with outbox(folder, session.path, yes=yes) as box:
        box.settle(names)
        for name, one in zip(names, told.letters, strict=True):
            letter = session.printed(reports.letter(one, told, format, head.recipients), format, head)
            box.put(name, partial(_draw, letter, format, template))
        box.deliver()
    session.show(reports.written(told, [folder / name for name in names]))
    if names:
        say(
            _("Nothing was recorded. Once they are sent: {command}").format(
                command="tasktrack task remind --overdue --document NO"
            )
        )


def _draw(letter: Report, format: str, template: Path | None, stream: BinaryIO) -> None:
    if template is None:
        draw(letter, format, stream)
        return
    from tasktrack.render.docx_template import write_template

    write_template(letter, template, stream)
