"""JSON and JSON lines: what programs read; numbers are written digit by digit, never through a float."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from json.encoder import encode_basestring
from typing import TextIO

from tasktrack.render.cells import machine_number
from tasktrack.render.clean import UNSAFE_CLASS
from tasktrack.reports.report import Report

SCHEMA = 1
_UNSAFE = re.compile(f"[{UNSAFE_CLASS}]")


def write_json(report: Report, stream: TextIO) -> None:
    """Write one object: schema, command, as_of, the envelope, and last `data`, a row a line."""
    head = {"schema": SCHEMA, "command": report.command, "as_of": report.as_of, **report.envelope}
    stream.write(encode(head)[:-1] + ', "data": ')
    if isinstance(report.data, Mapping):
        stream.write(encode(report.data))
    else:
        stream.write("[")
        separator = "\n"
        for row in report.data:
            stream.write(separator + encode(row))
            separator = ",\n"
        stream.write("\n]" if report.data else "]")
    stream.write("}\n")


def write_jsonl(report: Report, stream: TextIO) -> None:
    """Write each row of `data` as an object on its own line, or the one object."""
    rows = [report.data] if isinstance(report.data, Mapping) else report.data
    for row in rows:
        stream.write(encode(row) + "\n")


def encode(value: object) -> str:
    """Return `value` as JSON on one line: days in ISO form, fractions half-up to 6 decimals.

    Characters that could act on a terminal are written as escapes, so that the data stays exact.
    TypeError for a float or anything else a report may not hold.
    """
    if isinstance(value, str):
        return _encode_text(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Fraction):
        return machine_number(value)
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(_members(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(encode, value)) + "]"
    raise TypeError(f"a report may not hold {type(value).__name__}: {value!r}")


def _members(mapping: Mapping[object, object]) -> Iterator[str]:
    for key, value in mapping.items():
        if not isinstance(key, str):
            raise TypeError(f"a key must be text: {key!r}")
        yield f"{_encode_text(key)}: {encode(value)}"


def _encode_text(text: str) -> str:
    quoted: str = encode_basestring(text)
    if text.isprintable():
        return quoted
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
