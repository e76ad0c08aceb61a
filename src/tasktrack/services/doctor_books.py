"""Examine what a register holds: its file by SQLite's checks, its books by what the register says of itself."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tasktrack.clock import Clock
from tasktrack.domain.doctor import Check
from tasktrack.domain.settings import Settings
from tasktrack.domain.verification import Finding
from tasktrack.i18n import _, ngettext
from tasktrack.services import doctor_beside as beside
from tasktrack.store import backup, connect, doctor, history, verify
from tasktrack.store import closing as closings
from tasktrack.store.register import Caller, Register

NAMED: Final = 20


class Patient(NamedTuple):
    """A register opened to read as it is; `register` is None where its zone is not known to this machine."""

    path: Path
    db: connect.Connection
    caller: Caller
    settings: Settings = Settings({})
    register: Register | None = None

    @property
    def clock(self) -> Clock:
        """Return the office's clock, in Vietnam's zone where its own is not known."""
        return self.register.clock if self.register else self.caller.clock


Look = Callable[[Patient], Iterator[Check]]
# The name of the check, and how it is done.
Looks = tuple[tuple[str, Look], ...]


def _mode(patient: Patient) -> Iterator[Check]:
    files = beside.wal(patient.path)
    if files or doctor.journal_mode(patient.db) == "wal":
        lying = _("Another program keeps the register in WAL mode; beside it lies {files}.")
        yield Check(
            "journal-mode",
            "problem",
            lying.format(files=", ".join(files))
            if files
            else _("Another program has put the register into WAL mode."),
            _("Close that program, then make a backup and restore it: that sets the mode right."),
        )
    else:
        yield Check("journal-mode", "fine", doctor.journal_mode(patient.db))


def _integrity(patient: Patient) -> Iterator[Check]:
    found = backup.integrity(patient.db)
    command = beside.restore_command(patient.path)
    remedy = (
        _("Restore the newest backup: {command}").format(command=command)
        if command
        else _("There is no backup to restore; keep the file as it is and ask for help.")
    )
    for line in found:
        yield Check("integrity", "problem", line, remedy)
    if not found:
        yield Check("integrity", "fine", _("SQLite finds the file whole."))


def _foreign_keys(patient: Patient) -> Iterator[Check]:
    if count := backup.strays(patient.db):
        yield Check(
            "foreign-keys",
            "problem",
            _("Rows that name rows which are not there: {count}").format(count=count),
            _verify_remedy(),
        )
    else:
        yield Check("foreign-keys", "fine", _("Every row that is named is there."))


def _schema(patient: Patient) -> Iterator[Check]:
    if connect.is_older(patient.db):
        yield Check(
            "schema",
            "advice",
            _("The file is of an older version of tasktrack, so what it holds was not compared."),
            _("Any other command brings it up to date, after a backup; then run doctor again."),
        )
        return
    yield from _found(
        "schema",
        [one for one in verify.guards(patient.db) if one.part == "schema"],
        _("Tables and indexes are as this tasktrack makes them."),
        _("Another program changed the file: restore a backup from before."),
    )


def _guards(patient: Patient) -> Iterator[Check]:
    yield from _found(
        "guards",
        [one for one in verify.guards(patient.db) if one.part == "guards"],
        _("Every guard is in its place."),
        _("Another program changed the file: restore a backup from before."),
    )


def _journal(patient: Patient) -> Iterator[Check]:
    count = history.count(patient.db, None)
    good = ngettext(
        "{count} entry stands in the journal, as it was written.",
        "{count} entries follow from one another.",
        count,
    ).format(count=count)
    yield from _found("journal", list(verify.chain(patient.db)), good, _verify_remedy())


def _rows(patient: Patient) -> Iterator[Check]:
    count = verify.count_rows(patient.db)
    good = ngettext(
        "{count} row is as the journal wrote it.", "{count} rows are as the journal wrote them.", count
    ).format(count=count)
    yield from _found("rows", list(verify.rows(patient.db)), good, _verify_remedy())


def _seals(patient: Patient) -> Iterator[Check]:
    count = closings.newest_seal(patient.db)[0]
    good = ngettext(
        "{count} closing is as it was sealed.", "{count} closings are as they were sealed.", count
    ).format(count=count)
    yield from _found("seals", list(verify.seals(patient.db)), good, _verify_remedy())


def _states(patient: Patient) -> Iterator[Check]:
    needs_review = patient.settings.yes("done_needs_review")
    yield from _found(
        "states",
        list(verify.states(patient.db, done_needs_review=needs_review)),
        _("The state of every task is what its entries say."),
        _("Set it right: tasktrack doctor --repair"),
    )


def _found(name: str, findings: list[Finding], good: str, remedy: str) -> Iterator[Check]:
    for one in findings[:NAMED]:
        yield Check(name, "problem", f"{one.where}: {one.what}", remedy)
    if len(findings) > NAMED:
        yield Check(name, "problem", _("... and {count} more.").format(count=len(findings) - NAMED), remedy)
    if not findings:
        yield Check(name, "fine", good)


def _verify_remedy() -> str:
    return _("See all with 'tasktrack verify'; ask who changed the file, or restore a backup from before.")


OF_THE_FILE: Final[Looks] = (
    ("journal-mode", _mode),
    ("integrity", _integrity),
    ("foreign-keys", _foreign_keys),
    ("schema", _schema),
)
OF_ITSELF: Final[Looks] = (
    ("guards", _guards),
    ("journal", _journal),
    ("rows", _rows),
    ("seals", _seals),
    ("states", _states),
)
