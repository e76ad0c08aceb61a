"""Examine what lies beside a register: journals, copies that were never finished, backups."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from tasktrack.clock import machine_moment, parse_utc
from tasktrack.domain.doctor import Check
from tasktrack.errors import TasktrackError
from tasktrack.i18n import _, ngettext
from tasktrack.store import backup, doctor, rotation

BACKUP_DAYS: Final = 7


def unfinished(path: Path) -> Iterator[Check]:
    """Name what programs that were killed left lying about."""
    drafts = [
        draft
        for folder in (path.parent, rotation.folder_of(path))
        for ending in ("part", "new")
        for draft in sorted(folder.glob(f".{_literal(path.stem)}*.{ending}"))
    ]
    for draft in drafts:
        yield Check(
            "leftovers",
            "advice",
            _("{path} is a copy that was never finished.").format(path=draft),
            _("Remove it when no tasktrack is at work."),
        )


def _literal(name: str) -> str:
    """Take from the signs of a glob their meaning."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def journal(path: Path, before: doctor.Left, *, opened: bool) -> Check:
    """Judge the journal beside the register by how it lay there before and after the register was opened."""
    name = f"{path.name}-journal"
    left = doctor.journal_left(path)
    if left == "none":
        said = _("A write that was going on, or had crashed, has ended.") if before != "none" else _("none")
        return Check("leftovers", "fine", said)
    if not opened and left == "filled":
        return Check(
            "leftovers",
            "problem",
            _("{name} holds what a crash left half written, and could not be used.").format(name=name),
            _("Leave it beside the register: the next command that may write there sets the register right."),
        )
    if opened and (left == "filled" or doctor.is_being_written(path)):
        return Check("leftovers", "fine", _("Another program is writing at this moment."))
    return Check(
        "leftovers",
        "advice",
        _("{name} was left by another program; SQLite makes no use of it.").format(name=name),
        _("Remove it when no program has the register open."),
    )


def wal(path: Path) -> list[str]:
    """Return the names of the files that WAL mode keeps beside the register."""
    return [file.name for file in backup.family(path)[2:] if file.exists()]


def backups(path: Path, newest_entry: str | None) -> Check:
    """Judge the newest backup beside the register.

    `newest_entry` is the moment of the last write, None for a register that could not be opened.
    """
    found = rotation.listed(path, rotation.folder_of(path))
    if not found:
        return Check(
            "backup",
            "advice",
            _("There is no backup beside the register."),
            _("Make one: tasktrack backup. From cron: tasktrack backup --keep 30.") if newest_entry else "",
        )
    newest = found[-1]
    taken = datetime.strptime(newest.moment, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    age = parse_utc(machine_moment()) - taken
    if not _opens(newest.path):
        return Check(
            "backup",
            "problem",
            _("The newest backup cannot be read: {path}").format(path=newest.path),
            _("Make one: tasktrack backup."),
        )
    days = age.days
    written_since = newest_entry is not None and parse_utc(newest_entry) > taken
    said = ngettext("{days} day old: {path}", "{days} days old: {path}", days).format(
        days=days, path=newest.path
    )
    if age > timedelta(days=BACKUP_DAYS) and written_since:
        return Check("backup", "advice", said, _("Make one: tasktrack backup."))
    return Check("backup", "fine", said)


def restore_command(path: Path) -> str:
    """Return the command that restores the newest backup that can be read, empty when there is none."""
    for one in reversed(rotation.listed(path, rotation.folder_of(path))):
        if _opens(one.path):
            return f'tasktrack --db "{path}" restore "{one.path}"'
    return ""


def _opens(file: Path) -> bool:
    try:
        with backup.reading(file):
            return True
    except TasktrackError:
        return False


def way_out(path: Path, fault: TasktrackError) -> str:
    """Return what to do about a register that cannot be opened or read: restore it where that helps."""
    command = restore_command(path) if fault.code in ("no-register", "damaged") else ""
    return _("Restore the newest backup: {command}").format(command=command) if command else fault.remedy
