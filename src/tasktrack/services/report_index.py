"""The reform index of all units, and the sheet of one, over one period or several."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from tasktrack.domain.index_lifts import Standing, breakers_of, lifts, next_above, values_of
from tasktrack.domain.marking import MarkRow
from tasktrack.domain.marks import is_index
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.ranking import OPEN, Line, RankRow
from tasktrack.domain.reform_index import (
    IndexLine,
    IndexRow,
    IndexSheet,
    IndexTable,
    IndexYear,
    IndexYears,
    areas_of,
    index_lines,
)
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.tree import Tree
from tasktrack.errors import Invalid, NotFound, TasktrackError
from tasktrack.i18n import _
from tasktrack.services import lookup, period, report_scope, scheme, score, tree
from tasktrack.services.score import Scored
from tasktrack.store import closing
from tasktrack.store import mark as marks
from tasktrack.store import period as periods
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
    told = _tree(register, read := _read(register, found, _scheme(register, found, name)))
    return _narrowed(register, _table(read, told), told, block, under)


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
        next=next_above(read.scored.scheme, unit.id, block),
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
    told = _tree(register, read := _read(register, found, chosen))
    last = _narrowed(register, _table(read, told), told, block, under)
    earlier = [_table(one, _tree(register, one)) for one in _earlier(register, found, chosen, years - 1)]
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


def _tree(register: Register, read: _Index) -> Tree:
    """Return the units as they stood at the cut, of a closing as it kept them."""
    basis = read.scored.table.basis
    record = None if basis.state == OPEN else closing.find(register.db, basis.period.id, basis.revision)
    return tree.by(register, basis.window.cut_on, record)


def _table(read: _Index, units: Tree) -> IndexTable:
    scored = read.scored
    levels = {unit: level - 1 for unit, level in units.levels.items()}
    lines = {row.subject.id: scored.lines(row.subject) for row in scored.table.rows}
    places = _places(scored, lines, levels)

    def shown(row: RankRow) -> IndexRow:
        told = lines[row.subject.id]
        return IndexRow(
            row,
            areas_of(scored.scheme, told),
            levels.get(row.subject.id, 0),
            *places[row.subject.code],
            sum(line.is_unexplained for line in read.lines(row, told)),
        )

    return IndexTable(scored.table.basis, areas_of(scored.scheme), tuple(map(shown, scored.table.rows)))


def _places(
    scored: Scored, lines: Mapping[int, Sequence[Line]], levels: Mapping[int, int]
) -> dict[str, tuple[int | None, bool]]:
    """Return the place of each unit among those of its level of the tree, whatever block they are in.

    Equals are parted as inside the blocks.
    """
    one = scored.scheme
    entries = [
        Entry(
            row.subject.code,
            str(levels.get(row.subject.id, 0)),
            row.score,
            breakers_of(one, values_of(lines[row.subject.id], scored.settings)),
            row.subject.code,
        )
        for row in scored.table.rows
    ]
    orders = [breaker.order for breaker in one.tie_breakers]
    return {place.entry.subject: (place.rank, place.tied) for place in rank(entries, orders)}


def _narrowed(
    register: Register, whole: IndexTable, units: Tree, block: str | None, under: str | None
) -> IndexTable:
    blocks = {one.row.subject.block for one in whole.rows}  # one of a closing need not be there any more
    wanted = block if block in blocks else report_scope.scope(register, block=block).block
    kept = tree.part(register, units, whole.basis.window.cut_on, under).places if under else units.places
    rows = tuple(
        one
        for one in whole.rows
        if wanted in (None, one.row.subject.block)
        if under is None or one.row.subject.id in kept
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
