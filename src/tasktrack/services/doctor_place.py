"""Examine where a register lies: SQLite, its file, folder and disk."""

import os
from collections.abc import Iterator
from pathlib import Path

from tasktrack.domain.doctor import Check
from tasktrack.i18n import _
from tasktrack.store import doctor, filesystem


def examine(path: Path) -> Iterator[Check]:
    """Look at everything that can be seen without opening the register; it need not be there."""
    yield _sqlite()
    if path.is_file():
        yield from _file(path)
    yield _folder(path.parent)
    yield _file_system(path)
    yield _space(path)


def _sqlite() -> Check:
    version = doctor.sqlite_version()
    if doctor.is_old(version):
        return Check(
            "sqlite",
            "problem",
            _("SQLite {version} cannot read registers.").format(version=version),
            _("Install a Python with SQLite 3.37 or newer."),
        )
    return Check("sqlite", "fine", version)


def _file(path: Path) -> Iterator[Check]:
    if (names := filesystem.names(path)) > 1:
        yield Check(
            "file",
            "problem",
            _("The file has {count} names (hard links); each would get a journal of its own.").format(
                count=names
            ),
            _("Keep one name and remove the others, or make them symbolic links."),
        )
    elif not os.access(path, os.W_OK):
        yield Check(
            "file",
            "problem",
            _("{path} cannot be written by you.").format(path=path),
            _("Ask whoever it belongs to for the right to write to it."),
        )
    else:
        yield Check("file", "fine", str(path))
    if (mode := filesystem.mode(path)) is not None:
        yield _permissions(path, mode)
        yield _owner(path)


def _permissions(path: Path, mode: int) -> Check:
    if mode & 0o007:
        return Check(
            "permissions",
            "problem",
            _("Everybody on this machine may open it (mode {mode}).").format(mode=f"{mode:03o}"),
            f'chmod o-rwx "{path}"',
        )
    return Check("permissions", "fine", _("mode {mode}").format(mode=f"{mode:03o}"))


def _owner(path: Path) -> Check:
    name = filesystem.owner(path)
    if filesystem.is_own(path):
        return Check("owner", "fine", name)
    return Check(
        "owner",
        "advice",
        _("It belongs to {owner}, not to you.").format(owner=name),
        _("Run tasktrack as {owner}, so that backups and journals stay readable for {owner}.").format(
            owner=name
        ),
    )


def _folder(folder: Path) -> Check:
    if not folder.is_dir():
        return Check(
            "folder",
            "problem",
            _("There is no folder {path}.").format(path=folder),
            _("Check the path given with --db or TASKTRACK_DB."),
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        return Check(
            "folder",
            "problem",
            _("{path} cannot be written by you, and SQLite keeps a journal there while it writes.").format(
                path=folder
            ),
            _("Ask whoever it belongs to for the right to write to it."),
        )
    return Check("folder", "fine", str(folder.absolute()))


def _file_system(path: Path) -> Check:
    kind = filesystem.kind(path)
    if filesystem.is_network(kind):
        return Check(
            "file-system",
            "problem",
            _("The register lies on another machine ({kind}); locks across a network do not hold.").format(
                kind=kind
            ),
            _("Move it to a disk of the machine on which tasktrack runs, and work on it there."),
        )
    if folder := filesystem.synchronised(path):
        return Check(
            "file-system",
            "advice",
            _("A cloud service copies {path}; it may copy the register in the middle of a write.").format(
                path=folder
            ),
            _("Move the register elsewhere, and let the service copy its backups."),
        )
    return Check("file-system", "fine", kind or _("not known"))


def _space(path: Path) -> Check:
    free = filesystem.free_bytes(path.parent)
    wanted = 2 * path.stat().st_size if path.is_file() else 0
    if free is None:
        return Check("space", "fine", _("not known"))
    values = {"free": _megabytes(free), "wanted": _megabytes(wanted)}
    if free < wanted:
        return Check(
            "space",
            "problem",
            _("{free} MB are free; a backup and SQLite's journal need {wanted} MB.").format(**values),
            _("Free some space on that disk."),
        )
    return Check("space", "fine", _("{free} MB are free, {wanted} MB are needed at most.").format(**values))


def _megabytes(size: int) -> int:
    return -(-size // 2**20)
