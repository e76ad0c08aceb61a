"""Back a register up: a checked copy under a name that sorts by time, and no more of them than wanted."""

from pathlib import Path

from tasktrack.domain.backup import Backup
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.store import backup, filesystem, rotation
from tasktrack.store.register import Caller


def back_up(path: Path, caller: Caller, *, folder: Path | None = None, keep: int | None = None) -> Backup:
    """Copy a register into `folder`, that beside it when none is named, and check the copy.

    With `keep`, remove the oldest backups of this very register beyond that many; none when rows of it name
    rows that are not there, for then an older one may be the sound one. Others may work on meanwhile. A dry
    run says what would be written and removed. Raise DatabaseFault when there is no sound register or no
    room for the copy, Invalid for a folder that is none.
    """
    path = filesystem.itself(path)
    folder = folder or rotation.folder_of(path)
    with backup.reading(path, caller.on_wait) as db:
        _check_folder(folder, path)
        if caller.dry_run:
            old = rotation.surplus(db, path, folder, keep) if keep else []
            return Backup(rotation.backup_names(path, folder)(1), path, path.stat().st_size, tuple(old))
        _make(folder)
        saved = backup.save(db, path, rotation.backup_names(path, folder), caller.on_wait)
    removed = _rotate(path, folder, saved, keep) if keep and not saved.strays else []
    return Backup(saved.path, path, saved.size, tuple(removed), saved.strays)


def _rotate(path: Path, folder: Path, saved: backup.Saved, keep: int) -> list[Path]:
    with backup.reading(saved.path) as db:
        old = rotation.surplus(db, path, folder, keep, saved.path)
    rotation.remove(old)
    return old


def _check_folder(folder: Path, path: Path) -> None:
    """Refuse a file, and what was meant as one."""
    named_as_file = not folder.exists() and folder.suffix == path.suffix != ""
    if named_as_file or (folder.exists() and not folder.is_dir()):
        raise Invalid(
            _("{path} is not a folder.").format(path=folder),
            _(
                "Name the folder that backups go into; the file's name is made from the register's and the time."
            ),
            code="not-a-folder",
        )


def _make(folder: Path) -> None:
    with backup.explained(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
