"""Write closings as sealed files, and find out whether those of others hold, without any register."""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import BinaryIO, Final

from tasktrack.domain.exchange import CHECKSUM, line
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.sealed import (
    Office,
    Pages,
    SealedClosing,
    SealedFile,
    SealedHeader,
    SealedRow,
    digest_of,
    head_line,
    is_sound,
    page_line,
    row_line,
    seal_of,
    where,
)
from tasktrack.domain.sealed_rows import Rows
from tasktrack.domain.sealing import Page
from tasktrack.domain.text import shown
from tasktrack.errors import Invalid, NewerFile
from tasktrack.i18n import _
from tasktrack.services import period as periods
from tasktrack.store import connect
from tasktrack.store import sealed as store
from tasktrack.store.register import Register

__all__ = ["SealedFile", "closing_of", "closings", "passing", "verify", "write"]

_IDENTITY: Final = {"office_code": "code", "office": "name", "register": "register"}


# -- out of a register ---------------------------------------------------------------------------------------


def closings(register: Register) -> Iterator[SealedClosing]:
    """Yield every closing of a register in the order in which their seals chain.

    Rows raise Invalid where they are not what their digests and pages say. Raise Invalid when the register does not
    know the code of its office.
    """
    for row in store.closings(register.db):
        header = _header(register, row)
        yield SealedClosing(header, _rows(register, row["period"], header))


def closing_of(register: Register, text: str, revision: int | None = None) -> SealedClosing:
    """Return a closing of a period, the one that stands or a given one.

    Raise NotFound for a period or closing that is not there, Invalid for a period that is open.
    """
    found = periods.find(register, PeriodKey.parse(text))
    record = periods.closing_of(register, found, revision)
    if record is None:
        raise Invalid(
            _("Period {key} is open: only what is closed has a seal.").format(key=found.key),
            _("Close it first: tasktrack period close {key}.").format(key=found.key),
            code="not-closed",
        )
    row = next(one for one in store.closings(register.db) if one["number"] == record.number)
    header = _header(register, row)
    return SealedClosing(header, _rows(register, found.id, header))


def write(register: Register, text: str, revision: int | None, stream: BinaryIO) -> SealedFile:
    """Write a closing as a sealed file and say what was written; the same closing gives the same file, byte by byte.

    Raise Invalid where what is frozen is no longer what was sealed, as `verify` would say.
    """
    closing = closing_of(register, text, revision)
    pages, digest, size = Pages(), sha256(), 0
    for chunk in _texts(closing, pages, register.path.name):
        data = chunk.encode()
        digest.update(data)
        size += stream.write(data)
    checksum = digest.hexdigest()
    size += stream.write(line({CHECKSUM: checksum}).encode())
    return SealedFile(closing.header, pages.rows, size, checksum)


def _texts(closing: SealedClosing, pages: Pages, file: str) -> Iterator[str]:
    """Yield all lines of a sealed file but the last, page by page."""
    yield head_line(closing.header)
    waiting: list[str] = []
    for row in closing.rows:
        if page := pages.add(row):
            yield "".join((*waiting, page_line(page)))
            waiting.clear()
        waiting.append(row_line(row))
    if page := pages.end():
        yield "".join((*waiting, page_line(page)))
    _refuse_another_seal(closing.header, pages, file)


def _header(register: Register, row: store.Row) -> SealedHeader:
    """Return what the seal of a closing says before its pages; raise Invalid when that cannot be read."""
    try:
        header = _read(register, row)
    except (ValueError, TypeError, AttributeError):
        header = None
    if header is None or not is_sound(header):
        raise Invalid(
            _("What the register holds of the closing of {key} no. {revision} cannot be read.").format(
                key=row["key"], revision=row["revision"]
            ),
            _("See what was changed in it: tasktrack verify."),
            code="seal-broken",
        )
    return header


def _read(register: Register, row: store.Row) -> SealedHeader:
    parts = tuple((key, revision, seal) for key, revision, seal in json.loads(row["parts"]))
    kept = json.loads(row["settings"])
    return SealedHeader(
        schema=connect.file_version(register.db)[1],
        office=_office(register, kept),
        period=row["key"],
        kind=row["kind"],
        revision=row["revision"],
        number=row["number"],
        at=row["at"],
        actor=row["actor"],
        from_on=row["data_from"],
        cut_on=row["cut_on"],
        as_of=row["as_of"],
        settings=row["settings"],
        parts=parts,
        previous=row["previous_seal"],
        seal=row["seal"],
    )


