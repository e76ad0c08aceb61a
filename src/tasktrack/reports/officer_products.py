"""The products and works of an officer's month, converted, with sums."""

from collections.abc import Sequence

from tasktrack.domain.officer_sheet import Product, added_up
from tasktrack.i18n import _, pgettext
from tasktrack.reports import labels
from tasktrack.reports.exact import exact, places
from tasktrack.reports.report import Cell, Column, Lines, Section, Table


def sections(products: Sequence[Product], check: str, late_count: str) -> list[Section]:
    """Return the products as assigned and as done, side by side under the same numbers, each with its sum."""
    if not products:
        return [Lines((_("No product or work is counted in this period."),), _("Products and works"))]
    return [_assigned(products), _done(products, check, late_count)]


def _assigned(products: Sequence[Product]) -> Table:
    tasks = [one.task for one in products]
    of_others = any(task.holder for task in tasks)
    sums = added_up(products)
    columns = (
        Column("number", pgettext("form", "No."), "integer"),
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        *((Column("holder", pgettext("col", "Officer"), "code"),) if of_others else ()),
        Column("product", pgettext("col", "Product"), "code"),
        Column("measure", pgettext("form", "Unit of measure")),
        Column("due_on", pgettext("col", "Due"), "date"),
        Column("coefficient", pgettext("form", "k"), "decimal", max(1, places(t.coefficient for t in tasks))),
        Column(
            "quantity", pgettext("form", "Assigned"), "decimal", places(t.assigned_quantity for t in tasks)
        ),
        Column(
            "assigned", pgettext("form", "Converted"), "decimal", places(one.assigned for one in products)
        ),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            one.task.code,
            one.task.title,
            *((one.task.holder or "",) if of_others else ()),
            one.catalogued.product or "",
            one.catalogued.measure or "",
            one.task.due_on,
            one.task.coefficient,
            one.task.assigned_quantity,
            one.assigned,
        )
        for number, one in enumerate(products, 1)
    ]
    blanks: tuple[Cell, ...] = ("",) * (len(columns) - 4)
    total = ("", "", pgettext("form", "Total"), *blanks, sums.assigned)
    notes = [_("k: coefficient of conversion; converted: k x quantity.")]
    if any(not one.task.planned for one in products):
        notes.append(_("–: outside what was assigned at first; such work only adds (Art. 18)."))
    return Table(columns, rows, _("Products and works assigned"), total=total, notes=tuple(notes))


def _done(products: Sequence[Product], check: str, late_count: str) -> Table:
    tasks, sums = [one.task for one in products], added_up(products)
    columns = (
        Column("number", pgettext("form", "No."), "integer"),
        Column("code", pgettext("col", "Code"), "code"),
        Column(
            "reported", pgettext("form", "Reported"), "decimal", places(t.reported_quantity for t in tasks)
        ),
        Column("confirmed", pgettext("form", "Confirmed"), "decimal", places(t.done_quantity for t in tasks)),
        Column("done", pgettext("form", "Converted"), "decimal", places(one.done for one in products)),
        Column("failed", pgettext("col", "Failed reviews"), "integer"),
        Column("sound", pgettext("form", "To quality"), "decimal", places(one.sound for one in products)),
        Column("late", pgettext("form", "Times late"), "integer"),
        Column("punctual", pgettext("form", "In time"), "decimal", places(one.punctual for one in products)),
        Column("note", pgettext("col", "Note")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            one.task.code,
            one.task.reported_quantity,
            one.task.done_quantity,
            one.done,
            one.task.failed_reviews,
            one.sound,
            one.task.late_count,
            one.punctual,
            "; ".join(note_words(one)),
        )
        for number, one in enumerate(products, 1)
    ]
    total: tuple[Cell, ...] = (
        "", pgettext("form", "Total"), "", "", sums.done, "", sums.sound, "", sums.punctual, "",
    )  # fmt: skip
    notes = [
        _(
            "To quality: converted x q, q = 1 - 0.25 x failed reviews; in time: converted x p,"
            " p = 1 - 0.25 x times late; neither below 0 (Art. 14)."
        ),
        *((_("Times late: {how}").format(how=late_words(late_count)),) if late_count else ()),
        *((check,) if check else ()),
    ]
    return Table(columns, rows, _("Products and works done"), total=total, notes=tuple(notes))


def late_words(setting: str) -> str:
    """Say how times late are counted, with the source."""
    return {
        "occurrence": _("once for each product that is late (occurrence: Art. 14)"),
        "calendar_day": _(
            "once for each calendar day late (calendar_day: handbook of the Ministry of Home Affairs)"
        ),
    }.get(setting, setting)


def note_words(one: Product) -> list[str]:
    """Return in words what is to be said of a product."""
    words = {
        "handed-back": pgettext("product", "handed back"),
        "taken-over": pgettext("product", "taken over"),
        "adhoc": labels.kind("adhoc"),
        "exempt": _("objective cause confirmed"),
        "carried-over": _("carried over"),
        "registered-late": _("registered late"),
        "overdue": _("overdue"),
        "unapproved": _("reported, not approved: {quantity}").format(quantity=exact(one.unapproved)),
    }
    return [words[code] for code in one.notes]


def data(one: Product) -> dict[str, object]:
    """Return a product as programs read it."""
    task = one.task
    return {
        "task": task.code,
        "title": task.title,
        "role": task.role,
        "holder": task.holder,
        "product": one.catalogued.product,
        "product_name": one.catalogued.name,
        "measure": one.catalogued.measure,
        "kind": one.kind,
        "kind_label": labels.kind(one.kind),
        "taken_over": one.taken_over,
        "planned": task.planned,
        "document": task.document,
        "due_on": task.due_on,
        "done_on": task.done_on,
        "coefficient": task.coefficient,
        "assigned_quantity": task.assigned_quantity,
        "assigned": one.assigned,
        "reported_quantity": task.reported_quantity,
        "done_quantity": task.done_quantity,
        "done": one.done,
        "failed_reviews": task.failed_reviews,
        "sound": one.sound,
        "late_count": task.late_count,
        "late_days": task.late_days,
        "punctual": one.punctual,
        "notes": list(one.notes),
        "note": "; ".join(note_words(one)) or None,
    }
