"""What a clerk types, into what the books keep: scaled integers, days, fields of a task."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tasktrack.domain.dates import Due
from tasktrack.domain.numbers import parse_scaled
from tasktrack.domain.progress import CAUSES
from tasktrack.domain.task import NewTask
from tasktrack.domain.text import fold
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store.register import Register

THOUSANDTHS = 1000
HUNDREDTHS = 100
_MOST_COEFFICIENT = 1000
MOST_QUANTITY = 1_000_000
_MOST_FIGURE = 1_000_000_000_000
# Fields that cannot be cleared: what they are given is checked as it is.
_KEPT: Final = frozenset({"title", "lead", "kind", "urgency"})


def percent(text: str) -> int:
    """Read 45, 45.5, 45,5 or 45% as hundredths of a percent; raise Invalid outside 0 to 100."""
    value = parse_scaled(text.strip().removesuffix("%"), HUNDREDTHS, _("Percent"))
    if value > 100 * HUNDREDTHS:
        raise Invalid(
            _("{percent} % is more than the whole.").format(percent=text.strip().removesuffix("%")),
            _("Give 0 to 100; work above the requirement is said in a review with --exceeded."),
        )
    return value


def done_quantity(text: str) -> int:
    """Read a quantity done since the entry before, in thousandths."""
    return _at_most(parse_scaled(text, THOUSANDTHS, _("Quantity")), MOST_QUANTITY, _("Quantity"))


def assigned_quantity(text: str) -> int:
    """Read an assigned quantity, more than nothing, in thousandths."""
    return _above_zero(_at_most(parse_scaled(text, THOUSANDTHS, _("Quantity")), MOST_QUANTITY, _("Quantity")))


def coefficient(text: str) -> int:
    """Read a conversion coefficient (NĐ 335/2025 Art. 3), more than nothing, in thousandths."""
    value = parse_scaled(text, THOUSANDTHS, _("Coefficient"))
    return _above_zero(_at_most(value, _MOST_COEFFICIENT, _("Coefficient")))


def figure(text: str, what: str) -> int:
    """Read a target or last year's figure, in thousandths."""
    return _at_most(parse_scaled(text, THOUSANDTHS, what), _MOST_FIGURE, what)


def cause(text: str) -> str:
    """Read the cause of a delay: subjective (chủ quan) or objective (khách quan)."""
    word = {"chu quan": "subjective", "khach quan": "objective"}.get(fold(text), text)
    return lookup.one_of(word, CAUSES, _("Cause"))


def _at_most(value: int, most: int, what: str) -> int:
    if value > most * THOUSANDTHS:
        raise Invalid(_("{what} is more than {most}.").format(what=what, most=most), _("Check the number."))
    return value


def _above_zero(value: int) -> int:
    if value == 0:
        raise Invalid(_("Coefficient and quantity are more than 0."), _("Leave it out for 1."))
    return value


def new_task(register: Register, given: Mapping[str, object]) -> NewTask:
    """Read what `task add` was given: text, numbers and days as typed, by the name of the field."""
    fields = task_fields(register, given)
    if fields.get("product"):
        from tasktrack.services import product  # most tasks are of none

        fields = product.with_terms(register, fields)
    due = fields.pop("due_on", None) or Due(None)
    fields.setdefault("assigned_on", register.clock.today())
    return NewTask(due_on=due.on, due_text=due.text or None, due_reckoned_after=due.reckoned_after, **fields)


def corrections(register: Register, task: str, given: Mapping[str, object]) -> dict[str, Any]:
    """Read what `task edit` was given; a due date given as a span counts from that task's day of assignment."""
    row = lookup.task(register, task)
    fields = task_fields(register, given, date.fromisoformat(row["assigned_on"]))
    if {"product", "assigned_on"} & fields.keys():
        from tasktrack.services import product  # most corrections touch neither

        fields = product.corrected(register, fields, row)
    return fields


def task_fields(
    register: Register, given: Mapping[str, object], assigned: date | None = None
) -> dict[str, Any]:
    """Read fields of a task as typed into what the books keep; empty text becomes None, which clears.

    A due date given as a span counts from the day of assignment: the one given, else `assigned`, else today.
    """
    fields = {name: _field(register, name, value) for name, value in given.items() if name != "due_on"}
    if "due_on" in given:
        start = fields.get("assigned_on") or assigned
        fields["due_on"] = lookup.a_due_date(register, str(given["due_on"]), start)
    return fields


def _field(register: Register, name: str, value: object) -> Any:
    if isinstance(value, list | tuple):
        return tuple(word for word in value if word)
    if not isinstance(value, str) or name in _KEPT:
        return value
    if name == "coefficient":
        return coefficient(value)
    if name == "assigned_quantity":
        return assigned_quantity(value)
    if name == "assigned_on":
        return lookup.past_day(register, value, _("The day of assignment"))
    if not value.strip():
        return None
    if name == "document_date":
        return lookup.past_day(register, value, _("The document's date"))
    if name in ("target", "baseline"):
        return figure(value, _("Target") if name == "target" else _("Last year's figure"))
    return value
