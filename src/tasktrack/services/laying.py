"""Move finished files to their places, so that each move can be taken back until all of them are done."""

import shutil
from pathlib import Path

from tasktrack.store import filesystem


def settle(draft: Path) -> None:
    """See to it that a draft survives a power cut."""
    filesystem.sync(draft)


def settle_folder(folder: Path) -> None:
    """See to it that the names in a folder survive a power cut, where the system lets us."""
    filesystem.sync_folder(folder)


def lay(draft: Path, path: Path, aside: Path, *, over: bool) -> None:
    """Move a draft to its place; what stands there goes `aside`, and a link is followed, when it may go `over` it.

    Else raise FileExistsError when the name is taken, whoever took it meanwhile. Raise OSError when it cannot be moved.
    """
    if not over:
        filesystem.move_new(draft, path)
        return
    place = filesystem.itself(path)
    if place.exists():
        shutil.move(place, aside)
    shutil.move(draft, place)


def take_back(draft: Path, path: Path, aside: Path, *, over: bool) -> None:
    """Undo what `lay` did, as far as it came."""
    place = filesystem.itself(path) if over else path
    if not draft.exists():
        place.unlink(missing_ok=True)
    if aside.exists():
        shutil.move(aside, place)
