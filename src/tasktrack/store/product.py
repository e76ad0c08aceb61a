"""The product book: the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasktrack.domain.product import Product
from tasktrack.domain.text import fold
from tasktrack.store.code import stored_code
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import thousandths

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

_SELECT = "SELECT id, code, name, folded, measure, complexity, points, coefficient FROM product WHERE voided IS NULL"


def find(db: Connection, code: str) -> Product | None:
    """Return the product with that code, letters in any case."""
    stored = stored_code(db, "product", code)
    row = db.execute(f"{_SELECT} AND code = ?", (stored,)).fetchone()
    return _product(row) if row else None


def every(db: Connection, *, text: str | None = None, group: int | None = None) -> list[Product]:
    """Return products in the order in which they were entered, with these words in code or name, of one group."""
    rows = db.execute(f"{_SELECT} AND (?1 IS NULL OR complexity = ?1) ORDER BY id", (group,))
    words = fold(text or "").split()
    return [_product(row) for row in rows if all(word in row["folded"] for word in words)]


def add(entry: Entry, values: dict[str, Value]) -> int:
    """Insert a product; points and coefficient are thousandths."""
    return entry.insert("product", {**values, **_folded(values)})


def edit(entry: Entry, product: int, values: dict[str, Value]) -> bool:
    """Change columns of a product, its code and name being among them; tasks keep the terms that they took."""
    return entry.update("product", product, values | _folded(values))


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
    )
