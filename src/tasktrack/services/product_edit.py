"""Change products of the catalogue; what was assigned before keeps the terms that it took."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain.product import Product
from tasktrack.domain.text import fold, tidy
from tasktrack.i18n import _
from tasktrack.services import lookup, product
from tasktrack.services.inputs import coefficient
from tasktrack.services.unit import required
from tasktrack.store import product as products
from tasktrack.store.journal import Value
from tasktrack.store.register import Register

# No day: the product is assigned again.
_NONE: Final = ("none", "khong")
_COLUMNS: Final = {"group": "complexity"}
_READERS: Final[Mapping[str, Callable[[str], Value]]] = {
    "measure": tidy,
    "group": product.complexity,
    "points": product.read_points,
    "coefficient": coefficient,
}


class Edited(NamedTuple):
    """A product before and after; `tasks` living ones keep the terms that they took."""

    before: Product
    after: Product
    tasks: int


class Retired(NamedTuple):
    """A retired product, or one brought back; `tasks` living ones were assigned from its day on."""

    product: Product
    tasks: int


def edit(register: Register, code: str, changes: Mapping[str, str], reason: str | None = None) -> Edited:
    """Change name, measure, group, points or coefficient of a product; empty text clears.

    Raise Invalid when points, group and coefficient do not agree; NotFound for a product that is not there.
    """
    values: dict[str, Value] = {_COLUMNS.get(name, name): _read(name, text) for name, text in changes.items()}
    with register.write(reason) as entry:
        before = product.show(register, code)
        products.edit(entry, before.id, {"code": before.code, "name": before.name, **values})
        if values.keys() & {"complexity", "points", "coefficient"}:
            product.fitting(register, before.code)
        after = product.show(register, before.code)
        return Edited(before, after, sum(one.tasks for one in products.taken(register.db, before.code)))


def retire(register: Register, code: str, on: str | None = None, reason: str | None = None) -> Retired:
    """Assign a product no more from a day on, today where none is given; `none` brings it back."""
    off = _day(register, on)
    with register.write(reason) as entry:
        found = product.show(register, code)
        products.retire(entry, found.id, off)
        tasks = products.assigned_from(register.db, found.code, off) if off else 0
        return Retired(product.show(register, found.code), tasks)


def _read(name: str, text: str) -> Value:
    if name == "name":
        return required(text, _("Name"))
    return _READERS[name](text) if text.strip() else None


def _day(register: Register, on: str | None) -> date | None:
    if on is None:
        return register.clock.today()
    return None if fold(on) in _NONE else lookup.a_day(register, on)
