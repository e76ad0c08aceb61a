"""The index of one unit beside its earlier years."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tasktrack.domain.reform_index import IndexSheet, IndexYear
from tasktrack.i18n import _, pgettext
from tasktrack.reports import rank
from tasktrack.reports.report import Cell, Chart, Column, Section, Series, Table
from tasktrack.reports.report_index import (
    PLACES,
    area_data,
    difference,
    maximum_text,
    signed,
    state_line,
    two,
)


def sections(found: IndexSheet) -> Iterator[Section]:
    """Show index, place, points and areas year by year; nothing where no earlier year is known."""
    if not found.years:
        return
    now = IndexYear(found.basis, found.row, found.ranked, found.areas)
    told = [*reversed(found.years), now]
    keys = [str(one.basis.period.key) for one in told]
    columns = (
        Column("figure", pgettext("col", "Figure")),
        *(Column(f"in_{key}", key, "decimal", PLACES) for key in keys),
        Column("difference", pgettext("col", "Difference"), "code"),
    )
    yield Table(
        columns, list(_year_rows(told)), _("Comparison over the years"), (), None, tuple(_year_notes(told))
    )
    yield _chart(told)


def _year_rows(told: Sequence[IndexYear]) -> Iterator[tuple[Cell, ...]]:
    def row(words: str, values: Sequence[Fraction | None]) -> tuple[Cell, ...]:
        return (words, *values, difference(values[-2], values[-1]))

    rows = [one.row for one in told]
    yield row(pgettext("col", "Index (%)"), [one.score if one else None for one in rows])
    ranks = [Fraction(one.rank) if one and one.rank is not None else None for one in rows]
    risen = "–" if None in ranks[-2:] else signed((ranks[-2] or Fraction(0)) - (ranks[-1] or Fraction(0)), 0)
    places = [
        f"{rank.place_text(each.row)}/{each.ranked}" if each.row and each.row.rank else "–" for each in told
    ]
    yield (pgettext("col", "Rank"), *places, risen)
    yield row(pgettext("col", "Score"), [one.points if one else None for one in rows])
    yield row(pgettext("col", "Own maximum"), [one.maximum if one else None for one in rows])
    for area in told[-1].areas:
        points = [next((each.points for each in one.areas if each.code == area.code), None) for one in told]
        yield row(f"{area.code}. {area.label}", points)


def _year_notes(told: Sequence[IndexYear]) -> Iterator[str]:
    for one in told:
        yield state_line(one.basis)
    maxima = {one.row.maximum for one in told if one.row and one.row.maximum is not None}
    if len(maxima) > 1:
        yield _("The maximum is not the same in all years: compare the index and not the points.")
    now = {area.code: area.maximum for area in told[-1].areas}
    for one in told[:-1]:
        other = [
            f"{area.code}: {maximum_text(area.maximum)}"
            for area in one.areas
            if area.code in now and area.maximum != now[area.code]
        ]
        if other:
            yield _("Other maxima of areas in {year}: {areas}").format(
                year=one.basis.period.key, areas="; ".join(other)
            )


def _chart(told: Sequence[IndexYear]) -> Chart:
    values = tuple(one.row.score if one.row else None for one in told)
    keys = tuple(str(one.basis.period.key) for one in told)
    known = [(key, value) for key, value in zip(keys, values, strict=True) if value is not None]
    summary = "; ".join(f"{key}: {two(value)}" for key, value in known)
    series = (Series(pgettext("col", "Index (%)"), values),)
    return Chart("line", _("The index over the years"), keys, series, summary, "percent", PLACES, 100)


def data(one: IndexYear) -> dict[str, object]:
    """Return a year as programs read it."""
    row = one.row
    return {
        "period": str(one.basis.period.key),
        "state": one.basis.state,
        "scheme_version": one.basis.version,
        "score": row.points if row else None,
        "max": row.maximum if row else None,
        "index": row.score if row else None,
        "rank": row.rank if row else None,
        "ranked": one.ranked,
        "areas": [area_data(area) for area in one.areas],
    }
