"""What a person decides where the rules leave it to one: a class, or the share of excellent."""

from datetime import date, timedelta
from typing import Final, NamedTuple

# NĐ 335/2025/NĐ-CP Art. 20(5), Art. 8(5): excellent is at most 20% of those classed good, 25% when decided.
MOST_SHARE: Final = 25
# NĐ 335/2025/NĐ-CP Art. 26: results go to the national database within 5 days.
SEND_DAYS: Final = 5
# Stands for every unit where a share is decided for all of them.
ALL: Final = 0


class Decided(NamedTuple):
    """The newest class decided for a subject; `seq` is the journal entry that recorded it."""

    id: int
    code: str
    on: date
    document: str
    decided_by: str
    reason: str
    seq: int


class Decision(NamedTuple):
    """A decision as recorded: of kind class with its `code`, or of kind quota with its `share` in percent.

    `subject` and `name` are None where a share is decided for all; `revision` is that of the table decided on,
    `closed_again` a later closing of the period, if any. `stands`: no newer one is recorded of the same.
    `proposed` is what its closing froze, None without one; `label` and `proposed_label` are the scheme's words,
    empty where it has none.
    """

    id: int
    period_id: int
    period: str
    revision: int
    scheme: str
    subject_kind: str
    subject_id: int
    subject: str | None
    name: str | None
    kind: str
    code: str | None
    share: int | None
    on: date
    reason: str
    document: str
    decided_by: str
    sent_on: date | None
    sent_document: str | None
    stands: bool
    after_closing: bool
    closed_again: int | None
    proposed: str | None = None
    label: str = ""
    proposed_label: str = ""

    @property
    def send_by(self) -> date | None:
        """Return the last day on which the result is to be sent; None of a share, which is no result."""
        return self.on + timedelta(days=SEND_DAYS) if self.kind == "class" else None

    @property
    def is_unsent(self) -> bool:
        """Return whether the result stands and waits to be sent."""
        return self.stands and self.send_by is not None and self.sent_on is None

    def days_left(self, today: date) -> int | None:
        """Return the days until it is to be sent; None once that day is over, and where nothing waits."""
        left = (self.send_by - today).days if self.send_by and self.is_unsent else -1
        return left if left >= 0 else None

    def days_late(self, today: date) -> int | None:
        """Return the days by which it was sent late, or is late today; None where nothing was to be sent."""
        if self.send_by is None or not (self.sent_on or self.is_unsent):
            return None
        return max(0, ((self.sent_on or today) - self.send_by).days)


class Recorded(NamedTuple):
    """What became of a decision: added, or the same stands already; `newest` is the one that stands now.

    `before` is the one that stood until now; `warnings` say what should be looked at again.
    """

    decision: Decision
    result: str
    newest: Decision
    before: Decision | None = None
    warnings: tuple[str, ...] = ()


class Sent(NamedTuple):
    """Decisions that were sent on together, and those of the same choice decided after that day."""

    period: str
    on: date
    document: str | None
    sent: tuple[Decision, ...]
    later: tuple[Decision, ...]
