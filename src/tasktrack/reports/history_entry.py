"""Report on one journal entry whole."""

from datetime import date, tzinfo

from tasktrack.clock import parse_utc
from tasktrack.domain.book_names import book_name
from tasktrack.domain.history import EntryCard, HistoryEntry
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports.history import entry_data, row_data, row_text, what
from tasktrack.reports.history_words import column_label, value_text
from tasktrack.reports.report import Column, Fact, Facts, Report, Table


def card(found: EntryCard, zone: tzinfo) -> Report:
    """Show one entry: every changed column, and the first of the rows that it entered."""
    entry = found.entry
    moment = parse_utc(entry.at).astimezone(zone)
    facts = (
        Fact(pgettext("col", "Moment"), moment, "date"),
        Fact(pgettext("col", "Given day"), date.fromisoformat(entry.today), "date"),
        Fact(pgettext("col", "Actor"), entry.actor),
        Fact(pgettext("col", "Command"), entry.command, "code"),
        Fact(pgettext("col", "Code"), entry.task or "", "code"),
        Fact(pgettext("col", "What"), what(entry)),
        Fact(pgettext("col", "Reason"), entry.reason or ""),
        Fact(pgettext("col", "Hash"), entry.hash, "code"),
    )
    tables = (_changes_table(entry), _entered_table(found))
    return Report(
        command="history",
        title=_("Journal entry {entry}").format(entry=entry.seq),
        data=entry_data(entry) | {"entered": [row_data(row) for row in found.entered]},
        sections=(
            Facts(tuple(fact for fact in facts if fact.value != "")),
            *(table for table in tables if table.rows),
        ),
        language=language(),
    )


def _changes_table(entry: HistoryEntry) -> Table:
    columns = (
        Column("book", pgettext("col", "Book")),
        Column("code", pgettext("col", "Code"), "code"),
        Column("column", pgettext("col", "Column")),
        Column("before", pgettext("col", "Before")),
        Column("after", pgettext("col", "After")),
    )
    rows = [
        (
            book_name(one.book),
            one.code,
            column_label(one.book, name),
            value_text(one.book, name, one.before.get(name)),
            value_text(one.book, name, value),
        )
        for one in entry.changed
        for name, value in one.after.items()
    ]
    return Table(columns, rows, _("Changed"))


def _entered_table(found: EntryCard) -> Table:
    columns = (
        Column("book", pgettext("col", "Book")),
        Column("code", pgettext("col", "Code"), "code"),
        Column("text", pgettext("col", "What")),
    )
    rows = [(book_name(row.book), row.code, row_text(row)) for row in found.entered]
    left = sum(one.rows for one in found.entry.inserted) - len(rows)
    more = _("… and {count} more; --limit 0 shows all.").format(count=left)
    return Table(columns, rows, _("Entered"), notes=(more,) if left else ())
