"""The reform index of a unit: its criteria, what was lost and why, and what is said of its table and sheet."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.marking import MarkRow
from tasktrack.domain.ranking import Basis, Line, RankRow, missing_of, reason_text
from tasktrack.domain.scheme import Criterion, Scheme


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
