"""The reform index of all units: areas, own maxima, places in block and level; and over several years."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period import label
from tasktrack.domain.ranking import Basis
from tasktrack.domain.reform_index import Area, IndexRow, IndexTable, IndexYears
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import on_paper, rank
from tasktrack.reports.report import Cell, Column, Lines, Paper, Report, Section, Table, Tone

# People read several figures in one cell, and areas by their numbers: csv and tsv hold the keys of the rows.
_NO_KEY = ""
PLACES = 2


def table(found: IndexTable) -> Report:
    """Show the index block by block, with a check line under each."""
    basis = found.basis
    words = _("Administrative reform index of units, {period}")
    return Report(
        command="report index",
        title=words.format(period=label(basis.period.key)),
        data=[_data(one, basis) for one in found.rows],
        sections=(
            Lines((*rank.under_title(basis), *rank.reopened_lines(basis))),
            *_blocks(found),
            *_legend(found.areas),
        ),
        as_of=basis.as_of,
        envelope=rank.envelope(basis) | {"areas": [area_data(area) for area in found.areas]},
        language=language(),
        empty=_("No unit is scored in this period."),
        paper=paper(words.format(period=on_paper.period_words(basis.period.key))),
    )


def paper(subject: str) -> Paper:
    """Return the paper of a report whose pages turn where a table is broad."""
    return on_paper.report_paper(subject)._replace(landscape=True, inline=True)


def area_data(area: Area) -> dict[str, object]:
    """Return an area as programs read it."""
    return {"code": area.code, "label": area.label, "points": area.points, "max": area.maximum}


def _blocks(found: IndexTable) -> Iterator[Table]:
    if all(one.is_whole for one in found.rows):
        found = found._replace(areas=())  # their columns would be empty
    for block, rows in groupby(found.rows, key=lambda one: one.row.subject.block):
        yield _block(block or "", list(rows), found)


def _block(block: str, rows: Sequence[IndexRow], found: IndexTable) -> Table:
    return Table(
        _columns(found),
        [_cells(one, found) for one in rows],
        _("Block {block}").format(block=block),
        [_tone(one) for one in rows],
        None,
        tuple(_notes(rows)),
    )


def _columns(found: IndexTable) -> tuple[Column, ...]:
    level = (Column(_NO_KEY, pgettext("col", "Rank in level"), "code"),) if found.by_level else ()
    areas = (Column(_NO_KEY, area.code, "decimal", PLACES) for area in found.areas)
    return (
        Column(_NO_KEY, pgettext("col", "Rank"), "code"),
        *level,
        Column(_NO_KEY, pgettext("col", "Code"), "code"),
        Column(_NO_KEY, pgettext("col", "Name of unit")),
        *areas,
        Column(_NO_KEY, pgettext("col", "Score"), "decimal", PLACES),
        Column(_NO_KEY, pgettext("col", "Own maximum"), "decimal", PLACES),
        Column(_NO_KEY, pgettext("col", "Index (%)"), "percent", PLACES),
        Column(_NO_KEY, rank.class_heading(found.basis)),
        Column(_NO_KEY, pgettext("col", "Losses without a reason"), "integer"),
    )


def _cells(one: IndexRow, found: IndexTable) -> tuple[Cell, ...]:
    row = one.row
    return (
        rank.place_text(row),
        *((_level_text(one),) if found.by_level else ()),
        row.subject.code,
        row.subject.name,
        *(area.points for area in one.areas[: len(found.areas)]),
        row.points,
        row.maximum,
        row.score,
        rank.class_words(row),
        one.unexplained,
    )


def _level_text(one: IndexRow) -> str:
    if one.level_rank is None:
        return "–"
    return f"{one.level_rank}{'=' if one.level_tied else ''}"


def _notes(rows: Sequence[IndexRow]) -> Iterator[str]:
    scored = [one for one in rows if one.row.points is not None]
    whole = sum(one.is_whole for one in scored)
    yield _("Check: {scored} scored + {unscored} without a score = {total}").format(
        scored=len(scored), unscored=len(rows) - len(scored), total=len(rows)
    )
    yield _("Check: the areas add up to the score of {count} units; {whole} are marked as a whole").format(
        count=sum(_adds_up(one) for one in scored), whole=whole
    )
    if indexes := [one.row.score for one in rows if one.row.score is not None]:
        mean = sum(indexes, Fraction(0)) / len(indexes)
        yield _("Mean of the index: {mean}").format(mean=decimal_text(mean, PLACES, language=language()))
    if smaller := sum(_is_smaller(one) for one in scored):
        yield ngettext(
            "{count} unit has a smaller maximum of its own: what does not apply to it is left out.",
            "{count} units have a smaller maximum of their own: what does not apply to them is left out.",
            smaller,
        ).format(count=smaller)


def _adds_up(one: IndexRow) -> bool:
    points = [area.points for area in one.areas]
    return None not in points and sum(filter(None, points), Fraction(0)) == one.row.points


def _is_smaller(one: IndexRow) -> bool:
    return one.row.maximum is not None and one.row.maximum < 100


def _tone(one: IndexRow) -> Tone:
    if one.row.score is None:
        return "muted"
    return "warn" if one.unexplained else ""


def _legend(areas: Iterable[Area]) -> tuple[Lines, ...]:
    told = tuple(f"{area.code}: {area.label} ({maximum_text(area.maximum)})" for area in areas)
    return (Lines(told, _("Areas and their maxima")),) if told else ()


def maximum_text(value: Fraction | None) -> str:
    """Write a maximum without the noughts at its end."""
    return "–" if value is None else decimal_text(value, PLACES, language=language(), trim=True)


def two(value: Fraction) -> str:
    """Write a figure as it is printed, with two decimals."""
    return decimal_text(value, PLACES, language=language())


def _data(one: IndexRow, basis: Basis) -> dict[str, object]:
    areas: dict[str, object] = {}
    for area in one.areas:
        areas |= {f"area_{area.code}": area.points, f"area_{area.code}_max": area.maximum}
    return {
        **rank.data(one.row, basis),
        "level": one.level,
        "level_rank": one.level_rank,
        "level_tied": one.level_tied,
        "unexplained": one.unexplained,
        **areas,
    }


def years(found: IndexYears) -> Report:
    """Show index and rank of all units year by year, with what changed since the year before."""
    last = found.tables[-1]
    first = found.tables[0].basis.period.key
    words = _("Administrative reform index of units, {first} to {last}").format(
        first=first, last=last.basis.period.key
    )
    return Report(
        command="report index",
        title=words,
        data=[row for one in last.rows for row in _years_data(one, found)],
        sections=(
            Lines(tuple(state_line(one.basis) for one in found.tables)),
            *_year_blocks(found),
            *_area_years(found),
            *_legend(() if _all_whole(found) else last.areas),
        ),
        as_of=last.basis.as_of,
        envelope=rank.envelope(last.basis) | {"years": [str(one.basis.period.key) for one in found.tables]},
        language=language(),
        empty=_("No unit is scored in this period."),
        paper=paper(words),
    )


def state_line(basis: Basis) -> str:
    """Say of a year by which scheme and from which figures it is told."""
    return f"{basis.period.key}: {'. '.join(rank.under_title(basis)[::2])}"


def _year_blocks(found: IndexYears) -> Iterator[Section]:
    keys = [one.basis.period.key for one in found.tables]
    columns = (
        Column(_NO_KEY, pgettext("col", "Code"), "code"),
        Column(_NO_KEY, pgettext("col", "Name of unit")),
        *(column for key in keys for column in _year_columns(str(key))),
        *((Column(_NO_KEY, pgettext("col", "Difference"), "code"),) if len(keys) > 1 else ()),
        *((Column(_NO_KEY, pgettext("col", "Change"), "code"),) if len(keys) > 1 else ()),
    )
    for block, rows in groupby(found.tables[-1].rows, key=lambda one: one.row.subject.block):
        shown = list(rows)
        cells = [_year_cells(one, found) for one in shown]
        notes = tuple(note for one in shown for note in _other_maxima(one, found))
        yield Table(columns, cells, _("Block {block}").format(block=block or ""), (), None, notes)


def _all_whole(found: IndexYears) -> bool:
    return all(one.is_whole for each in found.tables for one in each.rows)


def _area_years(found: IndexYears) -> Iterator[Table]:
    """Show the points of areas year by year under each unit; nothing where all are marked as a whole."""
    if _all_whole(found):
        return
    last = found.tables[-1]
    columns = (
        Column(_NO_KEY, pgettext("col", "Code"), "code"),
        Column(_NO_KEY, pgettext("col", "Year"), "code"),
        *(Column(_NO_KEY, area.code, "decimal", PLACES) for area in last.areas),
        Column(_NO_KEY, pgettext("col", "Score"), "decimal", PLACES),
        Column(_NO_KEY, pgettext("col", "Own maximum"), "decimal", PLACES),
    )
    for block, rows in groupby(last.rows, key=lambda one: one.row.subject.block):
        cells = [
            _area_cells(year, each, last.areas)
            for one in rows
            for each in found.tables
            if (year := _in_year(one, each)) is not None
        ]
        yield Table(columns, cells, _("Points of areas by year, block {block}").format(block=block or ""))


def _area_cells(one: IndexRow, of: IndexTable, areas: Iterable[Area]) -> tuple[Cell, ...]:
    points = {area.code: area.points for area in one.areas}
    row = one.row
    return (
        row.subject.code,
        str(of.basis.period.key),
        *(points.get(area.code) for area in areas),
        row.points,
        row.maximum,
    )


def _year_columns(key: str) -> tuple[Column, Column]:
    return (
        Column(_NO_KEY, _("Index {year}").format(year=key), "percent", PLACES),
        Column(_NO_KEY, _("Rank {year}").format(year=key), "code"),
    )


def _year_cells(one: IndexRow, found: IndexYears) -> tuple[Cell, ...]:
    told = [_in_year(one, each) for each in found.tables]
    cells: list[Cell] = [one.row.subject.code, one.row.subject.name]
    for each in told:
        cells += [each.row.score if each else None, rank.place_text(each.row) if each else "–"]
    if len(told) > 1:
        cells += [*changes(told[-2], told[-1])]
    return tuple(cells)


def changes(before: IndexRow | None, now: IndexRow | None) -> tuple[str, str]:
    """Return by how much the index rose since a year, and by how many places the unit did."""
    old, new = (each.row if each else None for each in (before, now))
    score = difference(old.score if old else None, new.score if new else None)
    if old is None or new is None or old.rank is None or new.rank is None:
        return score, "–"
    return score, signed(Fraction(old.rank - new.rank), 0)


def difference(before: Fraction | None, now: Fraction | None) -> str:
    """Write by how much a figure rose; a dash where one of the two is not known."""
    return "–" if before is None or now is None else signed(now - before, PLACES)


def signed(value: Fraction, places: int) -> str:
    """Write a difference with its sign; one that is shown as 0 has none."""
    text = decimal_text(value, places, language=language())
    if not text.strip("-0.,"):
        return text.lstrip("-")
    return text if value < 0 else f"+{text}"


def _in_year(one: IndexRow, of: IndexTable) -> IndexRow | None:
    return next((each for each in of.rows if each.row.subject.id == one.row.subject.id), None)


def _other_maxima(one: IndexRow, found: IndexYears) -> Iterator[str]:
    """Say in which years the unit had another maximum: the index was a share of something else."""
    told = [(each.basis.period.key, _in_year(one, each)) for each in found.tables]
    known = [(key, year.row.maximum) for key, year in told if year and year.row.maximum is not None]
    if len({maximum for _key, maximum in known}) > 1:
        yield _("{unit}, own maximum: {maxima}").format(
            unit=one.row.subject.code,
            maxima="; ".join(f"{key}: {maximum_text(maximum)}" for key, maximum in known),
        )


def _years_data(one: IndexRow, found: IndexYears) -> Iterator[dict[str, object]]:
    before: IndexRow | None = None
    for each in found.tables:
        year = _in_year(one, each)
        if year is not None:
            yield {
                "year": str(each.basis.period.key),
                "state": each.basis.state,
                **_data(year, each.basis),
                "index_change": _index_change(before, year),
            }
        before = year


def _index_change(before: IndexRow | None, now: IndexRow) -> Fraction | None:
    if before is None or before.row.score is None or now.row.score is None:
        return None
    return now.row.score - before.row.score