def _office(register: Register, kept: Mapping[str, str]) -> Office:
    """Return whose closing it is: as sealed with it, else as the register says today."""
    code = kept.get("office_code") or register.settings["office_code"]
    if not code:
        raise Invalid(
            _("The register does not say under which code other offices know this one."),
            _("Say it, once: tasktrack config set office_code CODE."),
            code="no-office-code",
        )
    return Office(
        code,
        kept.get("office", register.settings["office"]),
        kept.get("register", store.register_id(register.db)),
    )


def _rows(register: Register, period: int, header: SealedHeader) -> Iterator[SealedRow]:
    """Yield the frozen rows of a closing; raise Invalid where they are not what their digests and pages say."""
    name = register.path.name
    recorded = store.pages(register.db, period, header.revision)
    pages = Pages()
    for book in store.shapes():
        for line_, digest in store.rows(register.db, period, header.revision, book):
            row = SealedRow(book, line_)
            if ended := pages.add(row):
                _compare(ended, recorded, header, name)
            if digest_of(line_) != digest:
                raise differs(header, name, _("a row of {book} is not what was frozen").format(book=book))
            yield row
    if ended := pages.end():
        _compare(ended, recorded, header, name)
    if lost := recorded.keys() - {(page.book, page.number) for page in pages.done}:
        raise differs(
            header,
            name,
            _("rows of {book} are missing").format(book=", ".join(sorted({one[0] for one in lost}))),
        )


def _compare(page: Page, recorded: store.PageDigests, header: SealedHeader, file: str) -> None:
    """Raise Invalid for a page that is not what the closing recorded of it."""
    if recorded.get((page.book, page.number)) != (page.rows, page.sha256):
        first = page.number * 1000 + 1
        raise differs(
            header,
            file,
            _("rows {first} to {last} of {book} are not what was sealed").format(
                first=first, last=first + page.rows - 1, book=page.book
            ),
        )


def differs(header: SealedHeader, file: str, what: str) -> Invalid:
    """Return the error for a closing that is not what was sealed: file, office, period, and what it is."""
    return Invalid(
        _("{where}: {what}.").format(where=where(header, file), what=what),
        _("Ask the office for the closing again; compare its seal with the one on paper."),
        code="seal-broken",
    )


# -- of any origin -------------------------------------------------------------------------------------------


def passing(header: SealedHeader, rows: Iterable[SealedRow], file: str) -> Iterator[SealedRow]:
    """Yield every row, each one looked at; the last has come only when the seal holds.

    Raise Invalid, naming `file`, office, period, table and row, for a row that no closing could have frozen; naming
    the closing, when its seal is not that of its rows; NewerFile for one of a newer schema.
    """
    if header.schema > connect.SCHEMA_VERSION:
        raise NewerFile(
            _(
                "{path} was written by a newer tasktrack (file version {file}, this program reads {ours})."
            ).format(path=file, file=header.schema, ours=connect.SCHEMA_VERSION),
            _("Upgrade tasktrack; the file was left as it is."),
        )
    _refuse_another_office(header, file)
    pages, looked = Pages(), Rows(header, store.shapes())
    for row in rows:
        if fault := looked.fault(row):
            place = _("row {number} of {book}").format(number=looked.position + 1, book=shown(row.book))
            raise differs(header, file, f"{place}: {fault}")
        pages.add(row)
        yield row
    pages.end()
    _refuse_another_seal(header, pages, file)


def verify(header: SealedHeader, rows: Iterable[SealedRow], file: str) -> str:
    """Return the seal of a closing when it holds; raise as `passing` does."""
    for _row in passing(header, rows, file):
        pass
    return header.seal


def _refuse_another_seal(header: SealedHeader, pages: Pages, file: str) -> None:
    if seal_of(header, pages.done) != header.seal:
        raise differs(
            header, file, _("seal {seal} does not match what is frozen").format(seal=header.seal[:16])
        )


def _refuse_another_office(header: SealedHeader, file: str) -> None:
    """Raise Invalid when a header names another office than the one that the seal counts."""
    try:
        kept = json.loads(header.settings)
    except (ValueError, RecursionError):
        kept = None
    if not isinstance(kept, dict):
        raise differs(header, file, _("its settings cannot be read"))
    for name, field in _IDENTITY.items():
        if kept.get(name) and kept[name] != getattr(header.office, field):
            raise differs(header, file, _("it was closed under another office"))
