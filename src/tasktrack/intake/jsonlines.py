"""JSON lines: one object a line, its keys being the table's columns."""

import json
from collections.abc import Iterable, Iterator

from tasktrack.i18n import _
from tasktrack.intake.cells import Row, clean, complete, flaws
from tasktrack.intake.faults import Fault, duplicate_column, shown, unknown_column
from tasktrack.intake.table_spec import TableSpec

Pairs = list[tuple[str, object]]


def read_json_lines(lines: Iterable[str], spec: TableSpec, name: str, first: int) -> Iterator[Row | Fault]:
    """Yield a row, or its faults, for every line that is not blank; `first` is the first line's number."""
    for number, line in enumerate(lines, first):
        if line.strip():
            yield from _row(line, spec, name, number)


def _row(line: str, spec: TableSpec, name: str, number: int) -> Iterator[Row | Fault]:
    pairs = _pairs(line)
    if pairs is None:
        message = _("Row {row} is not a JSON object.").format(row=number)
        remedy = _("Write one object a line, such as {example}.").format(example='{"code": "STC"}')
        yield Fault(name, number, "", shown(line), message, remedy)
    elif faults := list(_key_faults(pairs, spec, name, number)):
        yield from faults
    else:
        given = {spec.find(key) or key: _text(value) or "" for key, value in pairs}
        cells = clean(list(given.values())) if given else []
        if cells is None:
            yield from flaws(name, number, given.items())
            return
        values = dict.fromkeys(spec.names, "") | dict(zip(given, cells, strict=True))
        yield from complete(name, Row(number, values, tuple(given)), spec)


def _key_faults(pairs: Pairs, spec: TableSpec, name: str, number: int) -> Iterator[Fault]:
    met = set()
    for key, value in pairs:
        column = spec.find(key)
        if column is None:
            yield unknown_column(name, number, key, spec, spec.names)
        elif column in met:
            yield duplicate_column(name, number, key, column)
        elif _text(value) is None:
            message = _('"{column}" holds an object; text, a number or a list of them is expected.')
            remedy = _("Write the value as plain text.")
            yield Fault(name, number, column, "", message.format(column=column), remedy)
        met.add(column)


class _Object(Pairs):
    """The pairs of a JSON object, told apart from a JSON list."""


def _pairs(line: str) -> Pairs | None:
    """Return an object's keys and values, numbers as they are written; None when the line is none."""
    try:
        # Numbers stay text: a float would change what was written.
        found = json.loads(line, parse_float=str, parse_int=str, object_pairs_hook=_Object)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, _Object) else None


def _text(value: object) -> str | None:
    """Return a JSON value as a cell: null and false are empty, true is `yes`, a list is joined by `;`.

    None stands for what is no cell: an object, or a list within a list.
    """
    if isinstance(value, _Object):
        return None
    if isinstance(value, list):
        parts = [None if isinstance(part, list) else _text(part) for part in value]
        return None if None in parts else ";".join(part for part in parts if part)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)
