"""Recompute what the file says of itself: schema and guards, journal chain, rows, seals, derived states."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tasktrack.domain.sealing import Head
from tasktrack.domain.verification import Finding
from tasktrack.i18n import _
from tasktrack.store import closing, journal, migrations, now, seal
from tasktrack.store.connect import Connection, Row
from tasktrack.store.digest import row_digest
from tasktrack.store.guards import BOOKS, FROZEN
from tasktrack.store.journal import RowDiffersError, Value, inserted_rows, page_digest

NAMED: Final = 20
LOWEST, HIGHEST = -(2**63), 2**63 - 1
# The entry that closed the period, at the moment and by the person that the closing names.
_JOURNALLED: Final = """
  SELECT 1 FROM journal j WHERE j.seq = :seq AND j.at = :at AND j.actor = :actor AND (
    EXISTS (SELECT 1 FROM period WHERE id = :period AND created = :seq)
    OR EXISTS (SELECT 1 FROM journal_row r WHERE r.book = 'period' AND r.id = :period AND r.seq = :seq
      AND CASE WHEN json_valid(r.after) THEN json_extract(r.after, '$.state') = 'closed' END))"""
_CLOSED_WITHOUT_CLOSING: Final = """
  SELECT p.id AS period FROM period p WHERE p.state = 'closed' AND NOT EXISTS
    (SELECT 1 FROM closing c WHERE c.period = p.id AND c.revision = p.revision)
  UNION SELECT r.id FROM journal_row r WHERE r.book = 'period'
    AND CASE WHEN json_valid(r.after) THEN json_extract(r.after, '$.state') = 'closed' END
    AND NOT EXISTS (SELECT 1 FROM closing c WHERE c.period = r.id AND c.seq = r.seq)
  ORDER BY period"""

_REVISED: Final = "SELECT id, key, revision FROM period WHERE revision > 1 ORDER BY starts_on, key"
# Reopenings that the entry recorded which opened the period at that revision.
_DECIDED: Final = """
  SELECT o.revision FROM reopening o JOIN journal_row r ON r.book = 'period' AND r.id = o.period AND r.seq = o.created
  WHERE o.period = :period AND o.voided IS NULL
    AND CASE WHEN json_valid(r.after) THEN json_extract(r.after, '$.revision') = o.revision END"""
_CHANGES: Final = """
  SELECT seq, id, before, after, NULL AS first, NULL AS last, NULL AS was FROM journal_row
    WHERE book = :book AND id BETWEEN :first AND :last
  UNION ALL SELECT seq, NULL, NULL, NULL, first, last, was FROM journal_void
    WHERE book = :book AND first <= :last AND last >= :first
  ORDER BY seq DESC"""


def guards(db: Connection) -> Iterator[Finding]:
    """Name tables, indexes and guards that are missing or were changed, and triggers that are not ours."""
    wanted, held = migrations.expected()[0], migrations.schema_of(db)
    for (kind, name), sql in wanted.items():
        part = "guards" if kind == "trigger" else "schema"
        if (kind, name) not in held:
            yield Finding(part, name, _("guard is missing") if kind == "trigger" else _("is missing"))
        elif held[kind, name] != sql:
            yield Finding(part, name, _("guard was changed") if kind == "trigger" else _("was changed"))
    for kind, name in sorted(held.keys() - wanted.keys()):
        if kind == "trigger":
            yield Finding("guards", name, _("is not a guard of ours"))


def chain(db: Connection) -> Iterator[Finding]:
    """Name journal entries whose hash or place in the chain does not hold, and those left open."""
    previous = ""
    expected = 1
    for entry in db.execute("SELECT seq, prev, hash, foreign_note FROM journal ORDER BY seq"):
        where = f"journal {entry['seq']}"
        if entry["seq"] != expected:
            yield Finding("journal", where, _("entry {number} is missing before it").format(number=expected))
        expected = entry["seq"] + 1
        if entry["foreign_note"] is not None:
            yield Finding("journal", where, _("was opened by another program"))
        if entry["hash"] is None:
            yield Finding("journal", where, _("was left open by another program"))
        elif entry["prev"] != previous or entry["hash"] != journal.entry_hash(db, entry["seq"], previous):
            yield Finding("journal", where, _("does not match its hash"))
        previous = entry["hash"] or ""


def rows(db: Connection) -> Iterator[Finding]:
    """Name rows that do not hold what the journal says was written, and rows it does not know."""
    if not is_readable(db):
        return
    for book in BOOKS:
        yield from _book_rows(db, book.name)
    # An entry that was taken away leaves behind what names it.
    for row in db.execute("PRAGMA foreign_key_check").fetchmany(NAMED):
        yield Finding(
            "rows", f"{row['table']} {row['rowid'] or ''}".strip(), _("names a row that is not there")
        )


def count_rows(db: Connection) -> int:
    """Return how many rows the journal covers."""
    return int(db.execute("SELECT coalesce(sum(last - first + 1), 0) FROM journal_range").fetchone()[0])


def _book_rows(db: Connection, book: str) -> Iterator[Finding]:
    pages = db.execute(
        "SELECT seq, first, last, sha256 FROM journal_range WHERE book = ? ORDER BY first", (book,)
    ).fetchall()
    for page in pages:
        yield from _page_rows(db, book, page, _changes(db, book, page["first"], page["last"]))
    for after, before in _gaps([(page["first"], page["last"]) for page in pages]):
        for row in db.execute(
            f"SELECT id FROM {book} WHERE id > ? AND id < ? LIMIT {NAMED}", (after, before)
        ):
            yield Finding("rows", f"{book} {row['id']}", _("is not in the journal"))


def _gaps(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the open intervals of ids that no span covers; the spans are in order of their first id."""
    after = LOWEST
    for first, last in spans:
        if first > after + 1:
            yield after, first
        after = max(after, last)
    yield after, HIGHEST


