"""Rows that came from another office's register are copies: what is written in them, or about them, is refused here."""

import json
from collections.abc import Sequence
from typing import Final

from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.store import row_names
from tasktrack.store.connect import Connection
from tasktrack.store.journal import Value
from tasktrack.store.merged_books import BY_NAME

_COPY: Final = """
  SELECT m.ours, f.code FROM merged_row m JOIN office f ON f.id = m.office
  WHERE m.book = ? AND m.ours IN (SELECT value FROM json_each(?)) AND m.voided IS NULL LIMIT 1"""


class Copies:
    """Asked by an entry before it writes; a merge itself and an undo ask nothing."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def refuse_update(self, book: str, row_id: int) -> None:
        """Raise Invalid when a row is a copy."""
        self.refuse_updates(book, [row_id])

    def refuse_updates(self, book: str, ids: Sequence[int]) -> None:
        """Raise Invalid when one of these rows is a copy."""
        policy = BY_NAME.get(book)
        if policy and not policy.shared_by:
            self._refuse(book, ids)

    def refuse_inserts(self, book: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """Raise Invalid when rows are to be added to a copy: progress on a task of another office, say."""
        policy = BY_NAME.get(book)
        if policy is None or policy.part_of not in columns:
            return
        place = list(columns).index(policy.part_of)
        self._refuse(
            policy.names[policy.part_of], sorted({row[place] for row in rows if row[place]}, key=str)
        )

    def _refuse(self, book: str, ids: Sequence[Value]) -> None:
        found = self.db.execute(_COPY, (book, json.dumps(ids))).fetchone() if ids else None
        if found is None:
            return
        raise Invalid(
            _(
                "{row} belongs to the office {office}; what stands here is a copy, in which nothing is written."
            ).format(row=row_names.of_row(self.db, book, found["ours"]).code, office=found["code"]),
            _("Have it entered in that office's own register, and merge that again: tasktrack merge FILE."),
            code="copy",
        )
