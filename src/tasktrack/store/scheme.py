"""Schemes that the office installed."""

from dataclasses import dataclass

from tasktrack.store.connect import Connection
from tasktrack.store.journal import Entry


@dataclass(frozen=True)
class Installed:
    """An installed scheme file."""

    code: str
    version: int
    text: str
    sha256: str


def newest(db: Connection) -> list[Installed]:
    """Return the newest version of every installed scheme."""
    rows = db.execute(
        "SELECT code, max(version) AS version, text, sha256 FROM scheme WHERE voided IS NULL"
        " GROUP BY code ORDER BY code"
    )
    return [Installed(row["code"], row["version"], row["text"], row["sha256"]) for row in rows]


def find(db: Connection, code: str, version: int | None = None) -> Installed | None:
    """Return an installed scheme, in its newest version or the one named."""
    row = db.execute(
        "SELECT code, version, text, sha256 FROM scheme WHERE voided IS NULL AND code = ?1"
        " AND (?2 IS NULL OR version = ?2) ORDER BY version DESC LIMIT 1",
        (code, version),
    ).fetchone()
    return Installed(*row) if row else None


def add(entry: Entry, code: str, version: int, text: str, sha256: str) -> None:
    """Install a scheme file."""
    entry.insert("scheme", {"code": code, "version": version, "text": text, "sha256": sha256})
