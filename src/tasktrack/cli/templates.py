"""The option --template: a report in the office's own Word document."""

from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports.report import Report

Template = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="FILE", help="Fill this .docx of the office; see 'tasktrack help documents'."
    ),
]


def show(session: Session, report: Report, template: Path | None, format: str, output: Path | None) -> None:
    """Show a report, in the office's own document where one is named; raise UsageFault for other formats."""
    if template is None:
        session.show(report, format, output)
        return
    refuse_others(template, format)
    if output is None:
        raise UsageFault(
            _("What fills a template goes into a file."), _("Name a file with --output, ending in .docx.")
        )
    write(session, report, template, output)
    say(_("Written: {path}").format(path=output))


def refuse_others(template: Path | None, format: str) -> None:
    """Raise UsageFault where a template is named for a format that has none."""
    if template is not None and format != "docx":
        raise UsageFault(
            _("--template gives a Word document, not {format}.").format(format=format),
            _("Name a file with --output, ending in .docx."),
        )


def write(session: Session, report: Report, template: Path, output: Path) -> None:
    """Fill a template with a report, under the office's head, into a file."""
    from tasktrack.render.docx_template import write_template

    printed = session.printed(report, "docx")

    def fill(stream: BinaryIO) -> None:
        write_template(printed, template, stream)

    session.place(output, fill)
