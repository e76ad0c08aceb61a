"""Recompute what the file says of itself: guards, journal chain, rows, seals, derived states."""

import json
from collections.abc import Iterator

from tasktrack.domain.verification import Finding
from tasktrack.i18n import _
from tasktrack.store import closing, journal, now, seal
from tasktrack.store.connect import Connection
from tasktrack.store.digest import row_digest
from tasktrack.store.guards import BOOKS
from tasktrack.store.journal import RowDiffersError, inserted_rows, page_digest
from tasktrack.store.migrations import trigger_statements


def guards(db: Connection) -> Iterator[Finding]:
    """Name guards that are missing or were changed."""
    held = {
        row["name"]: row["sql"]
        for row in db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    }
    for statement in trigger_statements(db):
        name = statement.split()[2]
        if name not in held:
            yield Finding("guards", name, _("guard is missing"))
        elif held[name] != statement.removesuffix(";"):
            yield Finding("guards", name, _("guard was changed"))


def chain(db: Connection) -> Iterator[Finding]:
    """Name journal entries whose hash or place in the chain does not hold, and those left open."""
    previous = ""
    expected = 1
    for entry in db.execute("SELECT seq, prev, hash, foreign_note FROM journal ORDER BY seq").fetchall():
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
    for book in BOOKS:
        yield from _book_rows(db, book.name)


def count_rows(db: Connection) -> int:
    """Return how many rows the journal covers."""
    return int(db.execute("SELECT coalesce(sum(last - first + 1), 0) FROM journal_range").fetchone()[0])


def _book_rows(db: Connection, book: str) -> Iterator[Finding]:
    changes: dict[int, list[journal.Change]] = {}
    for row in db.execute(
        "SELECT id, before, after FROM journal_row WHERE book = ? ORDER BY seq DESC", (book,)
    ):
        changes.setdefault(row["id"], []).append((json.loads(row["before"]), json.loads(row["after"])))
    covered = 0
    pages = db.execute(
        "SELECT first, last, sha256 FROM journal_range WHERE book = ? ORDER BY first", (book,)
    ).fetchall()
    for page in pages:
        first, last = page["first"], page["last"]
        covered += last - first + 1
        try:
            held = list(inserted_rows(db, book, first, last, changes))
        except RowDiffersError as fault:
            yield Finding("rows", f"{fault.book} {fault.row_id}", _("is not what the journal wrote"))
            continue
        if page_digest(held) != page["sha256"]:
            where = f"{book} {first}" if first == last else f"{book} {first}-{last}"
            yield Finding("rows", where, _("is not what the journal wrote"))
    count = db.execute(f"SELECT count(*) FROM {book}").fetchone()[0]
    if count != covered:
        inside = " OR ".join("id BETWEEN ? AND ?" for _page in pages) or "0"
        spans = [number for page in pages for number in (page["first"], page["last"])]
        for row in db.execute(f"SELECT id FROM {book} WHERE NOT ({inside}) LIMIT 20", spans):
            yield Finding("rows", f"{book} {row['id']}", _("is not in the journal"))


def seals(db: Connection) -> Iterator[Finding]:
    """Name closings whose seal, chain, pages or rows do not hold."""
    previous, number = "", 1
    closings = closing.every(db)
    for record in closings:
        key = db.execute("SELECT key FROM period WHERE id = ?", (record.period,)).fetchone()["key"]
        where = f"{key} r{record.revision}"
        if record.number != number or record.previous_seal != previous:
            yield Finding("seals", where, _("does not follow the seal before it"))
        found = list(_pages(db, record, where))
        yield from found
        if seal.seal_of(db, record.period, record.revision, _header(key, record)) != record.seal:
            yield Finding(
                "seals", where, _("seal {seal} does not match what is frozen").format(seal=record.seal[:16])
            )
        previous, number = record.seal, record.number + 1
    known = {(record.period, record.revision) for record in closings}
    for row in db.execute("SELECT id, key, revision FROM period WHERE state = 'closed'"):
        if (row["id"], row["revision"]) not in known:
            yield Finding("seals", row["key"], _("is closed without a closing"))


def states(db: Connection, *, done_needs_review: bool) -> Iterator[Finding]:
    """Name tasks whose stored state is not what their events say."""
    for task in now.differing(db, done_needs_review=done_needs_review):
        yield Finding("states", f"task_now {task}", _("is not what the entries say"))


def _header(key: str, record: closing.Closing) -> seal.Header:
    return seal.Header(
        key,
        record.revision,
        record.number,
        record.data_from,
        record.cut_on,
        record.as_of,
        record.settings,
        [(part, revision, sealed) for part, revision, sealed in json.loads(record.parts)],
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
