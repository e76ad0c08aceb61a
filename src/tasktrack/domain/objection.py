"""Objections to results: when they were received, until when they are answered, and what came of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tasktrack.domain.ranking import RankRow
    from tasktrack.domain.workdays import Calendar

# NĐ 335/2025/NĐ-CP Art. 22: answered within 7 working days of receipt.
ANSWER_WORKING_DAYS: Final = 7
UPHELD: Final = "upheld"
DISMISSED: Final = "dismissed"
OUTCOMES: Final = (UPHELD, DISMISSED)

# What an upheld objection came to: its period is still to be opened again, is open again, or was closed again.
TO_REOPEN: Final = "to-reopen"
TO_CLOSE: Final = "to-close"
CLOSED_AGAIN: Final = "closed-again"


class Objection(NamedTuple):
    """An objection as recorded; `revision` is the closing of the period that it is about."""

    id: int
    period_id: int
    period: str
    revision: int
    scheme: str
    subject_kind: str
    subject_id: int
    subject: str
    name: str
    received_on: date
    due_on: date
    grounds: str
    answered_on: date | None
    outcome: str | None
    answer: str | None
    document: str | None

    def working_days_left(self, today: date, calendar: Calendar) -> int | None:
        """Return the working days left for the answer; None once it is given or its last day is over."""
        if self.answered_on is not None or today > self.due_on:
            return None
        return calendar.working_days_between(today, self.due_on)

    def working_days_late(self, today: date, calendar: Calendar) -> int | None:
        """Return the working days by which the answer came, or is today, after its last day; None in time.

        A weekend after the last day is late by none yet.
        """
        until = self.answered_on or today
        return calendar.working_days_between(self.due_on, until) if until > self.due_on else None


class Effect(NamedTuple):
    """What an upheld objection came to; `revision` is the closing, or the opening, that followed it.

    `before` and `after` are the subject's lines in both tables, None where it does not stand in one.
    """

    state: str
    revision: int | None = None
    before: RankRow | None = None
    after: RankRow | None = None

    @property
    def is_unchanged(self) -> bool:
        """Return whether score and class are after the closing what they were before."""
        return _figures(self.before) == _figures(self.after)


class Standing(NamedTuple):
    """An objection with its working days left or late today, and its effect once it was upheld."""

    objection: Objection
    left: int | None
    late: int | None
    effect: Effect | None = None
    warnings: tuple[str, ...] = ()


def _figures(row: RankRow | None) -> tuple[object, ...] | None:
    return (row.score, row.points, row.reached) if row else None
