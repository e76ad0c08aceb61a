"""The format in which a report is shown, and how many rows of a list."""

from pathlib import Path
from typing import Final

from tasktrack.cli.terminal import is_terminal
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.render import FORMATS

TERMINAL_ROWS: Final = 50
SUFFIXES: Final = {
    "": "text",
    ".txt": "text",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "md",
    ".html": "html",
    ".xlsx": "xlsx",
    ".docx": "docx",
}


def chosen_format(format: str | None, output: Path | None = None) -> str:
    """Return the format named, or that of the file's ending, else table on a terminal and text in a pipe."""
    if format is not None and format not in FORMATS:
        raise UsageFault(
            _("Format {format!r} is not known.").format(format=format),
            _("Use one of: {formats}.").format(formats=", ".join(FORMATS)),
        )
    if format is None and output is not None:
        return _format_of(output)
    return format or ("table" if is_terminal() else "text")


def _format_of(output: Path) -> str:
    """Return the format of a file's ending; raise UsageFault for one that promises another."""
    ending = output.suffix.lower()
    if ending not in SUFFIXES:
        raise UsageFault(
            _("No format is known for the ending of {path}.").format(path=output),
            _("End it in {endings}, or give --format.").format(endings=", ".join(filter(None, SUFFIXES))),
        )
    return SUFFIXES[ending]


def row_limit(limit: int | None, format: str | None, output: Path | None = None) -> int:
    """Return how many rows to show: as asked, else 50 on a terminal and all elsewhere; 0 is all."""
    if limit is not None:
        return limit
    return TERMINAL_ROWS if chosen_format(format, output) == "table" else 0
