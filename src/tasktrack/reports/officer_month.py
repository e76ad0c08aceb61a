"""The month of one officer: products, results, common criteria, total (Form 01 of NĐ 335/2025/NĐ-CP)."""

from collections.abc import Sequence

from tasktrack.domain.officer_sheet import Marked, Sheet, Totals, added_up, reckoned_from
from tasktrack.domain.ranking import Line, missing_of, reason_text
from tasktrack.i18n import _, pgettext
from tasktrack.reports import officer_products, rank
from tasktrack.reports.exact import exact, places
from tasktrack.reports.report import Cell, Column, Fact, Facts, Lines, Section, Table


def sections(found: Sheet) -> list[Section]:
    """Return the sections between the head of the sheet and the remarks."""
    return [
        *officer_products.sections(found.products, check(found), found.found.settings.get("late_count", "")),
        _results(found),
        _formulas(found),
        *_figures(found),
        *_common(found.common),
        _summary(found),
    ]


def data(found: Sheet) -> dict[str, object]:
    """Return what programs read of a month beside the head."""
    totals, measured = added_up(found.products), reckoned_from(found.found.lines)
    return {
        "late_count": found.found.settings.get("late_count"),
        "products": [officer_products.data(one) for one in found.products],
        "totals": totals._asdict(),
        "reckoned_from": measured._asdict() if measured else None,
        "results": [_line_data(line) for line in _reckoned(found.results)],
        "common": [_marked_data(one) for one in found.common],
    }


def check(found: Sheet) -> str:
    """Say whether the rows add up to the sums from which the score was reckoned."""
    totals, measured = added_up(found.products), reckoned_from(found.found.lines)
    if measured is None:
        return ""
    if totals == measured:
        sentence = _(
            "Check: the rows add up to what the score was reckoned from: assigned {assigned}, done {done},"
            " to quality {sound}, in time {punctual}."
        )
        return sentence.format(**_worded(totals))
    sentence = _(
        "The rows do not add up to what the score was reckoned from: assigned {assigned}, done {done},"
        " to quality {sound}, in time {punctual}."
    )
    return sentence.format(**_worded(measured))


def _worded(totals: Totals) -> dict[str, str]:
    return {name: exact(value) for name, value in totals._asdict().items()}


def _reckoned(lines: Sequence[Line]) -> list[Line]:
    """Return criteria in the order in which they are reckoned: what a criterion is made of comes before it."""
    ordered: list[Line] = []
    waiting: list[Line] = []
    for line in lines:
        while waiting and waiting[-1].level >= line.level:
            ordered.append(waiting.pop())
        waiting.append(line)
    return [*ordered, *reversed(waiting)]


def _results(found: Sheet) -> Table:
    lines = _reckoned(found.results)
    columns = (
        Column("label", pgettext("form", "Criterion")),
        Column("substituted", pgettext("form", "Formula with its numbers")),
        Column("value", pgettext("col", "Value"), "decimal", places(line.value for line in lines)),
        Column("max", pgettext("col", "Maximum"), "decimal", places(line.maximum for line in lines)),
        Column("reason", pgettext("col", "Note")),
    )
    rows: list[tuple[Cell, ...]] = [
        (line.label, _numbers(line), line.value, line.maximum, reason_text(line.reason)) for line in lines
    ]
    return Table(columns, rows, _("Results of tasks"))


def _numbers(line: Line) -> str:
    return pgettext("form", "marked by the superior") if line.source == "mark" else line.substituted


def _formulas(found: Sheet) -> Lines:
    """Write the formulas, and what the names in them stand for."""
    told = [f"{line.code} = {line.formula}" for line in _reckoned(found.results) if line.formula]
    words = _("{code} = {value}: {label}")
    told += [
        words.format(code=line.code, value=exact(line.value), label=line.label)
        for line in found.found.lines
        if line.source == "measure"
    ]
    return Lines(tuple(told), _("Formulas"))


def _figures(found: Sheet) -> list[Section]:
    """Show the figures from elsewhere that a formula names, or that are not zero."""
    named = " ".join(line.formula for line in found.results)
    figures = [
        Fact(line.label, exact(line.value))
        for line in found.found.lines
        if line.source == "figure" and (line.value or line.code in named)
    ]
    return [Facts(tuple(figures), _("Beside the products"))] if figures else []


def _common(marked: Sequence[Marked]) -> list[Section]:
    if not marked:
        return []
    head, *rest = marked
    columns = (
        Column("number", pgettext("form", "No."), "code"),
        Column("label", pgettext("form", "Criterion marked")),
        Column("max", pgettext("form", "Most points"), "decimal", places(one.line.maximum for one in marked)),
        Column("self", pgettext("form", "Self-marked"), "decimal", places(one.self_points for one in marked)),
        Column("points", pgettext("form", "Confirmed"), "decimal", places(one.line.value for one in marked)),
        Column("reason", pgettext("col", "Note")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            one.line.code.rpartition(".")[2],
            one.line.label,
            one.line.maximum,
            one.self_points,
            one.line.value,
            _why(one.line),
        )
        for one in rest
    ]
    note = reason_text(head.line.reason)
    total = ("", pgettext("form", "Total"), head.line.maximum, head.self_points, head.line.value, note)
    return [
        Table(columns, rows, pgettext("form", "I. RESULTS BY THE COMMON CRITERIA"), total=total),
    ]


def _why(line: Line) -> str:
    """Return why points are missing or were lost; of what is marked as a whole nothing is missing."""
    missing = missing_of(line.reason)
    return "" if missing is not None and missing.reason == "marked-above" else reason_text(line.reason)


def _summary(found: Sheet) -> Facts:
    row = found.found.row
    parts = (
        ("common", pgettext("form", "1. Points of the common criteria")),
        ("r", pgettext("form", "Rate of results, R (%)")),
        ("results", pgettext("form", "2. Points of the results of tasks, 70 x R")),
    )
    known = ((found.line(code), words) for code, words in parts)
    facts = [Fact(words, exact(line.value), "code") for line, words in known if line is not None]
    facts.append(Fact(pgettext("form", "3. Total points of the officer"), exact(row.score), "code"))
    facts.append(Fact(rank.class_heading(found.found.basis), rank.class_words(row)))
    if row.reason:
        facts.append(Fact(pgettext("col", "Note"), reason_text(row.reason)))
    if late := found.found.settings.get("late_count"):
        facts.append(Fact(pgettext("form", "Times late are counted"), officer_products.late_words(late)))
    return Facts(
        tuple(facts), pgettext("form", "II. SUMMARY OF THE MONITORING AND EVALUATION OF THE OFFICER")
    )


def _line_data(line: Line) -> dict[str, object]:
    return {
        "code": line.code,
        "label": line.label,
        "formula": line.formula or None,
        "substituted": line.substituted or None,
        "value": line.value,
        "max": line.maximum,
        "source": line.source,
        "reason": reason_text(line.reason) or None,
    }


def _marked_data(one: Marked) -> dict[str, object]:
    return {
        "code": one.line.code,
        "label": one.line.label,
        "max": one.line.maximum,
        "self_points": one.self_points,
        "points": one.line.value,
        "reason": reason_text(one.line.reason) or None,
    }
