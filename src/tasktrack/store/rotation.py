"""How backups are named, which lie in a folder, and which of them are more than is wanted."""

import contextlib
import re
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import normalize

from tasktrack.clock import machine_moment
from tasktrack.errors import TasktrackError
from tasktrack.store.backup import Names, explained, holds, newest, reading
from tasktrack.store.connect import Connection

FOLDER: Final = "backups"


class Dated(NamedTuple):
    """A file named as backups are: the moment, the number among those of that moment, where it is."""

    moment: str
    number: int
    path: Path


def folder_of(path: Path) -> Path:
    """Return the folder for backups beside a register."""
    return path.parent / FOLDER


def names_in(folder: Path, stem: str, suffix: str) -> Names:
    """Return names that sort by time, at the machine's present moment."""
    start = f"{stem}{re.sub('[-:]', '', machine_moment())}"

    def name(number: int) -> Path:
        # An underscore, for it sorts after the dot of the first.
        return folder / (f"{start}{suffix}" if number == 1 else f"{start}_{number:02}{suffix}")

    return name


def backup_names(path: Path, folder: Path) -> Names:
    """Return the names for a backup of a register: office-20261122T052400Z.db."""
    return names_in(folder, f"{path.stem}-", path.suffix)


def kept_names(path: Path) -> Names:
    """Return the names for what a restoring replaces: office.before-restore-20261122T052400Z.db."""
    return names_in(path.parent, f"{path.stem}.before-restore-", path.suffix)


def listed(path: Path, folder: Path) -> list[Dated]:
    """Return the files in a folder that are named as backups of this register, oldest first."""
    pattern = re.compile(
        rf"{re.escape(normalize('NFC', path.stem))}-(\d{{8}}T\d{{6}}Z)(?:_(\d{{2,9}}))?"
        rf"{re.escape(normalize('NFC', path.suffix))}"
    )
    found = []
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            named = pattern.fullmatch(normalize("NFC", file.name))
            if named and file.is_file() and not file.is_symlink():
                found.append(Dated(named[1], int(named[2] or 1), file))
    return sorted(found)


def surplus(db: Connection, path: Path, folder: Path, keep: int, new: Path | None = None) -> list[Path]:
    """Return the oldest backups of this very register beyond `keep`, of which the new one is the first.

    A file counts that is named as a backup of this register and ends with an entry of its journal; that of
    another office, of another copy that went its own way, or one that cannot be read is left alone.
    """
    ours = [one.path for one in listed(path, folder) if one.path != new and _is_part_of(db, one.path)]
    return ours[: max(0, len(ours) + 1 - keep)]


def _is_part_of(db: Connection, file: Path) -> bool:
    try:
        with reading(file) as other:
            return holds(db, newest(other))
    except TasktrackError:
        return False


def remove(files: list[Path]) -> None:
    """Remove backups that are no longer wanted."""
    for file in files:
        with explained(file):
            file.unlink(missing_ok=True)
