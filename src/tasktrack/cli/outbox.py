"""A folder that many files go to, a form or a letter a unit: all of them are laid there at once, or none."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from tasktrack.cli import asking, target
from tasktrack.errors import Invalid
from tasktrack.i18n import _, ngettext
from tasktrack.services import laying


class Outbox:
    """Files that were drawn and wait beside their places, to be moved there once nothing can go wrong any more."""

    def __init__(self, folder: Path, register: Path, *, yes: bool) -> None:
        self._folder = folder
        self._register = register
        self._yes = yes
        self._over: frozenset[str] = frozenset()
        self._made: list[Path] = []
        self._drafts: Path | None = None
        self._names: list[str] = []

    def settle(self, names: Sequence[str]) -> None:
        """Look which names are taken, and ask once for all of them; call it while nobody waits for the register.

        Raise Invalid when a file stands there under one of the names, and nobody said that it may be written over.
        """
        taken = [name for name in names if os.path.lexists(self._folder / name)]
        for name in taken:
            target.refuse_database(self._folder / name, self._register)
            if (self._folder / name).is_dir():
                raise target.cannot_be_written(self._folder / name, _("it is a folder"))
        if taken and not self._yes:
            self._ask(taken)
        self._over = frozenset(taken)

    def put(self, name: str, fill: Callable[[BinaryIO], None]) -> None:
        """Draw a file under the name that it will have; raise Invalid where nothing can be written."""
        self._names.append(name)
        try:
            draft = self._staged() / name
            with draft.open("wb") as stream:
                fill(stream)
            laying.settle(draft)
        except OSError as fault:
            raise target.cannot_be_written(self._folder, str(fault.strerror or fault)) from fault

    def deliver(self) -> None:
        """Move all files to their places; when one of them cannot be, everything is as it was there.

        Raise Invalid then, KeyboardInterrupt when a person stopped it.
        """
        laid: list[str] = []
        try:
            for name in self._names:
                laid.append(name)
                laying.lay(*self._places(name), over=name in self._over)
            if self._names:
                laying.settle_folder(self._folder)
        except (OSError, KeyboardInterrupt) as fault:
            for name in laid:
                laying.take_back(*self._places(name), over=name in self._over)
            if isinstance(fault, OSError):
                raise target.cannot_be_written(self._folder, str(fault.strerror or fault)) from fault
            raise

    def clear(self) -> None:
        """Throw away what was not delivered, and folders that were made for nothing."""
        if self._drafts is not None:
            shutil.rmtree(self._drafts, ignore_errors=True)
        for folder in reversed(self._made):
            with contextlib.suppress(OSError):
                folder.rmdir()  # one that holds files stays

    def _staged(self) -> Path:
        """Return the folder in which drafts wait: in the very folder they go to, so that they need only be moved."""
        if self._drafts is None:
            above = [folder for folder in (self._folder, *self._folder.parents) if not folder.exists()]
            for folder in reversed(above):
                folder.mkdir(exist_ok=True)
                self._made.append(folder)
            self._drafts = Path(tempfile.mkdtemp(prefix=".tasktrack-", dir=self._folder))
            (self._drafts / "aside").mkdir()
        return self._drafts

    def _places(self, name: str) -> tuple[Path, Path, Path]:
        """Return where a draft waits, where it goes, and where what stands there is kept meanwhile."""
        drafts = self._staged()
        return drafts / name, self._folder / name, drafts / "aside" / name

    def _ask(self, taken: Sequence[str]) -> None:
        sentence = ngettext(
            "{folder} holds {count} file of that name already, {first}.",
            "{folder} holds {count} files of those names already, {first} among them.",
            len(taken),
        ).format(folder=self._folder, count=len(taken), first=taken[0])
        if not asking.is_possible():
            raise Invalid(sentence, _("Name another folder, or add --yes."), code="not-written-over")
        asking.confirm(_("{sentence} Write over?").format(sentence=sentence))


@contextlib.contextmanager
def outbox(folder: Path, register: Path, *, yes: bool) -> Iterator[Outbox]:
    """Hold an outbox for as long as files are drawn; raise Invalid for a folder that is a file."""
    if folder.exists() and not folder.is_dir():
        raise Invalid(_("{path} is not a folder.").format(path=folder), _("Name a folder."))
    box = Outbox(folder, register, yes=yes)
    try:
        yield box
    finally:
        box.clear()
