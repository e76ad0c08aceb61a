"""What another program sees of a register: its views, on any day."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]


def rows(path: Path, statement: str, *parameters: object) -> Rows:
    """Return what a query answers, as a program does that knows nothing of us."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(statement, parameters)]


def on(path: Path, day: str, soon: int = 7) -> Path:
    """Return a copy of a register whose views take a day, at noon in +07:00, as today."""
    copy = Path(shutil.copy(path, path.with_name(f"{path.stem}-{day}.db")))
    with closing(sqlite3.connect(copy)) as db:
        db.execute("DROP VIEW v_today")
        db.execute(
            f"CREATE VIEW v_today AS SELECT '{day}' AS today, date('{day}', '+{soon} days') AS soon_until,"
            f" '{day}T05:00:00Z' AS moment"
        )
        db.commit()
    return copy
