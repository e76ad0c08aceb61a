"""Files that speak of the same row: where they say different things, both are shown and none is chosen."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tasktrack.domain.form import Conflict, Said

Place = tuple[str, ...]


class Statement(NamedTuple):
    """What one file says of one row: `says` by column, each with its cell; `what` names the row for people.

    A statement that is not `whole` says nothing of the columns that it leaves out.
    """

    file: str
    place: Place
    what: str
    row_cell: str
    says: Mapping[str, tuple[str, str]]
    whole: bool = True


def conflicts(statements: Sequence[Statement]) -> list[Conflict]:
    """Return, cell by cell, where a later file says something else than the first one that speaks of a row."""
    by_place: dict[Place, list[Statement]] = defaultdict(list)
    for one in statements:
        by_place[one.place].append(one)
    return [
        found
        for first, *others in by_place.values()
        for other in others
        if other.file != first.file
        for found in _between(first, other)
    ]


def _between(one: Statement, other: Statement) -> Iterator[Conflict]:
    columns = dict.fromkeys((*one.says, *other.says))
    for column in columns:
        if not (one.whole or (column in one.says and column in other.says)):
            continue
        cell, text = one.says.get(column, (one.row_cell, ""))
        other_cell, other_text = other.says.get(column, (other.row_cell, ""))
        if text != other_text:
            yield Conflict(
                one.what, column, Said(one.file, cell, text), Said(other.file, other_cell, other_text)
            )
