"""What forbids taking an entry back: rows touched since, and rows to which later ones refer.

The questions go by the ranges in which the entry's rows lie and by what was written since, so that they are few
whatever the entry wrote.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from tasktrack.domain.history import RowName
from tasktrack.domain.undo import Hold
from tasktrack.store import row_names
from tasktrack.store.connect import Connection
from tasktrack.store.undo import WROTE

# Entries since then that take others back, and those that they take back: together they did nothing.
CANCELLED: Final = """
  undoing AS (SELECT seq, undoes FROM journal WHERE seq > :seq AND undoes IS NOT NULL AND hash IS NOT NULL),
  cancelled AS (SELECT seq FROM undoing UNION SELECT undoes FROM undoing)"""
_TOUCHED: Final = f"""
  WITH wrote AS (SELECT first, last FROM ({WROTE}) WHERE book = '{{book}}'), {CANCELLED}
  SELECT max(seq) FROM (
    SELECT r.seq FROM wrote w CROSS JOIN {{book}} r ON r.id BETWEEN w.first AND w.last
      WHERE r.seq > :seq AND r.seq NOT IN (SELECT seq FROM undoing)
    UNION ALL SELECT t.seq FROM wrote w CROSS JOIN journal_row t
      ON t.book = '{{book}}' AND t.id BETWEEN w.first AND w.last
      WHERE t.seq > :seq AND t.seq NOT IN (SELECT seq FROM cancelled))"""
# A living row `c` that names a row `p` of the entry: entered since then, or made to name it since then.
_ENTERED_SINCE: Final = """
  SELECT p.id AS row, c.id AS other, c.created AS entry FROM {child} c
  CROSS JOIN {parent} p ON p.{key} = {value} AND {condition} AND {which}
  WHERE c.id >= :newer AND c.voided IS NULL AND p.voided IS NULL LIMIT 1"""
_CHANGED_SINCE: Final = f"""
  WITH {CANCELLED}
  SELECT p.id AS row, c.id AS other, w.seq AS entry FROM journal_row w
  CROSS JOIN {{child}} c ON c.id = w.id AND c.voided IS NULL AND c.created <> :seq
  CROSS JOIN {{parent}} p ON p.{{key}} = {{value}} AND {{condition}} AND {{which}}
  WHERE w.seq > :seq AND w.book = '{{child}}' AND json_type(w.before, '$.{{column}}') IS NOT NULL
    AND w.seq NOT IN (SELECT seq FROM cancelled) AND p.voided IS NULL AND NOT EXISTS
      (SELECT 1 FROM journal_row x WHERE x.book = '{{child}}' AND x.id = c.id AND x.seq = :seq) LIMIT 1"""

_RESUMED: Final = """
  SELECT s.id AS row, r.id AS other, r.created AS entry FROM journal_range g
  CROSS JOIN change s ON s.id BETWEEN g.first AND g.last AND s.kind = 'suspend' AND s.voided IS NULL
  CROSS JOIN change r ON r.task = s.task AND r.kind = 'resume' AND r.created > g.seq AND r.voided IS NULL
  WHERE g.seq = :seq AND g.book = 'change' LIMIT 1"""

# A living row `c` that names one of the rows `p`, and is no copy of the office whose rows they are.
_HELD_HERE: Final = """
  SELECT p.id AS row, min(c.id) AS other FROM {child} c
  CROSS JOIN {parent} p ON p.{key} = {value} AND {condition}
  WHERE c.voided IS NULL AND p.id IN (SELECT value FROM json_each(:ids)) AND NOT EXISTS
    (SELECT 1 FROM merged_row m WHERE m.book = '{child}' AND m.ours = c.id AND m.office = :office
      AND m.voided IS NULL) GROUP BY p.id"""


class Reference(NamedTuple):
    """A row `c` of one book names by a column a row `p` of another: `p.key = value`, where `condition` holds."""

    child: str
    column: str
    parent: str
    key: str = "id"
    condition: str = "1"
    value: str = ""

    @property
    def words(self) -> dict[str, str]:
        """Return what fills the statements."""
        return self._asdict() | {"value": self.value or f"c.{self.column}"}


# What no foreign key says: marks and what is written beside them name their subject and scheme, settings name
# units, officers, products and schemes.
_OF_SUBJECTS: Final = ("mark", "remark", "incident", "incident_against", "decision", "objection")
_BY_ID: Final = (
    *(
        Reference(book, "subject", kind, condition=f"c.subject_kind = '{kind}'")
        for book in _OF_SUBJECTS
        for kind in ("unit", "officer")
    ),
    # Who reports on a part of a task supports it.
    Reference("support_entry", "unit", "task_support", "unit", "p.task = c.task"),
)
_OTHER_VERSION: Final = (
    "SELECT 1 FROM scheme o WHERE o.code = p.code AND o.voided IS NULL AND o.created <> p.created"
)
BY_CODE: Final = (
    *(Reference(book, "scheme", "scheme", "code") for book in ("mark", "decision", "objection")),
    Reference("setting", "value", "unit", "code", "c.name = 'own_unit'"),
    Reference("setting", "value", "officer", "code", "c.name = 'own_officer'"),
    Reference("setting", "value", "product", "code", "c.name = 'standard_product'"),
    Reference("setting", "value", "scheme", "code", f"c.name = 'scheme' AND NOT EXISTS ({_OTHER_VERSION})"),
    Reference(
        "setting",
        "value",
        "scheme",
        "code",
        "c.name = 'people_schemes' AND instr(',' || replace(c.value, ' ', ',') || ',', ',' || p.code || ',')"
        f" AND NOT EXISTS ({_OTHER_VERSION})",
        "p.code",
    ),
    Reference(
        "setting", "value", "scheme", "code", value="substr(c.name, 1, max(instr(c.name, '.') - 1, 0))"
    ),
)


def by_id(db: Connection) -> Iterator[Reference]:
    """Yield the columns of the books that name rows by their ids."""
    rows = db.execute(
        'SELECT t.name AS child, f."from" AS named, f."table" AS parent FROM sqlite_schema t,'
        " pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND f.\"table\" <> 'journal'"
        " AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'voided') ORDER BY 1, 2"
    )
    yield from (Reference(row["child"], row["named"], row["parent"]) for row in rows.fetchall())
    yield from _BY_ID


def touched_by(db: Connection, seq: int) -> int | None:
    """Return the newest entry that touched a row of this one since, those aside that were taken back."""
    books = db.execute(f"SELECT DISTINCT book FROM ({WROTE})", {"seq": seq}).fetchall()
    found = [db.execute(_TOUCHED.format(book=row["book"]), {"seq": seq}).fetchone()[0] for row in books]
    return max(filter(None, found), default=None)


def referred_to(db: Connection, seq: int) -> Hold | None:
    """Return a row that the entry inserted and to which a living row of a later one refers."""
    rows = db.execute("SELECT DISTINCT book FROM journal_range WHERE seq = ?", (seq,))
    books = {row["book"] for row in rows}
    wanted = (one for one in (*by_id(db), *BY_CODE) if one.parent in books)
    return _first(db, seq, wanted, "p.created = :seq")


def built_upon(db: Connection, seq: int, columns: Mapping[str, Collection[str]]) -> Hold | None:
    """Return a row of which the entry changed one of these columns (by book) and with which later rows reckon.

    Of a task all rows count that refer to it, else only those of the same book.
    """
    found = None
    for book, names in columns.items():
        wanted = (one for one in by_id(db) if one.parent == book and book in ("task", one.child))
        listed = ", ".join(f"'{name}'" for name in sorted(names))
        which = (
            "EXISTS (SELECT 1 FROM journal_row b, json_each(b.before) k"
            f" WHERE b.book = '{book}' AND b.id = p.id AND b.seq = :seq AND k.key IN ({listed}))"
        )
        found = found or _first(db, seq, wanted, which)
    return found


def held_here(db: Connection, book: str, ids: Collection[int], office: int) -> dict[int, RowName]:
    """Return which of these copies a living row names that did not come with its office, and that row's name."""
    found: dict[int, RowName] = {}
    told = {"ids": json.dumps(list(ids)), "office": office}
    for one in (*by_id(db), *BY_CODE):
        if one.parent == book:
            rows = db.execute(_HELD_HERE.format(**one.words), told).fetchall()
            found |= {row["row"]: row_names.of_row(db, one.child, row["other"]) for row in rows}
    return found


