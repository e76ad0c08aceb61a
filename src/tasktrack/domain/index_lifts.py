"""What each lost point of a unit would be worth: its block ranked anew, on exact values, with that point given."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.ranking import Line, RankRow, missing_of
from tasktrack.domain.reform_index import Best, IndexLine, Lift, Next
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_settings import Settings, as_number
from tasktrack.domain.scoring import rounded, total


class Standing(NamedTuple):
    """A unit of the block with everything that its score was made of."""

    row: RankRow
    values: Mapping[str, Value]
    lines: tuple[IndexLine, ...]


class _Values(dict[str, Value]):
    """Figures by name; what a closing did not keep has no value."""

    def __missing__(self, name: str) -> Value:
        return Missing("no-result", name)


def values_of(lines: Iterable[Line], settings: Settings) -> Mapping[str, Value]:
    """Return the figures of a score by name, as its formulas read them."""
    found = _Values()
    for name, setting in settings.items():
        if (constant := as_number(setting.value)) is not None:
            found[name] = constant
    for line in lines:
        absent = missing_of(line.reason) or Missing("not-scored", line.code)
        found[line.code] = absent if line.value is None else line.value
    return found


def breakers_of(scheme: Scheme, values: Mapping[str, Value]) -> tuple[Fraction | None, ...]:
    """Return the values of a scheme's tie-breakers, in its order."""
    return tuple(_number(breaker.formula.value(values)) for breaker in scheme.tie_breakers)


def lifts(scheme: Scheme, unit: int, block: Sequence[Standing]) -> tuple[Lift, ...]:
    """Return what the lost points of a unit are worth, by ranking its block anew with each.

    The most places first, of as many the most points.
    """
    own = next(one for one in block if one.row.subject.id == unit)
    lost = [line for line in own.lines if not line.is_sum and line.lost and line.lost > 0]
    if own.row.score is None:
        return ()
    found = [_lift(scheme, own, line, block) for line in lost]
    return tuple(sorted(found, key=lambda one: (-one.gained, -(one.line.lost or 0))))


def next_above(scheme: Scheme, unit: int, block: Sequence[Standing]) -> Next | None:
    """Return who stands just above a unit; None for the first, and for one without a place."""
    assert scheme.score is not None  # noqa: S101 - asked of schemes with a score
    own = next(one.row for one in block if one.row.subject.id == unit)
    if own.rank is None or own.score is None:
        return None
    above = [one.row for one in block if one.row.rank is not None and one.row.rank < own.rank]
    if not above:
        return None
    found = max(above, key=lambda row: row.rank or 0)
    assert found.rank is not None  # noqa: S101 - filtered
    assert found.score is not None  # noqa: S101 - who has a place has a score
    apart = found.score - own.score
    if scheme.score.share_of_maximum and own.maximum:
        apart = apart * own.maximum / 100
    return Next(found.subject.code, found.subject.name, found.rank, found.score, apart)


def _lift(scheme: Scheme, own: Standing, line: IndexLine, block: Sequence[Standing]) -> Lift:
    assert line.maximum is not None  # noqa: S101 - points were lost of it
    values = _with(scheme, own.values, line.code, line.maximum)
    score = _score(scheme, own, values)
    place = _rank(scheme, own.row.subject.id, score, values, block)
    before = own.row.rank
    gained = before - place if before is not None and place is not None else 0
    return Lift(line, _best(line.code, own, block), score, place, gained)


def _with(scheme: Scheme, values: Mapping[str, Value], code: str, points: Fraction) -> Mapping[str, Value]:
    """Return figures with other points at a criterion, and what is made of it above reckoned anew."""
    changed = _Values(values)
    changed[code] = points
    above = scheme.by_code[code].parent
    while above is not None:
        criterion = scheme.by_code[above]
        if criterion.formula is not None:
            changed[above] = rounded(criterion, criterion.formula.value(changed))
        else:
            changed[above] = rounded(criterion, total([changed[child] for child in criterion.children]))
        above = criterion.parent
    return changed


def _score(scheme: Scheme, own: Standing, values: Mapping[str, Value]) -> Fraction | None:
    assert scheme.score is not None  # noqa: S101 - asked of schemes with a score
    points = values[scheme.score.criterion]
    if isinstance(points, Missing):
        return None
    if not scheme.score.share_of_maximum:
        return points
    return points / own.row.maximum * 100 if own.row.maximum else None


def _rank(
    scheme: Scheme, unit: int, score: Fraction | None, values: Mapping[str, Value], block: Sequence[Standing]
) -> int | None:
    entries = []
    for one in block:
        subject = one.row.subject
        is_it = subject.id == unit
        figures = values if is_it else one.values
        breakers = breakers_of(scheme, figures)
        entries.append(
            Entry(
                subject.code, subject.block or "", score if is_it else one.row.score, breakers, subject.code
            )
        )
    places = rank(entries, [breaker.order for breaker in scheme.tie_breakers])
    code = next(one.row.subject.code for one in block if one.row.subject.id == unit)
    return next(place.rank for place in places if place.entry.subject == code)


def _best(code: str, own: Standing, block: Sequence[Standing]) -> Best | None:
    """Return who else in the block reached the greatest share of a criterion; none where nobody's is known."""
    found = [
        (one, line.points, line.maximum)
        for one in block
        if one.row.subject.id != own.row.subject.id
        for line in one.lines
        if line.code == code and line.points is not None and line.maximum
    ]
    if not found:
        return None
    one, points, maximum = max(found, key=lambda each: each[1] / each[2])
    mine = next(line for line in own.lines if line.code == code)
    is_behind = bool(mine.maximum) and (mine.points or Fraction(0)) / (mine.maximum or 1) > points / maximum
    return Best(one.row.subject.code, one.row.subject.name, points, maximum, is_behind)


def _number(value: Value) -> Fraction | None:
    return value if isinstance(value, Fraction) else None
