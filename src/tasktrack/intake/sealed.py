"""Sealed files, read line by line: a header, frozen rows, the digests of their pages, and the checksum."""

import hashlib
from collections.abc import Iterator
from typing import Final

from tasktrack.domain.exchange import CHECKSUM
from tasktrack.domain.sealed import (
    CLOSING,
    FORMAT,
    PAGE,
    Pages,
    SealedFile,
    SealedHeader,
    SealedRow,
    digest_of,
    header_from,
    where,
)
from tasktrack.domain.sealing import Page
from tasktrack.domain.text import shown
from tasktrack.errors import Invalid, NewerFile
from tasktrack.i18n import _
from tasktrack.intake.register_lines import Source, parsed

LONGEST: Final = 8 * 2**20  # bytes; the text of a scheme, the longest there is, is far below
_DATABASE: Final = b"SQLite format 3\0"
_MARK: Final = b"\xef\xbb\xbf"
_ROW: Final = {"book", "line", "digest"}
_PAGE: Final = {"page", "number", "rows", CHECKSUM}


class SealedLines:
    """A sealed file that is being read; `header` is there at once, `read` when the rows are at their end.

    What the file says of itself is compared here: each row with its digest, each page with its own, the whole with
    its checksum. Whether the seal holds is for whoever takes the rows. Raise Invalid, naming the file and the
    row or page, for what is no sealed file, was cut off or changed; NewerFile for one in a newer format.
    """

    def __init__(self, source: Source, name: str) -> None:
        self.source = source
        self.name = name
        self.number = 0
        self.size = 0
        self.read: SealedFile | None = None
        self._digest = hashlib.sha256()
        self._pages = Pages()
        self._where = name
        self.header = self._header()
        self._where = where(self.header, name)

    def rows(self) -> Iterator[SealedRow]:
        """Yield every row; the last one has come only when the checksum was right."""
        while True:
            raw = self._line()
            values = parsed(raw)
            if values is None:
                raise self.damaged(_("it is not a line as a sealed file holds it"))
            if values.keys() == _ROW:
                row = self._row(values)
                if ended := self._pages.add(row):  # the line that speaks for them is missing
                    raise self._differs(ended)
                yield row
            elif values.keys() == _PAGE:
                self._claim(values)
            elif values.keys() == {CHECKSUM}:
                self._close(values[CHECKSUM], len(raw))
                return
            else:
                raise self.damaged(_("it is not a line as a sealed file holds it"))
            self._add(raw)

    def damaged(self, what: str) -> Invalid:
        """Return the error for the line that was read last."""
        return Invalid(
            _("{where}, line {line}: {what}.").format(where=self._where, line=self.number, what=what),
            _another(),
            code="sealed-damaged",
        )

    def _header(self) -> SealedHeader:
        raw = self.source.readline(LONGEST).removeprefix(_MARK)
        self.number = 1
        self._add(raw)
        values = parsed(raw) if raw.endswith(b"\n") else None
        version = values.get("format") if values else None
        if values is None or values.get("tasktrack") != CLOSING or type(version) is not int:
            raise self._no_sealed_file(raw)
        if version > FORMAT:
            raise NewerFile(
                _(
                    "{file} was written by a newer tasktrack (format {version}, this program reads {ours})."
                ).format(file=self.name, version=version, ours=FORMAT),
                _("Upgrade tasktrack."),
            )
        header = header_from(values)
        if header is None:
            raise self.damaged(_("it does not say which closing of which office this is"))
        return header

    def _no_sealed_file(self, raw: bytes) -> Invalid:
        remedy = _("Make one with 'tasktrack period export PERIOD --output FILE.jsonl'.")
        if raw.startswith(_DATABASE):
            remedy = _("It is a database: see what it holds with 'tasktrack --db FILE period list'.")
        return Invalid(
            _("{file} is not the sealed file of a closing.").format(file=self.name),
            remedy,
            code="not-a-sealed-file",
        )

    def _line(self) -> bytes:
        """Return the next line; raise Invalid where the file ends without its last one."""
        raw = self.source.readline(LONGEST)
        self.number += 1
        if len(raw) == LONGEST:
            raise self.damaged(_("it is longer than any row"))
        if not raw.endswith(b"\n"):
            raise Invalid(
                _("{file} was cut off: it ends in line {line}, before the line with its checksum.").format(
                    file=self._where, line=self.number
                ),
                _another(),
                code="sealed-damaged",
            )
        return raw

    def _add(self, raw: bytes) -> None:
        """Add a line to the checksum, with the line end that it was written with."""
        self.size += len(raw)
        self._digest.update(raw.rstrip(b"\r\n") + b"\n")

    def _row(self, values: dict[str, object]) -> SealedRow:
        book, text, digest = values["book"], values["line"], values["digest"]
        if not isinstance(book, str) or not isinstance(text, str):
            raise self.damaged(_("it is not a line as a sealed file holds it"))
        try:
            found = digest_of(text)
        except UnicodeEncodeError:  # half a character, as an escape
            raise self.damaged(_("it is not a line as a sealed file holds it")) from None
        if found != digest:
            number = self._pages.position(book) + 1
            raise self.damaged(
                _("row {number} of {book} is not what was sealed").format(number=number, book=shown(book))
            )
        return SealedRow(book, text)

    def _claim(self, values: dict[str, object]) -> None:
        """Compare the page that ends here with what is said of it."""
        page = self._pages.end()
        if page is None:
            raise self.damaged(_("it speaks for rows that are not there"))
        if tuple(page) != (values["page"], values["number"], values["rows"], values[CHECKSUM]):
            raise self._differs(page)

    def _differs(self, page: Page) -> Invalid:
        first = page.number * PAGE + 1
        return self.damaged(
            _("rows {first} to {last} of {book} are not what was sealed").format(
                first=first, last=first + page.rows - 1, book=shown(page.book)
            )
        )

    def _close(self, said: object, length: int) -> None:
        """Compare the last line with what was read, and see that nothing follows."""
        if ended := self._pages.end():
            raise self._differs(ended)
        sha256 = self._digest.hexdigest()
        if said != sha256:
            raise Invalid(
                _("{file} was changed after it was written: its checksum does not fit its lines.").format(
                    file=self._where
                ),
                _another(),
                code="sealed-damaged",
            )
        if self.source.readline(LONGEST):
            self.number += 1
            raise self.damaged(_("the file should have ended before it"))
        self.read = SealedFile(self.header, self._pages.rows, self.size + length, sha256)


def _another() -> str:
    return _("Take the file as it was written, or have the period exported again.")
