"""How units moved in the ranked tables of closed periods."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from tasktrack.domain.dashboard import Dashboard, RankAt, Ranks, UnitRanks
from tasktrack.domain.period import label
from tasktrack.i18n import _, pgettext
from tasktrack.reports import said
from tasktrack.reports.dashboard_words import block_title, drawn, short
from tasktrack.reports.report import Cell, Chart, Column, Section, Series, Table, Tone
from tasktrack.reports.task_lines import sentences

_FAR: Final = 3  # places that a unit must move to stand out, and more among many
_MANY: Final = 8  # units for each of these places


def sections(told: Dashboard, form: str) -> Iterator[Section]:
    """Yield, block by block, the places of each unit and how they changed."""
    ranks = told.ranks
    if ranks is None or not ranks.units:
        yield sentences([_nothing(ranks)], form, _("Rank movement"))
        return
    blocks = [(block, list(units)) for block, units in groupby(ranks.units, lambda one: one.unit.block)]
    for block, units in blocks:
        title = block_title(_("Rank movement"), block, alone=len(blocks) == 1)
        table = _table(ranks, units, title)
        if _is_movement(units):
            yield from drawn(form, _chart(ranks, units, title), table)
        else:
            yield table
    notes = [
        _("By the scheme {title} ({scheme}); closed periods only.").format(
            title=ranks.title, scheme=ranks.scheme
        ),
        _("A unit that took over from another one alone keeps its earlier place."),
    ]
    yield sentences(notes, form)


def _nothing(ranks: Ranks | None) -> str:
    if ranks is None:
        return _("No ranked table of units is closed yet.")
    return _("None of these units stands in the ranked table of {period}.").format(
        period=said.inside(label(ranks.keys[-1]))
    )


def ranks_data(ranks: Ranks | None) -> dict[str, object] | None:
    """Return the places for programs; None where no table of units is closed."""
    if ranks is None:
        return None
    return {
        "scheme": ranks.scheme,
        "title": ranks.title,
        "periods": [str(key) for key in ranks.keys],
        "units": [
            {
                "unit": one.unit.code,
                "name": one.unit.name,
                "block": one.unit.block,
                "change": one.change,
                "ranks": [
                    {
                        "period": str(key),
                        "rank": at.rank if at else None,
                        "tied": at.tied if at else False,
                    }
                    for key, at in zip(ranks.keys, one.ranks, strict=True)
                ],
            }
            for one in ranks.units
        ],
    }


def _is_movement(units: Sequence[UnitRanks]) -> bool:
    """Return whether any unit has a place in two tables: else there is nothing to draw."""
    return any(sum(at is not None and at.rank is not None for at in one.ranks) > 1 for one in units)


def _chart(ranks: Ranks, units: Sequence[UnitRanks], title: str) -> Chart:
    places = [at.rank for one in units for at in one.ranks if at and at.rank]
    far = max(_FAR, len(units) // _MANY)
    return Chart(
        "line",
        title,
        tuple(map(short, ranks.keys)),
        tuple(_series(one, far) for one in units),
        _summary(units, far),
        highest=max(places, default=1),
        upside_down=True,
    )


def _series(one: UnitRanks, far: int) -> Series:
    """Return the line of a unit; how it moved stands behind its name."""
    ranks = tuple(at.rank if at else None for at in one.ranks)
    return Series(f"{one.unit.name} {moved(one.change)}", ranks, _tone(one, far))


def _tone(one: UnitRanks, far: int) -> Tone:
    change = one.change or 0
    if abs(change) < far:
        return "muted"
    return "good" if change > 0 else "bad"


def _summary(units: Sequence[UnitRanks], far: int) -> str:
    """Say how many rose and fell, and how the lines tell those that moved far."""
    changes = [one.change for one in units if one.change is not None]
    return _(
        "Since the closed period before, {risen} rose, {fallen} fell and {same} kept their place. Thick lines moved"
        " by {far} places or more: up unbroken, down dashed."
    ).format(
        risen=sum(change > 0 for change in changes),
        fallen=sum(change < 0 for change in changes),
        same=sum(change == 0 for change in changes),
        far=far,
    )


def _table(ranks: Ranks, units: Sequence[UnitRanks], title: str) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name of unit")),
        *(Column(str(key), short(key), "code") for key in ranks.keys),
        Column("change", pgettext("col", "Change"), "code"),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.unit.code, one.unit.name, *map(_place, one.ranks), moved(one.change)) for one in units
    ]
    return Table(columns, rows, title)


def _place(at: RankAt | None) -> str:
    if at is None or at.rank is None:
        return "–"
    return f"{at.rank}{'=' if at.tied else ''}"


def moved(change: int | None) -> str:
    """Write a movement with its direction: ▲ 3 for up, ▼ 2 for down."""
    if change is None:
        return "–"
    return f"▲ {change}" if change > 0 else f"▼ {-change}" if change else "="
