"""Saved filters of task list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasktrack.domain.text import fold
from tasktrack.domain.view import Options, View
from tasktrack.store.connect import Connection, Row

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry

_SELECT = "SELECT id, name, options FROM saved_view WHERE voided IS NULL"


def every(db: Connection) -> list[View]:
    """Return all views by name."""
    return sorted((_view(row) for row in db.execute(_SELECT)), key=lambda view: fold(view.name))


def find(db: Connection, name: str) -> View | None:
    """Return the view of that name, case and diacritics aside."""
    return next((view for view in every(db) if fold(view.name) == fold(name)), None)


def save(entry: Entry, name: str, options: Options, before: View | None) -> None:
    """Keep a view, in the place of the one that it replaces."""
    import json  # only what uses a view needs it

    values = {"name": name, "options": json.dumps(options, ensure_ascii=False)}
    if before is None:
        entry.insert("saved_view", values)
    else:
        entry.update("saved_view", before.id, values)


def remove(entry: Entry, view: int) -> None:
    """Take a view back."""
    entry.void("saved_view", view)


def _view(row: Row) -> View:
    import json

    return View(row["id"], row["name"], json.loads(row["options"]))
