"""What is said of a finding, and how it is mended, in the user's language.

A remedy names its task, unit or entry; told once for many findings, it names them as a command's help does.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from tasktrack.domain.check import CHECKS
from tasktrack.domain.check_rules import runs
from tasktrack.domain.dates import day_text
from tasktrack.domain.finding import Figure, Finding
from tasktrack.domain.numbers import decimal_text
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports.check_sentences import MENDS, MENDS_ALSO, SAYS

NAMES: Final = tuple(CHECKS)
_MOST_NAMED: Final = 10
_UNKNOWN: Final = "–"
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
    return _(SAYS[found.check, found.says]).format(**{**_named(found), **values})


def mend(found: Finding) -> str:
    """Return how a finding is mended, with the command to type."""
    sentence = MENDS_ALSO.get((found.check, found.says), MENDS[found.check])
    criteria = str(found.figures.get("criteria", "")).split(", ")
    told = {"scheme": found.figures.get("scheme"), "criterion": criteria[0]}
    return _mend(sentence, year=found.figures.get("year"), **told, **_subject(found))


def mend_all(name: str, kept: Sequence[Finding], year: int) -> str:
    """Return how the findings of a check are mended, with the command that names none of them.

    What has its words in an index names the first: few know the codes of its criteria by heart.
    """
    if name == "lost-without-reason":
        return mend(kept[0])
    return _mend(MENDS[name], year=year)


def _mend(sentence: str, **subject: Figure) -> str:
    return _(sentence).format(**_ANY | subject)


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
        return decimal_text(
            value, 3 if name in ("target", "baseline", "points") else 1, language=language(), trim=True
        )
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
        "bring-forward": pgettext("change", "Brought forward"),
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
