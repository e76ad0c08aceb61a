"""A TOML text read with its faults: each with the line it stands on, all of them collected.

tomllib forgets where things stood, so the lines of tables and keys are found again in the text.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from tasktrack.domain.formula_parser import NUMBER
from tasktrack.domain.labels import Label, plain
from tasktrack.domain.scheme_settings import SchemeFault
from tasktrack.i18n import _

LARGEST_TEXT = 1_000_000
Path = tuple[str | int, ...]
Word = TypeVar("Word", bound=str)

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_KEYS = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_KEYS})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_KEYS})\s*=")
_ONE_KEY = re.compile(_KEY)
_TOKEN = re.compile(
    r'"{3}(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|\n|[\[\]{}]|[^\s"\'#\[\]{}]+',
    re.DOTALL,
)
_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")


class Source:
    """A parsed text, the lines of its keys, and the faults found in it so far."""

    def __init__(self, text: str) -> None:
        self.faults: list[SchemeFault] = []
        self.data = self._parse(text)
        self._lines = key_lines(text) if self.data else {}

    def _parse(self, text: str) -> dict[str, Any]:
        if len(text) > LARGEST_TEXT:
            self._add(1, "", _("The file is too large for a scheme."), _("Check that it is the right file."))
            return {}
        try:
            return tomllib.loads(text, parse_float=_exact)
        except tomllib.TOMLDecodeError as fault:
            found = _POSITION.search(str(fault))
            line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
            message = _("This is not TOML from column {column} on.").format(column=column)
            self._add(line, "", message, _("Check the quotes, brackets and = signs of this line."))
        except (ValueError, RecursionError):
            self._add(
                1, "", _("The file cannot be read as TOML."), _("Check for numbers that are far too long.")
            )
        return {}

    def fault(self, path: Path, message: str, remedy: str) -> None:
        """Note a fault at the line of `path`, or of the nearest thing above it."""
        near = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in self._lines), None)
        self._add(self._lines[near] if near else 1, shown(path), message, remedy)

    def _add(self, line: int, where: str, message: str, remedy: str) -> None:
        self.faults.append(SchemeFault(line, where, message, remedy))

    @property
    def root(self) -> "Table":
        """Return the whole text as a table."""
        return Table(self, (), self.data)


class Table:
    """A table being read: each getter notes a wrong value and returns None or nothing in its place."""

    def __init__(self, source: Source, path: Path, data: Mapping[str, Any]) -> None:
        self.source = source
        self.path = path
        self.data = data
        self.asked: set[str] = set()

    def fault(self, key: str | None, message: str, remedy: str) -> None:
        """Note a fault at a key of this table, or at the table itself."""
        self.source.fault((*self.path, key) if key else self.path, message, remedy)

    def raw(self, key: str, *, required: bool = False) -> Any:
        """Return what stands at `key`, as tomllib reads it (decimals as Fractions), or None."""
        self.asked.add(key)
        if required and key not in self.data:
            self.fault(
                None, _("{key} is missing.").format(key=key), _("Add a line: {key} = ...").format(key=key)
            )
        return self.data.get(key)

    def text(self, key: str, *, required: bool = False) -> str | None:
        value = self.raw(key, required=required)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self._wrong(key, _("Give a text in quotes."))
        return None

    def boolean(self, key: str) -> bool:
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self._wrong(key, _("Give true or false, without quotes."))
        return False

    def number(self, key: str, *, required: bool = False) -> Fraction | None:
        """Return an exact number written as 90, 89.5 or "89.5"."""
        value = self.raw(key, required=required)
        if isinstance(value, str) and NUMBER.fullmatch(value.removeprefix("-")):
            return Fraction(value)
        if (
            isinstance(value, (int, Fraction))
            and not isinstance(value, bool)
            and abs(Fraction(value)) < 10**9
        ):
            return Fraction(value)
        if value is None:
            return None
        self._wrong(key, _("Give a number with a point and at most 6 decimals: 90 or 89.5."))
        return None

    def integer(self, key: str, *, required: bool = False) -> int | None:
        value = self.number(key, required=required)
        if value is None or value.denominator == 1:
            return None if value is None else int(value)
        self._wrong(key, _("Give a whole number."))
        return None

    def words(self, key: str) -> tuple[str, ...] | None:
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, list) and all(isinstance(word, str) and word for word in value):
            return tuple(value)
        self._wrong(key, _('Give a list of texts: ["one", "two"].'))
        return None

    def choice(self, key: str, choices: Sequence[Word], default: Word) -> Word:
        value = self.raw(key)
        chosen = next((choice for choice in choices if choice == value), None)
        if chosen is not None or value is None:
            return chosen or default
        self._wrong(key, _("Give one of {choices}.").format(choices=", ".join(choices)))
        return default

    def label(self, key: str, *, required: bool = False) -> Label | None:
        """Return a wording given as one text, or as { vi = "...", en = "..." }."""
        value = self.raw(key, required=required)
        if value is None:
            return None
        if isinstance(value, str) and value.strip():
            return plain(value)
        if (
            isinstance(value, dict)
            and value
            and all(isinstance(word, str) and word for word in value.values())
        ):
            return Label(tuple(value.items()))
        self._wrong(key, _("Give a text, or one a language: {key}.vi = ..., {key}.en = ...").format(key=key))
        return None

    def table(self, key: str) -> "Table | None":
        value = self.raw(key)
        if value is None or isinstance(value, dict):
            return None if value is None else Table(self.source, (*self.path, key), value)
        self._wrong(key, _("Write a table: [{key}].").format(key=key))
        return None

    def tables(self, key: str) -> "list[Table]":
        """Return the tables of `[[key]]`, in order."""
        value = self.raw(key)
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(part, dict) for part in value):
            return [Table(self.source, (*self.path, key, place), part) for place, part in enumerate(value)]
        self._wrong(key, _("Write a list of tables: [[{key}]].").format(key=key))
        return []

    def named(self, key: str) -> "dict[str, Table]":
        """Return the tables `[key.NAME]` by name."""
        outer = self.table(key)
        if outer is None:
            return {}
        inner = {name: outer.table(name) for name in outer.data}
        return {name: table for name, table in inner.items() if table is not None}

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        unknown = self.data.keys() - self.asked
        if not unknown:
            return
        from difflib import get_close_matches

        for key in sorted(unknown):
            near = get_close_matches(key, self.asked, n=1) or sorted(self.asked)
            self.fault(
                key,
                _("{key} is not known here.").format(key=key),
                _("Known: {names}.").format(names=", ".join(near)),
            )

    def _wrong(self, key: str, remedy: str) -> None:
        value = str(self.data[key])
        message = _("{key} cannot be {value}.").format(key=key, value=value[:60])
        self.fault(key, message, remedy)


def shown(path: Path) -> str:
    """Return a path as people write it: `criteria[2].formula`, counted from 1."""
    pieces = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(pieces).removeprefix(".")


def key_lines(text: str) -> dict[Path, int]:
    """Return the line of every table header and key of a valid TOML text, by its path."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for line, statement in _statements(text):
        if header := _HEADER.match(statement):
            table = _table_path(_split(header[2]), header[1] == "[[", counts)
            lines.setdefault(table, line)
        elif assignment := _ASSIGNMENT.match(statement):
            path = table
            for key in _split(assignment[1]):
                path = (*path, key)
                lines.setdefault(path, line)
    return lines


def _table_path(keys: Sequence[str], repeated: bool, counts: dict[Path, int]) -> Path:
    path: Path = ()
    for position, key in enumerate(keys):
        path = (*path, key)
        if repeated and position == len(keys) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _split(keys: str) -> list[str]:
    return [key.strip("\"'") for key in _ONE_KEY.findall(keys)]


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each header or assignment, whole, with the line it begins on."""
    depth, line, begin, first = 0, 1, 0, 1
    for token in _TOKEN.finditer(text + "\n"):
        word = token[0]
        if word == "\n" and depth == 0:
            yield first, text[begin : token.start()]
            begin, first = token.end(), line + 1
        depth += (word in "[{") - (word in "]}")
        line += word.count("\n")


def _exact(text: str) -> Fraction | str:
    """Read a decimal exactly; anything else (nan, exponents) stays a text that no getter takes."""
    return Fraction(text) if NUMBER.fullmatch(text.removeprefix("-")) else text
