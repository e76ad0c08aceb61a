"""What the Tab key looks up: by a prefix on an index, at most fifty rows, from whatever can be read at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from tasktrack.domain.text import fold
from tasktrack.store import connect, setting
from tasktrack.store.connect import Connection
from tasktrack.store.register import Caller, Register

Book = Literal["unit", "officer", "product"]
Found = list[tuple[str, str]]
MOST = 50
# Tasks taken back by an undo are passed over; of them too no more than this many are looked at.
_LOOKED_AT = 500
_LAST = "\U0010ffff"


@contextlib.contextmanager
def looking(path: Path, caller: Caller) -> Iterator[Register]:
    """Open a register to look something up in passing: wait for nobody, mend and upgrade nothing."""
    with connect.explained(path):
        db = connect.connect_to_look(path)
        try:
            yield Register(path, db, caller)
        finally:
            db.close()


def language(path: Path) -> str:
    """Return the language that a register names."""
    with connect.explained(path):
        db = connect.connect_to_look(path)
        try:
            return setting.read(db)["language"]
        finally:
            db.close()


def newest_tasks(db: Connection) -> Found:
    """Return the tasks registered last, with their titles."""
    return _pairs(
        db,
        "SELECT code, title FROM (SELECT code, title, voided FROM task ORDER BY id DESC LIMIT ?)"
        " WHERE voided IS NULL LIMIT ?",
        (_LOOKED_AT, MOST),
    )


def tasks(db: Connection, prefix: str) -> Found:
    """Return tasks whose code begins so, with their titles, in the order of their numbers."""
    found = _pairs(
        db,
        "SELECT code, title FROM (SELECT code, title, voided FROM task WHERE code BETWEEN ? AND ?"
        " ORDER BY code LIMIT ?) WHERE voided IS NULL LIMIT ?",
        (*_span(prefix), _LOOKED_AT, MOST),
    )
    return sorted(found, key=lambda pair: (len(pair[0]), pair[0]))


def task_keys(db: Connection, prefix: str) -> Found:
    """Return tasks whose key begins so: the key and the title."""
    return _pairs(
        db,
        "SELECT key, title FROM task WHERE voided IS NULL AND key IS NOT NULL AND key BETWEEN ? AND ?"
        " ORDER BY key LIMIT ?",
        (*_span(prefix), MOST),
    )


def coded(db: Connection, book: Book, prefix: str) -> Found:
    """Return units, officers or products whose code begins so, with their names."""
    return _pairs(
        db,
        f"SELECT code, name FROM {book} WHERE voided IS NULL AND code BETWEEN ? AND ? ORDER BY code LIMIT ?",
        (*_span(prefix), MOST),
    )


def named(db: Connection, book: Book, words: str) -> Found:
    """Return units, officers or products with these words in their name, diacritics aside."""
    return _pairs(
        db,
        f"SELECT code, name FROM {book} WHERE voided IS NULL AND instr(folded, ?) > 0 ORDER BY code LIMIT ?",
        (fold(words), MOST),
    )


def counters(db: Connection, words: str) -> Found:
    """Return counters whose code begins so, with their wordings; there are never many."""
    rows = _pairs(
        db, "SELECT code, coalesce(label_vi, label_en) FROM counter WHERE voided IS NULL ORDER BY code", ()
    )
    return [(code, label) for code, label in rows if fold(code).startswith(fold(words))][:MOST]


def units_called(db: Connection, prefix: str) -> Found:
    """Return units with another name that begins so, diacritics aside: the code and that name."""
    return _pairs(
        db,
        "SELECT u.code, a.alias FROM unit_alias a JOIN unit u ON u.id = a.unit AND u.voided IS NULL"
        " WHERE a.voided IS NULL AND a.folded BETWEEN ? AND ? ORDER BY a.folded LIMIT ?",
        (*_span(fold(prefix)), MOST),
    )


def documents(db: Connection, prefix: str) -> list[str]:
    """Return source documents whose number begins so."""
    return _distinct(db, "SELECT min(document) FROM task WHERE document > ? AND document <= ?", prefix)


def programmes(db: Connection, prefix: str) -> list[str]:
    """Return programmes whose name begins so."""
    return _distinct(
        db, "SELECT min(programme) FROM task_programme WHERE programme > ? AND programme <= ?", prefix
    )


def _distinct(db: Connection, following: str, prefix: str) -> list[str]:
    """Return different values one after the other, each by one step on the index however often it stands there."""
    before, last = prefix, prefix + _LAST
    found: list[str] = []
    while len(found) < MOST and (value := db.execute(following, (before, last)).fetchone()[0]) is not None:
        found.append(str(value))
        before = value
    return found


def _span(prefix: str) -> tuple[str, str]:
    return prefix, prefix + _LAST


def _pairs(db: Connection, statement: str, values: tuple[str | int, ...]) -> Found:
    return [(str(row[0]), str(row[1])) for row in db.execute(statement, values)]
