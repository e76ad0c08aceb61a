"""The catalogue: add, list and show products and works, and give tasks the terms of theirs."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.numbers import parse_scaled
from tasktrack.domain.product import (
    HIGHEST_GROUP,
    MOST_POINTS,
    Product,
    Taken,
    Yardstick,
    read_bands,
    read_standard,
)
from tasktrack.domain.text import shown, tidy
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.services.inputs import THOUSANDTHS, coefficient
from tasktrack.services.unit import checked_code, required
from tasktrack.store import product as products
from tasktrack.store.connect import Row
from tasktrack.store.journal import Value
from tasktrack.store.register import Register

# The coefficient of a task when neither it nor its product says otherwise.
_USUAL: Final = Fraction(1)


def add(
    register: Register,
    code: str,
    name: str,
    *,
    measure: str | None = None,
    group: str | None = None,
    points: str | None = None,
    k: str | None = None,
) -> Product:
    """Add a product with its coefficient `k` or without; raise Invalid when the code is taken.

    Group and coefficient that are not given are derived from the points when they are read.
    """
    values: dict[str, Value] = {
        "code": checked_code(code, _("Product code")),
        "name": required(name, _("Name")),
        "measure": tidy(measure),
        "complexity": complexity(group) if group else None,
        "points": read_points(points) if points else None,
        "coefficient": coefficient(k) if k else None,
    }
    with register.write() as entry:
        if taken := products.find(register.db, str(values["code"])):
            raise Invalid(
                _("Product {code} exists already: {name}.").format(code=taken.code, name=taken.name),
                _("Choose another code, or use 'product edit'."),
                code="exists",
            )
        products.add(entry, values)
        return fitting(register, str(values["code"]))


def every(register: Register, *, text: str | None = None, group: str | None = None) -> list[Product]:
    """Return products with these words in code or name, of one complexity group or all."""
    by, wanted = yardstick(register), complexity(group) if group else None
    found = (by.rated(one) for one in products.every(register.db, text=text))
    return [one for one in found if wanted in (None, one.group)]


def in_use(register: Register, found: list[Product]) -> list[Product]:
    """Return those that may be assigned today."""
    return [one for one in found if not one.is_retired(register.clock.today())]


def show(register: Register, code: str) -> Product:
    """Return the product of that code; raise NotFound with products of a like code or name."""
    if found := products.find(register.db, code):
        return yardstick(register).rated(found)
    from tasktrack.domain import near  # only a slip asks what was meant

    spelled = [
        (spelling, f"{one.code} ({one.name})")
        for one in products.every(register.db)
        for spelling in (one.code, one.name)
    ]
    raise NotFound(
        _("There is no product {code}.").format(code=shown(code)),
        near.asked(near.nearest(code, spelled)) or _("See 'tasktrack product list'."),
    )


def taken(register: Register, product: Product) -> list[Taken]:
    """Return with which coefficients living tasks took a product: what is frozen in them."""
    return products.taken(register.db, product.code)


def yardstick(register: Register) -> Yardstick:
    """Return what the office measures products by, from its settings."""
    settings = register.settings
    bands = read_bands(settings["group_points"])
    if code := settings["standard_product"]:
        found = products.find(register.db, code)
        return Yardstick(found.points or None, found.code, bands) if found else Yardstick(None, code, bands)
    given = settings["standard_points"]
    return Yardstick(read_standard(given) if given else None, "", bands)


def standard_code(register: Register, code: str) -> str:
    """Return the code of a product that may be the standard one; raise Invalid when it has no points."""
    found = show(register, code)
    if not found.points:
        raise Invalid(
            _("Product {code} has no points, so nothing can be measured by it.").format(code=found.code),
            _("Give it some first: tasktrack product edit {code} --points N.").format(code=found.code),
        )
    return found.code


def fitting(register: Register, code: str) -> Product:
    """Return a product that was just written; raise Invalid when points, group and coefficient do not agree."""
    found = show(register, code)
    yardstick(register).refuse_misfit(found.as_given())
    return found


def with_terms(register: Register, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a new task with the terms of its product, where none are given and the catalogue has any.

    They are frozen in the task: the catalogue may change later. `assigned_on` is today where it is not given;
    raise Invalid for a product that is retired on that day, or whose coefficient cannot be derived.
    """
    found = products.find(register.db, str(fields["product"])) if fields.get("product") else None
    if found is None:
        return dict(fields)
    refuse_retired(found, fields.get("assigned_on") or register.clock.today())
    if "coefficient" in fields:
        return dict(fields) | {"product": found.code}
    by = yardstick(register)
    by.refuse_coefficient(found)
    terms: dict[str, Any] = {"measure": found.measure}
    if (k := by.rated(found).coefficient) is not None:
        terms["coefficient"] = thousandths(k)
    return terms | dict(fields) | {"product": found.code}


def corrected(register: Register, fields: Mapping[str, Any], task: Row) -> dict[str, Any]:
    """Return corrections of a task with the terms of another product where it takes one, as a new task does.

    Raise Invalid when the product is retired on the day of assignment.
    """
    given = dict(fields)
    code = given.get("product", task["product"])
    found = products.find(register.db, str(code)) if code else None
    if found is None:
        return given
    assigned = given.get("assigned_on") or date.fromisoformat(task["assigned_on"])
    if found.code == task["product"]:
        if "assigned_on" in given:
            refuse_retired(found, assigned)
        return given | ({"product": found.code} if "product" in given else {})
    terms = {"coefficient": thousandths(None)} | with_terms(register, given | {"assigned_on": assigned})
    if "assigned_on" not in given:
        del terms["assigned_on"]
    return {name: value for name, value in terms.items() if name in given or value != task[name]} | {
        "product": found.code
    }


def refuse_retired(product: Product, on: date) -> None:
    """Raise Invalid when a product is assigned no more on a day."""
    if product.retired_on is not None and product.is_retired(on):
        raise Invalid(
            _("Product {code} is retired from {day} on, and the task is assigned on {assigned}.").format(
                code=product.code, day=day_text(product.retired_on), assigned=day_text(on)
            ),
            _("Choose another product, or bring it back: tasktrack product retire {code} --on none.").format(
                code=product.code
            ),
            field="product",
        )


def refuse_retired_code(register: Register, code: str | None, on: date) -> None:
    """Raise Invalid when the product of that code, if the catalogue has it, is assigned no more on a day."""
    if found := products.find(register.db, code) if code else None:
        refuse_retired(found, on)


def thousandths(value: Fraction | None) -> int:
    """Return the coefficient of a product as a task of it keeps it; 1 where it has none."""
    return int((_USUAL if value is None else value) * THOUSANDTHS)


def complexity(text: str) -> int:
    """Read a complexity group, 1 to 5 (NĐ 335/2025 Art. 3: at most five)."""
    if not re.fullmatch(f"[1-{HIGHEST_GROUP}]", text.strip()):
        raise Invalid(
            _("{value} is not a complexity group.").format(value=shown(text)),
            _("There are at most five: give 1 to 5."),
        )
    return int(text)


def read_points(text: str) -> int:
    """Read the points of a product, in thousandths."""
    value = parse_scaled(text, THOUSANDTHS, _("Points"))
    if value > MOST_POINTS * THOUSANDTHS:
        raise Invalid(
            _("{what} is more than {most}.").format(what=_("Points"), most=MOST_POINTS),
            _("Check the number."),
        )
    return value
