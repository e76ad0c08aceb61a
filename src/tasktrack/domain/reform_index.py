"""The reform index of a unit: its criteria, what was lost and why, and what each lost point would be worth."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.marking import MarkRow
from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.ranking import Basis, Line, RankRow, missing_of, reason_text
from tasktrack.domain.scheme import Criterion, Scheme
from tasktrack.domain.scheme_settings import Settings, as_number
from tasktrack.domain.scoring import rounded, total


class Below(NamedTuple):
    """What a unit gave itself below a heading: in how many of the criteria, how much, and how far it is off."""

    self_marked: int
    criteria: int
    points: Fraction
    difference: Fraction | None


class IndexLine(NamedTuple):
    """One criterion on the sheet of a unit.

    `kind` is computed, marked or survey where points were given, sum above these; `full` is the maximum of the
    scheme, `maximum` the unit's own. `register` is what the register gives where a mark stands instead, in decimals,
    – for nothing. `remark` says why points were lost, `missing` why there are none yet. `below`, of
    headings, adds up what is self-marked below them.
    """

    code: str
    label: str
    level: int
    kind: str
    full: Fraction | None
    maximum: Fraction | None
    points: Fraction | None
    self_points: Fraction | None
    remark: str
    evidence: str
    numbers: str = ""
    register: str = ""
    missing: str = ""
    below: Below | None = None

    @property
    def applies(self) -> bool:
        """Tell whether the unit could reach anything of it."""
        return self.maximum != 0

    @property
    def is_sum(self) -> bool:
        """Tell whether it only adds up what stands below it."""
        return self.kind == "sum"

    @property
    def lost(self) -> Fraction | None:
        """Return the points that were not reached."""
        if self.points is None or self.maximum is None:
            return None
        return self.maximum - self.points

    @property
    def difference(self) -> Fraction | None:
        """Return by how much the appraised points differ from those that the unit gave itself."""
        if self.below is not None:
            return self.below.difference
        if self.points is None or self.self_points is None:
            return None
        return self.points - self.self_points

    @property
    def is_unexplained(self) -> bool:
        """Tell whether points were lost and nothing says why; of a computed figure its numbers do."""
        is_lost = not self.is_sum and bool(self.lost and self.lost > 0)
        return is_lost and not self.remark and (self.kind != "computed" or bool(self.register))


class Area(NamedTuple):
    """A part right below the index: its points, None where the index is marked as a whole, and its own maximum."""

    code: str
    label: str
    points: Fraction | None
    maximum: Fraction | None


class IndexRow(NamedTuple):
    """A unit in the table of the index; `level` is how many units stand above it, `unexplained` counts criteria."""

    row: RankRow
    areas: tuple[Area, ...]
    level: int
    level_rank: int | None
    level_tied: bool
    unexplained: int

    @property
    def is_whole(self) -> bool:
        """Tell whether a mark at the index stands instead of its areas."""
        return _is_whole(self.row, self.areas)


class IndexTable(NamedTuple):
    """The index of all units, block by block; `areas` carry the maxima of the scheme."""

    basis: Basis
    areas: tuple[Area, ...]
    rows: tuple[IndexRow, ...]

    @property
    def by_level(self) -> bool:
        """Tell whether ranks inside a level of the tree say more than those inside the blocks."""
        return any(one.level_rank != one.row.rank for one in self.rows)


def _is_whole(row: RankRow, areas: Iterable[Area]) -> bool:
    return row.points is not None and all(area.points is None for area in areas)


class Best(NamedTuple):
    """Who of the others in the block reached most of a criterion; `is_behind` where the unit itself reached more."""

    unit: str
    name: str
    points: Fraction
    maximum: Fraction
    is_behind: bool


class Next(NamedTuple):
    """Who stands just above a unit in its block, and how many points more draw level with it."""

    unit: str
    name: str
    rank: int
    score: Fraction
    points: Fraction


class Lift(NamedTuple):
    """What the points lost at a criterion are worth: the index and the place that the unit would have with them."""

    line: IndexLine
    best: Best | None
    score: Fraction | None
    rank: int | None
    gained: int


class IndexYear(NamedTuple):
    """The index of a unit in one period; `row` is None where it has no place in its table."""

    basis: Basis
    row: RankRow | None
    ranked: int
    areas: tuple[Area, ...]


class IndexSheet(NamedTuple):
    """Everything about the index of one unit; `years` are the earlier ones, the latest first."""

    basis: Basis
    row: RankRow
    ranked: int
    areas: tuple[Area, ...]
    lines: tuple[IndexLine, ...]
    lifts: tuple[Lift, ...]
    next: Next | None
    years: tuple[IndexYear, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether a mark at the index stands instead of its areas."""
        return _is_whole(self.row, self.areas)

    @property
    def unexplained(self) -> tuple[IndexLine, ...]:
        """Return where points were lost and nothing says why."""
        return tuple(line for line in self.lines if line.is_unexplained)