def _changes(db: Connection, book: str, first: int, last: int) -> dict[int, list[journal.Change]]:
    """Return what was changed of the rows of a page, newest first: one by one, or taken back in pages."""
    changes: dict[int, list[journal.Change]] = {}
    for row in db.execute(_CHANGES, {"book": book, "first": first, "last": last}):
        if row["id"] is not None:
            changes.setdefault(row["id"], []).append((_object(row["before"]), _object(row["after"])))
            continue
        taken = ({"seq": row["was"], "voided": None}, {"seq": row["seq"], "voided": row["seq"]})
        for row_id in range(max(first, row["first"]), min(last, row["last"]) + 1):
            changes.setdefault(row_id, []).append(taken)
    return changes


def _page_rows(
    db: Connection, book: str, page: Row, changes: Mapping[int, list[journal.Change]]
) -> Iterator[Finding]:
    """Compare a page with its digest; name the row, if it can be, else the page."""
    first, last = page["first"], page["last"]
    what = _("is not what the journal wrote")
    try:
        held = list(inserted_rows(db, book, first, last, changes))
    except RowDiffersError as fault:
        yield Finding("rows", f"{fault.book} {fault.row_id}", what)
        return
    if page_digest(held) == page["sha256"]:
        return
    # A row that another program wrote names that program's entry; one that it took away is not there.
    own = {row["id"] for row in held if row["seq"] == row["created"] == page["seq"]}
    odd = [row_id for row_id in range(first, min(last + 1, first + journal.PAGE)) if row_id not in own]
    for row_id in odd[:NAMED]:
        yield Finding("rows", f"{book} {row_id}", what)
    if not odd:
        yield Finding("rows", f"{book} {first}" if first == last else f"{book} {first}-{last}", what)


def seals(db: Connection) -> Iterator[Finding]:
    """Name closings whose seal, chain, pages or rows do not hold, and what no closing stands for."""
    if not is_readable(db):
        return
    previous, number = "", 1
    for record in closing.every(db):
        yield from _closing(db, record, previous, number)
        previous, number = record.seal, record.number + 1
    yield from _without_closing(db)
    yield from _without_reopening(db)


def seal_chain(db: Connection, wanted: closing.Closing) -> Iterator[Finding]:
    """Name what does not hold of one closing, all its rows, and of the chain of seals from it to the newest."""
    previous, number = "", 1
    for record in closing.every(db):
        if record.number == wanted.number:
            yield from _closing(db, record, previous, number)
        elif record.number > wanted.number:
            yield from _link(db, record, previous, number)
        previous, number = record.seal, record.number + 1


def recomputed(db: Connection, record: closing.Closing) -> str:
    """Return the seal over what a closing froze, as its pages are on record; empty when that cannot be read."""
    header = _header(_key(db, record.period), record)
    return seal.seal_of(db, record.period, record.revision, header) if header else ""


def _closing(db: Connection, record: closing.Closing, previous: str, number: int) -> Iterator[Finding]:
    where = f"{_key(db, record.period)} r{record.revision}"
    yield from _link(db, record, previous, number)
    yield from _pages(db, record, where)
    if not _is_journalled(db, record):
        yield Finding("seals", where, _("is not what the journal wrote"))


def _link(db: Connection, record: closing.Closing, previous: str, number: int) -> Iterator[Finding]:
    """Name a closing that does not follow the one before, or whose seal is not that of its pages."""
    where = f"{_key(db, record.period)} r{record.revision}"
    if record.number != number or record.previous_seal != previous:
        yield Finding("seals", where, _("does not follow the seal before it"))
    if recomputed(db, record) != record.seal:
        yield Finding(
            "seals", where, _("seal {seal} does not match what is frozen").format(seal=record.seal[:16])
        )


