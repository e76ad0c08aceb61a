"""The year of one officer, and every period made of months: Form 02 of NĐ 335/2025/NĐ-CP."""

from collections.abc import Iterable

from tasktrack.domain.dates import day_text
from tasktrack.domain.officer_sheet import Sheet
from tasktrack.domain.period import PeriodKey, label
from tasktrack.domain.ranking import Line, reason_text
from tasktrack.i18n import _, pgettext
from tasktrack.reports import rank
from tasktrack.reports.exact import exact, places
from tasktrack.reports.report import Cell, Column, Fact, Facts, Lines, Section, Table

_DOTS = "." * 90


def sections(found: Sheet) -> list[Section]:
    """Return the sections between the head of the sheet and the remarks."""
    shown: list[Section] = [_parts(found), *_figures(found)]
    if not found.found.basis.gives_class:
        return [*shown, _reached(found)]
    return [
        *shown,
        Lines(_boxes(found, found.remark.self_class if found.remark else None), _self_heading()),
        Lines((*_boxes(found, _decided(found)), *_told(found)), _authority_heading()),
        Lines((_DOTS, _DOTS), pgettext("form", "IV. PROPOSED HANDLING")),
    ]


def data(found: Sheet) -> dict[str, object]:
    """Return what programs read of a longer period beside the head."""
    mean = next((line for line in found.found.lines if line.source == "mean"), None)
    return {
        "months": [
            {
                "period": line.code,
                "period_label": label(PeriodKey.parse(line.code)),
                "score": line.value,
                "band": line.substituted or None,
                "band_label": _band(found, line) or None,
                "note": _note(found, line) or None,
            }
            for line in _months(found)
        ],
        "mean": mean.value if mean else None,
        "mean_of": sum(line.value is not None for line in _months(found)),
    }


def _months(found: Sheet) -> list[Line]:
    return [line for line in found.found.lines if line.source == "part"]


def _parts(found: Sheet) -> Table:
    lines = _months(found)
    mean = next((line for line in found.found.lines if line.source == "mean"), None)
    value = mean.value if mean else None
    of_year = found.found.basis.period.key.kind == "year"
    of_months = all(PeriodKey.parse(line.code).kind == "month" for line in lines)
    columns = (
        Column("period", pgettext("form", "Month") if of_months else pgettext("col", "Period")),
        Column(
            "score",
            pgettext("form", "Total points"),
            "decimal",
            places([*(one.value for one in lines), value]),
        ),
        Column("band", pgettext("col", "Band")),
        Column("note", pgettext("col", "Note")),
    )
    rows: list[tuple[Cell, ...]] = [
        (label(PeriodKey.parse(line.code)), line.value, _band(found, line), _note(found, line))
        for line in lines
    ]
    words = pgettext("form", "Mean of the whole year") if of_year else pgettext("form", "Mean of the period")
    notes = [
        _("Check: {scored} scored + {unscored} without a score = {total}").format(
            scored=sum(line.value is not None for line in lines),
            unscored=sum(line.value is None for line in lines),
            total=len(lines),
        )
    ]
    if mean is not None and mean.substituted:
        notes.append(_("Mean: {numbers} = {value}").format(numbers=mean.substituted, value=exact(value)))
    return Table(
        columns,
        rows,
        pgettext("form", "I. SUMMARY OF THE RESULTS OF MONITORING AND EVALUATION"),
        total=(words, value, "", ""),
        notes=tuple(notes),
    )


def _band(found: Sheet, line: Line) -> str:
    return found.found.basis.class_label(line.substituted) if line.substituted else ""


def _note(found: Sheet, line: Line) -> str:
    """Return why a month has no score, or that another office gave it."""
    if line.code in found.elsewhere:
        reason = found.elsewhere[line.code]
        if reason:
            return _("scored by another office: {reason}").format(reason=reason)
        return _("scored by another office")
    return reason_text(line.reason)


def _figures(found: Sheet) -> list[Section]:
    """Show what counts beside the points, where there is any."""
    figures = [
        Fact(line.label, exact(line.value))
        for line in found.found.lines
        if line.source == "figure" and line.value
    ]
    return [Facts(tuple(figures), _("Beside the points"))] if figures else []


def _reached(found: Sheet) -> Facts:
    row = found.found.row
    facts = [
        Fact(pgettext("form", "3. Total points of the officer"), exact(row.score), "code"),
        Fact(rank.class_heading(found.found.basis), rank.class_words(row)),
    ]
    if row.reason:
        facts.append(Fact(pgettext("col", "Note"), reason_text(row.reason)))
    return Facts(
        tuple(facts), pgettext("form", "II. SUMMARY OF THE MONITORING AND EVALUATION OF THE OFFICER")
    )


def _boxes(found: Sheet, chosen: str | None) -> tuple[str, ...]:
    """Return the classes from the best down, each with a box."""
    return tuple(f"[{'x' if code == chosen else ' '}] {words}" for code, words in found.found.basis.classes)


def _decided(found: Sheet) -> str | None:
    decided = found.found.row.decided
    return decided.code if decided else None


def _told(found: Sheet) -> Iterable[str]:
    """Tell what is proposed from what was decided."""
    row, basis = found.found.row, found.found.basis
    yield _("Proposed by the points and conditions: {words}").format(words=rank.class_words(row))
    if row.decided is None:
        yield _("Not decided yet.")
        return
    yield _("Decided: {label}, by {who} on {day}, document {document}: {reason}").format(
        label=basis.class_label(row.decided.code),
        who=row.decided.decided_by,
        day=day_text(row.decided.on),
        document=row.decided.document,
        reason=row.decided.reason,
    )


def _self_heading() -> str:
    return pgettext("form", "II. CLASS PROPOSED BY THE OFFICER")


def _authority_heading() -> str:
    return pgettext("form", "III. CLASS DECIDED BY THE COMPETENT AUTHORITY")