class IndexYears(NamedTuple):
    """The index of all units over some periods, the earliest first; rows are those of the last."""

    tables: tuple[IndexTable, ...]


def index_lines(scheme: Scheme, lines: Iterable[Line], marks: Mapping[str, MarkRow]) -> tuple[IndexLine, ...]:
    """Return the criteria of a unit in the order of the tree; what a mark above stands for is left out."""
    found = [
        _index_line(scheme.by_code[line.code], line, marks.get(line.code))
        for line in lines
        if line.code in scheme.by_code and not _is_marked_above(line)
    ]
    return tuple(_with_below(scheme, line, found) for line in found)


def _with_below(scheme: Scheme, line: IndexLine, lines: Iterable[IndexLine]) -> IndexLine:
    """Return a heading with the sum of what is self-marked below it; what does not apply is no part of it."""
    if not line.is_sum:
        return line
    under = [
        one for one in lines if not one.is_sum and one.applies and _stands_below(scheme, one.code, line.code)
    ]
    told = [one for one in under if one.self_points is not None]
    if not told:
        return line
    points = sum((one.self_points or Fraction(0) for one in told), Fraction(0))
    apart = [one.difference for one in told if one.difference is not None]
    difference = sum(apart, Fraction(0)) if apart else None
    return line._replace(self_points=points, below=Below(len(told), len(under), points, difference))


def _stands_below(scheme: Scheme, code: str, top: str) -> bool:
    above = scheme.by_code[code].parent
    while above is not None and above != top:
        above = scheme.by_code[above].parent
    return above == top


def _is_marked_above(line: Line) -> bool:
    missing = missing_of(line.reason)
    return missing is not None and missing.reason == "marked-above"


def _index_line(criterion: Criterion, line: Line, mark: MarkRow | None) -> IndexLine:
    is_missing = missing_of(line.reason) is not None
    return IndexLine(
        code=line.code,
        label=line.label,
        level=line.level,
        kind="marked" if line.source == "mark" and criterion.kind == "sum" else criterion.kind,
        full=criterion.maximum,
        maximum=line.maximum,
        points=line.value,
        self_points=mark.self_points if mark else None,
        remark=((mark.reason if mark else None) or "") if is_missing else reason_text(line.reason),
        evidence=(mark.evidence if mark else None) or "",
        numbers=line.substituted if criterion.kind == "computed" else "",
        register=line.register_says,
        missing=line.reason if is_missing else "",
    )


def areas_of(scheme: Scheme, lines: Iterable[Line] = ()) -> tuple[Area, ...]:
    """Return the areas of an index with the points of some lines; without lines with the maxima of the scheme."""
    assert scheme.score is not None  # noqa: S101 - asked of schemes with a score
    by_code = {line.code: line for line in lines}
    found = []
    for code in scheme.by_code[scheme.score.criterion].children:
        criterion, line = scheme.by_code[code], by_code.get(code)
        most = line.maximum if line else criterion.maximum
        found.append(Area(code, criterion.label(), line.value if line else None, most))
    return tuple(found)


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
