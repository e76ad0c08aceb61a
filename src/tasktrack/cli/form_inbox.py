"""The files that are named on the command line, and those of the folders that are."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _

_LOCK_FILES: Final = ("~$", ".~lock.")
# What a unit may have saved its form as; what is in it decides.
_ENDINGS: Final = (".xlsx", ".xlsm", ".xls", ".ods")


def inbox(paths: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """Return the spreadsheets to be read, each once, and the other files of the folders, which are passed over.

    Raise NotFound for a path that is not there, Invalid when there is nothing to read.
    """
    files: dict[Path, None] = {}
    others: list[str] = []
    for path in paths:
        if not path.exists():
            raise NotFound(_("There is no file {path}.").format(path=path), _("Check the path."))
        if not path.is_dir():
            files[path] = None
            continue
        for found in _below(path):
            if found.suffix.lower() in _ENDINGS:
                files[found] = None
            else:
                others.append(str(found))
    if not files:
        raise Invalid(
            _("There is no form in {paths}.").format(paths=", ".join(map(str, paths))),
            _("Name the spreadsheets that came back, or a folder that holds them."),
        )
    return list(files), others


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, by name; not what is hidden, nor what programs lock by."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", *_LOCK_FILES)):
                yield Path(place) / name
