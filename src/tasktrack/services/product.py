"""The catalogue: add, list and show products and works, and give tasks the terms of theirs."""

import re
from collections.abc import Mapping
from typing import Any, Final

from tasktrack.domain.numbers import parse_scaled
from tasktrack.domain.product import HIGHEST_GROUP, Product
from tasktrack.domain.text import shown, tidy
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.services.inputs import THOUSANDTHS, coefficient
from tasktrack.services.unit import checked_code, required
from tasktrack.store import product as products
from tasktrack.store.journal import Value
from tasktrack.store.register import Register

_MOST_POINTS: Final = 1_000_000


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
    """Add a product with its coefficient `k` or without; raise Invalid when the code is taken."""
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
                _("Choose another code; to change it, import a table with this code."),
                code="exists",
            )
        products.add(entry, values)
        return show(register, str(values["code"]))


def every(register: Register, *, text: str | None = None, group: str | None = None) -> list[Product]:
    """Return products with these words in code or name, of one complexity group or all."""
    return products.every(register.db, text=text, group=complexity(group) if group else None)


def show(register: Register, code: str) -> Product:
    """Return the product of that code; raise NotFound with products of a like code or name."""
    if found := products.find(register.db, code):
        return found
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


def with_terms(register: Register, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a new task with the terms of its product, where none are given and the catalogue has any.

    They are frozen in the task: the catalogue may change later.
    """
    found = products.find(register.db, str(fields["product"])) if fields.get("product") else None
    if found is None:
        return dict(fields)
    terms: dict[str, Any] = {"measure": found.measure}
    if found.coefficient is not None:
        terms["coefficient"] = int(found.coefficient * THOUSANDTHS)
    given = dict(fields) if "coefficient" in fields else terms | dict(fields)
    return given | {"product": found.code}


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
    if value > _MOST_POINTS * THOUSANDTHS:
        raise Invalid(
            _("{what} is more than {most}.").format(what=_("Points"), most=_MOST_POINTS),
            _("Check the number."),
        )
    return value
