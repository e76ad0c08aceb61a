"""Reports on the journal: who did what, when and why."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo

from tasktrack.clock import parse_utc
from tasktrack.domain import change
from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.history import BookCount, HistoryEntry, HistoryFilter, RowChange, RowName
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels
from tasktrack.reports.history_words import column_label, exact, value_text
from tasktrack.reports.report import Cell, Column, Report, Table, Tone


def listing(
    entries: Sequence[HistoryEntry],
    wanted: HistoryFilter,
    zone: tzinfo,
    today: date,
    *,
    total: int,
    changes: bool = False,
) -> Report:
    """List journal entries, newest first; with `changes` each changed column before and after."""
    columns = (
        Column("seq", pgettext("col", "No."), "number"),
        Column("at", pgettext("col", "Moment"), "date"),
        Column("today", pgettext("col", "Given day"), "date"),
        Column("actor", pgettext("col", "Actor")),
        Column("command", pgettext("col", "Command"), "code"),
        Column("task", pgettext("col", "Code"), "code"),
        Column("what", pgettext("col", "What")),
        Column("reason", pgettext("col", "Reason")),
    )
    rows = [_row(entry, zone, changes=changes) for entry in entries]
    tones: list[Tone] = ["muted" if entry.undone_by else "" for entry in entries]
    filtered = wanted != HistoryFilter(task=wanted.task, code=wanted.code)
    return Report(
        command="history",
        title=_("Journal of {task}").format(task=wanted.code) if wanted.code else _("Journal"),
        data=[entry_data(entry) for entry in entries],
        sections=(Table(columns, rows, tones=tones, notes=_span(wanted)),),
        as_of=today,
        envelope={"total": total, "since": wanted.since, "until": wanted.until},
        language=language(),
        empty=_("No entry passes the filter.") if filtered else _("Nothing was done yet."),
        total=total,
    )


def _span(wanted: HistoryFilter) -> tuple[str, ...]:
    """Say which days were meant, and by which clock."""
    if wanted.since and wanted.until:
        sentence = _(
            "From {since} to {until}, both included, by the machine's moment as the office's clocks had it."
        )
    elif wanted.since:
        sentence = _("From {since} on, by the machine's moment as the office's clocks had it.")
    elif wanted.until:
        sentence = _("Up to {until} and with it, by the machine's moment as the office's clocks had it.")
    else:
        return ()
    days = {"since": wanted.since, "until": wanted.until}
    return (sentence.format(**{name: echo(day) for name, day in days.items() if day}),)


def row_data(row: RowName) -> dict[str, object]:
    """Return the name of a row for programs."""
    return {"book": row.book, "id": row.id, "code": row.code, "on": row.on, "text": row.text}


def row_text(row: RowName) -> str:
    """Return what a row says beside its code, and the day it speaks for."""
    words = {"review": labels.verdict, "change": change.named}
    said = words[row.book](row.text) if row.book in words else row.text
    return " ".join(part for part in (day_text(row.on) if row.on else "", said) if part)


def entry_data(entry: HistoryEntry) -> dict[str, object]:
    """Return a journal entry for programs, with its place in the hash chain."""
    return {
        "seq": entry.seq,
        "at": entry.at,
        "today": entry.today,
        "actor": entry.actor,
        "command": entry.command,
        "task": entry.task,
        "code": entry.code,
        "what": what(entry),
        "reason": entry.reason,
        "undoes": entry.undoes,
        "undone_by": entry.undone_by,
        "foreign": entry.foreign,
        "inserted": [{"book": one.book, "rows": one.rows} for one in entry.inserted],
        "changed": [change_data(one) for one in entry.changed],
        "previous_hash": entry.prev,
        "hash": entry.hash,
    }


def change_data(change: RowChange) -> dict[str, object]:
    """Return a changed row for programs."""
    return {
        "book": change.book,
        "id": change.id,
        "code": change.code,
        "before": _values(change.before),
        "after": _values(change.after),
    }


def what(entry: HistoryEntry) -> str:
    """Say what an entry did, a count a book: rows entered, changed and taken back; and what became of it."""
    changed = _("changed: {rows}") if entry.undoes is None else _("set back: {rows}")
    parts = (
        (_("entered: {rows}"), entry.inserted),
        (changed, entry.set),
        (_("taken back: {rows}"), entry.taken_back),
        (_("standing again: {rows}"), entry.restored),
    )
    said = [sentence.format(rows=counts(rows)) for sentence, rows in parts if rows]
    if entry.undoes is not None:
        said.insert(0, _("undoes entry {entry}, {command}").format(entry=entry.undoes, command=entry.undone))
    if entry.is_refusal:
        said.append(_("refused, nothing was written"))
    if entry.undone_by is not None:
        said.append(_("undone by entry {entry}").format(entry=entry.undone_by))
    return "; ".join(said)


def change_words(change: RowChange) -> str:
    """Say in words which columns a row changed, before and after."""
    return ", ".join(
        _("{column}: {before} -> {after}").format(
            column=column_label(change.book, name),
            before=value_text(change.book, name, change.before.get(name)),
            after=value_text(change.book, name, value),
        )
        for name, value in change.after.items()
    )


def _row(entry: HistoryEntry, zone: tzinfo, *, changes: bool) -> tuple[Cell, ...]:
    done = what(entry)
    if changes:
        done = "; ".join((done, *(change_words(one) for one in entry.changed if not _is_told_by_count(one))))
    moment = parse_utc(entry.at).astimezone(zone)
    # The day that --today gave matters only where it is another than the machine's.
    given = None if moment.date().isoformat() == entry.today else date.fromisoformat(entry.today)
    return (
        entry.seq,
        moment,
        given,
        entry.actor,
        entry.command,
        entry.task or entry.code or "",
        done,
        entry.reason or "",
    )


def _is_told_by_count(change: RowChange) -> bool:
    """Return whether only the row's standing changed: it was taken back, or stands again."""
    return set(change.after) == {"voided"}


