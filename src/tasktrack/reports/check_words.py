"""The sentences of the checks: what each of them says of a finding, and how it is mended.

A remedy names its task, unit or entry; told once for many findings, it names them as a command's help does.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from tasktrack.domain.check import CHECKS, Figure, Finding
from tasktrack.domain.check_rules import runs
from tasktrack.domain.dates import day_text
from tasktrack.domain.numbers import decimal_text
from tasktrack.i18n import N_, _, language, pgettext

NAMES: Final = tuple(CHECKS)
_MOST_NAMED: Final = 10
_UNKNOWN: Final = "–"
# By check and by what the finding says.
_SAYS: Final[dict[tuple[str, str], str]] = {
    ("december-pile", "unit"): N_(
        "Of {due} tasks due in {year}, {december} fall due in December; spread evenly: {even}. That is"
        " {ratio} times as many."
    ),
    ("december-pile", "office"): N_(
        "Whole office: of {due} tasks due in {year}, {december} fall due in December; spread evenly: {even}."
        " That is {ratio} times as many."
    ),
    ("target-out-of-line", "low"): N_(
        "Target {target}, last year {baseline}: {percent}% of last year; below {allowed}% it is low."
    ),
    ("target-out-of-line", "high"): N_(
        "Target {target}, last year {baseline}: {percent}% of last year; above {allowed}% it is high."
    ),
    ("target-out-of-line", "block"): N_(
        "Target {target}, last year {baseline}: {percent}% of last year; the middle of the block's {units}"
        " units is {median}%, and {allowed}% of that may lie between."
    ),
    ("entered-late", "assigned"): N_(
        "Assigned on {since}, entered on {entered}: working days {days}, allowed {allowed}."
    ),
    ("entered-late", "document"): N_(
        "Document {document} of {since}, entered on {entered}: working days {days}, allowed {allowed}."
    ),
    ("registered-after-deadline", "registered"): N_("Registered on {entered}; the last day was {deadline}."),
    ("registered-after-deadline", "programme"): N_(
        "Entered into the year's programme on {entered}; the last day was {deadline}."
    ),
    ("extended-again", "often"): N_(
        "Extensions: {times}, allowed: {allowed}. The due date went from {first} to {last}."
    ),
    ("extended-again", "last-moment"): N_(
        "Extensions: {times}, each of them within {days} days of the due date or after it. It went from"
        " {first} to {last}."
    ),
    ("done-without-evidence", "bare"): N_(
        "Of {done} tasks reported done in the year, {bare} have no evidence: {tasks}."
    ),
    ("done-entered-long-after", "late"): N_(
        "Finished on {done}, entered on {entered}: days {days}, allowed {allowed}."
    ),
    ("progress-falls", "falls"): N_("{percent}% on {on}, after {before}% by entry {earlier}."),
    ("hundred-not-done", "open"): N_("At 100% and not reported done; last entry on {on}."),
    ("same-document-and-text", "twice"): N_(
        "{count} tasks of document {document} say the same: “{title}”. Due: {due}."
    ),
    ("silent-units", "silent"): N_(
        "Last entry on {last}: days {days}, allowed {allowed}. Open tasks: {open} ({tasks})."
    ),
    ("silent-units", "never"): N_(
        "No entry ever: days {days}, allowed {allowed}. Open tasks: {open} ({tasks})."
    ),
    ("back-dated", "days"): N_("Dated {on}, made on {entered}: days {days}, allowed {allowed}."),
    ("back-dated", "cut"): N_(
        "Entries dated in {period} and made after its cut on {cut}, from {first} to {last}: {count}"
        " (no. {entries})."
    ),
    ("dumped-at-cut", "dumped"): N_(
        "Of {made} entries in {period}, {late} ({percent}%) were made on {from} or later; its cut was {cut}."
    ),
    ("two-units", "both"): N_("Serves in {unit} and in {other} at once, from {first} to {last}."),
    ("two-units", "open"): N_("Serves in {unit} and in {other} at once, since {first}."),
    ("given-day", "given"): N_(
        "Made by {actor} on {machine} under other days, {first} to {last}: {count} (no. {journal})."
    ),
    ("built-on-earlier", "closed"): N_(
        "{key} is built on closing no. {revision} of {part}; that is now no. {now}."
    ),
    ("built-on-earlier", "open"): N_(
        "{key} is built on closing no. {revision} of {part}, which is open again."
    ),
    ("changed-without-reason", "lacks"): N_("{kind}, from {on} on, without {lacks}."),
}
_MENDS: Final[dict[str, str]] = {
    "december-pile": N_(
        "Agree on earlier dates: tasktrack task list --unit {unit} --due-from {year}-12-01 --due-to {year}-12-31"
    ),
    "target-out-of-line": N_(
        "Correct the target or last year's figure: tasktrack task edit {task} --target N"
    ),
    "entered-late": N_(
        "Enter tasks on the day they are assigned. A wrong day: tasktrack task edit {task} --assigned DATE"
    ),
    "registered-after-deadline": N_(
        "Have it accepted as an addition, or move the last day: tasktrack config set registration_deadline MM-DD"
    ),
    "extended-again": N_("See why it was moved, and agree on a date that holds: tasktrack task show {task}"),
    "done-without-evidence": N_("Name the document that shows it: tasktrack log {task} --evidence NO"),
    "done-entered-long-after": N_(
        "Ask why it was entered late. A wrong day: tasktrack log {task} --corrects {entry} --done-on DATE"
    ),
    "progress-falls": N_("Correct the wrong one: tasktrack log {task} --corrects {entry} --percent N"),
    "hundred-not-done": N_(
        "Report it done (tasktrack log {task} --done), or correct it: tasktrack log {task} --corrects {entry}"
        " --percent N"
    ),
    "same-document-and-text": N_("Keep one of them and withdraw the other: tasktrack task withdraw {task}"),
    "silent-units": N_("Urge the unit: tasktrack report stale --unit {unit}"),
    "back-dated": N_(
        "Ask why it was entered late. A wrong day: tasktrack log {task} --corrects {entry} --on DATE"
    ),
    "dumped-at-cut": N_(
        "Have updates sent all through the period: tasktrack report stale --unit {unit} --days 7"
    ),
    "two-units": N_("Correct the days of a posting by a new import: tasktrack officer show {officer}"),
    "given-day": N_(
        "Look at what was done, without --today from now on: tasktrack history --entry {journal}"
    ),
    "built-on-earlier": N_("Leave it as it was printed, or close it anew: tasktrack period reopen {period}"),
    "changed-without-reason": N_(
        "Take it back (tasktrack undo {journal}) and make it again with reason, document and approver."
    ),
}
_ANY: Final = {
    "task": "TASK",
    "unit": "CODE",
    "officer": "CODE",
    "entry": "ENTRY",
    "journal": "ENTRY",
    "period": "PERIOD",
}


def rule(name: str) -> str:
    """Return what a check looks for."""
    return _(CHECKS[name].looks_for)


def what(found: Finding) -> str:
    """Return the sentence that says what was found."""
    values = {name: _written(name, value) for name, value in found.figures.items()}
    return _(_SAYS[found.check, found.says]).format(**{**_named(found), **values})


def mend(found: Finding) -> str:
    """Return how a finding is mended, with the command to type."""
    return _mend(found.check, year=found.figures.get("year"), **_subject(found))


def mend_any(name: str, year: int) -> str:
    """Return how the findings of a check are mended, with the command that names none of them."""
    return _mend(name, year=year)


def _mend(name: str, **subject: Figure) -> str:
    return _(_MENDS[name]).format(**_ANY | subject)


def where(found: Finding) -> str:
    """Return what a finding is about: tasks or people with their unit, a unit, a period, or the register."""
    unit = found.unit
    if found.officer:
        return f"{found.officer.code} {found.officer.name}"
    if found.tasks and len(found.entries) < 2 and found.check in _OF_TASKS:
        entry = _("entry {number}").format(number=found.entries[0]) if found.entries else ""
        told = ", ".join(filter(None, (_some(found.tasks), entry)))
        return f"{told} ({unit.code})" if unit else told
    if unit:
        return f"{unit.code} {unit.name}"
    return found.period or _("Whole register")


# Findings that name single tasks; the others tell of a unit and count its tasks.
_OF_TASKS: Final = frozenset(
    (
        "target-out-of-line",
        "entered-late",
        "registered-after-deadline",
        "extended-again",
        "done-entered-long-after",
        "progress-falls",
        "hundred-not-done",
        "same-document-and-text",
        "back-dated",
        "changed-without-reason",
    )
)


def _named(found: Finding) -> dict[str, str]:
    return {
        "unit": found.unit.code if found.unit else "",
        "period": found.period or "",
        "key": found.period or "",
        "tasks": _some(found.tasks),
        "entries": _some(_spans(found.entries)),
        "journal": _some(_spans(found.journal)),
    }


def _subject(found: Finding) -> dict[str, str]:
    """Return what a command may name of a finding; of several tasks the last one, which was entered last."""
    known = {
        "task": found.tasks[-1] if found.tasks else "",
        "unit": found.unit.code if found.unit else "",
        "officer": found.officer.code if found.officer else "",
        "entry": str(found.entries[-1]) if found.entries else "",
        "journal": str(found.journal[0]) if found.journal else "",
        "period": found.period or "",
    }
    return {name: value for name, value in known.items() if value}


def _written(name: str, value: Figure) -> str:
    if name == "kind":
        return _change(str(value))
    if name == "lacks":
        return ", ".join(_lack(word) for word in str(value).split())
    if isinstance(value, tuple):
        return ", ".join(map(day_text, value)) or _UNKNOWN
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Fraction):
        return decimal_text(value, 3 if name in ("target", "baseline") else 1, language=language(), trim=True)
    return _UNKNOWN if value is None else str(value)


def _some(names: Sequence[str]) -> str:
    """Join names; of many the first, and how many more there are."""
    if len(names) <= _MOST_NAMED:
        return ", ".join(names)
    more = _("and {count} more").format(count=len(names) - _MOST_NAMED)
    return f"{', '.join(names[:_MOST_NAMED])} {more}"


def _spans(numbers: Sequence[int]) -> tuple[str, ...]:
    """Write numbers with those that follow one another as a span: 3-7, 9."""
    if not numbers:
        return ()
    return tuple(str(first) if first == last else f"{first}-{last}" for first, last in runs(numbers))


def _change(kind: str) -> str:
    return {
        "extend": pgettext("change", "Extended"),
        "withdraw": pgettext("change", "Withdrawn"),
        "retarget": pgettext("change", "Target changed"),
        "suspend": pgettext("change", "Suspended"),
        "hand-over": pgettext("change", "Handed over"),
    }.get(kind, kind)


def _lack(word: str) -> str:
    words: Mapping[str, str] = {
        "reason": pgettext("lacks", "reason"),
        "document": pgettext("lacks", "document"),
        "approved_by": pgettext("lacks", "approver"),
    }
    return words[word]
