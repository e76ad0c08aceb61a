"""Reports on marks."""

from collections.abc import Sequence

from tasktrack.domain.marking import MarkRow
from tasktrack.domain.numbers import decimal_text
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Cell, Column, Report, Table


def put(row: MarkRow, done: str, *, dry_run: bool) -> Report:
    """Say what mark stands now, or stood until now."""
    sentence = {
        "added": _("Mark of {subject} for {criterion}: {points}."),
        "changed": _("Mark of {subject} for {criterion} changed: {points}."),
        "same": _("Mark of {subject} for {criterion} stands already: {points}."),
        "removed": _("Mark of {subject} for {criterion} is taken out; it was {points}."),
    }[done].format(subject=row.subject, criterion=row.criterion, points=_standing(row))
    return said.report("mark set", sentence, _data(row) | {"result": done}, dry_run=dry_run)


def _standing(row: MarkRow) -> str:
    """Say all the figures of a mark, or that the criterion does not apply."""
    if row.is_set_aside:
        return _("does not apply")
    figures = (
        (row.points, _("{points} confirmed") if row.of_officer else _("{points} appraised")),
        (row.self_points, _("{points} self-marked")),
        (row.maximum, _("{points} at most")),
    )
    return ", ".join(
        words.format(points=decimal_text(value, 6, language=language(), trim=True))
        for value, words in figures
        if value is not None
    )


def listing(rows: Sequence[MarkRow]) -> Report:
    """List marks."""
    columns = (
        Column("period", pgettext("col", "Period"), "code"),
        Column("scheme", pgettext("col", "Scheme"), "code"),
        Column("subject", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("criterion", pgettext("col", "Criterion"), "code"),
        Column("self_points", pgettext("col", "Self-marked"), "decimal"),
        Column("points", _given_by_others(rows), "decimal"),
        Column("max", pgettext("col", "Own maximum"), "decimal"),
        Column("reason", pgettext("col", "Reason")),
        Column("note", pgettext("col", "Note")),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            row.period,
            row.scheme,
            row.subject,
            row.name,
            row.criterion,
            row.self_points,
            row.points,
            row.maximum,
            row.reason or "",
            row.note or (_("does not apply") if row.is_set_aside else ""),
        )
        for row in rows
    ]
    return Report(
        command="mark list",
        title=_("Marks"),
        data=[_data(row) for row in rows],
        sections=(Table(columns, cells),),
        language=language(),
        empty=_("No marks yet."),
    )


def _given_by_others(rows: Sequence[MarkRow]) -> str:
    """Return the heading of points that are not one's own: units' are appraised, officers' confirmed."""
    kinds = {row.of_officer for row in rows}
    if len(kinds) > 1:
        return pgettext("col", "Appraised or confirmed")
    return pgettext("col", "Confirmed") if True in kinds else pgettext("col", "Appraised")


def _data(row: MarkRow) -> dict[str, object]:
    return {
        "period": row.period,
        "subject": row.subject,
        "name": row.name,
        "scheme": row.scheme,
        "criterion": row.criterion,
        "points": row.points,
        "self_points": row.self_points,
        "max": row.maximum,
        "reason": row.reason,
        "evidence": row.evidence,
        "applies": not row.is_set_aside,
        "note": row.note or None,
    }
