"""The file that a report is written to: what must not be written over, and who says that it may be."""

from pathlib import Path
from typing import Final

import click

from tasktrack.cli import asking
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import placing

_DATABASE: Final = b"SQLite format 3\0"
_OURS: Final = "tasktrack.written"


def settle(output: Path, register: Path) -> None:
    """Raise or ask, before a command does anything, what would stop its report from being written at the end."""
    refuse_database(output, register)
    if not output.parent.is_dir():
        raise cannot_be_written(output, _("there is no such folder"))
    if may_replace(output):
        remember(output)


def cannot_be_written(output: Path, why: str) -> Invalid:
    """Return the refusal of a file that the system does not let us write."""
    return Invalid(
        _("{path} cannot be written ({fault}).").format(path=output, fault=why),
        _("Check the folder and its permissions."),
        code="not-writable",
    )


def refuse_database(output: Path, register: Path) -> None:
    """Raise Invalid for a file that is never written over: the register, or another database."""
    if _is_same(output, register) or _is_database(output):
        raise Invalid(
            _("{path} is a register or another database; it is not written over.").format(path=output),
            _("Name another file."),
            code="not-written-over",
        )


def may_replace(output: Path) -> bool:
    """Return whether a file stands there that may be written over: by --yes, by an answer, or as our own of this run.

    Raise Invalid when one stands there, a link too, and nobody said yes; Abort when the answer is no.
    """
    if placing.is_stream(output) or output.is_dir() or not (output.is_symlink() or output.is_file()):
        return False
    if output in _written() or _said_yes():
        return True
    if asking.is_possible():
        asking.confirm(_("{path} is there already. Write over it?").format(path=output))
        return True
    raise Invalid(
        _("{path} is a link; it is not followed.").format(path=output)
        if output.is_symlink()
        else _("{path} is there already; it is not written over.").format(path=output),
        _("Name another file, or add --yes."),
        code="not-written-over",
    )


def remember(output: Path) -> None:
    """Remember that this run wrote a file, which it may therefore write again."""
    _written().add(output)


def _written() -> set[Path]:
    context = click.get_current_context(silent=True)
    return set() if context is None else context.find_root().meta.setdefault(_OURS, set())


def _said_yes() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.params.get("yes") or context.meta.get("tasktrack.yes"))


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(len(_DATABASE)) == _DATABASE
    except OSError:  # what cannot be read may still be written
        return False
