"""What happened to a task, day by day."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from tasktrack.domain.approval import APPROVED
from tasktrack.domain.history import HistoryEntry
from tasktrack.domain.holding import Handing
from tasktrack.domain.progress import ProgressEntry, Review
from tasktrack.domain.task import Timeline
from tasktrack.i18n import _, pgettext
from tasktrack.reports import change_words, labels
from tasktrack.reports.approval import words as approval_words
from tasktrack.reports.direction import direction_words
from tasktrack.reports.history import change_words as edited_words
from tasktrack.reports.progress import percent_text, verdict_words
from tasktrack.reports.reminder import reminder_words
from tasktrack.reports.report import Cell, Column, Table, Tone
from tasktrack.reports.task_assign import handing_words
from tasktrack.reports.task_fields import due, number
from tasktrack.reports.task_handing import BEFORE_ALL, handing_events

# A day, the order within it, and the row of the timeline with its tone.
_Event = tuple[date, int, tuple[Cell, ...], Tone]
_AFTER_ALL = 1_000_000_000_000  # within a day: behind what was reported and judged
_VERDICT_TONES: Final[dict[str, Tone]] = {"accepted": "good", "failed": "bad", "returned": "warn"}


def timeline(found: Timeline) -> Table:
    """Tell what happened to a task, day by day."""
    columns = (
        Column("day", pgettext("col", "Day"), "date"),
        Column("entry", pgettext("col", "Entry"), "number"),
        Column("what", pgettext("col", "What")),
        Column("actor", pgettext("col", "Actor")),
    )
    events = sorted(_events(found), key=lambda event: event[:2])
    return Table(
        columns,
        [row for _day, _order, row, _tone in events],
        _("Timeline"),
        tones=[tone for _day, _order, _row, tone in events],
    )


def _events(found: Timeline) -> Iterator[_Event]:
    yield from _reported(found)
    yield from handing_events(found)
    for handing in found.handings:
        yield (
            handing.on,
            BEFORE_ALL + handing.entry,
            (handing.on, None, _handing_words(handing), handing.actor),
            "",
        )
    for change in found.changes:
        yield (
            change.on,
            BEFORE_ALL + change.created,
            (change.on, None, change_words.words(change), change.actor),
            "",
        )
    yield from _said_by_leaders(found)
    for done in found.refused:
        yield _of_journal(done, _refused_words(done), "warn")
    for done in found.edits:
        yield _of_journal(done, _edit_words(done), "muted")


def _reported(found: Timeline) -> Iterator[_Event]:
    """Yield the entries with their verdicts."""
    replaced_by = {
        entry.corrects: entry.id for entry in found.entries if entry.corrects and not entry.taken_back
    }
    for order, entry in enumerate(found.entries):
        shade: Tone = "muted" if entry.voided else ""
        row = (entry.on, entry.id, _entry_words(entry, replaced_by.get(entry.id)), entry.actor)
        yield entry.on, 2 * order, row, shade
        for review in entry.reviews:
            said_by = review.reviewer or review.actor
            judged = (review.on, entry.id, _review_words(review), said_by)
            yield review.on, 2 * len(found.entries) + review.id, judged, _VERDICT_TONES[review.verdict]


def _said_by_leaders(found: Timeline) -> Iterator[_Event]:
    """Yield approvals, directions and reminders."""
    for word in found.approvals:
        shade: Tone = "good" if word.verdict == APPROVED else "warn"
        yield word.on, BEFORE_ALL + word.created, (word.on, None, approval_words(word), word.actor), shade
    for told in found.directions:
        said = (told.on, told.answers, direction_words(told), told.actor)
        yield told.on, _AFTER_ALL + told.created, said, "warn"
    for urged in found.reminders:
        line = (urged.on, None, reminder_words(urged), urged.actor)
        yield urged.on, _AFTER_ALL + urged.created, line, "warn"


def _of_journal(done: HistoryEntry, words: str, shade: Tone) -> _Event:
    day = date.fromisoformat(done.today)
    return day, BEFORE_ALL + done.seq, (day, None, words, done.actor), shade


def _entry_words(entry: ProgressEntry, replaced_by: int | None) -> str:
    parts = [
        pgettext("undo", "taken back") if entry.taken_back else "",
        _("replaced by entry {entry}").format(entry=replaced_by) if replaced_by else "",
        _("corrects entry {entry}").format(entry=entry.corrects) if entry.corrects else "",
        percent_text(entry.percent) if entry.percent is not None else "",
        _("quantity {quantity}").format(quantity=number(entry.quantity))
        if entry.quantity is not None
        else "",
        _("done on {day}").format(day=due(entry.done_on, None)) if entry.done_on else "",
        entry.result or "",
        _("obstacle: {text}").format(text=entry.obstacle) if entry.obstacle else "",
        labels.cause(entry.cause) if entry.cause else "",
        _("proposal: {text}").format(text=entry.proposal) if entry.proposal else "",
        _("next: {text}").format(text=entry.next_step) if entry.next_step else "",
        _("evidence: {text}").format(text=_evidence(entry)) if entry.evidence else "",
    ]
    return "; ".join(part for part in parts if part)


def _evidence(entry: ProgressEntry) -> str:
    return (
        f"{entry.evidence} (SHA-256 {entry.evidence_sha256})"
        if entry.evidence_sha256
        else str(entry.evidence)
    )


def _review_words(review: Review) -> str:
    parts = [
        verdict_words(review.verdict, exceeded=review.exceeded),
        review.reason or "",
        _("objective cause confirmed by {name}, {day}").format(
            name=review.objective_by, day=due(review.objective_on, None)
        )
        if review.objective_by
        else "",
    ]
    return "; ".join(part for part in parts if part)


def _handing_words(handing: Handing) -> str:
    parts = [
        handing_words(handing),
        handing.reason or "",
        handing.document or "",
        _("approved by {name}").format(name=handing.approved_by) if handing.approved_by else "",
    ]
    return "; ".join(part for part in parts if part)


def _refused_words(done: HistoryEntry) -> str:
    return _("refused: {command}; {reason}").format(command=done.command, reason=done.reason or "")


def _edit_words(done: HistoryEntry) -> str:
    changes = [edited_words(change) for change in done.changed if change.book == "task"]
    return "; ".join(
        (_("corrected: {changes}").format(changes=", ".join(changes)), *filter(None, [done.reason]))
    )
