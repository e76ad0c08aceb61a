"""Files that speak of the same row: where they say different things, both are shown and none is chosen."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tasktrack.domain.form import Conflict, Said

Place = tuple[str, ...]


class Statement(NamedTuple):
    """What one file says of one row: `says` by column, each with its cell; `what` names the row for people.

    `form` is the number of the form, `kind` what it is, `day` the one that the row speaks for. `asked` are the columns
    that the row was asked for. A statement that is not `whole` says nothing of the columns that it leaves out.
    """

    file: str
    form: str
    kind: str
    place: Place
    day: str
    what: str
    row_cell: str
    says: Mapping[str, tuple[str, str]]
    asked: frozenset[str]
    whole: bool = True


def conflicts(statements: Sequence[Statement]) -> list[Conflict]:
    """Return, cell by cell, where a later file says something else than the first one that speaks of a row."""
    by_place: dict[Place, list[Statement]] = defaultdict(list)
    for one in statements:
        by_place[one.place].append(one)
    found: list[Conflict] = []
    for group in by_place.values():
        for number, other in enumerate(group):
            first = next((one for one in group[:number] if _speak_of_the_same(one, other)), None)
            found += _between(first, other) if first else ()
    return found


def _speak_of_the_same(one: Statement, other: Statement) -> bool:
    """Return whether two files can contradict each other: two forms with two days are reports of these days."""
    return one.file != other.file and (one.form == other.form or one.day == other.day)


def _between(one: Statement, other: Statement) -> Iterator[Conflict]:
    is_whole = one.whole and one.kind == other.kind
    for column in dict.fromkeys((*one.says, *other.says)):
        if column not in one.asked or column not in other.asked:
            continue
        if not (is_whole or (column in one.says and column in other.says)):
            continue
        cell, text = one.says.get(column, (one.row_cell, ""))
        other_cell, other_text = other.says.get(column, (other.row_cell, ""))
        if text != other_text:
            yield Conflict(
                one.what, column, Said(one.file, cell, text), Said(other.file, other_cell, other_text)
            )
