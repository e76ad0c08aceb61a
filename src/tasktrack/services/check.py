"""Run the honest checks, and tell which there are and by what they go."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Final

from tasktrack.domain.check import CHECKS, Check, Standing
from tasktrack.domain.dates import FIRST_YEAR, LAST_YEAR
from tasktrack.domain.finding import Checked, Finding
from tasktrack.errors import NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import check_index, check_progress, check_records, check_tasks, lookup
from tasktrack.services.check_desk import Desk, sit_down
from tasktrack.store.check import Asked
from tasktrack.store.register import Register

__all__ = ["FIRST_YEAR", "LAST_YEAR", "run", "standings"]

_RULES: Final[dict[str, Callable[[Desk], Iterator[Finding]]]] = {
    "december-pile": check_tasks.december_pile,
    "target-out-of-line": check_tasks.target_out_of_line,
    "entered-late": check_tasks.entered_late,
    "registered-after-deadline": check_tasks.registered_after_deadline,
    "extended-again": check_tasks.extended_again,
    "done-without-evidence": check_progress.done_without_evidence,
    "done-entered-long-after": check_progress.done_entered_long_after,
    "progress-falls": check_progress.progress_falls,
    "hundred-not-done": check_progress.hundred_not_done,
    "same-document-and-text": check_tasks.same_document_and_text,
    "silent-units": check_progress.silent_units,
    "back-dated": lambda desk: chain(check_progress.back_dated(desk), check_tasks.changed_back_dated(desk)),
    "dumped-at-cut": check_progress.dumped_at_cut,
    "two-units": check_records.two_units,
    "given-day": check_records.given_day,
    "built-on-earlier": check_records.built_on_earlier,
    "lost-without-reason": check_index.lost_without_reason,
    "changed-without-reason": check_tasks.changed_without_reason,
}


def run(
    register: Register, names: Sequence[str] = (), *, unit: str | None = None, year: int | None = None
) -> Checked:
    """Run the checks named, else all but those that checks_off names, over a year (that of today).

    With `unit` only what is found of that unit. Raise NotFound for a check or unit that is not there, UsageFault
    for a check that is named and tells nothing of units.
    """
    chosen = _chosen(register, names, of_units=unit is not None)
    found = lookup.unit(register, unit) if unit else None
    today = register.clock.today()
    asked = Asked(today, year or today.year, found.id if found else None)
    desk = sit_down(register, asked, found.code if found else None)
    findings = tuple(finding for name in chosen for finding in _RULES[name](desk))
    return Checked(tuple(chosen), findings, today, asked.year, found.code if found else None)


def standings(register: Register, names: Sequence[str] = ()) -> list[Standing]:
    """Return the checks named, else all, as they stand; raise NotFound for one that is not there."""
    off = register.settings["checks_off"].split()
    return [
        Standing(check, check.name not in off, {one: register.settings[one] for one in _settings(check)})
        for check in map(CHECKS.__getitem__, _known(names) or CHECKS)
    ]


def _settings(check: Check) -> list[str]:
    return [*(one.name for one in check.thresholds), *check.settings]


def _chosen(register: Register, names: Sequence[str], *, of_units: bool) -> list[str]:
    named = _known(names)
    if not named:
        off = register.settings["checks_off"].split()
        return [
            name for name, check in CHECKS.items() if name not in off and (check.of_units or not of_units)
        ]
    for name in named:
        if of_units and not CHECKS[name].of_units:
            raise UsageFault(
                _("Check {name} tells nothing of units: it excludes --unit.").format(name=name),
                _("Leave one of them out."),
            )
    return named


def _known(names: Sequence[str]) -> list[str]:
    """Return the checks named, each once, in the order of the table."""
    for name in names:
        if name not in CHECKS:
            from tasktrack.domain import near  # only a slip asks what was meant

            raise NotFound(
                _("There is no check {name}.").format(name=name),
                near.remedy(name, CHECKS, _("See 'tasktrack check --list'.")),
            )
    return [name for name in CHECKS if name in names]
