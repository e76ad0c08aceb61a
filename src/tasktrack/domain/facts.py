"""The facts of a task that a scheme's measures may name.

Every fact is a whole number in `1/scale` (800 thousandths are written 0.8 in a formula) or a word of a closed
set, and none is ever absent. `most` is the greatest stored number that products are made safe for.
"""

from typing import Final, NamedTuple


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
    Fact("reported_quantity", THOUSANDTHS, 10**9),
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
    Fact("incomplete"),
    Fact("entries", most=_TIMES),
    Fact("last_entries", most=_TIMES),
    Fact("days_silent", most=_DAYS),
    Fact("inherited"),
    Fact("head_in_person"),
    Fact("carried_over"),
    Fact("registered_late"),
    Fact("overdue"),
    Fact("has_due"),
    Fact("handed_back"),
    Fact("taken_over"),
    Fact("kind", words=("key-registered", "key-common", "regular", "adhoc")),
    Fact("urgency", words=("normal", "urgent", "very-urgent", "express")),
    Fact("role", words=("lead", "support", "officer", "giver", "directed")),
)
# Those that are read from how tasks were reported on in the window.
OF_UPDATES: Final = frozenset({"reported", "incomplete", "entries", "last_entries"})
FACTS: Final = {fact.name: fact for fact in _ALL}
