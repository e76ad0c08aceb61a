"""Reports on the catalogue."""

from collections.abc import Iterator, Sequence
from typing import Final

from tasktrack.domain.dates import echo
from tasktrack.domain.product import Product, Taken, Yardstick, bands_text
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Cell, Column, Fact, Facts, Lines, Report, Table
from tasktrack.reports.task_fields import number

_NAMED: Final = 5  # codes that one sentence names


def added(product: Product, by: Yardstick, *, dry_run: bool) -> Report:
    """Say that a product was added, and how its coefficient comes about."""
    sentence = _("Product {code} added: {name}.").format(code=product.code, name=product.name)
    more = tuple(explained([product], by))
    return said.report("product add", sentence, _data(product), dry_run=dry_run, more=more)


def edited(before: Product, after: Product, tasks: int, by: Yardstick, *, dry_run: bool) -> Report:
    """Say what was changed of a product, each field before and after, and how many tasks keep the old terms."""
    old, new = _data(before), _data(after)
    changed = [name for name in _labels() if old[name] != new[name]]
    before_row, after_row = (dict(zip(_labels(), _row(one), strict=True)) for one in (before, after))
    lines = [
        _("{field}: {before} -> {after}").format(
            field=_labels()[name], before=_text(before_row[name]), after=_text(after_row[name])
        )
        for name in changed
    ]
    if changed and tasks:
        lines.append(
            ngettext(
                "{count} task keeps the terms that it took.",
                "{count} tasks keep the terms that they took.",
                tasks,
            ).format(count=tasks)
        )
    pairs = [{"field": name, "before": old[name], "after": new[name]} for name in changed]
    data = new | {"changed": pairs, "tasks": tasks}
    more = [*lines, *explained([after], by)] if changed else [_("Nothing changed.")]
    return said.report("product edit", f"{after.code} {after.name}", data, dry_run=dry_run, more=more)


def retired(product: Product, tasks: int, *, dry_run: bool) -> Report:
    """Say from which day on a product is assigned no more, or that it is assigned again."""
    if product.retired_on is None:
        sentence, day = _("Product {code} may be assigned again: {name}."), ""
    else:
        sentence = _("Product {code} is assigned no more from {day} on: {name}.")
        day = echo(product.retired_on)
    stay = ngettext(
        "{count} task was assigned from that day on; it stays as it is.",
        "{count} tasks were assigned from that day on; they stay as they are.",
        tasks,
    ).format(count=tasks)
    words = sentence.format(code=product.code, name=product.name, day=day)
    data = _data(product) | {"tasks": tasks}
    return said.report("product retire", words, data, dry_run=dry_run, more=[stay] if tasks else [])


def listing(products: Sequence[Product], by: Yardstick, *, filtered: bool = False, hidden: int = 0) -> Report:
    """List products, a row each, and what their coefficients are measured by; `hidden` retired ones are not shown."""
    none = _("No product passes the filter.") if filtered or hidden else _no_products()
    notes = tuple(filter(None, (*explained(products, by), _hidden(hidden))))
    return Report(
        command="product list",
        title=_("Catalogue of products and works"),
        data=[_data(product) for product in products],
        sections=(Table(_columns(), [_row(product) for product in products], notes=notes),),
        envelope=_measures(by),
        language=language(),
        empty=none,
    )


def card(product: Product, taken: Sequence[Taken], by: Yardstick) -> Report:
    """Show one product, and with which coefficients tasks took it: these stay, whatever the catalogue says."""
    cells = zip(_columns(), _row(product), strict=True)
    facts = Facts(tuple(Fact(column.label, cell, column.kind) for column, cell in cells))
    lines = tuple(explained([product], by))
    return Report(
        command="product show",
        title=product.name,
        data=_data(product)
        | {"taken": [{"coefficient": one.coefficient, "tasks": one.tasks} for one in taken]},
        sections=(facts, *((Lines(lines),) if lines else ()), *((_taken(taken),) if taken else ())),
        envelope=_measures(by),
        language=language(),
    )


