"""A period beside others: the ranked table in short, the period before, the same of last year, and since new year."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import label
from tasktrack.domain.period_figures import Figures, ratios
from tasktrack.domain.period_report import Comparison, Earlier, PeriodReport, UnitPeriod
from tasktrack.domain.ranking import Ranking
from tasktrack.i18n import _, pgettext
from tasktrack.reports import rank
from tasktrack.reports.period_counts import figures_data
from tasktrack.reports.period_words import PERCENT_PLACES, number, percent_text, ratio, ratios_data, signed
from tasktrack.reports.report import Cell, Column, Section, Table
from tasktrack.reports.task_lines import sentences

_RATIOS: Final = ("done_of_assigned", "on_time_of_done", "overdue_of_unfinished")


def ranking_sections(told: PeriodReport, form: str) -> Iterator[Section]:
    """Yield the ranked table block by block: rank, unit, score, class."""
    table = told.ranking
    if table is None or not table.rows:
        yield sentences([told.no_ranking or _("No unit is scored in this period.")], form)
        return
    said = [*rank.under_title(table.basis), *rank.part_lines(table), *rank.reopened_lines(table.basis)]
    yield sentences(said, form)
    heads = (
        Column("rank", pgettext("col", "Rank"), "code"),
        *((Column("within", pgettext("rank", "Of these"), "code"),) if rank.is_part(table) else ()),
        Column("subject", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name of unit")),
        Column("score", pgettext("col", "Score"), "decimal"),
        Column("class", rank.class_heading(table.basis)),
    )
    for block, rows in groupby(table.rows, lambda row: row.subject.block):
        title = _("Block {block}").format(block=block) if block else _("Units without a block")
        cells = [
            (
                rank.place_text(row),
                *((rank.place_within(row),) if rank.is_part(table) else ()),
                row.subject.code,
                row.subject.name,
                row.points,
                rank.class_words(row),
            )
            for row in rows
        ]
        yield Table(heads, cells, title)


def ranking_data(table: Ranking | None) -> dict[str, object] | None:
    """Return the ranked table for programs, as `rank` does."""
    if table is None:
        return None
    return {**rank.envelope(table.basis), "rows": [rank.data(row, table.basis) for row in table.rows]}


def sections(told: PeriodReport, form: str) -> Iterator[Section]:
    """Yield the figures beside those of earlier periods, in all and by unit, and where those come from."""
    compared = told.comparison
    if compared is None:
        return
    yield _totals(told, compared)
    yield sentences(_sources(compared), form)
    if len(told.units) > 1:
        yield _by_unit(told.units, compared)


def comparison_data(compared: Comparison | None) -> dict[str, object] | None:
    """Return the earlier periods for programs; figures that nothing is known of are None."""
    if compared is None:
        return None
    return {
        "previous": _earlier_data(compared.previous),
        "same_period_last_year": _earlier_data(compared.last_year),
        "split": [one.code for one in compared.split],
    }


def before_data(one: UnitPeriod, compared: Comparison | None) -> dict[str, object]:
    """Return the earlier figures of a unit for programs, those of its predecessors included."""
    earlier = (compared.previous, compared.last_year) if compared else (None, None)
    found = [
        figures_data(each.by_unit.get(one.unit.id, Figures())) if each and _is_known(each) else None
        for each in earlier
    ]
    return dict(zip(("previous", "same_period_last_year"), found, strict=True))


def _earlier_data(earlier: Earlier) -> dict[str, object]:
    known = _is_known(earlier)
    return {
        "period": str(earlier.period.key),
        "from": earlier.window.from_on,
        "to": earlier.window.cut_on,
        "state": "closed" if earlier.revision is not None else "derived",
        "revision": earlier.revision,
        "figures": figures_data(earlier.total) if known else None,
        "ratios": ratios_data(earlier.total) if known else None,
        "year_to_date": figures_data(earlier.year) if _is_known_since(earlier) else None,
    }


def _is_known(earlier: Earlier) -> bool:
    """Return whether the register knows of any task of that time."""
    return earlier.revision is not None or any(earlier.total)


def _is_known_since(earlier: Earlier) -> bool:
    """Return whether the register knows of any task of the year to that time."""
    return _is_known(earlier) or any(earlier.year)


def _totals(told: PeriodReport, compared: Comparison) -> Table:
    before, last_year = compared.previous, compared.last_year
    columns = (
        Column("figure", pgettext("period-report", "Tasks")),
        Column("now", label(told.period.key), "integer"),
        Column("previous", label(before.period.key), "integer"),
        Column("change", pgettext("period-report", "Change"), "integer"),
        Column("last_year", label(last_year.period.key), "integer"),
        Column("change_last_year", pgettext("period-report", "Change"), "integer"),
        Column("year", pgettext("period-report", "Since new year"), "integer"),
        Column("year_before", pgettext("period-report", "Year before"), "integer"),
    )
    now, year = told.counts.total, told.counts.year
    earlier = [one.total if _is_known(one) else None for one in (before, last_year)]
    then = last_year.year if _is_known_since(last_year) else None
    rows = [
        (words, *_counted(name, now, earlier), *_counts_of(name, (year, then)))
        for name, words in _lines().items()
    ]
    rows += [
        (ratio(name), *_percents(name, now, earlier), *_percents_of(name, (year, then))) for name in _RATIOS
    ]
    note = _(
        "Changes of ratios are in percentage points. Since new year: from {day}; year before: to the end of {period}."
    ).format(day=day_text(told.counts.year_from), period=label(last_year.period.key))
    return Table(columns, rows, notes=(note,))


def _counted(name: str, now: Figures, earlier: Sequence[Figures | None]) -> Iterator[Cell]:
    count: int = getattr(now, name)
    yield number(count)
    for one in earlier:
        then: int | None = getattr(one, name) if one is not None else None
        yield "–" if then is None else number(then)
        yield signed(None if then is None else count - then)


def _percents(name: str, now: Figures, earlier: Sequence[Figures | None]) -> Iterator[Cell]:
    share = _percent(now, name)
    yield percent_text(share)
    for one in earlier:
        then = _percent(one, name) if one is not None else None
        yield percent_text(then)
        yield signed(None if share is None or then is None else share - then, PERCENT_PLACES)


def _counts_of(name: str, years: Sequence[Figures | None]) -> Iterator[Cell]:
    return ("–" if one is None else number(getattr(one, name)) for one in years)


def _percents_of(name: str, years: Sequence[Figures | None]) -> Iterator[Cell]:
    return (percent_text(None if one is None else _percent(one, name)) for one in years)


def _percent(figures: Figures, name: str) -> Fraction | None:
    return next(one.percent for one in ratios(figures) if one.name == name)


def _lines() -> dict[str, str]:
    return {
        "total": _("Assigned in all"),
        "new": _("Assigned in the period"),
        "done": _("Done"),
        "on_time": _("Done on time"),
        "done_late": _("Done late"),
        "in_progress": _("In progress"),
        "overdue": _("Overdue in all"),
    }


def _sources(compared: Comparison) -> list[str]:
    """Say where earlier figures come from, and which units have none of their own."""
    lines = [_source(compared.previous), _source(compared.last_year)]
    if compared.split:
        lines.append(
            _("Split between others, so that their earlier figures stay their own: {units}.").format(
                units=", ".join(f"{one.name} ({one.code})" for one in compared.split)
            )
        )
    return lines


def _source(earlier: Earlier) -> str:
    named = {
        "period": label(earlier.period.key),
        "first": day_text(earlier.window.from_on),
        "last": day_text(earlier.window.cut_on),
    }
    if earlier.revision is not None:
        return _("{period}, {first} to {last}: as closing no. {revision} froze it.").format(
            revision=earlier.revision, **named
        )
    if not _is_known(earlier):
        return _("{period}, {first} to {last}: the register holds no task of that time.").format(**named)
    return _("{period}, {first} to {last}: not closed; derived from the books as of its end.").format(**named)


def _by_unit(units: Sequence[UnitPeriod], compared: Comparison) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        *(
            Column(f"{name}{which}", words, "integer")
            for name, head in (
                ("done", pgettext("period-report", "Done")),
                ("overdue", pgettext("period-report", "Overdue")),
            )
            for which, words in (
                ("", head),
                ("_change", pgettext("period-report", "Against before")),
                ("_change_last_year", pgettext("period-report", "Against last year")),
            )
        ),
        Column("name", pgettext("col", "Name of unit")),
    )
    rows = [(one.unit.code, *_unit_cells(one, compared), one.unit.name) for one in units]
    note = _("What a unit had that another took over counts with that one in earlier periods too.")
    return Table(columns, rows, _("Comparison by unit"), notes=(note,))


def _unit_cells(one: UnitPeriod, compared: Comparison) -> Iterator[Cell]:
    for name in ("done", "overdue"):
        count: int = getattr(one.figures, name)
        yield count
        for earlier in (compared.previous, compared.last_year):
            then = getattr(earlier.by_unit.get(one.unit.id, Figures()), name)
            yield signed(count - then if _is_known(earlier) else None)
