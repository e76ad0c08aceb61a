"""The facts of a task that a scheme's measures may name.

Every fact is a whole number in `1/scale` (800 thousandths are written 0.8 in a formula) or a word of a closed
set, and none is ever absent. `most` is the greatest stored number that products are made safe for.
"""

from typing import Final, NamedTuple

from tasktrack.i18n import _


class Fact(NamedTuple):
    """One column of task_fact; `words` is empty for a number."""

    name: str
    scale: int = 1
    most: int = 1
    words: tuple[str, ...] = ()


THOUSANDTHS: Final = 1000
HUNDREDTHS: Final = 100
_DAYS: Final = 9_000  # over 24 years
_TIMES: Final = 1_000

_ALL: Final = (
    Fact("planned"),
    Fact("coefficient", THOUSANDTHS, 10**6),
    Fact("assigned_quantity", THOUSANDTHS, 10**9),
    Fact("done_quantity", THOUSANDTHS, 10**9),
    Fact("percent", HUNDREDTHS, 10**4),
    Fact("done"),
    Fact("on_time"),
    Fact("late_days", most=_DAYS),
    Fact("late_count", most=_DAYS),
    Fact("failed_reviews", most=_TIMES),
    Fact("returned"),
    Fact("extended", most=_TIMES),
    Fact("exceeded"),
    Fact("reported"),
    Fact("days_silent", most=_DAYS),
    Fact("inherited"),
    Fact("head_in_person"),
    Fact("carried_over"),
    Fact("registered_late"),
    Fact("overdue"),
    Fact("has_due"),
    Fact("kind", words=("key-registered", "key-common", "regular", "adhoc")),
    Fact("urgency", words=("normal", "urgent", "very-urgent", "express")),
    Fact("role", words=("lead", "support", "officer")),
)
FACTS: Final = {fact.name: fact for fact in _ALL}


def meanings() -> dict[str, str]:
    """Return what each fact means, in one line of the user's language."""
    return {
        "planned": _("1 when the task was planned for this subject; 0 when taken over or unplanned"),
        "coefficient": _("the product's coefficient; 1 when none was given"),
        "assigned_quantity": _("the quantity assigned; 1 when none was given"),
        "done_quantity": _("the quantity done"),
        "percent": _("the latest percentage reported, 0 to 100"),
        "done": _("1 when the task is done"),
        "on_time": _("1 when done by its due date, or done without one"),
        "late_days": _("days after the due date, to the day done or the report date; 0 without a due date"),
        "late_count": _("times late, or days late, as the setting late_count says; 0 when exempt"),
        "failed_reviews": _("reviews that found the result below requirement"),
        "returned": _("1 while the work is returned and not yet accepted again"),
        "extended": _("how often the due date was extended"),
        "exceeded": _("1 when a review found the result above requirement"),
        "reported": _("1 when progress was reported in the period"),
        "days_silent": _("days without an update, to the report date"),
        "inherited": _("1 when the task was handed over from another unit"),
        "head_in_person": _("1 when the head must direct the task in person"),
        "carried_over": _("1 when the task was due before this period"),
        "registered_late": _("1 when the task was registered after its own period was closed"),
        "overdue": _("1 when the task is open and past its due date at the report date"),
        "has_due": _("1 when the task has a due date"),
        "kind": _("the kind of task, a word"),
        "urgency": _("the urgency of the document, a word"),
        "role": _("the subject's part in the task, a word"),
    }
