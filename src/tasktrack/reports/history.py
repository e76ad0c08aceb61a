"""Reports on the journal: who did what, when and why."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from fractions import Fraction

from tasktrack.clock import parse_utc
from tasktrack.domain.history import HistoryEntry, RowChange
from tasktrack.domain.numbers import scaled_text
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Cell, Column, Report, Table

_SCALES = {
    "coefficient": 1000,
    "assigned_quantity": 1000,
    "quantity": 1000,
    "target": 1000,
    "baseline": 1000,
    "percent": 100,
}
_NOTHING = "–"


def listing(
    entries: Sequence[HistoryEntry],
    zone: tzinfo,
    today: date,
    *,
    total: int,
    task: str | None = None,
    changes: bool = False,
) -> Report:
    """List journal entries, newest first; with `changes` each changed column before and after."""
    columns = (
        Column("seq", pgettext("col", "No."), "integer"),
        Column("at", pgettext("col", "Moment"), "date"),
        Column("today", pgettext("col", "Given day"), "date"),
        Column("actor", pgettext("col", "Actor")),
        Column("command", pgettext("col", "Command"), "code"),
        Column("task", pgettext("col", "Code"), "code"),
        Column("what", pgettext("col", "What")),
        Column("reason", pgettext("col", "Reason")),
    )
    rows = [_row(entry, zone, changes=changes) for entry in entries]
    return Report(
        command="history",
        title=_("Journal of {task}").format(task=task) if task else _("Journal"),
        data=[entry_data(entry) for entry in entries],
        sections=(Table(columns, rows),),
        as_of=today,
        envelope={"total": total},
        language=language(),
        empty=_("Nothing was done yet."),
        total=total,
    )


def entry_data(entry: HistoryEntry) -> dict[str, object]:
    """Return a journal entry for programs, with its place in the hash chain."""
    return {
        "seq": entry.seq,
        "at": entry.at,
        "today": entry.today,
        "actor": entry.actor,
        "command": entry.command,
        "task": entry.task,
        "what": what(entry),
        "reason": entry.reason,
        "undoes": entry.undoes,
        "foreign": entry.foreign,
        "inserted": [{"book": one.book, "rows": one.rows} for one in entry.inserted],
        "changed": [
            {"book": one.book, "id": one.id, "before": _values(one.before), "after": _values(one.after)}
            for one in entry.changed
        ],
        "previous_hash": entry.prev,
        "hash": entry.hash,
    }


def what(entry: HistoryEntry) -> str:
    """Say what an entry did: rows entered, changed and taken back, a count a book."""
    taken_back = [one.book for one in entry.changed if _is_voided(one)]
    changed = [one.book for one in entry.changed if not _is_voided(one)]
    parts = [
        _("entered: {rows}").format(rows=_counts({one.book: one.rows for one in entry.inserted})),
        _("changed: {rows}").format(rows=_counts({book: changed.count(book) for book in changed})),
        _("taken back: {rows}").format(rows=_counts({book: taken_back.count(book) for book in taken_back})),
    ]
    happened = (entry.inserted, changed, taken_back)
    return "; ".join(part for part, rows in zip(parts, happened, strict=True) if rows)


def change_words(change: RowChange) -> str:
    """Say which columns a row changed, before and after."""
    return ", ".join(
        _("{column}: {before} -> {after}").format(
            column=name, before=_text(name, change.before.get(name)), after=_text(name, value)
        )
        for name, value in change.after.items()
    )


def _row(entry: HistoryEntry, zone: tzinfo, *, changes: bool) -> tuple[Cell, ...]:
    done = what(entry)
    if changes:
        done = "; ".join((done, *(change_words(one) for one in entry.changed if not _is_voided(one))))
    moment = parse_utc(entry.at).astimezone(zone)
    # The day that --today gave matters only where it is another than the machine's.
    given = None if moment.date().isoformat() == entry.today else date.fromisoformat(entry.today)
    return (entry.seq, moment, given, entry.actor, entry.command, entry.task or "", done, entry.reason or "")


def _is_voided(change: RowChange) -> bool:
    return change.after.get("voided") is not None


def _values(values: Mapping[str, str | int | None]) -> dict[str, object]:
    return {name: _value(name, value) for name, value in values.items()}


def _value(name: str, value: str | int | None) -> str | int | Fraction | None:
    return Fraction(value, _SCALES[name]) if name in _SCALES and isinstance(value, int) else value


def _text(name: str, value: str | int | None) -> str:
    if value is None or value == "":
        return _NOTHING
    if name in _SCALES and isinstance(value, int):
        return scaled_text(value, _SCALES[name], language())
    return str(value)


def _counts(rows: Mapping[str, int]) -> str:
    return ", ".join(_count(book, count) for book, count in rows.items())


def _count(book: str, count: int) -> str:
    words = {
        "setting": ngettext("{count} setting", "{count} settings", count),
        "day": ngettext("{count} day of the calendar", "{count} days of the calendar", count),
        "unit": ngettext("{count} unit", "{count} units", count),
        "officer": ngettext("{count} officer", "{count} officers", count),
        "posting": ngettext("{count} posting", "{count} postings", count),
        "task": ngettext("{count} task", "{count} tasks", count),
        "task_support": ngettext("{count} supporting unit", "{count} supporting units", count),
        "task_programme": ngettext("{count} programme", "{count} programmes", count),
        "progress": ngettext("{count} progress entry", "{count} progress entries", count),
        "review": ngettext("{count} review", "{count} reviews", count),
        "change": ngettext("{count} adjustment", "{count} adjustments", count),
        "scheme": ngettext("{count} scheme", "{count} schemes", count),
        "mark": ngettext("{count} mark", "{count} marks", count),
        "period": ngettext("{count} period", "{count} periods", count),
    }
    return words[book].format(count=count) if book in words else f"{count} {book}"
