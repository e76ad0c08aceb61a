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
