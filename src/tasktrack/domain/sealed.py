"""A closing outside its register: what was frozen, row by row, under the seal that vouches for it.

JSON lines, UTF-8, each ended by a line feed: a header, the rows of each frozen table in the order of its key with
the digest of every page of 1,000 behind them, and last the SHA-256 over all lines before it. Help page `sealed` is
the reference; the seal itself is that of help page `seal`.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from tasktrack.clock import parse_utc
from tasktrack.domain.exchange import CHECKSUM, line
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.sealing import Head, Page, seal_over
from tasktrack.errors import Invalid
from tasktrack.i18n import _

CLOSING: Final = "closing"
FORMAT: Final = 1
PAGE: Final = 1000
DIGITS: Final = 16

# Of a register's settings those that decide what a closing counted, beside those of the scheme.
COUNTED_BY: Final = ("windows", "base_kind", "done_needs_review")
OFFICE_CODE: Final = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")
LONGEST_CODE: Final = 35
_SEAL: Final = re.compile("[0-9a-f]{64}")
_FRACTION: Final = re.compile(r"-?[0-9]{1,2000}/[1-9][0-9]{0,1999}")  # longer ones int() would refuse
_MOST: Final = 2**63 - 1
_YEARS: Final = (1900, 2199)
_TEXTS: Final = (
    "period",
    "kind",
    "at",
    "actor",
    "from_on",
    "cut_on",
    "as_of",
    "settings",
    "previous",
    "seal",
)


class Office(NamedTuple):
    """Whose closing it is: short code, name, and the hash of the first journal entry of its register."""

    code: str
    name: str
    register: str


class SealedHeader(NamedTuple):
    """Everything the seal says before its pages, and who closed when.

    `settings` is the JSON text that the closing kept; `parts` are key, revision and seal of each base period
    inside; `at` is the machine's moment, UTC; `previous` is empty for the first closing of a register.
    """

    schema: int
    office: Office
    period: str
    kind: str
    revision: int
    number: int
    at: str
    actor: str
    from_on: str
    cut_on: str
    as_of: str
    settings: str
    parts: tuple[tuple[str, int, str], ...]
    previous: str
    seal: str


class SealedRow(NamedTuple):
    """A frozen row: its table, and the JSON array of its columns exactly as the seal counts it."""

    book: str
    line: str


class SealedClosing(NamedTuple):
    """A closing and its rows, which can be read once."""

    header: SealedHeader
    rows: Iterator[SealedRow]


class SealedFile(NamedTuple):
    """A sealed file that was written, or read and found to hold: rows by table, its size and its checksum."""

    header: SealedHeader
    rows: Mapping[str, int]
    size: int
    sha256: str


class Pages:
    """The digests of pages, made as rows go by."""

    def __init__(self) -> None:
        self.done: list[Page] = []
        self._book = ""
        self._number = 0
        self._rows = 0
        self._digest = hashlib.sha256()

    def add(self, row: SealedRow) -> Page | None:
        """Take the next row; return the page that ended with the row before it, if one did."""
        ended = self.end() if self._rows and (row.book != self._book or self._rows == PAGE) else None
        if row.book != self._book:
            self._book, self._number = row.book, 0
        self._rows += 1
        self._digest.update(f"{row.line}\n".encode())
        return ended

    def end(self) -> Page | None:
        """End the page that rows were added to last; None when there is none."""
        if not self._rows:
            return None
        page = Page(self._book, self._number, self._rows, self._digest.hexdigest())
        self.done.append(page)
        self._number, self._rows, self._digest = self._number + 1, 0, hashlib.sha256()
        return page

    def position(self, book: str) -> int:
        """Return the place, from 0, of the next row of a table."""
        return self._number * PAGE + self._rows if book == self._book else 0

    @property
    def rows(self) -> dict[str, int]:
        """Return how many rows of each table went by."""
        found: dict[str, int] = {}
        for page in self.done:
            found[page.book] = found.get(page.book, 0) + page.rows
        return found


def where(header: SealedHeader, file: str) -> str:
    """Name a closing in a message: file, office, period, and which closing of it."""
    return _("{file} ({office}, {period}, closing no. {revision})").format(
        file=file, office=header.office.code, period=header.period, revision=header.revision
    )


def digest_of(text: str) -> str:
    """Return the short digest that names a row which differs."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def seal_of(header: SealedHeader, pages: Iterable[Page]) -> str:
    """Return the seal over a header and the pages behind it."""
    head = Head(
        header.period,
        header.revision,
        header.number,
        header.from_on,
        header.cut_on,
        header.as_of,
        header.settings,
        header.parts,
        header.previous,
    )
    return seal_over(head, pages)