def resumed(db: Connection, seq: int) -> Hold | None:
    """Return a suspension of the entry that a later one ended: without it nothing would have stood still."""
    row = db.execute(_RESUMED, {"seq": seq}).fetchone()
    return hold(db, ("change", row["row"]), ("change", row["other"]), row["entry"]) if row else None


def _first(db: Connection, seq: int, references: Iterator[Reference], which: str) -> Hold | None:
    """Return the first row `p` for which `which` holds and which is named by a row written since."""
    # Ids rise with time, so what was entered since lies above the first of them.
    since = dict(
        db.execute(
            "SELECT book, min(first) FROM journal_range WHERE seq > ? GROUP BY book", (seq,)
        ).fetchall()
    )
    for one in references:
        for statement in (_ENTERED_SINCE, _CHANGED_SINCE):
            told = statement.format(**one.words, which=which)
            row = db.execute(told, {"seq": seq, "newer": since.get(one.child)}).fetchone()
            if row:
                return hold(db, (one.parent, row["row"]), (one.child, row["other"]), row["entry"])
    return None


def hold(db: Connection, row: tuple[str, int], other: tuple[str, int], entry: int) -> Hold:
    """Return two rows by their names, and the entry that stands between them."""
    return Hold(row_names.of_row(db, *row), row_names.of_row(db, *other), entry)
