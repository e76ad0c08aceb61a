"""The words for what followed a direction or a reminder."""

from collections.abc import Sequence
from fractions import Fraction

from tasktrack.domain.dates import day_text
from tasktrack.domain.following import Followed, days_of, outcomes
from tasktrack.domain.numbers import decimal_text
from tasktrack.i18n import _, language, ngettext, pgettext


def outcome_label(outcome: str) -> str:
    """Return the words for what followed."""
    return {
        "reported": pgettext("outcome", "Reported on since"),
        "withdrawn": pgettext("outcome", "Task withdrawn"),
        "waiting": pgettext("outcome", "Nothing reported yet"),
    }[outcome]


def followed_data(one: Followed) -> dict[str, object]:
    """Return what followed, for programs."""
    return {
        "outcome": one.outcome,
        "outcome_label": outcome_label(one.outcome),
        "reported_on": one.reported_on,
        "days": one.days,
    }


def outcomes_data(every: Sequence[Followed]) -> dict[str, object]:
    """Return how many were followed by what, and the days that reports took on average, for programs."""
    return {**outcomes(every)._asdict(), "mean_days": _mean(days_of(every, "reported"))}


def followed_words(one: Followed) -> str:
    """Say what followed, after how many days."""
    if one.days is None:
        return _("the task was withdrawn")
    if one.reported_on is None:
        sentence = ngettext("nothing reported for {count} day", "nothing reported for {count} days", one.days)
        return sentence.format(count=one.days) if one.days else _("nothing reported yet")
    sentence = ngettext(
        "reported on {day}, after {count} day", "reported on {day}, after {count} days", one.days
    )
    return sentence.format(day=day_text(one.reported_on), count=one.days)


def check(every: Sequence[Followed], total_words: str) -> list[str]:
    """Say how they add up, and how long the reports took; `total_words` names the total with its number."""
    found, took = outcomes(every), days_of(every, "reported")
    mean = _mean(took)
    lines = [
        _(
            "Check: {reported} reported on since + {waiting} not yet + {withdrawn} of withdrawn tasks = {total}"
        ).format(**found._asdict(), total=total_words)
    ]
    shown = "–" if mean is None else decimal_text(mean, 1, language=language())
    sentence = ngettext(
        "Days until the report: {mean} on average, over {count} that was reported on.",
        "Days until the report: {mean} on average, over {count} that were reported on.",
        len(took),
    )
    return [*lines, sentence.format(mean=shown, count=len(took))]


def _mean(days: Sequence[int]) -> Fraction | None:
    return Fraction(sum(days), len(days)) if days else None