# -- writing -------------------------------------------------------------------------------------------------


def head_line(header: SealedHeader) -> str:
    """Write the first line."""
    named = header._asdict() | {"office": header.office._asdict(), "parts": list(map(list, header.parts))}
    return line({"tasktrack": CLOSING, "schema": named.pop("schema"), "format": FORMAT, **named})


def row_line(row: SealedRow) -> str:
    """Write a row with its digest."""
    return line({"book": row.book, "line": row.line, "digest": digest_of(row.line)})


def page_line(page: Page) -> str:
    """Write the digest of the page that ends here."""
    return line({"page": page.book, "number": page.number, "rows": page.rows, CHECKSUM: page.sha256})


# -- reading -------------------------------------------------------------------------------------------------


def header_from(values: Mapping[str, object]) -> SealedHeader | None:
    """Read the first line; None when a field is missing or is not what the seal could have counted.

    Settings may hold no line feed: the seal is over lines, and one inside a field could pass for another field.
    """
    office, parts = values.get("office"), values.get("parts")
    if not isinstance(office, dict) or not isinstance(parts, list) or set(office) != set(Office._fields):
        return None
    given = {name: values.get(name) for name in SealedHeader._fields}
    given["office"] = Office(**office)
    given["parts"] = tuple(tuple(one) if isinstance(one, list) else one for one in parts)
    header = SealedHeader(**given)  # type: ignore[arg-type]
    return header if is_sound(header) else None


def is_sound(header: SealedHeader) -> bool:
    """Tell whether every field holds what such a field holds, so that whoever reads it meets no surprise."""
    return _has_types(header) and _is_plausible(header)


def is_fraction(text: str) -> bool:
    """Tell whether a text is an exact number as frozen rows hold it."""
    return _FRACTION.fullmatch(text) is not None


def is_seal(text: object) -> bool:
    """Tell whether a value is a whole seal."""
    return isinstance(text, str) and _SEAL.fullmatch(text) is not None


def is_office_code(text: str) -> bool:
    """Tell whether a text can be the code of an office: letters and digits, with single dots between."""
    return len(text) <= LONGEST_CODE and OFFICE_CODE.fullmatch(text) is not None


def _has_types(header: SealedHeader) -> bool:
    numbers = (header.schema, header.revision, header.number)
    texts = (*header.office, *(getattr(header, name) for name in _TEXTS))
    return all(type(one) is int and 0 < one <= _MOST for one in numbers) and all(
        isinstance(one, str) and _is_unicode(one) for one in texts
    )


def _is_plausible(header: SealedHeader) -> bool:
    days = (header.from_on, header.cut_on, header.as_of)
    return (
        is_office_code(header.office.code)
        and is_seal(header.office.register)
        and _kind_of(header.period) == header.kind
        and all(is_day(one) for one in days)
        and header.from_on <= header.cut_on
        and _is_moment(header.at)
        and _are_settings(header.settings)
        and all(map(_is_part, header.parts))
        and is_seal(header.seal)
        and (is_seal(header.previous) if header.number > 1 else not header.previous)
    )


def _is_part(part: Sequence[object]) -> bool:
    if not isinstance(part, tuple) or len(part) != 3:
        return False
    key, revision, seal = part
    return (
        isinstance(key, str)
        and bool(_kind_of(key))
        and type(revision) is int
        and 0 < revision <= _MOST
        and is_seal(seal)
    )


def _kind_of(key: str) -> str:
    """Return the kind of period that a key names, written as we write it; empty for what is no key."""
    try:
        found = PeriodKey.parse(key)
    except Invalid:
        return ""
    return found.kind if str(found) == key else ""


def is_day(text: str) -> bool:
    """Tell whether a text is a day as it is stored, of a century in which days can be reckoned with."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.isoformat() == text and _YEARS[0] <= day.year <= _YEARS[1]


def _are_settings(text: str) -> bool:
    """Tell whether a text is one line of settings as a closing keeps them: each a text by its name."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return (
        "\n" not in text
        and isinstance(found, dict)
        and all(isinstance(value, str) and _is_unicode(value) for value in found.values())
    )


def _is_moment(text: str) -> bool:
    try:
        parse_utc(text)
    except ValueError:
        return False
    return True


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