def _values(values: Mapping[str, str | int | None]) -> dict[str, object]:
    return {name: exact(name, value) for name, value in values.items()}


def counts(rows: Sequence[BookCount]) -> str:
    """Say how many rows of which book."""
    return ", ".join(_count(one.book, one.rows) for one in rows)


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
        "product": ngettext("{count} product", "{count} products", count),
        "unit_alias": ngettext("{count} other name of a unit", "{count} other names of units", count),
        "saved_view": ngettext("{count} saved view", "{count} saved views", count),
        "reopening": ngettext("{count} reopening", "{count} reopenings", count),
        "leave": ngettext("{count} leave", "{count} leaves", count),
        "incident": ngettext("{count} incident", "{count} incidents", count),
        "decision": ngettext("{count} decision", "{count} decisions", count),
        "objection": ngettext("{count} objection", "{count} objections", count),
        "remark": ngettext("{count} remark", "{count} remarks", count),
        "approval": ngettext("{count} approval", "{count} approvals", count),
        "direction": ngettext("{count} direction", "{count} directions", count),
        "explanation": ngettext("{count} explanation", "{count} explanations", count),
        "unit_report": ngettext("{count} report of a unit", "{count} reports of units", count),
        "refusal": ngettext("{count} refusal", "{count} refusals", count),
        "reminder": ngettext("{count} reminder", "{count} reminders", count),
        "unit_succession": ngettext("{count} succession of units", "{count} successions of units", count),
        "support_entry": ngettext(
            "{count} entry of a supporting unit", "{count} entries of supporting units", count
        ),
        "form": ngettext("{count} form", "{count} forms", count),
        "incident_against": ngettext(
            "{count} answerable for an incident", "{count} answerable for incidents", count
        ),
        "counter": ngettext("{count} counter", "{count} counters", count),
        "counter_value": ngettext("{count} figure of a counter", "{count} figures of counters", count),
        "procedure": ngettext("{count} procedure", "{count} procedures", count),
        "dossier": ngettext("{count} dossier", "{count} dossiers", count),
        "apology": ngettext("{count} apology", "{count} apologies", count),
        "office": ngettext("{count} office", "{count} offices", count),
        "received": ngettext("{count} closing received", "{count} closings received", count),
        "received_row": ngettext("{count} row received", "{count} rows received", count),
        "merged_row": ngettext("{count} row brought in", "{count} rows brought in", count),
    }
    return words[book].format(count=count) if book in words else f"{count} {book}"
