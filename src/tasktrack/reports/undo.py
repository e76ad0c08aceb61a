"""Reports on taking an entry back: what it will do, and what it did."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from tasktrack.clock import parse_utc
from tasktrack.domain.book_names import book_name
from tasktrack.domain.history import BookCount
from tasktrack.domain.undo import Undoing
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports.history import change_data, change_words, counts, row_data, row_text
from tasktrack.reports.report import Cell, Column, Fact, Facts, Lines, Report, Table


def planned(found: Undoing, zone: tzinfo, *, dry_run: bool) -> Report:
    """Say what taking an entry back would do."""
    sentence = _("Entry {entry} would be taken back.").format(entry=found.undone.seq)
    first = (_("Dry run, nothing is written."),) if dry_run else ()
    return _report(found, (*first, sentence), zone, dry_run=dry_run, whole=True)


def done(found: Undoing, zone: tzinfo, *, whole: bool) -> Report:
    """Say that an entry was taken back, and with `whole` what that did."""
    sentence = _("Entry {entry} is taken back, by entry {number}.").format(
        entry=found.undone.seq, number=found.number
    )
    return _report(found, (sentence,), zone, dry_run=False, whole=whole)


def _report(
    found: Undoing, sentences: tuple[str, ...], zone: tzinfo, *, dry_run: bool, whole: bool
) -> Report:
    sections = (_facts(found, zone), _rows(found)) if whole else ()
    return Report(
        command="undo",
        data=_data(found),
        sections=(Lines(sentences), *sections),
        envelope={"dry_run": dry_run},
        language=language(),
    )


def _facts(found: Undoing, zone: tzinfo) -> Facts:
    entry = found.undone
    moment = parse_utc(entry.at).astimezone(zone)
    pairs = (
        Fact(pgettext("col", "No."), entry.seq, "number"),
        Fact(pgettext("col", "Moment"), moment, "date"),
        Fact(pgettext("col", "Actor"), entry.actor),
        Fact(pgettext("col", "Command"), entry.command, "code"),
        Fact(pgettext("col", "Reason"), entry.reason or ""),
        Fact(_("Taken back"), counts(found.taken_back)),
        Fact(_("Set back"), counts(found.set_back)),
        Fact(_("Standing again"), counts(found.restored)),
    )
    return Facts(tuple(pair for pair in pairs if pair.value != ""))


def _rows(found: Undoing) -> Table:
    columns = (
        Column("act", pgettext("col", "Act")),
        Column("book", pgettext("col", "Book")),
        Column("code", pgettext("col", "Code"), "code"),
        Column("text", pgettext("col", "What")),
    )
    rows = list(_named(found))
    left = sum(map(_sum, (found.taken_back, found.set_back, found.restored))) - len(rows)
    more = _("… and {count} more rows.").format(count=left)
    return Table(columns, rows, notes=(more,) if left > 0 else ())


def _named(found: Undoing) -> Iterator[tuple[Cell, ...]]:
    for row in found.rows:
        yield pgettext("undo", "taken back"), book_name(row.book), row.code, row_text(row)
    for change in found.changes:
        yield pgettext("undo", "set back"), book_name(change.book), change.code, change_words(change)
    for row in found.rows_restored:
        yield pgettext("undo", "stands again"), book_name(row.book), row.code, row_text(row)


def _data(found: Undoing) -> dict[str, object]:
    entry = found.undone
    return {
        "seq": found.number,
        "undoes": entry.seq,
        "at": entry.at,
        "actor": entry.actor,
        "command": entry.command,
        "task": entry.task,
        "reason": entry.reason,
        "taken_back": _books(found.taken_back),
        "set_back": _books(found.set_back),
        "restored": _books(found.restored),
        "rows": [row_data(row) for row in found.rows],
        "changes": [change_data(change) for change in found.changes],
        "rows_restored": [row_data(row) for row in found.rows_restored],
    }


def _books(rows: Sequence[BookCount]) -> list[dict[str, object]]:
    return [{"book": one.book, "rows": one.rows} for one in rows]


def _sum(rows: Sequence[BookCount]) -> int:
    return sum(one.rows for one in rows)
