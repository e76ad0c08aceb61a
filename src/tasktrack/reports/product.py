"""Reports on the catalogue."""

from collections.abc import Sequence

from tasktrack.domain.product import Product
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Cell, Column, Fact, Facts, Report, Table
from tasktrack.reports.task_fields import number


def added(product: Product, *, dry_run: bool) -> Report:
    """Say that a product was added."""
    sentence = _("Product {code} added: {name}.").format(code=product.code, name=product.name)
    return said.report("product add", sentence, _data(product), dry_run=dry_run)


def listing(products: Sequence[Product], *, filtered: bool = False) -> Report:
    """List products, a row each."""
    none = _("No product passes the filter.") if filtered else _no_products()
    return Report(
        command="product list",
        title=_("Catalogue of products and works"),
        data=[_data(product) for product in products],
        sections=(Table(_columns(), [_row(product) for product in products]),),
        language=language(),
        empty=none,
    )


def card(product: Product) -> Report:
    """Show one product."""
    cells = zip(_columns(), _row(product), strict=True)
    facts = Facts(tuple(Fact(column.label, cell, column.kind) for column, cell in cells))
    return Report(
        command="product show",
        title=product.name,
        data=_data(product),
        sections=(facts,),
        language=language(),
    )


def _no_products() -> str:
    return _("No products yet. Add one: tasktrack product add CODE NAME.")


def _columns() -> tuple[Column, ...]:
    return (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("measure", pgettext("col", "Measure")),
        Column("group", pgettext("col", "Complexity group"), "integer"),
        Column("points", pgettext("col", "Points"), "decimal"),
        Column("coefficient", pgettext("col", "Coefficient"), "decimal"),
    )


def _row(product: Product) -> tuple[Cell, ...]:
    return (
        product.code,
        product.name,
        product.measure or "",
        product.group,
        number(product.points),
        number(product.coefficient),
    )


def _data(product: Product) -> dict[str, object]:
    return {
        "code": product.code,
        "name": product.name,
        "measure": product.measure,
        "group": product.group,
        "points": product.points,
        "coefficient": product.coefficient,
    }
