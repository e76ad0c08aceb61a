"""The figures of counters told: the table, ratios with their denominators, and what does not add up."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from tasktrack.domain.counter import Terms
from tasktrack.domain.counter_coverage import Gap
from tasktrack.domain.counter_report import (
    SAVED,
    TOGETHER,
    Beside,
    Check,
    CountersReport,
    Ratio,
    Row,
    Source,
    Told,
    UnitFigures,
    change,
    checks,
    ratios,
)
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period import PeriodKey, label
from tasktrack.domain.period_state import CLOSED
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import counter, on_paper, said
from tasktrack.reports import counter_covered as covered
from tasktrack.reports.counter import exact, figure
from tasktrack.reports.period_words import PERCENT_PLACES
from tasktrack.reports.report import Cell, Column, Report, Section, Table
from tasktrack.reports.task_lines import MACHINES, sentences

# Of this counter what is left over is time.
_TIME: Final = "days_used"


def counters(told: CountersReport, form: str) -> Report:
    """Tell the figures of a period; csv and tsv hold a row a counter."""
    machine = form in MACHINES
    rows = [_row_data(row, told) for row in told.rows]
    return Report(
        command="report counters",
        title=_title(told),
        data=rows if machine else _data(told, rows),
        sections=(_heading(told),) if machine else tuple(_sections(told, form)),
        as_of=told.as_of,
        envelope=_envelope(told),
        language=language(),
        paper=on_paper.report_paper(_subject(told)),
    )


def _title(told: CountersReport) -> str:
    return "; ".join(
        filter(None, (_("Figures, {period}").format(period=label(told.source.key)), _whose(told)))
    )


def _subject(told: CountersReport) -> str:
    """Return what the report says it is about, on paper."""
    words = _("Figures of {period}").format(period=on_paper.period_words(told.source.key))
    return "; ".join(filter(None, (words, _whose(told))))


def _whose(told: CountersReport) -> str:
    if told.unit is None:
        return ""
    name = f"{told.unit.name} ({told.unit.code})"
    return _("{unit} with all units below it").format(unit=name) if told.with_units_below else name


def _envelope(told: CountersReport) -> dict[str, object]:
    def source(one: Source | None) -> dict[str, object] | None:
        return None if one is None else {"period": str(one.key), "revision": one.revision}

    return {
        "office": told.office,
        "period": str(told.source.key),
        "kind": told.source.key.kind,
        "state": told.state,
        "provisional": told.state != CLOSED,
        "revision": told.source.revision,
        "seal": told.source.seal,
        "unit": told.unit.code if told.unit else None,
        "with_units_below": told.with_units_below,
        "previous": source(told.previous),
        "same_period_last_year": source(told.last_year),
    }


def _data(told: CountersReport, rows: Sequence[dict[str, object]]) -> dict[str, object]:
    return {
        "counters": rows,
        "ratios": [_ratio_data(one) for one in ratios(told)],
        "checks": [_check_data(one) for one in checks(told)],
        "given_beside_parts": [_beside_data(one, told.source.key) for one in told.beside],
        "ended": {code: list(units) for code, units in told.gone.items()},
        "units": [_unit_data(one) for one in told.units],
    }


def _row_data(row: Row, told: CountersReport) -> dict[str, object]:
    parts, missing = (row.now.parts, row.now.missing) if row.now else ((), ())
    data = counter.terms_data(row.terms) | {
        "period": str(told.source.key),
        "value": _value(row.now),
        "parts": list(parts),
        "missing": list(missing),
    }
    for name in ("previous", "last_year"):
        (then, lacking), changed = row.compared(name), change(row, name)
        data[name] = _value(then)
        data[f"{name}_change"] = changed.difference
        data[f"{name}_change_percent"] = changed.percent
        data[f"{name}_incomplete"] = [_gap_data(one) for one in lacking]
    return data


def _gap_data(one: Gap) -> dict[str, object]:
    return {
        "counter": one.terms.code,
        "unit": one.unit,
        "periods": list(one.periods),
        "begun": one.begun,
    }


def _beside_data(one: Beside, key: PeriodKey) -> dict[str, object]:
    return {
        "counter": one.terms.code,
        "unit": one.unit,
        "given": exact(one.given),
        "parts": exact(one.parts),
        "difference": exact(one.given - one.parts),
        "text": counter.beside_words(one, key),
    }


def _value(one: Told | None) -> Fraction | None:
    return exact(one.value) if one else None


def _ratio_data(one: Ratio) -> dict[str, object]:
    return {
        "kind": one.kind,
        "counters": [terms.code for terms, _value in one.parts],
        "words": counter.together(one.words) if one.words else None,
        "numerator": exact(one.out_of - one.part if one.kind == SAVED else one.part),
        "denominator": exact(one.out_of),
        "denominator_counter": one.whole.code,
        "percent": one.percent,
        "incomplete": [_gap_data(gap) for gap in one.gaps],
        "not_given": [terms.code for terms in one.unknown],
        "text": _ratio_words(one),
    }


def _check_data(one: Check) -> dict[str, object]:
    return {
        "counter": one.whole.code,
        "total": exact(one.total),
        "accounted_for": exact(one.accounted),
        "not_accounted_for": exact(one.left),
        "parts": {terms.code: exact(value) for terms, value in one.parts},
        "not_given": [terms.code for terms in one.unknown],
        "incomplete": [_gap_data(gap) for gap in one.gaps],
        "text": _check_words(one),
    }


def _unit_data(one: UnitFigures) -> dict[str, object]:
    return {
        "unit": one.unit.code,
        "name": one.unit.name,
        "level": one.level,
        "own": {code: exact(value) for code, value in one.own.items()},
        "total": {code: exact(value) for code, value in one.total.items()},
    }


def _heading(told: CountersReport) -> Table:
    columns = ("code", "label", "measure", "value", *(column.key for column in _compared(told)))
    return Table(tuple(Column(name, name) for name in columns), ())


def _sections(told: CountersReport, form: str) -> Iterator[Section]:
    yield sentences(_under_title(told), form)
    if not told.rows:
        yield sentences([_("No figure was given for {period}.").format(period=label(told.source.key))], form)
        return
    yield _table(told)
    if lines := list(covered.made_of(told, list(_earlier(told, known=True)))):
        yield sentences(lines, form)
    if found := [_ratio_words(one) for one in ratios(told)]:
        yield sentences(found, form, _("Ratios"))
    lines = [_check_words(one) for one in checks(told)]
    if found := [*lines, *(counter.beside_words(one, told.source.key) for one in told.beside)]:
        yield sentences(found, form, _("Do parts add up"))
    if told.units:
        yield _by_unit(told)


def _under_title(told: CountersReport) -> list[str]:
    if told.state == CLOSED:
        state = _("Closed figures, closing no. {revision}, seal {seal}").format(
            revision=told.source.revision, seal=(told.source.seal or "")[:16]
        )
    else:
        state = _("Provisional: the period is not closed")
    return [*filter(None, (told.office,)), state]


def _table(told: CountersReport) -> Table:
    """Show each figure beside those of the period before and of the year before."""
    found = [
        one.value if one else None for row in told.rows for one in (row.now, row.previous, row.last_year)
    ]
    decimals = counter.places(found)
    columns = (
        Column("label", pgettext("col", "What is counted")),
        Column("measure", pgettext("col", "Unit of measure")),
        Column("value", label(told.source.key), "decimal", decimals),
        *_compared(told, decimals, known=True),
    )
    return Table(
        columns, [tuple(_cells(row, told, decimals)) for row in told.rows], notes=tuple(_notes(told))
    )


def _notes(told: CountersReport) -> Iterator[str]:
    compared = {name for name, _source in _earlier(told, known=True)}
    if told.inherited:
        yield _("What a unit had that another took over counts with that one in earlier periods too.")
    if told.joined:
        yield _("Ended within the period, counted also with who took over: {units}.").format(
            units=covered.some(told.joined)
        )
    yield from covered.ended(told)
    for name, source in _earlier(told):
        if name in compared:
            yield from covered.uncovered(told, name, source)
        else:
            yield _("Nothing to compare with in {period}: no figure was given.").format(
                period=label(source.key)
            )


def _compared(told: CountersReport, decimals: int = 0, *, known: bool = False) -> Iterator[Column]:
    """Yield the columns of the earlier periods; `known`: of those of which any figure is."""
    for name, source in _earlier(told, known=known):
        changed = f"{name}_change"
        yield Column(name, label(source.key), "decimal", decimals)
        since = _("Change since {period}").format(period=said.inside(label(source.key)))
        yield Column(changed, since, "decimal", decimals)
        yield Column(
            f"{changed}_percent",
            _("Change, % of the period before") if name == "previous" else _("Change, % of the year before"),
            "percent",
            PERCENT_PLACES,
            (changed, name),
        )


def _earlier(told: CountersReport, *, known: bool = False) -> Iterator[tuple[str, Source]]:
    """Yield the earlier periods; of a year both are the same one."""
    if told.previous and not (known and all(row.previous is None for row in told.rows)):
        yield "previous", told.previous
    same = told.previous and told.last_year and told.previous.key == told.last_year.key
    if told.last_year and not same and not (known and all(row.last_year is None for row in told.rows)):
        yield "last_year", told.last_year


def _cells(row: Row, told: CountersReport, decimals: int) -> Iterator[Cell]:
    names = [name for name, _source in _earlier(told, known=True)]
    known = [one.value if one else None for one in (row.now, *(row.compared(name)[0] for name in names))]
    needed = counter.places(known)
    now, *then = counter.row_cells(known, decimals)
    yield from (row.terms.label, row.terms.measure or "", now)
    for name, value in zip(names, then, strict=True):
        changed = change(row, name)
        yield value
        yield None if changed.difference is None else counter.in_row(changed.difference, needed, decimals)
        yield changed.percent


def _ratio_words(one: Ratio) -> str:
    """Say a ratio with what it is a ratio of: 14.7% of dossiers received (65 / 443)."""
    percent = _percent(one.percent)
    below = figure(one.out_of)
    if one.kind == SAVED:
        terms, used = one.parts[0]
        words = _("Time saved") if terms.code == _TIME else _("Saved")
        sentence = _("{words}: {percent} = 1 - {used} / {allowed} ({part} / {whole})").format(
            words=words,
            percent=percent,
            used=figure(used),
            allowed=" ".join(filter(None, (below, one.whole.measure))),
            part=terms.label,
            whole=one.whole.label,
        )
        return sentence + _why_none(one)
    above = " + ".join(figure(value) for _terms, value in one.parts)
    sentence = _("{part}: {percent} of {whole} ({above} / {below})").format(
        part=counter.together(one.words) if one.kind == TOGETHER else one.parts[0][0].label,
        percent=percent,
        whole=one.whole.label,
        above=f"({above})" if len(one.parts) > 1 else above,
        below=below,
    )
    return sentence + _why_none(one)


def _why_none(one: Ratio | Check) -> str:
    """Say what keeps figures from being held against each other."""
    words = ""
    if one.gaps:
        words += "; " + _("the figures do not cover the same: {gaps}").format(
            gaps=covered.gap_words(one.gaps)
        )
    if one.unknown:
        words += (" " if words else "; ") + _("Not given: {labels}.").format(
            labels=covered.labels_of(one.unknown)
        )
    return words


def _percent(value: Fraction | None) -> str:
    if value is None:
        return "–"
    return f"{decimal_text(value, PERCENT_PLACES, language=language())}%"


def _check_words(one: Check) -> str:
    """Say whether parts add up to their whole: what is not accounted for is said, and not guessed."""
    parts = " + ".join(f"{figure(value)} {terms.label}" for terms, value in one.parts)
    words = {"whole": one.whole.label, "parts": parts, "accounted": figure(one.accounted)}
    if one.total is None or one.left is None:
        sentence = _("Check: {whole} is not given; its parts come to {accounted} ({parts}).").format(**words)
    elif one.left == 0:
        sentence = _("Check: {total} {whole} = {parts}.").format(**words, total=figure(one.total))
    elif one.left > 0:
        sentence = _(
            "Check: {total} {whole}, {accounted} accounted for ({parts}); {left} not accounted for."
        ).format(**words, total=figure(one.total), left=figure(one.left))
    else:
        sentence = _(
            "Check: {total} {whole}, yet its parts come to {accounted} ({parts}): {left} more."
        ).format(**words, total=figure(one.total), left=figure(-one.left))
    if one.unknown:
        sentence += " " + _("Not given: {labels}.").format(labels=covered.labels_of(one.unknown))
    if one.gaps:
        sentence += " " + _("The figures do not cover the same: {gaps}").format(
            gaps=covered.gap_words(one.gaps)
        )
    return sentence


def _decimals(told: CountersReport, terms: Terms) -> int:
    return counter.places([each.total.get(terms.code) for each in told.units])


def _by_unit(told: CountersReport) -> Table:
    """Show the figures unit by unit, with the units below each; what is its own stands under it."""
    terms = [row.terms for row in told.rows if row.now is not None]
    columns = (
        Column("unit", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name of unit")),
        *(Column(one.code, one.label, "decimal", _decimals(told, one)) for one in terms),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in told.units:
        indent = "  " * one.level
        rows.append(
            (one.unit.code, indent + one.unit.name, *(exact(one.total.get(each.code)) for each in terms))
        )
        if one.own and one.own != one.total:
            own = (exact(one.own.get(each.code)) for each in terms)
            rows.append(("", indent + "  " + _("of which its own"), *own))
    total: tuple[Cell, ...] = ("", _("Total"), *(exact(told.values.get(one.code)) for one in terms))
    return Table(columns, rows, _("Figures by unit"), total=total)
