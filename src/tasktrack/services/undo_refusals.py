"""Why an entry must not be taken back, and what to do instead."""

from collections.abc import Callable
from datetime import date
from typing import Final

from tasktrack.clock import parse_utc
from tasktrack.domain import change
from tasktrack.domain.dates import moment_text
from tasktrack.domain.history import HistoryEntry, HistoryFilter, RowName
from tasktrack.domain.undo import Hold
from tasktrack.errors import Invalid, PeriodClosed
from tasktrack.i18n import _
from tasktrack.services import window
from tasktrack.services.task_edit import BINDING
from tasktrack.store import history, undo, undo_checks, undo_places
from tasktrack.store.register import Register

FIRST: Final = 1
_MERGE: Final = (
    "merge"  # whose rows pass behind our walls: they are copies, which no closing of ours waits for
)
# Settings on which the windows of periods hang; by the zone their lock moments were reckoned.
_OF_WINDOWS: Final = frozenset({"windows", "people_windows", "base_kind"})
# Columns with which later rows reckon: the unit that reports, the day that no part may pass, what stands above,
# whether it was approved.
_BASES: Final = {"task": BINDING - {"support", "target"} | {"state"}, "unit": frozenset({"parent"})}


def refuse(register: Register, undone: HistoryEntry) -> None:
    """Raise Invalid or PeriodClosed when an entry must not be taken back."""
    _refuse_kind(register, undone)
    _refuse_period(register, undone)
    _refuse_older_than_closing(register, undone)
    if undone.command != _MERGE:
        _refuse_walled(register, undone.seq)
    _refuse_touched(register, undone.seq)
    _refuse_settings(register, undone.seq)
    _refuse_in_use(register, undone.seq)
    _refuse_taken(register, undone.seq)


def _refuse_kind(register: Register, undone: HistoryEntry) -> None:
    """An undo is not undone, nor what was undone, nor the start, nor what another program wrote."""
    if undone.undone_by is not None:
        raise Invalid(
            _("Entry {number} was taken back already, by entry {entry}: {actor}, {moment}.").format(
                number=undone.seq, **_said(register, undone.undone_by)
            ),
            _("Type the command again, or import the file again."),
            code="undone-already",
        )
    if undone.undoes is not None:
        raise _not_undone(
            _("Entry {entry} takes back entry {undone}; that itself is not taken back.").format(
                entry=undone.seq, undone=undone.undoes
            ),
            _("Type the command again, or import the file again."),
        )
    if undone.foreign:
        raise _not_undone(
            _("Entry {entry} was opened by another program, which told nothing of what it wrote.").format(
                entry=undone.seq
            ),
            _("See what is wrong with the register: tasktrack verify."),
        )
    if undone.seq == FIRST:
        raise _not_undone(
            _("Entry {entry}, {command}, started the register; it is not taken back.").format(
                entry=undone.seq, command=undone.command
            ),
            _("Start another register in a new file: tasktrack --db FILE init ..."),
        )


def _refuse_period(register: Register, undone: HistoryEntry) -> None:
    found = undo.period_act(register.db, undone.seq)
    if found is None:
        return
    act, key = found
    named = {"entry": undone.seq, "command": undone.command, "key": key}
    if act == "closed":
        raise PeriodClosed(
            _("Entry {entry}, {command}, closed period {key}; a closing is not taken back.").format(**named),
            _(
                "Have it reopened: tasktrack period reopen {key} --reason TEXT --document NO --by NAME."
            ).format(key=key),
            code="not-undone",
        )
    if act == "reopened":
        raise _not_undone(
            _("Entry {entry}, {command}, reopened period {key}; that is not taken back.").format(**named),
            _("Close it again: tasktrack period close {key}.").format(key=key),
        )
    if act == "locked":
        raise _not_undone(
            _("Entry {entry}, {command}, set when {key} is locked; that is not taken back.").format(**named),
            _("Set another moment: tasktrack period lock {key} --meeting DATE --reason TEXT.").format(
                key=key
            ),
        )
    raise _not_undone(
        _("Entry {entry}, {command}, opened period {key}; that is not taken back.").format(**named),
        _("An open period may stay; to take back what came before it, name the entry: tasktrack undo ENTRY."),
    )


