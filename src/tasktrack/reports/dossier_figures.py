"""The figures of dossiers counted: their headings, and what each shows of the counts."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.dossier_counts import Counts, Stats, ratios
from tasktrack.i18n import pgettext
from tasktrack.reports.period_words import PERCENT_PLACES
from tasktrack.reports.report import Kind


class Figure(NamedTuple):
    """A column: its key, its heading, what it shows of counts, and whether it is left out where nothing is counted."""

    key: str
    label: str
    value: Callable[[Counts], int | Fraction | None]
    kind: Kind = "integer"
    places: int = 0
    is_rare: bool = False


def coming() -> tuple[Figure, ...]:
    """Return what there was to settle."""
    return (
        Figure("carried", pgettext("dossiers", "Carried over"), lambda one: one.carried),
        Figure("received", pgettext("dossiers", "Received"), lambda one: one.received),
        Figure("direct", pgettext("dossiers", "direct"), lambda one: one.direct),
        Figure("online", pgettext("dossiers", "online"), lambda one: one.online),
        Figure("post", pgettext("dossiers", "by post"), lambda one: one.post),
        Figure("unstated", pgettext("dossiers", "way not stated"), lambda one: one.unstated, is_rare=True),
        Figure("to_settle", pgettext("dossiers", "To settle"), lambda one: one.to_settle),
    )


def settling() -> tuple[Figure, ...]:
    """Return what came of them."""
    return (
        Figure("settled", pgettext("dossiers", "Settled"), lambda one: one.settled),
        Figure("early", pgettext("dossiers", "before the day"), lambda one: one.early),
        Figure("on_day", pgettext("dossiers", "on the day"), lambda one: one.on_day),
        Figure("late", pgettext("dossiers", "late"), lambda one: one.late),
        Figure("unsettled", pgettext("dossiers", "Being settled"), lambda one: one.unsettled),
        Figure("in_time", pgettext("dossiers", "in time"), lambda one: one.in_time),
        Figure("overdue", pgettext("dossiers", "overdue"), lambda one: one.overdue),
        Figure("paused", pgettext("dossiers", "paused"), lambda one: one.paused),
    )


def time_taken(found: Stats) -> tuple[Figure, ...]:
    """Return ratios and time, in working days or hours as the office counts."""

    def time(minutes: int) -> Fraction:
        return Fraction(minutes, found.unit_minutes)

    places = 0 if found.by_days else 1
    used, allowed = (
        (pgettext("dossiers", "Days used"), pgettext("dossiers", "Days allowed"))
        if found.by_days
        else (pgettext("dossiers", "Hours used"), pgettext("dossiers", "Hours allowed"))
    )
    return (
        *(_percent(name) for name in _IN_TABLE[:-1]),
        Figure("time_used", used, lambda one: time(one.used), "decimal", places),
        Figure("time_allowed", allowed, lambda one: time(one.allowed), "decimal", places),
        _percent("time_saved"),
    )


def service() -> tuple[Figure, ...]:
    """Return what is owed to applicants: acceptance in time, apologies, new dates."""
    return (
        Figure("submitted", pgettext("dossiers", "Sent in online"), lambda one: one.submitted),
        Figure("slow", pgettext("dossiers", "Not accepted within a working day"), lambda one: one.slow),
        Figure("waiting", pgettext("dossiers", "Not accepted yet"), lambda one: one.waiting),
        Figure("owed", pgettext("dossiers", "Apologies owed"), lambda one: one.owed),
        Figure("apologised", pgettext("dossiers", "Apologies sent"), lambda one: one.apologised),
        Figure("unsent", pgettext("dossiers", "Apologies not sent"), lambda one: one.unsent),
        Figure("renewed", pgettext("dossiers", "New dates"), lambda one: one.renewed),
    )


_IN_TABLE = ("on_time_of_received", "on_time_of_settled", "overdue_of_unfinished", "time_saved")


def ratio_label(name: str) -> str:
    """Return the words for a ratio of dossiers, which name its denominator."""
    return {
        "on_time_of_received": pgettext("ratio", "On time of received"),
        "on_time_of_settled": pgettext("ratio", "On time of settled"),
        "settled_of_to_settle": pgettext("ratio", "Settled of those to settle"),
        "overdue_of_unfinished": pgettext("dossiers", "Overdue of unsettled"),
        "overdue_of_settled_and_overdue": pgettext("ratio", "Overdue of settled and overdue"),
        "online_of_received": pgettext("ratio", "Received online of received"),
        "sent_of_owed": pgettext("ratio", "Apologies sent of owed"),
        "time_saved": pgettext("ratio", "Time saved of time allowed"),
    }[name]


def _percent(name: str) -> Figure:
    def value(counts: Counts) -> Fraction | None:
        return next(one.percent for one in ratios(counts) if one.name == name)

    return Figure(name, f"{ratio_label(name)} (%)", value, "percent", PERCENT_PLACES)


def all_figures(found: Stats) -> tuple[Figure, ...]:
    """Return all of them, in the order of print."""
    return (*coming(), *settling(), *time_taken(found), *service())


def counted_figures() -> tuple[Figure, ...]:
    """Return what is counted, the time in working hours, without the ratios."""
    return (
        *coming(),
        *settling(),
        Figure(
            "received_on_time", pgettext("dossiers", "received and on time"), lambda one: one.received_on_time
        ),
        Figure(
            "hours_used", pgettext("dossiers", "Hours used"), lambda one: Fraction(one.used, 60), "decimal", 1
        ),
        Figure(
            "hours_allowed",
            pgettext("dossiers", "Hours allowed"),
            lambda one: Fraction(one.allowed, 60),
            "decimal",
            1,
        ),
        *service(),
    )
