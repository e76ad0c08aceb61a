"""The office's settings, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasktrack.domain.settings import Settings
from tasktrack.store.connect import Connection

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry


def read(db: Connection) -> Settings:
    """Return the settings in force."""
    rows = db.execute("SELECT name, value FROM setting WHERE voided IS NULL")
    return Settings({row["name"]: row["value"] for row in rows})


def put(entry: Entry, name: str, value: str) -> bool:
    """Set one; return False when it already had that value."""
    row = entry.db.execute("SELECT id FROM setting WHERE name = ? AND voided IS NULL", (name,)).fetchone()
    if row is not None:
        return entry.update("setting", row["id"], {"value": value})
    entry.insert("setting", {"name": name, "value": value})
    return True


def as_known(db: Connection, seq: int) -> Settings:
    """Return the settings that were in force at a journal entry."""
    rows = db.execute(
        "SELECT s.name, coalesce((SELECT json_extract(r.before, '$.value') FROM journal_row r WHERE r.book = 'setting'"
        " AND r.id = s.id AND r.seq > ?1 AND json_extract(r.before, '$.value') IS NOT NULL ORDER BY r.seq LIMIT 1),"
        " s.value) AS value FROM setting s WHERE s.created <= ?1 AND (s.voided IS NULL OR s.voided > ?1)",
        (seq,),
    )
    return Settings({row["name"]: row["value"] for row in rows})
