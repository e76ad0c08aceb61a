"""Codes of units, officers, products and counters as people type them: letters in any case."""

from typing import Literal

from tasktrack.domain.text import nfc
from tasktrack.store.connect import Connection


def stored_code(
    db: Connection, book: Literal["unit", "officer", "product", "counter"], typed: str
) -> str | None:
    """Return a code as its book has it; the very same one is found first, by its index."""
    living = f"SELECT code FROM {book} WHERE voided IS NULL"
    row = db.execute(f"{living} AND code = ?", (typed,)).fetchone()
    if row is None and typed.isascii():
        row = db.execute(f"{living} AND upper(code) = upper(?)", (typed,)).fetchone()
    if row is not None or typed.isascii():
        return row["code"] if row else None
    # SQLite knows the capitals of ASCII alone: Đ1 and đ1 would be two.
    wanted = nfc(typed).casefold()
    codes = (str(row["code"]) for row in db.execute(f"{living} ORDER BY id"))
    return next((code for code in codes if code.casefold() == wanted), None)