def _is_journalled(db: Connection, record: closing.Closing) -> bool:
    named = {"period": record.period, "seq": record.seq, "at": record.at, "actor": record.actor}
    return db.execute(_JOURNALLED, named).fetchone() is not None


def _without_closing(db: Connection) -> Iterator[Finding]:
    """Name periods that were closed without a closing, and frozen rows that belong to none."""
    for row in db.execute(_CLOSED_WITHOUT_CLOSING):
        yield Finding("seals", _key(db, row["period"]), _("is closed without a closing"))
    for book in FROZEN:
        for row in db.execute(
            f"SELECT DISTINCT period, revision FROM {book} f WHERE NOT EXISTS"
            " (SELECT 1 FROM closing c WHERE c.period = f.period AND c.revision = f.revision)"
        ):
            where = f"{_key(db, row['period'])} r{row['revision']}, {book}"
            yield Finding("seals", where, _("belongs to no closing"))


def _without_reopening(db: Connection) -> Iterator[Finding]:
    """Name periods that stand at a revision which no recorded decision opened, or another entry than it says."""
    for row in db.execute(_REVISED):
        decided = {one["revision"] for one in db.execute(_DECIDED, {"period": row["id"]})}
        for revision in range(2, row["revision"] + 1):
            if revision not in decided:
                yield Finding("seals", f"{row['key']} r{revision}", _("was opened again without a reopening"))


def states(db: Connection, *, done_needs_review: bool) -> Iterator[Finding]:
    """Name tasks whose stored state is not what their events say."""
    if is_readable(db):
        for task in now.differing(db, done_needs_review=done_needs_review):
            yield Finding("states", f"task_now {task}", _("is not what the entries say"))


def is_readable(db: Connection) -> bool:
    """Return whether all our tables and columns are there, so that their rows can be looked at."""
    return migrations.columns_of(db).items() >= migrations.expected()[1].items()


def standing(db: Connection, period: int) -> tuple[str, int, bool]:
    """Return key and revision of a period, and whether it is closed; revision 0 when it is not there."""
    row = db.execute("SELECT key, revision, state FROM period WHERE id = ?", (period,)).fetchone()
    return (row["key"], row["revision"], row["state"] == "closed") if row else (f"period {period}", 0, False)


def _key(db: Connection, period: int) -> str:
    return standing(db, period)[0]


def _object(text: str) -> dict[str, Value]:
    """Read a JSON object; what cannot be read says nothing, and the entry's hash shows it."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _header(key: str, record: closing.Closing) -> Head | None:
    """Return what the seal says of a closing, None when its parts cannot be read."""
    try:
        parts = [(part, revision, sealed) for part, revision, sealed in json.loads(record.parts)]
    except (ValueError, TypeError):
        return None
    return Head(
        key,
        record.revision,
        record.number,
        record.data_from,
        record.cut_on,
        record.as_of,
        record.settings,
        parts,
        record.previous_seal,
    )


def _pages(db: Connection, record: closing.Closing, where: str) -> Iterator[Finding]:
    """Compare every page with its stored digest; inside a page that differs name the row, if it can be."""
    for book in seal.FROZEN_BOOKS:
        stored = {
            row["page"]: row["sha256"]
            for row in db.execute(
                "SELECT page, sha256 FROM frozen_page WHERE period = ? AND revision = ? AND book = ?",
                (record.period, record.revision, book),
            )
        }
        held = {
            page: sha256
            for page, _rows, sha256 in seal.page_digests(db, book, record.period, record.revision)
        }
        for page in sorted(stored.keys() | held.keys()):
            if stored.get(page) == held.get(page):
                continue
            names = list(_differing_rows(db, book, record, page))
            for name in names or [
                _("rows {first} to {last}").format(first=page * seal.PAGE + 1, last=(page + 1) * seal.PAGE)
            ]:
                yield Finding("seals", f"{where}, {book} {name}", _("is not what was frozen"))


def _differing_rows(db: Connection, book: str, record: closing.Closing, page: int) -> Iterator[str]:
    keys = seal.FROZEN_BOOKS[book]
    order = ", ".join(keys)
    rows = db.execute(
        f"SELECT {order}, digest, {seal.line_sql(db, book)} AS line FROM {book}"
        f" WHERE period = ? AND revision = ? ORDER BY {order} LIMIT {seal.PAGE} OFFSET {page * seal.PAGE}",
        (record.period, record.revision),
    )
    for row in rows:
        if row_digest(row["line"]) != row["digest"]:
            yield " ".join(f"{key}={row[key]}" for key in keys)
