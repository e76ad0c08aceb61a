"""What a form carries hidden: where it comes from, the values it went out with, and a checksum over all of it.

Lines of a word and a text; the text is JSON in ASCII, so that no program in between can spell it otherwise.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, NamedTuple

from tasktrack.domain.form import LAYOUTS, Form, plain

MARK: Final = "tasktrack-form"
VERSION: Final = "1"
_CHUNK: Final = 30_000


Lines = list[tuple[str, ...]]


class Sent(NamedTuple):
    """A row as it went out: its values as compared, by column, and the columns to be filled in."""

    key: str
    values: Mapping[str, str]
    open: frozenset[str]


class Sealed(NamedTuple):
    """What a form says of itself; `sha256` is what was worked out of it again. `choices`: column -> text -> code."""

    register: str
    number: str
    kind: str
    period: str
    revision: int
    unit: str
    sheet: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    choices: Mapping[str, Mapping[str, str]]
    rows: tuple[Sent, ...]
    sha256: str


class BrokenSeal(ValueError):
    """The hidden lines are not those that the form went out with."""


def lines(form: Form) -> Lines:
    """Return the hidden lines of a form; the last holds the checksum, which the book keeps."""
    head = {
        "register": form.register,
        "number": form.number,
        "kind": form.kind,
        "period": form.period,
        "revision": form.revision,
        "unit": form.unit,
        "made_on": form.made_on.isoformat(),
        "sheet": form.sheet,
        "columns": [column.key for column in form.columns],
        "headings": form.headings,
    }
    said = [(MARK, VERSION), ("form", _json(head))]
    said += [
        ("choice", _json([name, *one])) for name, choices in sorted(form.choices.items()) for one in choices
    ]
    said += [
        ("row", _json([row.key, {name: plain(value) for name, value in row.values.items()}, list(row.open)]))
        for row in form.rows
    ]
    said.append(("end", _digest(said)))
    return [(word, *_chunks(text)) for word, text in said]


def opened(found: Sequence[Sequence[str]]) -> Sealed:
    """Read hidden lines; raise BrokenSeal when they were changed, cut or are of another version."""
    said = [(line[0], "".join(line[1:])) for line in found if line and line[0]]
    if len(said) < 3 or said[0] != (MARK, VERSION):
        raise BrokenSeal
    word, digest = said.pop()
    if word != "end" or digest != _digest(said):
        raise BrokenSeal
    try:
        return _read(said, digest)
    except (ValueError, TypeError, KeyError) as fault:
        raise BrokenSeal from fault


def _read(said: Sequence[tuple[str, str]], digest: str) -> Sealed:
    head: dict[str, Any] = _parsed(said[1][1])
    choices: dict[str, dict[str, str]] = {}
    rows = []
    for word, text in said[2:]:
        if word == "choice":
            name, code, shown = _parsed(text)
            choices.setdefault(name, {})[shown] = code
        else:
            key, values, fill = _parsed(text)
            rows.append(Sent(key, values, frozenset(fill)))
    if head["kind"] not in LAYOUTS or len(head["columns"]) != len(head["headings"]):
        raise BrokenSeal
    return Sealed(
        head["register"],
        head["number"],
        head["kind"],
        head["period"],
        int(head["revision"]),
        head["unit"],
        head["sheet"],
        tuple(head["columns"]),
        tuple(head["headings"]),
        choices,
        tuple(rows),
        digest,
    )


def _digest(said: Sequence[tuple[str, str]]) -> str:
    return sha256("\n".join(f"{word}\t{text}" for word, text in said).encode()).hexdigest()


def _chunks(text: str) -> Iterator[str]:
    """Cut a text into what cells can hold."""
    for start in range(0, len(text), _CHUNK):
        yield text[start : start + _CHUNK]


def _json(value: object) -> str:
    import json  # only what makes or reads forms needs it

    # An underscore could look like one of the escapes that spreadsheets have inside texts.
    return json.dumps(value, sort_keys=True, separators=(",", ":")).replace("_", "\\u005f")


def _parsed(text: str) -> Any:
    import json

    return json.loads(text)
