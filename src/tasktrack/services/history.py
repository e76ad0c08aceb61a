"""Who did what, when and why."""

from datetime import date, timedelta
from typing import NamedTuple

from tasktrack.clock import utc_text
from tasktrack.domain.dates import day_text
from tasktrack.domain.history import EntryCard, HistoryEntry, HistoryFilter
from tasktrack.domain.text import nfc
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import history
from tasktrack.store.guards import BOOKS
from tasktrack.store.register import Register


class Asked(NamedTuple):
    """What a person asks of the journal, as typed: days as words, a command's first words, a book's name."""

    task: str | None = None
    actor: str | None = None
    command: str | None = None
    book: str | None = None
    since: str | None = None
    until: str | None = None
    undone: bool = False


def wanted(register: Register, asked: Asked) -> HistoryFilter:
    """Read what was asked; days are whole days of the office's zone, both included."""
    since = lookup.a_day(register, asked.since) if asked.since else None
    until = lookup.a_day(register, asked.until) if asked.until else None
    if since and until and until < since:
        raise Invalid(
            _("The last day, {last}, comes before the first, {first}.").format(
                last=day_text(until), first=day_text(since)
            ),
            _("Check --since and --until."),
        )
    books = tuple(book.name for book in BOOKS)
    task, code = _task(register, asked.task) if asked.task else (None, None)
    return HistoryFilter(
        task=task,
        code=code,
        actor=nfc(asked.actor) if asked.actor else None,
        command=" ".join(asked.command.split()) or None if asked.command else None,
        book=lookup.one_of(asked.book, books, _("Book")) if asked.book else None,
        since=since,
        until=until,
        after=_midnight(register, since) if since else None,
        before=_midnight(register, until + timedelta(days=1)) if until else None,
        undone=asked.undone,
    )


def entries(
    register: Register, wanted: HistoryFilter, limit: int = 0, *, changes: bool = True
) -> list[HistoryEntry]:
    """Return the journal entries that are wanted, newest first; without `changes` only counted."""
    return history.find(register.db, wanted, limit, changes=changes)


def count(register: Register, wanted: HistoryFilter) -> int:
    """Return how many entries are wanted."""
    return history.count_found(register.db, wanted)


def entry(register: Register, number: int, limit: int) -> EntryCard:
    """Return one entry whole, with the first rows that it entered; raise NotFound when there is none."""
    found = history.find(register.db, HistoryFilter(entry=number), 1)
    if not found:
        raise no_entry(number)
    return EntryCard(found[0], tuple(history.entered(register.db, number, limit)))


def no_entry(number: int) -> NotFound:
    """Return the refusal for a number that no entry has."""
    return NotFound(
        _("There is no entry {entry} in the journal.").format(entry=number), _("See 'tasktrack history'.")
    )


def _task(register: Register, word: str) -> tuple[int, str]:
    """Return the task of a code or key; one that was taken back has a history too."""
    if found := history.task_named(register.db, word):
        return found
    row = lookup.task(register, word)
    return row["id"], row["code"]


def _midnight(register: Register, day: date) -> str:
    return utc_text(register.clock.end_of(day - timedelta(days=1)))
