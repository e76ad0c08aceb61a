"""The progress book, many entries at a time: what an import asks and writes, a query a batch."""

import json
from array import array
from collections.abc import Iterable, Sequence, Set
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from tasktrack.domain.progress import NewEntry
from tasktrack.store.connect import Connection, Row
from tasktrack.store.journal import Entry, Value
from tasktrack.store.rows import day

_COLUMNS: Final = (
    "task",
    "on_day",
    "done_on",
    "percent",
    "quantity",
    "result",
    "obstacle",
    "proposal",
    "next_step",
    "cause",
    "evidence",
    "evidence_sha256",
    "corrects",
    "key",
    "reported_by",
)


# A task and what an entry says of it.
Said = tuple[int, NewEntry]


class Reported(NamedTuple):
    """A task on which progress is reported, as it stood before this write; `last_on`: its newest entry's day."""

    id: int
    code: str
    assigned_on: date
    state: str
    last_on: date | None


class Recorded(NamedTuple):
    """A living entry: its number, its task, what it says, and the journal entry that inserted it."""

    id: int
    task: int
    new: NewEntry
    seq: int


class AllTasks:
    """Every task of the register in ten bytes, for imports that would else look up most of them one by one.

    Only tasks whose code is the usual one are kept: NV and their id.
    """

    def __init__(self, db: Connection) -> None:
        size = 1 + int(db.execute("SELECT coalesce(max(id), 0) FROM task").fetchone()[0])
        self._assigned = array("l", bytes(array("l").itemsize * size))
        self._last = array("l", self._assigned)
        self._state = bytearray(size)
        self._states: list[str] = []
        self._load(db)

    def _load(self, db: Connection) -> None:
        ordinal = lru_cache(maxsize=10_000)(lambda text: date.fromisoformat(text).toordinal())
        states: dict[str, int] = {}
        for number, assigned, state, last in db.execute(
            "SELECT t.id, t.assigned_on, n.state, n.last_on FROM task t JOIN task_now n ON n.task = t.id"
            " WHERE t.voided IS NULL AND t.code = 'NV' || t.id"
        ):
            self._assigned[number] = ordinal(assigned)
            self._last[number] = ordinal(last) if last else 0
            self._state[number] = states.setdefault(state, len(states))
        self._states = list(states)

    def named(self, words: Set[str]) -> dict[str, Reported]:
        """Return the tasks that words name by their usual code."""
        return {word: task for word in words if (task := self._find(word))}

    def _find(self, word: str) -> Reported | None:
        digits = word[2:20]
        if (
            len(word) > len(digits) + 2
            or word[:2].upper() != "NV"
            or not (digits.isascii() and digits.isdigit())
            or digits[0] == "0"
        ):
            return None
        number = int(digits)
        if number >= len(self._state) or not (assigned := self._assigned[number]):
            return None
        last = self._last[number]
        return Reported(
            number,
            f"NV{number}",
            date.fromordinal(assigned),
            self._states[self._state[number]],
            date.fromordinal(last) if last else None,
        )


def tasks_named(db: Connection, words: Set[str]) -> dict[str, Reported]:
    """Return the tasks that words name, by their code or else by their key."""
    found = _named(db, words, "t.code = upper(w.value)")
    return found | _named(db, words - found.keys(), "t.key = w.value")


def _named(db: Connection, words: Set[str], condition: str) -> dict[str, Reported]:
    if not words:
        return {}
    rows = db.execute(
        "SELECT w.value AS word, t.id, t.code, t.assigned_on, n.state, n.last_on FROM json_each(?) w"
        f" CROSS JOIN task t ON {condition} AND t.voided IS NULL LEFT JOIN task_now n ON n.task = t.id",
        (json.dumps(sorted(words)),),
    )
    return {
        word: Reported(number, code, date.fromisoformat(assigned), state, day(last_on))
        for word, number, code, assigned, state, last_on in rows
    }


def with_keys(db: Connection, keys: Sequence[str]) -> dict[str, Recorded]:
    """Return the living entries that have one of these keys."""
    if not keys:
        return {}
    rows = db.execute(
        "SELECT p.* FROM json_each(?) w CROSS JOIN progress p ON p.key = w.value AND p.voided IS NULL",
        (json.dumps(keys),),
    )
    return {row["key"]: Recorded(row["id"], row["task"], _said(row), row["created"]) for row in rows}


def on_days(db: Connection, days: Iterable[tuple[int, date]]) -> set[Said]:
    """Return what the living entries of tasks on days say, keys aside."""
    pairs = [(task, on.isoformat()) for task, on in days]
    if not pairs:
        return set()
    rows = db.execute(
        "SELECT p.* FROM json_each(?) w CROSS JOIN progress p ON p.task = json_extract(w.value, '$[0]')"
        " AND p.on_day = json_extract(w.value, '$[1]') AND p.voided IS NULL",
        (json.dumps(pairs),),
    )
    return {(row["task"], _said(row)._replace(key=None)) for row in rows}


def add(entry: Entry, entries: Sequence[Said]) -> None:
    """Insert entries of tasks."""
    if not entries:
        return
    rows: list[tuple[Value, ...]] = [
        (task, new.on.isoformat(), new.done_on.isoformat() if new.done_on else None, *new[2:])
        for task, new in entries
    ]
    entry.insert_many("progress", _COLUMNS, rows)
    entry.about_many(task for task, _new in entries)


def _said(row: Row) -> NewEntry:
    return NewEntry(
        on=date.fromisoformat(row["on_day"]),
        done_on=day(row["done_on"]),
        percent=row["percent"],
        quantity=row["quantity"],
        result=row["result"],
        obstacle=row["obstacle"],
        proposal=row["proposal"],
        next_step=row["next_step"],
        cause=row["cause"],
        evidence=row["evidence"],
        key=row["key"],
        reported_by=row["reported_by"],
    )
