"""Honest checks: what each looks for in the register, and the thresholds by which an office tunes it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from tasktrack.i18n import N_


class Threshold(NamedTuple):
    """A whole number from which something is found; a setting of the office."""

    name: str
    default: int
    lowest: int
    highest: int
    meaning: str


class Check(NamedTuple):
    """One check; `settings` are those it reads beside its own thresholds.

    `of_units`: its findings are of units, so that it can be narrowed to one.
    """

    name: str
    looks_for: str
    thresholds: tuple[Threshold, ...] = ()
    settings: tuple[str, ...] = ()
    of_units: bool = True


_TABLE: Final = (
    Check(
        "december-pile",
        N_("Due dates piled into December, against an even spread over the months that were left"),
        (
            Threshold("check_december_ratio", 2, 1, 12, N_("Times an even spread that December may hold")),
            Threshold("check_december_tasks", 5, 1, 1000, N_("Fewest tasks due in December that are a pile")),
        ),
    ),
    Check(
        "target-out-of-line",
        N_("Targets far from last year's figure, or from what the block aims at by the same task"),
        (
            Threshold("check_target_low", 80, 0, 100, N_("Percent of last year below which a target is low")),
            Threshold(
                "check_target_high", 200, 100, 10000, N_("Percent of last year above which a target is high")
            ),
            Threshold(
                "check_target_block", 50, 1, 10000, N_("Percent by which a target may differ from its block")
            ),
        ),
    ),
    Check(
        "entered-late",
        N_("Tasks entered long after they were assigned, or after their document"),
        (
            Threshold("check_entered_days", 1, 0, 365, N_("Working days for entering a task; urgent: none")),
            Threshold(
                "check_entered_many_days",
                2,
                0,
                365,
                N_("Working days for those of a document with many tasks"),
            ),
            Threshold("check_entered_many", 10, 2, 10000, N_("Tasks from which a document has many")),
            Threshold(
                "check_entered_document",
                10,
                1,
                365,
                N_("Working days from a document of the year to its tasks"),
            ),
        ),
    ),
    Check(
        "registered-after-deadline",
        N_("Tasks of the year's registration or programmes that were registered after the last day for it"),
        settings=("registration_deadline",),
    ),
    Check(
        "extended-again",
        N_("Due dates moved again and again, or each time shortly before they fell due"),
        (
            Threshold("check_extensions", 1, 0, 100, N_("Extensions that a task may have")),
            Threshold(
                "check_extension_days", 3, 0, 365, N_("Days before the due date in which extending is late")
            ),
        ),
    ),
    Check("done-without-evidence", N_("Tasks reported done with no evidence on any entry")),
    Check(
        "done-entered-long-after",
        N_("Work said to be finished long before anybody reported it"),
        (Threshold("check_done_days", 7, 0, 365, N_("Days from finished work to the entry that says so")),),
    ),
    Check("progress-falls", N_("Entries with a lower percentage than the one before")),
    Check("hundred-not-done", N_("Open tasks at 100 percent that nobody reported done")),
    Check("same-document-and-text", N_("Tasks registered twice: same document, same text, same lead")),
    Check(
        "silent-units",
        N_("Units with open tasks that report nothing at all"),
        (Threshold("check_silent_days", 30, 1, 365, N_("Days without any entry that make a unit silent")),),
    ),
    Check(
        "back-dated",
        N_(
            "Entries and changes dated long before they were made, entries made when entry into the period of their"
            " day was over, changes made after the due date that they move"
        ),
        (Threshold("check_backdated_days", 7, 0, 365, N_("Days by which an entry may be dated back")),),
    ),
    Check(
        "dumped-at-cut",
        N_("Units that make most of a period's entries in the last days before entry locks"),
        (Threshold("check_dumped_entries", 2, 1, 1000, N_("Fewest such entries of a unit that count")),),
        settings=("cadence_days", "cadence_share"),
    ),
    Check("two-units", N_("People who serve in two units at once")),
    Check(
        "given-day",
        N_("Entries of the journal made under another day than the machine's"),
        (Threshold("check_given_days", 1, 0, 365, N_("Days by which the two may differ")),),
        of_units=False,
    ),
    Check(
        "built-on-earlier",
        N_("Closed periods that stand on an earlier closing of a part that was opened again"),
        of_units=False,
    ),
    Check("lost-without-reason", N_("Points of the reform index that a unit lost and nobody says why")),
    Check(
        "changed-without-reason",
        N_("Extended, withdrawn, retargeted, suspended or handed over without reason, document or approver"),
    ),
)
CHECKS: Final[dict[str, Check]] = {check.name: check for check in _TABLE}


class Standing(NamedTuple):
    """A check as it stands in a register: whether it is run unasked, and the settings it goes by."""

    check: Check
    on: bool
    values: Mapping[str, str]
