"""Longer periods from the results of their closed parts (NĐ 335/2025/NĐ-CP Art. 17(3), 19(3))."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from tasktrack.domain.composition import Part
from tasktrack.domain.interpreter import Missing
from tasktrack.domain.marks import Mark
from tasktrack.domain.period import PeriodKey, parts
from tasktrack.domain.period_state import Period
from tasktrack.domain.ranking import missing_of
from tasktrack.domain.scheme import Scheme
from tasktrack.services import window
from tasktrack.store import roll
from tasktrack.store.register import Register
from tasktrack.store.rows import fraction

Marks = Mapping[int, Mapping[str, Mark]]


def parts_of(
    register: Register, period: Period, scheme: Scheme, subjects: Iterable[int], marks: Marks
) -> dict[int, tuple[Part, ...]]:
    """Return the parts of a longer period for every subject, read in a number of statements that hangs on the
    parts alone.

    A mark of the longer period at a part's key stands for a month that another office scored: it counts where
    this register has no result of its own.
    """
    known = dict(window.base_parts(register, period))
    inside = parts(period.key, window.base_kind(register))
    found = {key: _part(register, scheme, known[key]) if key in known else None for key in inside}
    return {
        subject: tuple(
            _given(key, _of_subject(key, found[key], subject), marks.get(subject, {}))._replace(
                months=_months(key)
            )
            for key in inside
        )
        for subject in subjects
    }


class _Results:
    """What a closed part holds: results by subject, and who served in it."""

    def __init__(self, results: dict[int, Part], service: Mapping[int, tuple[str, int, str]]) -> None:
        self.results = results
        self.service = service


def _part(register: Register, scheme: Scheme, period: Period | None) -> _Results | Missing:
    if period is None or not period.closed:
        return Missing("not-closed", "")
    closing = (period.id, period.revision)
    service = {officer: told for (_id, officer), told in roll.service_in(register.db, [closing]).items()}
    classes = {band.code for band in scheme.classes}
    results: dict[int, Part] = {}
    for _code, subject, score, reached, reason in roll.results_in(register.db, *closing, scheme.longer.of):
        part = Part(
            str(period.key),
            fraction(score),
            reached if reached in classes else None,
            missing_of(reason) if score is None else None,
            *_served(service.get(subject), scheme.subject),
        )
        if subject not in results or results[subject].score is None:
            results[subject] = part
    return _Results(results, service)


def _served(told: tuple[str, int, str] | None, kind: str) -> tuple[bool, str]:
    if told is None:
        return kind == "unit", ""
    _unit, present, away = told
    return True, away if present == 0 else ""


def _of_subject(key: PeriodKey, found: _Results | Missing | None, subject: int) -> Part:
    if found is None:
        return Part(str(key), reason=Missing("before-register", ""))
    if isinstance(found, Missing):
        return Part(str(key), reason=found)
    if subject in found.results:
        return found.results[subject]
    if subject in found.service:
        served, away = _served(found.service[subject], "officer")
        reason = Missing("on-leave", away) if away else Missing("not-scored", "")
        return Part(str(key), reason=reason, served=served, away=away)
    return Part(str(key), reason=Missing("not-in-service", ""))


def _given(key: PeriodKey, part: Part, marks: Mapping[str, Mark]) -> Part:
    """Put in a score that another office gave, where this register has none."""
    mark = marks.get(str(key))
    if part.score is not None or mark is None:
        return part
    return Part(str(key), Fraction(mark.points), served=True, elsewhere=True)


def _months(key: PeriodKey) -> int:
    """Return how many months a part has: under quarterly monitoring three."""
    return max(1, len(parts(key, "month")))
