"""A whole register as text: the lines of an export, and what an export and an import say they did.

JSON lines, UTF-8, each ended by a line feed: a header, a row of a table each, and last the SHA-256 over all lines
before it. Columns that are empty are left out of a row. Help page `exchange` is the reference.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tasktrack.domain.backup import Contents

FORMAT: Final = "tasktrack register"
VERSION: Final = 1
CHECKSUM: Final = "sha256"
TABLE: Final = "table"

# DEL and C1, marks and overrides of direction, separators, byte order mark: what could act on a screen.
_UNSAFE: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Header(NamedTuple):
    """The first line: version of this format and of the schema, whose register, its rows and newest entry."""

    schema: int
    office: str
    rows: Mapping[str, int]
    seq: int | None
    hash: str | None
    version: int = VERSION


class Line(NamedTuple):
    """A row of a table, with the number of its line; columns without a value are left out."""

    number: int
    table: str
    values: dict[str, object]


class Exported(NamedTuple):
    """What an export wrote; `sha256` is what its last line says, `left_out` are tables of other programs."""

    header: Header
    sha256: str
    size: int
    left_out: tuple[str, ...] = ()


class Imported(NamedTuple):
    """A register made from an export, or that could be made; `schema` is that of the file.

    `findings` are what does not hold in it, taken all the same on demand.
    """

    path: Path
    file: str
    contents: Contents
    schema: int
    total: int
    sha256: str
    findings: tuple[str, ...] = ()


def line(values: Mapping[str, object]) -> str:
    """Write an object as one line; what could act on a screen is written as an escape."""
    text = _encode(values)
    if not text.isprintable():
        text = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f"{text}\n"


def head(header: Header) -> str:
    """Write the first line."""
    return line(
        {
            "format": FORMAT,
            "version": header.version,
            "schema": header.schema,
            "office": header.office,
            "seq": header.seq,
            "hash": header.hash,
            "rows": dict(header.rows),
        }
    )
