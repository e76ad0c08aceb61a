"""Spans in which officers did not work (NĐ 335/2025/NĐ-CP Art. 11)."""

from datetime import date
from typing import Final, NamedTuple

from tasktrack.i18n import pgettext

# Where two kinds took as many days the earlier one is named: the law excepts the first two.
LEAVE_KINDS: Final = ("sick", "maternity", "annual", "study", "unpaid", "other")


class Leave(NamedTuple):
    """One span of leave; `to_on` is None while the officer is not back."""

    id: int
    officer: int
    code: str
    name: str
    kind: str
    from_on: date
    to_on: date | None
    document: str | None

    def overlaps(self, first: date, last: date | None) -> bool:
        """Return whether it shares a day with a span, whose last day may be open."""
        return (last is None or self.from_on <= last) and (self.to_on is None or self.to_on >= first)


def leave_label(kind: str) -> str:
    """Return the words for a kind of leave."""
    return {
        "sick": pgettext("leave", "Sick leave"),
        "maternity": pgettext("leave", "Maternity leave"),
        "annual": pgettext("leave", "Annual leave"),
        "study": pgettext("leave", "Study"),
        "unpaid": pgettext("leave", "Unpaid leave"),
        "other": pgettext("leave", "Other leave"),
    }[kind]
