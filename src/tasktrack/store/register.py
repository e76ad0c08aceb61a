"""The open register: one connection, its settings and clock, and the one way to write."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tasktrack.clock import Clock, zone
from tasktrack.errors import Busy, Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.store import connect, now, setting

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Stamp


def _silent() -> None:
    """Say nothing while waiting."""


def _nobody() -> str:
    return "unknown"


class Caller(NamedTuple):
    """Who runs which command, from when, and how: what every opening of a register needs.

    `actor` is what --actor or the environment said, else None; `login` is asked when the register says
    nothing either. `on_wait` is called once when another program keeps us waiting.
    """

    command: str = "tasktrack"
    actor: str | None = None
    login: Callable[[], str] = _nobody
    clock: Clock = Clock()
    dry_run: bool = False
    on_wait: Callable[[], None] = _silent


class Register:
    """An open register. Reads go through `db`; writes go through `write()`."""

    def __init__(self, path: Path, db: connect.Connection, caller: Caller) -> None:
        self.path = path
        self.db = db
        self.caller = caller
        self._entry: Entry | None = None
        self.clock = caller.clock
        self.reload_settings()

    @property
    def actor(self) -> str:
        """Return who is recorded: --actor, the environment, the setting, else the login."""
        return self.caller.actor or self.settings["actor"] or self.caller.login()

    @property
    def dry_run(self) -> bool:
        """Return whether this command writes nothing in the end."""
        return self.caller.dry_run

    @contextlib.contextmanager
    def write(self, reason: str | None = None, *, undoes: int | None = None) -> Iterator[Entry]:
        """Open one immediate transaction with its journal entry; a write inside a write joins it.

        With dry_run everything is done and then rolled back. An entry that wrote nothing is not kept.
        `undoes` names the entry that this one takes back.
        """
        if self._entry is not None:
            yield self._entry
            return
        from tasktrack.store import journal  # reads do without it

        with connect.explained(self.path):
            connect.begin_immediate(self.db, self.caller.on_wait)
            try:
                # Another program may have changed them before we held the lock.
                self.reload_settings()
                entry = journal.open_entry(self.db, self._stamp(reason, undoes))
                self._entry = entry
                yield entry
                self._finish(entry)
            finally:
                self._entry = None
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")

    def note_refusal(self, task: int, message: str) -> None:
        """Keep in the journal that something was refused: an entry about a task that writes no row."""
        with self.write(message) as entry:
            entry.about(task)
            entry.keep()

    def reload_settings(self) -> None:
        """Read the settings again, after one was changed."""
        self.settings = setting.read(self.db)
        try:
            self.clock = self.clock._replace(zone=zone(self.settings["zone"]))
        except ValueError as fault:
            raise Invalid(
                _("The office's zone {zone} is not known to this machine.").format(
                    zone=self.settings["zone"]
                ),
                _("Install the tzdata package beside tasktrack."),
                code="unknown-zone",
            ) from fault

    def close(self) -> None:
        """Give the file back."""
        self.db.close()

    def _stamp(self, reason: str | None, undoes: int | None) -> Stamp:
        from tasktrack.store.journal import Stamp

        return Stamp(self.actor, self.caller.command, self.clock.today().isoformat(), reason, undoes)

    def _finish(self, entry: Entry) -> None:
        from tasktrack.store import journal

        if not entry.wrote:
            return
        needs_review = self.settings.yes("done_needs_review")
        if entry.touched_too_many:
            now.rebuild(self.db, done_needs_review=needs_review)
        elif entry.touched_tasks:
            now.refresh(self.db, entry.touched_tasks, done_needs_review=needs_review)
        journal.close_entry(self.db, entry)
        if not self.dry_run:
            connect.commit(self.db, self.caller.on_wait)


@contextlib.contextmanager
def reading(path: Path, caller: Caller) -> Iterator[Register]:
    """Open a register to read; nothing in the file can change through it."""
    with connect.explained(path):
        db = connect.connect_to_read(path, caller.on_wait)
        try:
            if connect.is_older(db):
                db.close()
                with writing(path, caller):
                    pass  # an older file is upgraded by being opened for writing
                db = connect.connect_to_read(path, caller.on_wait)
            connect.begin_read(db, caller.on_wait)
            yield Register(path, db, caller)
        finally:
            db.close()


@contextlib.contextmanager
def writing(path: Path, caller: Caller) -> Iterator[Register]:
    """Open a register to write, upgrading an older file first."""
    with connect.explained(path):
        db = connect.connect_to_write(path, caller.on_wait)
        try:
            if connect.is_older(db):
                from tasktrack.store import migrations  # needed once in the life of a file

                migrations.upgrade(db, path, caller.on_wait)
            connect.begin_read(db, caller.on_wait)
            register = Register(path, db, caller)
            db.execute("COMMIT")
            yield register
        finally:
            db.close()


def stored_language(path: Path) -> str:
    """Return the language that a register names, empty when it names none or cannot be read now."""
    try:
        with connect.explained(path):
            db = connect.connect_to_read(path, _silent, wait=0)
            try:
                return setting.read(db)["language"]
            finally:
                db.close()
    except (TasktrackError, Busy, OSError):
        return ""
