"""The journal: one entry per write command, chained by hash over everything the entry wrote.

Inserted rows are covered by a digest for each page of 1,000 ids, changed rows by their old and new values,
rows taken back in one go by the ids of their pages.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from tasktrack.clock import machine_moment
from tasktrack.store.connect import Connection
from tasktrack.store.digest import sha256

if TYPE_CHECKING:
    from tasktrack.store.copies import Copies

PAGE = 1000
MANY = 200_000
Value = str | int | None
# A row `w` of journal_row that tells of a row which was there before its entry.
CHANGED_ANOTHERS = "json_extract(w.before, '$.seq') <> w.seq"
_CHANGED_COLUMNS = """
  SELECT c.name FROM pragma_table_info(:book) c WHERE c.name NOT IN ('id', 'created', 'seq') AND c.name IN
    (SELECT k.key FROM journal_row w, json_each(w.before) k WHERE w.seq = :undone AND w.book = :book)"""


@dataclass(frozen=True)
class Stamp:
    """What an entry says of itself: who, when, which command and why; `undoes` is the entry it takes back."""

    actor: str
    command: str
    today: str
    reason: str | None = None
    undoes: int | None = None


@dataclass
class Entry:
    """An open journal entry; every change of a book goes through it."""

    db: Connection
    seq: int
    _inserted: dict[str, list[list[int]]] = field(default_factory=dict)
    _bulk_wrote: bool = False
    _updated: dict[tuple[str, int], tuple[dict[str, Value], dict[str, Value]]] = field(default_factory=dict)
    touched_tasks: set[int] = field(default_factory=set)
    touched_too_many: bool = False
    # Asked of everything that is written, where the register holds copies of other offices' rows.
    copies: "Copies | None" = None

    def insert(self, book: str, values: Mapping[str, Value]) -> int:
        """Insert one row and return its id."""
        if self.copies:
            self.copies.refuse_inserts(book, list(values), [list(values.values())])
        row = {**values, "created": self.seq, "seq": self.seq}
        names = ", ".join(row)
        marks = ", ".join("?" for _name in row)
        cursor = self.db.execute(f"INSERT INTO {book} ({names}) VALUES ({marks})", tuple(row.values()))
        row_id = int(cursor.lastrowid or 0)
        spans = self._inserted.setdefault(book, [])
        if spans and spans[-1][1] == row_id - 1:
            spans[-1][1] = row_id
        else:
            spans.append([row_id, row_id])
        return row_id

    def update(self, book: str, row_id: int, values: Mapping[str, Value]) -> bool:
        """Change columns of one row; return False, writing nothing, when they already hold these values."""
        columns = [*values, "seq"]
        old = self.db.execute(f"SELECT {', '.join(columns)} FROM {book} WHERE id = ?", (row_id,)).fetchone()
        before = {name: old[name] for name in columns if name == "seq" or old[name] != values[name]}
        if set(before) == {"seq"}:
            return False
        if self.copies:
            self.copies.refuse_update(book, row_id)
        after = {name: self.seq if name == "seq" else values[name] for name in before}
        sets = ", ".join(f"{name} = ?" for name in after)
        self.db.execute(f"UPDATE {book} SET {sets} WHERE id = ?", (*after.values(), row_id))
        if not self._inserted_here(book, row_id):
            self._remember(book, row_id, before, after)
        return True

    def void(self, book: str, row_id: int) -> None:
        """Take a row back; it stays, with this entry's number."""
        self.update(book, row_id, {"voided": self.seq})

    def insert_many(self, book: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> range:
        """Insert rows under consecutive ids, cheaply, and return the ids; columns left out stay NULL.

        Their digests are made from the values as they are given, so these must be what SQLite stores.
        """
        if self.copies:
            self.copies.refuse_inserts(book, columns, rows)
        first = int(self.db.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {book}").fetchone()[0])
        for start in range(0, len(rows), PAGE):
            self._insert_page(book, first + start, columns, rows[start : start + PAGE])
        return range(first, first + len(rows))

    def _insert_page(
        self, book: str, first: int, columns: Sequence[str], rows: Sequence[Sequence[Value]]
    ) -> None:
        count = len(rows)
        wrote = (self.seq,) * count
        page: dict[str, Sequence[Value]] = {"id": range(first, first + count), "created": wrote, "seq": wrote}
        filled = zip(columns, zip(*rows, strict=True), strict=True)
        page |= {name: values for name, values in filled if values.count(None) < count}
        marks = ", ".join("?" for _name in page)
        self.db.executemany(
            f"INSERT INTO {book} ({', '.join(page)}) VALUES ({marks})", zip(*page.values(), strict=True)
        )
        self._page(book, first, first + count - 1, sha256("".join(page_lines(page))).hexdigest())

    def void_pages(self, book: str, first: int, last: int, was: int) -> None:
        """Take back all rows with these ids, each written last by the entry `was`, page by page."""
        self.db.execute(
            f"UPDATE {book} SET seq = ?, voided = ? WHERE id BETWEEN ? AND ?",
            (self.seq, self.seq, first, last),
        )
        for start in range(first, last + 1, PAGE):
            end = min(start + PAGE - 1, last)
            self.db.execute(
                "INSERT INTO journal_void (seq, book, first, last, was) VALUES (?, ?, ?, ?, ?)",
                (self.seq, book, start, end, was),
            )
        self._bulk_wrote = True

    def set_back(self, book: str, undone: int) -> None:
        """Give the rows of a book that an earlier entry changed the values they had before it, in one go.

        Nothing may have changed them since, but for entries that were taken back.
        """
        told = {"seq": self.seq, "undone": undone, "book": book}
        columns = [row["name"] for row in self.db.execute(_CHANGED_COLUMNS, told)]
        sets = ", ".join(
            f"{name} = CASE WHEN json_type(w.before, '$.{name}') IS NULL THEN {book}.{name}"
            f" ELSE json_extract(w.before, '$.{name}') END"
            for name in columns
        )
        where = f"w.seq = :undone AND w.book = :book AND {CHANGED_ANOTHERS}"
        self.db.execute(
            "INSERT INTO journal_row (seq, book, id, before, after) SELECT :seq, :book, w.id,"
            " json_set(w.after, '$.seq', r.seq), json_set(w.before, '$.seq', :seq)"
            f" FROM journal_row w JOIN {book} r ON r.id = w.id WHERE {where}",
            told,
        )
        self.db.execute(
            f"UPDATE {book} SET seq = :seq, {sets} FROM journal_row w WHERE {where} AND w.id = {book}.id",
            told,
        )
        self._bulk_wrote = True

    def restore_pages(self, book: str, first: int, last: int) -> None:
        """Let rows stand again that an earlier entry took back in pages."""
        told = {"seq": self.seq, "book": book, "first": first, "last": last}
        self.db.execute(
            "INSERT INTO journal_row (seq, book, id, before, after) SELECT :seq, :book, id,"
            " json_object('seq', seq, 'voided', voided), json_object('seq', :seq, 'voided', NULL)"
            f" FROM {book} WHERE id BETWEEN :first AND :last",
            told,
        )
        self.db.execute(
            f"UPDATE {book} SET seq = :seq, voided = NULL WHERE id BETWEEN :first AND :last", told
        )
        self._bulk_wrote = True

    def about(self, task: int) -> None:
        """Name the one task that this entry concerns."""
        self.touched_tasks.add(task)

    def about_many(self, tasks: Iterable[int]) -> None:
        """Name tasks that this entry concerns; of very many only that there were is kept."""
        if self.touched_too_many:
            return
        self.touched_tasks.update(tasks)
        if len(self.touched_tasks) > MANY:
            self.touched_too_many = True
            self.touched_tasks.clear()

    def keep(self) -> None:
        """Keep this entry though it writes no row: what it tells is all."""
        self._bulk_wrote = True

    def close(self, previous: str) -> str:
        """Write what was changed and the hash; after this the entry is immutable."""
        for (book, row_id), (before, after) in sorted(self._updated.items()):
            self.db.execute(
                "INSERT INTO journal_row (seq, book, id, before, after) VALUES (?, ?, ?, ?, ?)",
                (self.seq, book, row_id, _json(before), _json(after)),
            )
        for book, spans in sorted(self._inserted.items()):
            for first, last in spans:
                self._pages(book, first, last)
        digest = entry_hash(self.db, self.seq, previous)
        self.db.execute("UPDATE journal SET hash = ? WHERE seq = ?", (digest, self.seq))
        return digest

    @property
    def wrote(self) -> bool:
        """Whether anything was inserted or changed."""
        return bool(self._inserted or self._updated or self._bulk_wrote)

    def _pages(self, book: str, first: int, last: int) -> None:
        for start in range(first, last + 1, PAGE):
            end = min(start + PAGE - 1, last)
            self._page(book, start, end, page_digest(inserted_rows(self.db, book, start, end, changes={})))

    def _page(self, book: str, first: int, last: int, digest: str) -> None:
        self.db.execute(
            "INSERT INTO journal_range (seq, book, first, last, sha256) VALUES (?, ?, ?, ?, ?)",
            (self.seq, book, first, last, digest),
        )
        self._bulk_wrote = True

    def _inserted_here(self, book: str, row_id: int) -> bool:
        return any(first <= row_id <= last for first, last in self._inserted.get(book, ()))

    def _remember(self, book: str, row_id: int, before: dict[str, Value], after: dict[str, Value]) -> None:
        known = self._updated.get((book, row_id))
        if known is None:
            self._updated[book, row_id] = (before, after)
            return
        # A second change within one entry: the row's first `before` stands, its last `after` counts.
        for name, value in before.items():
            known[0].setdefault(name, value)
        known[1].update(after)


def open_entry(db: Connection, stamp: Stamp) -> Entry:
    """Insert the entry with its hash NULL; every row written from now on must name it."""
    close_foreign(db)
    cursor = db.execute(
        "INSERT INTO journal (at, today, actor, command, reason, undoes, prev) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            machine_moment(),
            stamp.today,
            stamp.actor,
            stamp.command,
            stamp.reason,
            stamp.undoes,
            last_hash(db),
        ),
    )
    return Entry(db, int(cursor.lastrowid or 0), copies=None if stamp.undoes else _copies(db))


def _copies(db: Connection) -> "Copies | None":
    if not db.execute("SELECT 1 FROM office WHERE code > '' AND voided IS NULL LIMIT 1").fetchone():
        return None
    from tasktrack.store.copies import Copies  # few registers hold any

    return Copies(db)


def close_entry(db: Connection, entry: Entry) -> None:
    """Seal the entry; the task it concerns is named when there was just one."""
    if len(entry.touched_tasks) == 1 and not entry.touched_too_many:
        db.execute("UPDATE journal SET task = ? WHERE seq = ?", (*entry.touched_tasks, entry.seq))
    entry.close(db.execute("SELECT prev FROM journal WHERE seq = ?", (entry.seq,)).fetchone()[0])


def close_foreign(db: Connection) -> None:
    """Close an entry that another program left open; `verify` names it, and the write goes on."""
    row = db.execute("SELECT seq, prev FROM journal WHERE hash IS NULL").fetchone()
    if row is None:
        return
    db.execute("UPDATE journal SET foreign_note = 'left open' WHERE seq = ?", (row["seq"],))
    digest = entry_hash(db, row["seq"], row["prev"])
    db.execute("UPDATE journal SET hash = ? WHERE seq = ?", (digest, row["seq"]))


def last_hash(db: Connection) -> str:
    """Return the hash of the newest entry, empty for the first."""
    row = db.execute("SELECT hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def entry_hash(db: Connection, seq: int, previous: str) -> str:
    """Return SHA-256 over the entry's own fields, its changed rows and its pages, in a fixed order."""
    entry = db.execute(
        "SELECT seq, at, today, actor, command, reason, task, undoes, foreign_note FROM journal WHERE seq = ?",
        (seq,),
    ).fetchone()
    digest = sha256(_json([previous, *tuple(entry)]))
    for row in db.execute(
        "SELECT book, id, before, after FROM journal_row WHERE seq = ? ORDER BY book, id", (seq,)
    ):
        digest.update(_json(tuple(row)).encode())
    for row in db.execute(
        "SELECT book, first, last, sha256 FROM journal_range WHERE seq = ? ORDER BY book, first", (seq,)
    ):
        digest.update(_json(tuple(row)).encode())
    # Entries of the first schema took back nothing in pages: their hashes stay what they were.
    for row in db.execute(
        "SELECT book, first, last, was FROM journal_void WHERE seq = ? ORDER BY book, first", (seq,)
    ):
        digest.update(_json(tuple(row)).encode())
    return digest.hexdigest()


Change = tuple[Mapping[str, Value], Mapping[str, Value]]


def inserted_rows(
    db: Connection, book: str, first: int, last: int, changes: Mapping[int, list[Change]]
) -> Iterator[dict[str, Value]]:
    """Yield the rows of a page as they were inserted: today's rows with later changes taken back.

    `changes` gives for each id its (before, after) pairs, newest first. Raises RowDiffers when a row does
    not hold what its newest change wrote.
    """
    for row in db.execute(f"SELECT * FROM {book} WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)):
        values = dict(row)
        for before, after in changes.get(values["id"], ()):
            if any(values.get(name) != value for name, value in after.items()):
                raise RowDiffersError(book, values["id"])
            values.update(before)
        yield values


class RowDiffersError(Exception):
    """A row does not hold what the journal says was written to it."""

    def __init__(self, book: str, row_id: int) -> None:
        super().__init__(f"{book} {row_id}")
        self.book = book
        self.row_id = row_id


def page_digest(rows: Iterable[Mapping[str, Value]]) -> str:
    """Return SHA-256 over rows, one JSON object a line.

    Columns that are NULL are left out, so that a column added by a later schema changes no digest.
    """
    digest = sha256()
    for row in rows:
        digest.update(_json({name: value for name, value in row.items() if value is not None}).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def page_lines(page: Mapping[str, Sequence[Value]]) -> Iterator[str]:
    """Yield the lines over which `page_digest` is made, column by column: an import runs to a million rows."""
    cells = [_cells(name, page[name]) for name in sorted(page)]
    for line in map("".join, zip(*cells, strict=True)):
        yield f"{{{line[1:]}}}\n"


def _cells(name: str, values: Sequence[Value]) -> list[str]:
    """Return a column's part of each line, nothing where it is NULL."""
    key = f',"{name}":'
    return [
        key + encode_basestring(value)
        if isinstance(value, str)
        else f"{key}{value}"
        if value is not None
        else ""
        for value in values
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
