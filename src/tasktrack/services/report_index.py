"""The reform index of all units, and the sheet of one, over one period or several."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tasktrack.domain.marking import MarkRow
from tasktrack.domain.marks import is_index
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.ranking import Line, RankRow
from tasktrack.domain.reform_index import (
    IndexLine,
    IndexRow,
    IndexSheet,
    IndexTable,
    IndexYear,
    IndexYears,
    Standing,
    areas_of,
    index_lines,
    lifts,
    values_of,
)
from tasktrack.domain.scheme import Scheme
from tasktrack.errors import Invalid, NotFound, TasktrackError
from tasktrack.i18n import _
from tasktrack.services import lookup, period, report_scope, scheme, score
from tasktrack.services.score import Scored
from tasktrack.store import closing
from tasktrack.store import mark as marks
from tasktrack.store import period as periods
from tasktrack.store import unit as units
from tasktrack.store.register import Register

USUAL: Final = "par-index"
_OwnMarks = Mapping[int, Mapping[str, MarkRow]]


class _Index(NamedTuple):
    """The table of a period by an index, with the marks that the book holds by unit and criterion."""

    scored: Scored
    marks: _OwnMarks

    def lines(self, row: RankRow, told: Iterable[Line]) -> tuple[IndexLine, ...]:
        """Return the criteria of a unit, from the lines of its score."""
        return index_lines(self.scored.scheme, told, self.marks.get(row.subject.id, {}))


def table(
    register: Register,
    text: str | None = None,
    name: str | None = None,
    *,
    block: str | None = None,
    under: str | None = None,
) -> IndexTable:
    """Return the index of all units in a period, with their areas and their places in block and level.

    Narrowed to a block, or to a unit and those below it, places stay those in the whole. Raise NotFound for a
    period, scheme, unit or block that is not there, Invalid for a scheme whose score is no index of units.
    """
    found = _period(register, text, name)
    whole = _table(register, _read(register, found, _scheme(register, found, name)))
    return _narrowed(register, whole, block, under)


def sheet(
    register: Register, code: str, text: str | None = None, name: str | None = None, *, years: int = 3
) -> IndexSheet:
    """Return the index of one unit with every criterion, what its lost points are worth, and earlier years.

    Raise NotFound as `table` does, and for a unit that is not scored.
    """
    found = _period(register, text, name)
    chosen = _scheme(register, found, name)
    unit = lookup.unit(register, code)
    read = _read(register, found, chosen)
    row = _row(read.scored.table.rows, unit.id)
    if row is None:
        raise NotFound(
            _("{code} ({name}) is not scored in {key}.").format(
                code=unit.code, name=unit.name, key=found.key
            ),
            _("See who is: tasktrack report index {key}.").format(key=found.key),
        )
    told = read.scored.lines(row.subject)
    block = [_standing(read, one) for one in read.scored.table.rows if one.subject.block == row.subject.block]
    return IndexSheet(
        basis=read.scored.table.basis,
        row=row,
        ranked=_ranked(read.scored, row),
        areas=areas_of(read.scored.scheme, told),
        lines=read.lines(row, told),
        lifts=lifts(read.scored.scheme, unit.id, block),
        years=tuple(_year(one, unit.id) for one in _earlier(register, found, chosen, years - 1)),
    )


def over_years(
    register: Register,
    text: str | None = None,
    name: str | None = None,
    *,
    years: int,
    block: str | None = None,
    under: str | None = None,
) -> IndexYears:
    """Return the index of all units over some years up to a period, the earliest first."""
    found = _period(register, text, name)
    chosen = _scheme(register, found, name)
    last = _narrowed(register, _table(register, _read(register, found, chosen)), block, under)
    earlier = [_table(register, one) for one in _earlier(register, found, chosen, years - 1)]
    return IndexYears((*reversed(earlier), last))


def _period(register: Register, text: str | None, name: str | None) -> Period:
    """Return the period that is named, else the latest closed one that the index is for, else the latest opened."""
    if text is not None:
        return period.find(register, PeriodKey.parse(text))
    kinds = scheme.find(register, name or USUAL)[0].periods
    fitting = [one for kind in kinds for one in periods.every(register.db, kind, people=False)]
    chosen = [one for one in fitting if one.closed] or fitting
    if not chosen:
        year = PeriodKey("year", register.clock.today().year)
        raise NotFound(
            _("No period that the index is for was opened yet."),
            _("Open one: tasktrack period open {key}.").format(key=year),
        )
    return period.find(register, max(chosen, key=lambda one: one.starts_on).key)


def _scheme(register: Register, found: Period, name: str | None) -> str:
    """Return the code of the index asked for, else the first that the period was closed with or is marked by."""
    if name is not None:
        one = scheme.find(register, name)[0]
        if not _is_of_units(one):
            raise Invalid(
                _("The score of scheme {scheme} is no index of units.").format(scheme=one.code),
                _("These are: {codes}.").format(codes=", ".join(_indexes(register))),
            )
        return one.code
    for kept in _kept(register, found):
        if _is_of_units(scheme.frozen(kept.text)):
            return kept.code
    in_use = {row.scheme for row in marks.every(register.db, found.id, None)}
    wanted = (*(found.schemes or ()), register.settings["scheme"], *sorted(in_use), USUAL)
    return next((code for code in wanted if code in _indexes(register)), USUAL)


def _kept(register: Register, found: Period) -> Sequence[closing.KeptScheme]:
    record = period.closing_of(register, found, None)
    return closing.schemes(register.db, record.period, record.revision) if record else ()


def _indexes(register: Register) -> list[str]:
    return [info.code for info in scheme.every(register) if _is_of_units(scheme.find(register, info.code)[0])]


def _is_of_units(one: Scheme) -> bool:
    return one.subject == "unit" and is_index(one)


def _read(register: Register, found: Period, name: str) -> _Index:
    held: dict[int, dict[str, MarkRow]] = {}
    for row in marks.every(register.db, found.id, name):
        held.setdefault(row.subject_id, {})[row.criterion] = row
    return _Index(score.scored(register, found, name), held)


def _table(register: Register, read: _Index) -> IndexTable:
    scored = read.scored
    levels = _levels(register)
    places = _places(scored.table.rows, levels)

    def shown(row: RankRow) -> IndexRow:
        told = scored.lines(row.subject)
        return IndexRow(
            row,
            areas_of(scored.scheme, told),
            levels.get(row.subject.code, 0),
            *places[row.subject.code],
            sum(line.is_unexplained for line in read.lines(row, told)),
        )

    return IndexTable(scored.table.basis, areas_of(scored.scheme), tuple(map(shown, scored.table.rows)))


def _levels(register: Register) -> dict[str, int]:
    """Return by code how many units stand above each."""
    above = {one.code: one.parent for one in units.every(register.db)}
    return {code: sum(1 for _unit in _chain(above, code)) - 1 for code in above}


def _chain(above: Mapping[str, str | None], code: str | None) -> Iterator[str]:
    """Yield a unit and all above it; the book holds no circle."""
    while code is not None:
        yield code
        code = above.get(code)


def _places(rows: Iterable[RankRow], levels: Mapping[str, int]) -> dict[str, tuple[int | None, bool]]:
    """Return the place of each unit among those of its level of the tree, whatever block they are in."""
    entries = [
        Entry(row.subject.code, str(levels.get(row.subject.code, 0)), row.score, (), row.subject.code)
        for row in rows
    ]
    return {place.entry.subject: (place.rank, place.tied) for place in rank(entries)}


def _narrowed(register: Register, whole: IndexTable, block: str | None, under: str | None) -> IndexTable:
    wanted = report_scope.scope(register, block=block).block
    top = lookup.unit(register, under).code if under else None
    above = {one.code: one.parent for one in units.every(register.db)}
    rows = tuple(
        one
        for one in whole.rows
        if wanted in (None, one.row.subject.block)
        if top is None or top in _chain(above, one.row.subject.code)
    )
    return whole._replace(rows=rows)


def _row(rows: Iterable[RankRow], unit: int) -> RankRow | None:
    return next((row for row in rows if row.subject.id == unit), None)


def _ranked(scored: Scored, row: RankRow) -> int:
    return sum(one.rank is not None and one.subject.block == row.subject.block for one in scored.table.rows)


def _standing(read: _Index, row: RankRow) -> Standing:
    lines = read.scored.lines(row.subject)
    return Standing(row, values_of(lines, read.scored.settings), read.lines(row, lines))


def _earlier(register: Register, found: Period, name: str, count: int) -> list[_Index]:
    """Return the same period of the years before, the latest first, as far as the register has their figures."""
    read = []
    for back in range(1, count + 1):
        key = PeriodKey(found.key.kind, found.key.year - back, found.key.number)
        if (before := periods.find(register.db, key)) is None:
            continue
        try:
            read.append(_read(register, before, name))
        except TasktrackError:  # the scheme was not in force then, and the period was closed by another
            continue
    return read


def _year(read: _Index, unit: int) -> IndexYear:
    scored = read.scored
    row = _row(scored.table.rows, unit)
    return IndexYear(
        scored.table.basis,
        row,
        _ranked(scored, row) if row else 0,
        areas_of(scored.scheme, scored.lines(row.subject)) if row else areas_of(scored.scheme),
    )