def explained(products: Sequence[Product], by: Yardstick) -> Iterator[str]:
    """Say how the coefficients of these products come from their points, or why they do not."""
    derived = [product for product in products if product.source == "derived"]
    if len(products) == 1 and derived:
        yield _("Derived: {points} / {standard}, the points of the standard product, to one decimal.").format(
            points=number(derived[0].points), standard=number(by.points)
        )
    elif derived:
        yield _how(by)
    if silent := [one.code for one in products if one.points is not None and one.coefficient is None]:
        yield _why_not(by).format(codes=_named(silent), standard=by.product)
    above = [one.code for one in products if by.bands and one.points is not None and one.group is None]
    if above:
        yield _("Points above those of every complexity group ({bands}): {codes}.").format(
            bands=bands_text(by.bands), codes=_named(above)
        )


def _how(by: Yardstick) -> str:
    points = number(by.points)
    if by.product:
        return _("Derived: points / {points} (standard product {code}), to one decimal.").format(
            points=points, code=by.product
        )
    return _("Derived: points / {points} (the standard product), to one decimal.").format(points=points)


def _why_not(by: Yardstick) -> str:
    if by.points is not None:
        return _("Points that would make a coefficient below 0.1 or above 1000: {codes}.")
    if by.product:
        return _("No coefficient, for the standard product {standard} has no points: {codes}.")
    return _(
        "No coefficient, for no standard product is named: {codes}. Name it, or its points:"
        " tasktrack config set standard_points N."
    )


def _hidden(count: int) -> str:
    return (
        ngettext(
            "{count} retired product is not shown; --all shows it.",
            "{count} retired products are not shown; --all shows them.",
            count,
        ).format(count=count)
        if count
        else ""
    )


def _named(codes: Sequence[str]) -> str:
    return ", ".join(codes[:_NAMED]) + (" ..." if len(codes) > _NAMED else "")


def _taken(taken: Sequence[Taken]) -> Table:
    columns = (
        Column("coefficient", pgettext("col", "Coefficient"), "decimal"),
        Column("tasks", pgettext("col", "Tasks"), "integer"),
    )
    rows = [(number(one.coefficient), one.tasks) for one in taken]
    return Table(columns, rows, title=_("Frozen in the tasks that took it"))


def _no_products() -> str:
    return _("No products yet. Add one: tasktrack product add CODE NAME.")


def _columns() -> tuple[Column, ...]:
    return (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("measure", pgettext("col", "Unit of measure")),
        Column("group", pgettext("col", "Complexity group"), "integer"),
        Column("points", pgettext("col", "Points"), "decimal"),
        Column("coefficient", pgettext("col", "Coefficient"), "decimal"),
        Column("coefficient_source", pgettext("col", "Coefficient is")),
        Column("retired_on", pgettext("col", "Retired on"), "date"),
    )


def _labels() -> dict[str, str]:
    return {column.key: column.label for column in _columns()}


def _row(product: Product) -> tuple[Cell, ...]:
    return (
        product.code,
        product.name,
        product.measure or "",
        product.group,
        number(product.points),
        number(product.coefficient),
        _source(product),
        product.retired_on,
    )


def _source(product: Product) -> str | None:
    """Return the word for where a coefficient comes from."""
    words = {"given": pgettext("coefficient", "given"), "derived": pgettext("coefficient", "derived")}
    return words[product.source] if product.source else None


def _text(value: Cell) -> str:
    return "\N{EN DASH}" if value in (None, "") else str(value)


def _data(product: Product) -> dict[str, object]:
    return {
        "code": product.code,
        "name": product.name,
        "measure": product.measure,
        "group": product.group,
        "points": product.points,
        "coefficient": product.coefficient,
        "coefficient_source": product.source,
        "coefficient_source_label": _source(product),
        "retired_on": product.retired_on,
    }


def _measures(by: Yardstick) -> dict[str, object]:
    return {"standard_product": by.product or None, "standard_points": by.points}
