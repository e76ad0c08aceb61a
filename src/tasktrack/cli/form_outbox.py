"""The folder that forms go to: all of them are laid there at once, or none."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from tasktrack.cli import asking, target
from tasktrack.errors import Invalid
from tasktrack.i18n import _, ngettext
from tasktrack.render.form_sheet import write_form
from tasktrack.reports.form_shape import FormSheet
from tasktrack.services import placing


class Outbox:
    """Forms that were drawn and wait to be laid into their folder."""

    def __init__(self, folder: Path, register: Path, *, yes: bool) -> None:
        self._folder = folder
        self._register = register
        self._yes = yes
        self._drafts = Path(tempfile.mkdtemp(prefix="tasktrack-forms-"))
        self._names: list[str] = []

    def put(self, name: str, sheet: FormSheet) -> None:
        """Draw a form under the name that its file will have."""
        self._names.append(name)
        with (self._drafts / str(len(self._names))).open("wb") as stream:
            write_form(sheet, stream)

    def deliver(self) -> None:
        """Lay all forms into the folder; what was laid is taken away again when one of them cannot be.

        Raise Invalid when a file stands there under one of the names, and nobody said that it may be written over.
        """
        over = self._may_replace()
        laid: list[Path] = []
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for number, name in enumerate(self._names, 1):
                path = self._folder / name
                is_new = not path.exists()
                placing.place(path, partial(self._copy, number), over=over)
                if is_new:
                    laid.append(path)
        except BaseException as fault:
            for path in laid:
                path.unlink(missing_ok=True)
            if isinstance(fault, OSError):
                raise Invalid(
                    _("{path} cannot be written ({fault}).").format(path=self._folder, fault=fault.strerror),
                    _("Check the folder and its permissions."),
                    code="not-writable",
                ) from fault
            raise

    def clear(self) -> None:
        """Throw the drafts away."""
        shutil.rmtree(self._drafts, ignore_errors=True)

    def _copy(self, draft: int, stream: BinaryIO) -> None:
        with (self._drafts / str(draft)).open("rb") as source:
            shutil.copyfileobj(source, stream)

    def _may_replace(self) -> bool:
        """Return whether files are written over, by --yes or by one answer for all of them."""
        taken = []
        for name in self._names:
            path = self._folder / name
            target.refuse_database(path, self._register)
            if path.is_symlink() or path.exists():
                taken.append(path)
        if not taken or self._yes:
            return bool(taken)
        sentence = ngettext(
            "{folder} holds {count} file of that name already, {first}.",
            "{folder} holds {count} files of those names already, {first} among them.",
            len(taken),
        ).format(folder=self._folder, count=len(taken), first=taken[0].name)
        if asking.is_possible():
            asking.confirm(_("{sentence} Write over?").format(sentence=sentence))
            return True
        raise Invalid(sentence, _("Name another folder, or add --yes."), code="not-written-over")


@contextlib.contextmanager
def outbox(folder: Path, register: Path, *, yes: bool) -> Iterator[Outbox]:
    """Hold an outbox for as long as forms are drawn; raise Invalid for a folder that is a file."""
    if folder.exists() and not folder.is_dir():
        raise Invalid(_("{path} is not a folder.").format(path=folder), _("Name a folder for the forms."))
    box = Outbox(folder, register, yes=yes)
    try:
        yield box
    finally:
        box.clear()
