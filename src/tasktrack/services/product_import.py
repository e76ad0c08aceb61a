"""Import the catalogue of products and works."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Final

from tasktrack.domain.numbers import scaled_text
from tasktrack.domain.product import Product
from tasktrack.domain.text import tidy
from tasktrack.errors import TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import PRODUCTS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import lookup, product
from tasktrack.services.cell_readers import stands_twice
from tasktrack.services.importing import Importer, remembered
from tasktrack.services.inputs import THOUSANDTHS, coefficient
from tasktrack.services.unit import checked_code, required
from tasktrack.store import product as products
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register
from tasktrack.store.rows import iso, thousandths

Held = dict[str, Value]
# column -> what the book calls it, where they differ
_BOOK: Final = {"group": "complexity", "retired": "retired_on"}
_SCALED: Final = ("points", "coefficient")
_RATED: Final = {"complexity", *_SCALED}


class ProductImport(Importer):
    """Rows into products, known by their codes, letters in any case.

    Columns that the file does not have stay as they are, an empty cell clears.
    """

    spec: ClassVar[TableSpec] = PRODUCTS

    def __init__(self, register: Register, file: str) -> None:
        super().__init__(register, file)
        found = products.every(register.db)
        self._known: dict[str, tuple[int, Held]] = {
            one.code.casefold(): (one.id, _held(one)) for one in found
        }
        self._rows: dict[int, int] = {}
        self._by = product.yardstick(register)
        self._day = remembered(lambda text: lookup.a_day(register, text).isoformat())

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write products one by one, nothing being asked of the book for each."""
        for row in rows:
            if values := self._read(row):
                try:
                    self._put(entry, row, values)
                except TasktrackError as fault:
                    self.refuse(row, fault)

    def _read(self, row: Row) -> Held | None:
        """Return what a row gives by column of the book; None when a cell of it cannot be read."""
        cells = self.cells(row)
        read: Held = {
            "code": cells.read("code", lambda text: checked_code(text, _("Product code"))),
            "name": cells.read("name", lambda text: required(text, _("Name"))),
            "measure": tidy(cells.text("measure")),
            "group": cells.read("group", product.complexity),
            "points": cells.read("points", product.read_points),
            "coefficient": cells.read("coefficient", coefficient),
            "retired": cells.read("retired", self._day),
        }
        given = {_BOOK.get(name, name): value for name, value in read.items() if name in row.given}
        return given if cells.sound else None

    def _put(self, entry: Entry, row: Row, values: Held) -> None:
        code = str(values["code"]).casefold()
        if code not in self._known:
            held = dict.fromkeys(("measure", "complexity", *_SCALED, "retired_on")) | values
            self._by.refuse_misfit(_product(0, held))
            self._keep(row, products.add(entry, values), held)
            self.done["added"] += 1
            return
        number, held = self._known[code]
        values |= {"code": held["code"]}
        changed = {name: value for name, value in values.items() if held[name] != value}
        if changed and number in self._rows:
            raise stands_twice(self._rows[number], "code")
        after = held | values
        if _RATED & changed.keys():
            self._by.refuse_misfit(_product(number, after))
        if changed:
            products.edit(entry, number, changed | {name: after[name] for name in ("code", "name")})
            self.changed(row, str(held["code"]), _words(held), _words(after))
        else:
            self.done["same"] += 1
        self._keep(row, number, after)

    def _keep(self, row: Row, number: int, held: Held) -> None:
        self._known[str(held["code"]).casefold()] = number, held
        self._rows.setdefault(number, row.number)
        if held["code"] == self._by.product:  # what others are measured by may have changed
            self._by = product.yardstick(self.register)


def _held(one: Product) -> Held:
    return {
        "code": one.code,
        "name": one.name,
        "measure": one.measure,
        "complexity": one.group,
        "points": _scaled(one.points),
        "coefficient": _scaled(one.coefficient),
        "retired_on": iso(one.retired_on),
    }


def _product(number: int, held: Held) -> Product:
    """Return what a product would be; its points and coefficient are whole thousandths."""
    group, points, k = (_whole(held[name]) for name in ("complexity", *_SCALED))
    return Product(
        number, str(held["code"]), str(held["name"]), None, group, thousandths(points), thousandths(k)
    )


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _scaled(value: Fraction | None) -> int | None:
    return None if value is None else int(value * THOUSANDTHS)


def _words(held: Held) -> dict[str, str]:
    """Return what a product holds, by column, as text."""
    columns = {"name": "name", "measure": "measure", "group": "complexity", "retired": "retired_on"}
    said = {column: str(held[name]) for column, name in columns.items() if held[name] is not None}
    return said | {
        name: scaled_text(value, THOUSANDTHS) for name in _SCALED if isinstance(value := held[name], int)
    }
