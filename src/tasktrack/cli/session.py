"""What surrounds a command: the file, the day, the person, the streams; tests replace it whole."""

import contextlib
import functools
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import click

from tasktrack import i18n
from tasktrack.cli import printing, terminal
from tasktrack.cli.formats import chosen_format
from tasktrack.clock import Clock
from tasktrack.errors import Invalid, TasktrackError, UsageFault
from tasktrack.i18n import _
from tasktrack.render import BINARY, write, write_binary
from tasktrack.reports.report import Report, Table
from tasktrack.services import opening

if TYPE_CHECKING:
    from tasktrack.services.letterhead import Letterhead

Register = opening.Register
DEFAULT_NAME = "tasktrack.db"
_ON_PAPER = ("docx", "html")  # what has the head and the foot of an office's document
_PRINTED = (*_ON_PAPER, "xlsx")


class Session(NamedTuple):
    """One run of the program; `said` is what the call itself says of settings, and where it says so.

    `pager`: what is longer than the screen may be shown page by page.
    """

    path: Path
    given_day: date | datetime | None
    actor: str | None
    said: opening.Said = opening.NOTHING_SAID
    pager: bool = True

    @classmethod
    def of(
        cls, *, db: Path | None, lang: str | None, today: str | None, actor: str | None, pager: bool = True
    ) -> "Session":
        """Read the global options; raise UsageFault for a language or day that cannot be read."""
        if lang is not None and lang not in i18n.LANGUAGES:
            raise UsageFault(_("Language {lang!r} is not spoken here.").format(lang=lang), _("Use vi or en."))
        try:
            given = opening.given_day(today) if today else None
        except Invalid as fault:
            raise UsageFault(fault.message, fault.remedy) from fault
        path, place = database_place(db)
        said = {"database": (str(path), place)}
        if named := _named(actor, "TASKTRACK_ACTOR"):
            said["actor"] = named
        if spoken := _named(lang, "TASKTRACK_LANG"):
            said["language"] = spoken
        return cls(path, given, named[0] if named else None, said, pager)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Register]:
        """Open the register to read; leave the block before showing anything."""
        with opening.reading(self.path, self.caller()) as register:
            yield register

    @contextlib.contextmanager
    def writing(self, *, dry_run: bool = False) -> Iterator[Register]:
        """Open the register to write; with dry_run nothing is kept."""
        with opening.writing(self.path, self.caller(dry_run=dry_run)) as register:
            yield register

    def caller(self, *, dry_run: bool = False) -> opening.Caller:
        """Return who runs which command."""
        context = click.get_current_context(silent=True)
        command = context.command_path.removeprefix("tasktrack ") if context else "tasktrack"
        return opening.Caller(
            command=command,
            actor=self.actor,
            login=_login,
            clock=Clock(given=self.given_day),
            dry_run=dry_run,
            on_wait=lambda: terminal.say(_("Another program is writing to the register; waiting ...")),
        )

    def show(
        self, report: Report, format: str | None = None, output: Path | None = None, *, limit: int = 0
    ) -> None:
        """Print a report, or write it to a file, in the format asked for; at most `limit` rows, 0 for all."""
        self.send(_cut(report, limit), chosen_format(format, output), output)

    def send(self, report: Report, format: str, output: Path | None) -> None:
        """Print a report, or write it to a file, in a format that was chosen already."""
        report = self.printed(report, format)
        if output is None:
            printing.print_report(report, format, pager=self.pager)
            return
        self.write(report, format, output)
        terminal.say(_("Written: {path}").format(path=output))

    def printed(self, report: Report, format: str, head: "Letterhead | None" = None) -> Report:
        """Give a report that is to be printed the order of paper, and the office's head, signature and recipients.

        Others stay as they are. The head is read where none is given; a register that cannot be read has none.
        """
        if format not in _PRINTED:
            return report
        from tasktrack.reports import on_paper, print_order

        report = print_order.printed(report, format)
        if format not in _ON_PAPER or (format == "html" and report.command in on_paper.PAGES):
            return report
        head = head or self._letterhead()
        return report if head is None else on_paper.printed(report, head)

    def _letterhead(self) -> "Letterhead | None":
        from tasktrack.services import letterhead

        try:
            with self.reading() as register:
                return letterhead.of(register)
        except TasktrackError:
            return None

    def write(self, report: Report, format: str, output: Path) -> None:
        """Write a report to a file, whole or not at all; raise Invalid where it cannot be or must not be written."""

        self.place(output, functools.partial(draw, report, format))

    def place(self, output: Path, fill: Callable[[BinaryIO], None], *, private: bool = False) -> None:
        """Let `fill` write a file, under the rules of `write`; a private one is for its owner alone."""
        from tasktrack.cli import target  # what is printed needs no file
        from tasktrack.services import placing

        target.refuse_database(output, self.path)
        over = target.may_replace(output)
        try:
            placing.place(output, fill, over=over, private=private)
        except OSError as fault:
            raise target.cannot_be_written(output, str(fault.strerror)) from fault
        target.remember(output)


def draw(report: Report, format: str, stream: BinaryIO) -> None:
    """Write a report in a format into a stream of bytes."""
    if format in BINARY:
        write_binary(report, format, stream)
        return
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
    write(report, format, text, width=terminal.width())
    text.flush()
    text.detach()


def _cut(report: Report, limit: int) -> Report:
    """Keep the first rows of a listing, and say how many there are."""
    table = report.sections[0] if len(report.sections) == 1 else None
    if not limit or not isinstance(table, Table) or len(table.rows) <= limit:
        return report
    kept = table._replace(rows=table.rows[:limit], tones=table.tones[:limit])
    data = report.data if isinstance(report.data, Mapping) else report.data[:limit]
    return report._replace(data=data, sections=(kept,), total=len(table.rows))


def database_path(given: Path | None) -> Path:
    """Return the file to work with."""
    return database_place(given)[0]


def database_place(given: Path | None) -> tuple[Path, str]:
    """Return the file to work with and what names it: --db, TASKTRACK_DB, this folder, the user's folder."""
    if given is not None:
        return given, "command-line"
    if named := os.environ.get("TASKTRACK_DB"):
        return Path(named), "environment"
    here = Path(DEFAULT_NAME)
    if not here.exists() and (home := user_folder() / DEFAULT_NAME).exists():
        return home, "user-folder"
    return here, "folder"


def user_folder() -> Path:
    """Return the folder in which this user's programs keep data."""
    named = {"win32": "LOCALAPPDATA", "darwin": ""}.get(sys.platform, "XDG_DATA_HOME")
    if folder := os.environ.get(named):
        return Path(folder) / "tasktrack"
    below = {"win32": "AppData/Local", "darwin": "Library/Application Support"}
    return _home() / below.get(sys.platform, ".local/share") / "tasktrack"


def _home() -> Path:
    """Return this user's home; a user without one, as a service may be, keeps to the present folder."""
    try:
        return Path.home()
    except (RuntimeError, ImportError):
        return Path()


def register_language(db: str | None) -> str:
    """Return the language that the register names, empty when it names none."""
    path = database_path(Path(db) if db else None)
    return opening.stored_language(path) if path.is_file() else ""


def _named(option: str | None, variable: str) -> tuple[str, str] | None:
    """Return a value and where it was said: on the command line, else in the environment."""
    if option:
        return option, "command-line"
    value = os.environ.get(variable)
    return (value, "environment") if value else None


def _login() -> str:
    try:
        import getpass  # slow to import, and needed by writes alone

        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"
