"""The lines of an export, read one by one: a header, rows of tables, and the checksum over all before it."""

import hashlib
import json
from collections.abc import Iterator
from typing import Final, NoReturn, Protocol

from tasktrack.domain.exchange import CHECKSUM, FORMAT, TABLE, VERSION, Header, Line
from tasktrack.errors import Invalid, NewerFile
from tasktrack.i18n import _

_LONGEST: Final = 64 * 2**20  # bytes; a scheme or a page of settings is far below
_DATABASE: Final = b"SQLite format 3\0"
_MARK: Final = b"\xef\xbb\xbf"


class Source(Protocol):
    """A file, a pipe, or either behind a progress bar."""

    def readline(self, limit: int, /) -> bytes:
        """Return the next line, or the beginning of one that is longer."""


class RegisterLines:
    """An export that is being read; `header` is there at once, `sha256` when the rows are at their end.

    Raise Invalid for what is no export, for one that was cut off or changed; NewerFile for one in a newer format.
    """

    def __init__(self, source: Source, name: str) -> None:
        self.source = source
        self.name = name
        self.number = 0
        self.sha256 = ""
        self._digest = hashlib.sha256()
        self.header = self._header()

    def rows(self) -> Iterator[Line]:
        """Yield every row; the last one has come only when the checksum was right."""
        while True:
            raw = self._line()
            values = parsed(raw)
            if values is None:
                raise self.damaged(_("it is not a row as an export writes it"))
            table = values.pop(TABLE, None)
            if not isinstance(table, str):
                self._close(values)
                return
            self._add(raw)
            yield Line(self.number, table, values)

    def damaged(self, what: str) -> Invalid:
        """Return the error for the line that was read last: it is not what an export holds."""
        return self.damaged_at(self.number, what)

    def damaged_at(self, number: int, what: str) -> Invalid:
        """Return the error for a line."""
        return Invalid(
            _("Line {line} of {file}: {what}.").format(line=number, file=self.name, what=what),
            _("Take the file as it was written, or export the register again."),
            code="export-damaged",
        )

    def _header(self) -> Header:
        raw = self.source.readline(_LONGEST).removeprefix(_MARK)
        self.number = 1
        self._add(raw)
        values = parsed(raw)
        if values is None or values.get("format") != FORMAT or not isinstance(values.get("version"), int):
            raise self._no_export(raw)
        version = int(values["version"])  # type: ignore[call-overload]
        if version > VERSION:
            raise NewerFile(
                _(
                    "{file} was written by a newer tasktrack (format {version}, this program reads {ours})."
                ).format(file=self.name, version=version, ours=VERSION),
                _("Upgrade tasktrack."),
            )
        rows, schema, office = (values.get(name) for name in ("rows", "schema", "office"))
        seq, digest = values.get("seq"), values.get("hash")
        if (
            not isinstance(rows, dict)
            or not all(type(count) is int for count in rows.values())
            or type(schema) is not int
            or not isinstance(office, str)
        ):
            raise self._no_export(raw)
        return Header(
            schema,
            office,
            rows,
            seq if isinstance(seq, int) else None,
            digest if isinstance(digest, str) else None,
            version,
        )

    def _no_export(self, raw: bytes) -> Invalid:
        remedy = _(
            "Make one with 'tasktrack export --output FILE.jsonl'; tables go in by 'tasktrack task import'."
        )
        if raw.startswith(_DATABASE):
            remedy = _("It is a database: bring a backup back with 'tasktrack restore'.")
        return Invalid(
            _("{file} is not the export of a register.").format(file=self.name), remedy, code="not-an-export"
        )

    def _line(self) -> bytes:
        """Return the next line; raise Invalid where the file ends without its last one."""
        raw = self.source.readline(_LONGEST)
        self.number += 1
        if len(raw) == _LONGEST:
            raise self.damaged(_("it is longer than any row"))
        if not raw.endswith(b"\n"):
            self._cut_off()
        return raw

    def _add(self, raw: bytes) -> None:
        """Add a line to the checksum, with the line end that it was written with."""
        self._digest.update(raw.rstrip(b"\r\n") + b"\n")

    def _close(self, values: dict[str, object]) -> None:
        """Compare the last line with what was read, and see that nothing follows."""
        if set(values) != {CHECKSUM}:
            raise self.damaged(_("it names no table"))
        if values[CHECKSUM] != self._digest.hexdigest():
            raise Invalid(
                _("{file} was changed after it was written: its checksum does not fit its lines.").format(
                    file=self.name
                ),
                _("Take the file as it was written, or export the register again."),
                code="export-damaged",
            )
        if self.source.readline(_LONGEST):
            self.number += 1
            raise self.damaged(_("the file should have ended before it"))
        self.sha256 = self._digest.hexdigest()

    def _cut_off(self) -> NoReturn:
        raise Invalid(
            _("{file} was cut off: it ends in line {line}, before the line with its checksum.").format(
                file=self.name, line=self.number
            ),
            _("Take the whole file, or export the register again."),
            code="export-damaged",
        )


def parsed(raw: bytes) -> dict[str, object] | None:
    """Return the object of a line, None when it is none; a name that stands twice makes it none."""
    try:
        found = _decode(raw.decode())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


_decode: Final = json.JSONDecoder(object_pairs_hook=_without_twins).decode
