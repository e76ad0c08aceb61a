"""What forbids setting rows back: their place was taken since, or what they refer to was taken back."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from tasktrack.domain.undo import Hold
from tasktrack.store.connect import Connection, Row
from tasktrack.store.journal import CHANGED_ANOTHERS
from tasktrack.store.undo_checks import BY_CODE, CANCELLED, by_id, hold

# Rows `c` of a book that would be set back, with the values they would get.
_BACK: Final = f"""
  back AS (SELECT w.id, w.before FROM journal_row w
      WHERE w.seq = :seq AND w.book = '{{book}}' AND {CHANGED_ANOTHERS}
    UNION ALL SELECT r.id, json_object('voided', NULL) FROM journal_void v
      CROSS JOIN {{book}} r ON r.id BETWEEN v.first AND v.last WHERE v.seq = :seq AND v.book = '{{book}}')"""
_STANDS_AGAIN: Final = "json_type(b.before, '$.voided') = 'null'"
_TAKEN: Final = f"""
  WITH {CANCELLED}, {_BACK}
  SELECT c.id AS row, o.id AS other, o.created AS entry FROM back b CROSS JOIN {{book}} c ON c.id = b.id
  CROSS JOIN {{book}} o ON {{same}} AND o.voided IS NULL AND o.id <> c.id AND o.created <> :seq
  WHERE ({_STANDS_AGAIN} OR {{moves}}) {{since}} LIMIT 1"""
_LOST: Final = f"""
  WITH {_BACK}
  SELECT c.id AS row, p.id AS other, p.voided AS entry FROM back b CROSS JOIN {{book}} c ON c.id = b.id
  CROSS JOIN {{parent}} p ON p.{{key}} = {{value}} AND {{condition}}
  WHERE p.voided IS NOT NULL AND p.voided <> :seq
    AND NOT EXISTS (SELECT 1 FROM {{parent}} q WHERE q.{{key}} = p.{{key}} AND q.voided IS NULL) LIMIT 1"""
_LEADS: Final = f"""
  WITH {CANCELLED}, {_BACK.format(book="task_support")}
  SELECT c.id AS row, t.id AS other, (SELECT max(x.seq) FROM journal_row x WHERE x.book = 'task'
    AND x.id = t.id AND x.seq > :seq AND x.seq NOT IN (SELECT seq FROM cancelled)) AS entry
  FROM back b CROSS JOIN task_support c ON c.id = b.id CROSS JOIN task t ON t.id = c.task AND t.lead = c.unit
  WHERE {_STANDS_AGAIN} AND NOT EXISTS (SELECT 1 FROM journal_row x WHERE x.book = 'task' AND x.id = t.id
    AND x.seq = :seq AND json_type(x.before, '$.lead') IS NOT NULL) LIMIT 1"""
# The marks of one subject limit one another: those of a heading stand instead of those below it.
_OF_SUBJECT: Final = ("period", "scheme", "subject_kind", "subject")


def taken(db: Connection, seq: int) -> Hold | None:
    """Return a row that would be set back, and the living one that holds its place now or limits it."""
    for book in _books(db, seq):
        for columns in _unique(db, book):
            if found := _taken(db, seq, book, columns):
                return found
        if book == "mark":
            since = "AND o.seq > :seq AND o.seq NOT IN (SELECT seq FROM undoing)"
            if found := _taken(db, seq, book, _OF_SUBJECT, since, moves="1"):
                return found
        if book == "task_support" and (row := db.execute(_LEADS, {"seq": seq}).fetchone()):
            return hold(db, (book, row["row"]), ("task", row["other"]), row["entry"])
    return None


def lost(db: Connection, seq: int) -> Hold | None:
    """Return a row that would be set back, and the row to which it would refer and that was taken back since."""
    books = set(_books(db, seq))
    for one in (*by_id(db), *BY_CODE):
        # What a correction replaces is taken back by nature.
        if one.child not in books or (one.child, one.column) == ("progress", "corrects"):
            continue
        words = one.words | {"book": one.child, "value": one.value or _restored("c", one.column)}
        if row := db.execute(_LOST.format(**words), {"seq": seq}).fetchone():
            return hold(db, (one.child, row["row"]), (one.parent, row["other"]), row["entry"])
    return None


def _taken(
    db: Connection, seq: int, book: str, columns: Sequence[str], since: str = "", moves: str = ""
) -> Hold | None:
    told = _TAKEN.format(
        book=book,
        same=" AND ".join(f"o.{name} = {_restored('c', name)}" for name in columns),
        moves=moves or " OR ".join(f"json_type(b.before, '$.{name}') IS NOT NULL" for name in columns),
        since=since,
    )
    row: Row | None = db.execute(told, {"seq": seq}).fetchone()
    return hold(db, (book, row["row"]), (book, row["other"]), row["entry"]) if row else None


def _books(db: Connection, seq: int) -> list[str]:
    rows = db.execute(
        f"SELECT w.book FROM journal_row w WHERE w.seq = :seq AND {CHANGED_ANOTHERS}"
        " UNION SELECT book FROM journal_void WHERE seq = :seq ORDER BY 1",
        {"seq": seq},
    )
    return [row["book"] for row in rows]


def _unique(db: Connection, book: str) -> Iterator[list[str]]:
    """Yield the columns of each index in which a living row stands once."""
    rows = db.execute(
        "SELECT i.name AS held, c.name FROM pragma_index_list(?) i, pragma_index_info(i.name) c"
        ' WHERE i."unique" AND i.partial ORDER BY i.name, c.seqno',
        (book,),
    ).fetchall()
    for _name, columns in groupby(rows, key=lambda row: row["held"]):
        yield [row["name"] for row in columns]


def _restored(alias: str, column: str) -> str:
    """Return the value that a column would get back."""
    return (
        f"CASE WHEN json_type(b.before, '$.{column}') IS NULL THEN {alias}.{column}"
        f" ELSE json_extract(b.before, '$.{column}') END"
    )
