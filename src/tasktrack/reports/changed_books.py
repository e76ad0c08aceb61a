"""Counters and dossiers that a closing counted otherwise than the figures now, for people and for programs."""

from collections.abc import Iterator
from fractions import Fraction

from tasktrack.domain.counter import SCALE
from tasktrack.domain.dossier import channel_label
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.reopening import Changed, CounterChange, DossierChange
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import dossier_figures
from tasktrack.reports.report import Column, Table

_NOTHING = "–"


def sections(changed: Changed) -> tuple[Table, ...]:
    """Show the counters and the dossiers that differ, before and after."""
    found = []
    if changed.counters:
        rows = [row for one in changed.counters for row in _counter_rows(one)]
        found.append(Table(_columns(pgettext("col", "Counter")), rows, _("Counters")))
    if changed.dossiers:
        rows = [row for one in changed.dossiers for row in _dossier_rows(one)]
        found.append(Table(_columns(pgettext("col", "Figure")), rows, _("Dossiers")))
    return tuple(found)


def _columns(what: str) -> tuple[Column, ...]:
    return (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Unit")),
        Column("what", what),
        Column("before", pgettext("col", "Before")),
        Column("after", pgettext("col", "After")),
    )


def _counter_rows(one: CounterChange) -> Iterator[tuple[str, ...]]:
    """Yield the unit's own figure, and the one with those below it where that is another."""
    if one.own[0] != one.own[1]:
        yield one.code, one.name, one.label, *map(_figure, one.own)
    if one.total[0] != one.total[1] and one.total != one.own:
        with_below = _("{label}, with the units below it").format(label=one.label)
        yield one.code, one.name, with_below, *map(_figure, one.total)


def _figure(value: int | None) -> str:
    if value is None:
        return _NOTHING
    return decimal_text(Fraction(value, SCALE), 3, language=language(), group=True, trim=True)


def _dossier_rows(one: DossierChange) -> Iterator[tuple[str, ...]]:
    named = " · ".join(part for part in (one.name, *_of(one)) if part)
    for figure in dossier_figures.counted_figures():
        before, after = figure.value(one.before), figure.value(one.after)
        if before != after:
            told = (_NOTHING if value is None else _told(value, figure.places) for value in (before, after))
            yield one.code, named, figure.label, *told


def _of(one: DossierChange) -> tuple[str, ...]:
    if one.of is None:
        return ()
    procedure, officer, channel = one.of
    return procedure, officer, channel_label(channel) if channel else ""


def _told(value: int | Fraction, places: int) -> str:
    return decimal_text(Fraction(value), places, language=language(), group=True)


def data(changed: Changed) -> dict[str, object]:
    """Return the same for programs; time in working minutes."""
    return {
        "counters": [
            {
                "unit": one.code,
                "name": one.name,
                "counter": one.counter,
                "label": one.label,
                "before": _sides(one, 0),
                "after": _sides(one, 1),
            }
            for one in changed.counters
        ],
        "dossiers": [_dossier_data(one) for one in changed.dossiers],
    }


def _sides(one: CounterChange, side: int) -> dict[str, Fraction | None]:
    own, total = one.own[side], one.total[side]
    return {
        "own": None if own is None else Fraction(own, SCALE),
        "total": None if total is None else Fraction(total, SCALE),
    }


def _dossier_data(one: DossierChange) -> dict[str, object]:
    before, after = one.before._asdict(), one.after._asdict()
    differing = [name for name in before if before[name] != after[name]]
    procedure, officer, channel = one.of or (None, None, None)
    return {
        "unit": one.code,
        "name": one.name,
        "procedure": procedure or None,
        "officer": officer or None,
        "channel": channel or None,
        "before": {name: before[name] for name in differing},
        "after": {name: after[name] for name in differing},
    }
