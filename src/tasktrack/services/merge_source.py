"""A file of another office, opened and verified whole before anything of it is written here."""

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tasktrack.domain.exchange import FORMAT
from tasktrack.domain.merging import Source
from tasktrack.domain.sealed import CLOSING, Office, SealedClosing
from tasktrack.domain.settings import Settings
from tasktrack.errors import DatabaseFault, Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.intake.sealed import SealedLines
from tasktrack.services import import_register, restore, sealed
from tasktrack.store import backup, connect, verify
from tasktrack.store import restore as copies
from tasktrack.store import sealed as store
from tasktrack.store.register import Caller, Register


def _text(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


_DATABASE: Final = b"SQLite format 3\0"
_MARK: Final = b"\xef\xbb\xbf"
_HEAD: Final = 64 * 2**10  # bytes of a first line that tell what a file is
# Seals of an office's closings, by the hash of its register's first entry, that are here already.
Known = Callable[[str], frozenset[str]]


class Given(NamedTuple):
    """A file as it was named, and the code under which its office is to be known here."""

    path: Path
    code: str = ""

    @property
    def text(self) -> str:
        """Return the path as it can be written down: a file's name need not be text."""
        return _text(self.path)

    @property
    def name(self) -> str:
        """Return the file's name as it can be written down."""
        return _text(Path(self.path.name))


class Opened(NamedTuple):
    """What a file holds: whose it is, closings that can be read once or more, and a register, if it is one."""

    kind: Source
    office: Office
    closings: Callable[[], Iterator[SealedClosing]]
    db: connect.Connection | None = None
    findings: Sequence[str] = ()


@contextlib.contextmanager
def opened(given: Given, beside: Path, caller: Caller, known: Known, *, as_is: bool) -> Iterator[Opened]:
    """Open a register, an export of one, or a sealed file, and verify it; `beside` is where copies may lie.

    Raise NotFound, Invalid, DatabaseFault or NewerFile, naming the file, for what cannot be read, is none of
    these, or does not hold; `as_is` takes a register with findings all the same.
    """
    kind = _kind(given.path, beside)
    if kind == "closing":
        yield _closing(given.path)
        return
    with contextlib.ExitStack() as stack:
        path, findings = given.path, list[str]()
        if kind == "export":
            path, findings = _imported(stack, given.path, beside, caller, as_is=as_is)
        db = stack.enter_context(backup.reading(path, caller.on_wait))
        db = _sound(stack, db, given.path, beside)
        if kind == "register":
            tables = [one for one in verify.guards(db) if one.part == "schema"]
            findings = restore.findings_lines([*tables, *restore.differences(db)])
        if findings and not as_is:
            raise _unsound(given.path, findings)
        register = Register(given.path, db, caller)
        yield _register(register, given.code, kind, known, findings)


def _kind(path: Path, ours: Path) -> Source:
    """Tell what a file is by how it begins."""
    if not path.is_file():
        if path.is_dir():
            raise Invalid(
                _("{path} is a folder.").format(path=_text(path)), _("Name a file in it."), code="folder"
            )
        raise NotFound(_("There is no file {path}.").format(path=_text(path)), _("Check the path."))
    if path.samefile(ours):
        raise Invalid(
            _("{path} is the register itself.").format(path=_text(path)),
            _("Name the files of other offices."),
            code="same-file",
        )
    head = _head(path)
    if head.startswith(_DATABASE):
        return "register"
    # The values that tell come first in both; the rest of a header may be long.
    text = head.removeprefix(_MARK).decode("utf-8", "replace")
    if text.startswith(f'{{"tasktrack":{json.dumps(CLOSING)}'):
        return "closing"
    if text.startswith(f'{{"format":{json.dumps(FORMAT)}'):
        return "export"
    raise Invalid(
        _("{path} is neither a register nor an export of one nor the sealed file of a closing.").format(
            path=_text(path)
        ),
        _("Ask the office for one of them: its .db file, 'tasktrack export', or 'tasktrack period export'."),
        code="not-to-be-merged",
    )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as fault:
        raise Invalid(
            _("{path} cannot be read ({fault}).").format(path=_text(path), fault=fault.strerror),
            _("Check its permissions."),
        ) from fault


# -- sealed files --------------------------------------------------------------------------------------------


def _closing(path: Path) -> Opened:
    """Read a sealed file once to the end, so that nothing is written of one that does not hold."""
    with path.open("rb") as stream:
        lines = SealedLines(stream, _text(path))
        sealed.verify(lines.header, lines.rows(), _text(path))
    return Opened("closing", lines.header.office, lambda: _read_again(path))


def _read_again(path: Path) -> Iterator[SealedClosing]:
    """Yield the closing of a file, verified anew: it may have been changed since."""
    with path.open("rb") as stream:
        lines = SealedLines(stream, _text(path))
        yield SealedClosing(lines.header, sealed.passing(lines.header, lines.rows(), _text(path)))


# -- registers -----------------------------------------------------------------------------------------------


def _imported(
    stack: contextlib.ExitStack, path: Path, beside: Path, caller: Caller, *, as_is: bool
) -> tuple[Path, list[str]]:
    """Build the register of an export in a folder of its own; return it and what does not hold in it."""
    with backup.explained(beside):
        made = tempfile.TemporaryDirectory(prefix=f".{beside.name}.", suffix=".part", dir=beside.parent)
        built = Path(stack.enter_context(made)) / "register.db"
    with path.open("rb") as stream:
        done = import_register.import_register(
            built, stream, _text(path), caller._replace(dry_run=False), as_is=as_is
        )
    return built, list(done.findings)


def _sound(
    stack: contextlib.ExitStack, db: connect.Connection, path: Path, beside: Path
) -> connect.Connection:
    """Return a register that SQLite finds whole; one of an older schema as a copy that was brought up to date."""
    if broken := backup.integrity(db):
        raise DatabaseFault(
            _("{path} is damaged: it does not pass SQLite's check.").format(path=_text(path)),
            _("Ask the office for another copy."),
            code="damaged",
            details=broken,
        )
    if connect.is_older(db):
        db = stack.enter_context(copies.upgraded_copy(db, beside))
    if not verify.is_readable(db):
        raise DatabaseFault(
            _("{path} lacks tables or columns of a register.").format(path=_text(path)),
            _("Ask the office for another copy."),
            code="damaged",
            details=restore.findings_lines([one for one in verify.guards(db) if one.part == "schema"]),
        )
    return db


def _register(register: Register, code: str, kind: Source, known: Known, findings: Sequence[str]) -> Opened:
    held = register.settings
    # What a closing says of its office counts; this is for one that was sealed before there were codes.
    register.settings = Settings({"office_code": code, **held.stored})
    office = Office(code or held["office_code"], held["office"], store.register_id(register.db))
    closings, broken = _closings(register, known(office.register), as_is=bool(findings))
    return Opened(kind, office, closings, register.db, (*findings, *broken))


def _closings(
    register: Register, held: frozenset[str], *, as_is: bool
) -> tuple[Callable[[], Iterator[SealedClosing]], list[str]]:
    """Verify the closings that are new; those that do not hold are never taken, only said.

    A register without a code has no closings to tell of: who it is is asked later.
    """
    if not register.settings["office_code"]:
        return lambda: iter(()), []
    broken: dict[str, str] = {}
    for one in sealed.closings(register):
        if one.header.seal not in held:
            try:
                sealed.verify(one.header, one.rows, _text(register.path))
            except Invalid as fault:
                if not as_is:
                    raise
                broken[one.header.seal] = fault.message
    return lambda: (one for one in sealed.closings(register) if one.header.seal not in broken), list(
        broken.values()
    )


def _unsound(path: Path, findings: Sequence[str]) -> Invalid:
    return Invalid(
        _("{path} is not what its journal and its seals say.").format(path=_text(path)),
        _("Ask the office for another copy, or take this one as it is with --as-is."),
        code="not-as-written",
        details=findings,
    )