def _refuse_older_than_closing(register: Register, undone: HistoryEntry) -> None:
    newest = undo.newest_closing(register.db)
    if newest is None or newest[0] < undone.seq:
        return
    raise PeriodClosed(
        _(
            "Entry {number}, {what}, is older than the closing of {key}: entry {entry}, {actor}, {moment}."
        ).format(number=undone.seq, what=undone.command, key=newest[1], **_said(register, newest[0])),
        _("What a closing may have counted stays; correct it with a new entry, as 'log --corrects' does."),
    )


def _refuse_walled(register: Register, seq: int) -> None:
    """Raise PeriodClosed when a row speaks for a day whose window is closed or, but for reviews, locked."""
    walls: dict[str, Callable[[Register, date], None]] = {
        "progress": window.refuse_walled,
        "change": window.refuse_walled,
        "approval": window.refuse_walled,
        "support_entry": window.refuse_walled,
        "unit_succession": window.refuse_walled,
        "review": window.refuse_closed,
    }
    for book, refuse_day in walls.items():
        for day in undo.days_of(register.db, seq, book):
            try:
                refuse_day(register, day)
            except PeriodClosed as fault:
                raise PeriodClosed(
                    fault.message,
                    _(
                        "What was reported stays as it was when entry ended; have the lock moved to change it."
                    ),
                    code=fault.code,
                ) from fault


def _refuse_touched(register: Register, seq: int) -> None:
    later = undo_checks.touched_by(register.db, seq)
    if later is not None:
        raise Invalid(
            _(
                "What entry {number} wrote was changed since by entry {entry}: {command}, {actor}, {moment}."
            ).format(number=seq, **_said(register, later)),
            _first_that_one(later),
            code="touched-since",
        )


def _refuse_settings(register: Register, seq: int) -> None:
    """A setting by which a period was opened or locked since stays, as `config set` has it."""
    names = undo.settings(register.db, seq)
    held = names & (_OF_WINDOWS | {"zone"})
    found = undo.period_since(register.db, seq, locked=not names & _OF_WINDOWS) if held else None
    if found is not None:
        key, entry = found
        raise Invalid(
            _(
                "Period {key} was opened or locked since, by the setting {name}: entry {entry}, {moment}."
            ).format(key=key, name=min(held), **_said(register, entry)),
            _("The setting stays as it is."),
            code="in-use",
        )


def _refuse_in_use(register: Register, seq: int) -> None:
    if found := undo_checks.referred_to(register.db, seq):
        raise _held(
            register,
            found,
            _("{row} is in use: {other} names it, since entry {entry}: {command}, {actor}, {moment}."),
        )
    if found := undo_checks.built_upon(register.db, seq, _BASES) or undo_checks.resumed(register.db, seq):
        raise _held(
            register,
            found,
            _("{row} was worked on since: {other} of entry {entry}: {command}, {actor}, {moment}."),
        )


def _refuse_taken(register: Register, seq: int) -> None:
    if found := undo_places.taken(register.db, seq):
        raise _held(
            register,
            found,
            _(
                "{row} would come back, but {other} stands in its way since entry {entry}:"
                " {command}, {actor}, {moment}."
            ),
        )
    if found := undo_places.lost(register.db, seq):
        raise _held(
            register,
            found,
            _(
                "{row} would name {other} again, which was taken back by entry {entry}: {command}, {actor}, {moment}."
            ),
            _("Enter that again, or correct {row} with a command of its own."),
        )


def _held(register: Register, found: Hold, sentence: str, remedy: str = "") -> Invalid:
    words = {"row": _named(found.row), "other": _named(found.other)}
    return Invalid(
        sentence.format(**words, **_said(register, found.entry)),
        remedy.format(**words) or _first_that_one(found.entry),
        code="in-use",
    )


def _not_undone(message: str, remedy: str) -> Invalid:
    return Invalid(message, remedy, code="not-undone")


def _first_that_one(entry: int) -> str:
    return _(
        "Take that one back first, with 'tasktrack undo {entry}', or correct it with a new command."
    ).format(entry=entry)


def _named(row: RowName) -> str:
    text = change.named(row.text) if row.book == "change" else row.text
    return f"{row.code} ({text})" if text else row.code


def _said(register: Register, seq: int) -> dict[str, object]:
    """Return what a sentence tells of another entry: its number, command, actor and moment."""
    entry = history.find(register.db, HistoryFilter(entry=seq), 1, changes=False)[0]
    moment = parse_utc(entry.at).astimezone(register.clock.zone)
    return {
        "entry": seq,
        "command": entry.command,
        "actor": entry.actor,
        "moment": moment_text(moment),
    }
