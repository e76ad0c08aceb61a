"""The counters of many offices, as their closings kept them, added up."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tasktrack.domain.counter import SCALE
from tasktrack.domain.offices_report import CounterPart, CounterSum
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import counter, rank
from tasktrack.reports.report import Cell, Column, Section, Table
from tasktrack.reports.task_lines import sentences


def counters_sections(counters: Sequence[CounterSum], form: str) -> Iterator[Section]:
    """Yield what each office gave, counter by counter with its total, and how it adds up."""
    if not counters:
        return
    decimals = counter.places([part.value for one in counters for part in one.parts])
    columns = (
        Column(rank.NO_KEY, pgettext("col", "Counter"), "code"),
        Column(rank.NO_KEY, pgettext("col", "What is counted")),
        Column(rank.NO_KEY, pgettext("col", "Unit of measure")),
        Column(rank.NO_KEY, pgettext("col", "Office"), "code"),
        Column(rank.NO_KEY, pgettext("offices", "Figure"), "decimal", decimals),
        Column(rank.NO_KEY, pgettext("col", "Name of office")),
    )
    rows = [row for one in counters for row in _rows(one)]
    yield Table(columns, rows, _("Counters"))
    yield sentences([*map(_check, counters), *_otherwise(counters)], form)


def counters_data(counters: Sequence[CounterSum]) -> list[dict[str, object]]:
    """Return for programs each counter with its total, and what each office gave under which words."""
    return [
        {
            "counter": one.code,
            "label": _label(one.parts[0]),
            "measure": one.measure,
            "over": one.over,
            "total": Fraction(one.total, SCALE),
            "offices": [
                {
                    "office": part.office.code,
                    "value": Fraction(part.value, SCALE),
                    "label": _label(part),
                }
                for part in one.parts
            ],
        }
        for one in counters
    ]


def _rows(one: CounterSum) -> Iterator[tuple[Cell, ...]]:
    label, measure = _label(one.parts[0]), one.measure or ""
    for part in one.parts:
        yield (one.code, label, measure, part.office.code, Fraction(part.value, SCALE), part.office.name)
    yield (one.code, label, measure, _("Total"), Fraction(one.total, SCALE), "")


def _check(one: CounterSum) -> str:
    parts = " + ".join(f"{counter.figure(part.value)} ({part.office.code})" for part in one.parts)
    return _("Check: {parts} = {total} {what}").format(
        parts=parts, total=counter.figure(one.total), what=_label(one.parts[0])
    )


def _otherwise(counters: Sequence[CounterSum]) -> Iterator[str]:
    """Say which counters offices keep under one code and not alike: under other words, or for longer periods."""
    for one in counters:
        first = _label(one.parts[0])
        others = [part for part in one.parts if _label(part) != first]
        if others:
            yield _(
                "{code} is called {label} here, and otherwise by {offices}: see that they mean the same."
            ).format(
                code=one.code,
                label=first,
                offices=", ".join(f"{part.office.code} ({_label(part)})" for part in others),
            )
    codes = [(one.code, one.measure) for one in counters]
    for code, measure in sorted({each for each in codes if codes.count(each) > 1}, key=str):
        ways = "; ".join(
            f"{', '.join(part.office.code for part in one.parts)}: {counter.over(one.over)}"
            for one in counters
            if (one.code, one.measure) == (code, measure)
        )
        yield _(
            "{code} is not added up over offices that make longer periods of it in other ways. {ways}"
        ).format(code=code, ways=ways)


def _label(part: CounterPart) -> str:
    own, other = part.label_en, part.label_vi
    if language() == "vi":
        own, other = other, own
    return own or other or part.code
