"""The product book: the catalogue."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tasktrack.domain.product import Product, Taken
from tasktrack.domain.text import fold
from tasktrack.store.code import stored_code
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import THOUSANDTHS, day, iso, thousandths

if TYPE_CHECKING:
    from datetime import date

    from tasktrack.store.journal import Entry, Value

_SELECT = """
SELECT id, code, name, folded, measure, complexity, points, coefficient, retired_on
FROM product WHERE voided IS NULL"""


def find(db: Connection, code: str) -> Product | None:
    """Return the product with that code, letters in any case."""
    stored = stored_code(db, "product", code)
    row = db.execute(f"{_SELECT} AND code = ?", (stored,)).fetchone()
    return _product(row) if row else None


def every(db: Connection, *, text: str | None = None) -> list[Product]:
    """Return products in the order in which they were entered, with these words in code or name."""
    rows = db.execute(f"{_SELECT} ORDER BY id")
    words = fold(text or "").split()
    return [_product(row) for row in rows if all(word in row["folded"] for word in words)]


def add(entry: Entry, values: dict[str, Value]) -> int:
    """Insert a product; points and coefficient are thousandths."""
    return entry.insert("product", {**values, **_folded(values)})


def edit(entry: Entry, product: int, values: dict[str, Value]) -> bool:
    """Change columns of a product, its code and name being among them; tasks keep the terms that they took."""
    return entry.update("product", product, values | _folded(values))


def retire(entry: Entry, product: int, on: date | None) -> None:
    """Set from which day on a product is assigned no more; None: it is assigned."""
    entry.update("product", product, {"retired_on": iso(on)})


def taken(db: Connection, code: str) -> list[Taken]:
    """Return with which coefficients living tasks took a product, the smallest first."""
    rows = db.execute(
        "SELECT coefficient, count(*) FROM task WHERE product = ? AND voided IS NULL"
        " GROUP BY coefficient ORDER BY coefficient",
        (code,),
    )
    return [Taken(Fraction(coefficient, THOUSANDTHS), tasks) for coefficient, tasks in rows]


def assigned_from(db: Connection, code: str, on: date) -> int:
    """Return how many living tasks of a product were assigned on a day or later."""
    found = db.execute(
        "SELECT count(*) FROM task WHERE product = ? AND voided IS NULL AND assigned_on >= ?",
        (code, iso(on)),
    )
    return int(found.fetchone()[0])


def _folded(values: dict[str, Value]) -> dict[str, Value]:
    return {"folded": fold(f"{values['code']} {values['name']}")}


def _product(row: Row) -> Product:
    return Product(
        row["id"],
        row["code"],
        row["name"],
        row["measure"],
        row["complexity"],
        thousandths(row["points"]),
        thousandths(row["coefficient"]),
        day(row["retired_on"]),
    )
