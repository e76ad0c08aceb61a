"""Reports on counters: what they are, and the figures given."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tasktrack.domain.counter import SCALE, Counter, Defined, FigureRow, Terms
from tasktrack.domain.counter_report import Beside, Put
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period import PeriodKey, label
from tasktrack.domain.text import shown
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Cell, Column, Report, Table

_PLACES = 3


def figure(value: int) -> str:
    """Write a figure as sentences have it: 1,551, in Vietnamese 1.551."""
    return decimal_text(Fraction(value, SCALE), _PLACES, language=language(), group=True, trim=True)


def beside_words(one: Beside, key: PeriodKey) -> str:
    """Say that a figure given for a period is not what its parts come to."""
    return _(
        "Check: {unit}, {label}: {given} is given for {period}, yet its parts come to {parts} ({difference} apart)."
    ).format(
        unit=one.unit,
        label=one.terms.label,
        given=figure(one.given),
        period=said.inside(label(key)),
        parts=figure(one.parts),
        difference=figure(abs(one.given - one.parts)),
    )


def exact(value: int | None) -> Fraction | None:
    """Return a figure as tables and programs take it."""
    return None if value is None else Fraction(value, SCALE)


def places(values: Sequence[int | None]) -> int:
    """Return how many decimals figures need that stand in one column: none where all are whole."""
    needed = 0
    for value in values:
        for count in range(needed, _PLACES):
            if value is not None and value * 10**count % SCALE:
                needed = count + 1
    return needed


def row_cells(values: Sequence[int | None], decimals: int) -> list[Cell]:
    """Return the figures of one row; they show the decimals that it needs, in a table that needs as many as given."""
    needed = places(values)
    return [one if one is None else in_row(Fraction(one, SCALE), needed, decimals) for one in values]


def in_row(value: Fraction, needed: int, decimals: int) -> Cell:
    """Return a figure as a cell: as it is where its row needs the decimals of the table, else written out."""
    return value if needed == decimals else decimal_text(value, needed, language=language(), group=True)


def defined(found: Defined, *, dry_run: bool) -> Report:
    """Say what a counter is now, what it was before, and what that changes."""
    terms = found.after.terms
    sentence = {
        "added": _("Counter {code} defined: {label}."),
        "changed": _("Counter {code} changed: {label}."),
        "same": _("Counter {code} is defined so already: {label}."),
    }[found.done].format(code=terms.code, label=terms.label)
    more = [*_changes(found), *_explained(found.after)]
    if found.also:
        more.append(_("Counters defined: {codes}.").format(codes=", ".join(found.also)))
    data = terms_data(terms) | {"result": found.done, "also_defined": list(found.also)}
    return said.report("counter define", sentence, data, dry_run=dry_run, more=more)


def _changes(found: Defined) -> Iterator[str]:
    if found.before is None:
        return
    old, new = (_row(one) for one in (found.before, found.after))
    for column, before, after in zip(_definition_columns(), old, new, strict=True):
        if before != after:
            yield _("{field}: {before} -> {after}").format(
                field=column.label, before=before or "–", after=after or "–"
            )
    if found.before.terms.over != found.after.terms.over and found.after.values:
        yield ngettext(
            "{count} figure is given: longer periods that are open and made of their parts change.",
            "{count} figures are given: longer periods that are open and made of their parts change.",
            found.after.values,
        ).format(count=found.after.values)


def _explained(counter: Counter) -> Iterator[str]:
    terms = counter.terms
    yield over(terms.over) + "."
    if terms.whole:
        yield f"{relation(terms.relation)}: {terms.whole}."


def over(code: str) -> str:
    """Say how the figure of a longer period is made where none is given for it."""
    return {
        "sum": _("A longer period adds up its parts"),
        "last": _("A longer period takes its last part"),
    }[code]


def relation(code: str | None) -> str:
    """Say how a counter is held against another one."""
    return {
        "part": pgettext("counter", "Part of"),
        "share": pgettext("counter", "Share of"),
        "used": pgettext("counter", "Used of"),
    }.get(code or "", "")


def together(words: str) -> str:
    """Return the words under which parts are added up; those of a known code in the language spoken."""
    return _("On time") if words == "on-time" else words


def terms_data(terms: Terms) -> dict[str, object]:
    """Return a counter for programs."""
    return {
        "code": terms.code,
        "label": terms.label,
        "label_vi": terms.label_vi,
        "label_en": terms.label_en,
        "measure": terms.measure,
        "over": terms.over,
        "relation": terms.relation,
        "whole": terms.whole,
        "together": terms.together,
    }


def put(done: Put, terms: Terms, *, dry_run: bool) -> Report:
    """Say which figure stands now, or stood until now."""
    given, before = done.given, done.before
    sentence = {
        "added": _("{unit}, {period}: {label} {value}."),
        "changed": _("{unit}, {period}: {label} changed from {before} to {value}."),
        "same": _("{unit}, {period}: {label} stands already, {value}."),
        "removed": _("{unit}, {period}: {label} is taken out; it was {value}."),
    }[done.done].format(
        unit=given.unit_code,
        period=given.period,
        label=terms.label,
        before=figure(before.value) if before else "–",
        value=" ".join(filter(None, (figure(given.value), terms.measure))),
    )
    data = {
        "period": given.period,
        "unit": given.unit_code,
        "name": given.unit_name,
        "counter": given.counter,
        "label": terms.label,
        "value": exact(given.value),
        "before": exact(before.value) if before else None,
        "note": given.note,
        "result": done.done,
    }
    more = [beside_words(one, key) for key, one in done.apart]
    if done.kept_note:
        more.insert(
            0, _('The note stays: {note}. Clear it with --note "".').format(note=shown(given.note or ""))
        )
    return said.report("counter set", sentence, data, dry_run=dry_run, more=more)


def definitions(found: Sequence[Counter]) -> Report:
    """List what counters there are."""
    return Report(
        command="counter list",
        title=_("Counters"),
        data=[terms_data(one.terms) | {"values": one.values} for one in found],
        sections=(Table(_definition_columns(), [_row(one) for one in found]),),
        language=language(),
        empty=none_defined(),
    )


def none_defined() -> str:
    """Say how the first counter is defined."""
    return _("No counters yet. Define one: tasktrack counter define CODE --label TEXT.")


def _definition_columns() -> tuple[Column, ...]:
    return (
        Column("code", pgettext("col", "Code"), "code"),
        Column("label_vi", pgettext("col", "In Vietnamese")),
        Column("label_en", pgettext("col", "In English")),
        Column("measure", pgettext("col", "Unit of measure")),
        Column("over", pgettext("col", "Longer periods")),
        Column("relation", pgettext("col", "Held against")),
        Column("together", pgettext("col", "Added up under")),
        Column("values", pgettext("col", "Figures"), "integer"),
    )


def _row(one: Counter) -> tuple[Cell, ...]:
    terms = one.terms
    return (
        terms.code,
        terms.label_vi or "",
        terms.label_en or "",
        terms.measure or "",
        {"sum": pgettext("counter", "added up"), "last": pgettext("counter", "the last part")}[terms.over],
        f"{relation(terms.relation)} {terms.whole}" if terms.whole else "",
        together(terms.together) if terms.together else "",
        one.values,
    )


def listing(rows: Sequence[FigureRow], *, any_defined: bool, filtered: bool) -> Report:
    """List figures, a row each: of a unit itself, and with the units below it."""
    decimals = places([value for row in rows for value in (row.figure.own, row.figure.total)])
    columns = (
        Column("period", pgettext("col", "Period"), "code"),
        Column("unit", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name of unit")),
        Column("counter", pgettext("col", "Counter"), "code"),
        Column("label", pgettext("col", "What is counted")),
        Column("measure", pgettext("col", "Unit of measure")),
        Column("own", pgettext("col", "Own"), "decimal", decimals),
        Column("total", pgettext("col", "With units below"), "decimal", decimals),
        Column("parts", pgettext("col", "Made of")),
        Column("missing", pgettext("col", "Not given")),
        Column("note", pgettext("col", "Note")),
    )
    none = _("No figure passes the filter.") if filtered else _no_figures()
    return Report(
        command="counter list",
        title=_("Figures of counters"),
        data=[_figure_data(row) for row in rows],
        sections=(Table(columns, [_cells(row, decimals) for row in rows]),),
        language=language(),
        empty=none if any_defined else none_defined(),
    )


def _no_figures() -> str:
    return _("No figures yet. Give one: tasktrack counter set PERIOD UNIT COUNTER VALUE.")


def _cells(row: FigureRow, decimals: int) -> tuple[Cell, ...]:
    return (
        row.period,
        row.unit.code,
        row.unit.name,
        row.terms.code,
        row.terms.label,
        row.terms.measure or "",
        *row_cells((row.figure.own, row.figure.total), decimals),
        ", ".join(row.figure.parts),
        ", ".join(row.figure.missing),
        row.note or "",
    )


def _figure_data(row: FigureRow) -> dict[str, object]:
    return {
        "period": row.period,
        "unit": row.unit.code,
        "name": row.unit.name,
        "counter": row.terms.code,
        "label": row.terms.label,
        "measure": row.terms.measure,
        "own": exact(row.figure.own),
        "total": exact(row.figure.total),
        "parts": list(row.figure.parts),
        "missing": list(row.figure.missing),
        "note": row.note,
        "closed": row.closed,
    }
