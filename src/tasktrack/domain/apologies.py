"""Who owes apologies for late dossiers, who sent them, and when (NĐ 61/2018/NĐ-CP Art. 19)."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from typing import NamedTuple


class Apologies(NamedTuple):
    """Apologies owed by a unit or an officer; `ahead` are those of the sent that came before the promise was broken."""

    owed: int = 0
    sent: int = 0
    ahead: int = 0
    renewed: int = 0

    @property
    def unsent(self) -> int:
        """How many are still to be sent."""
        return self.owed - self.sent

    def plus(self, other: "Apologies") -> "Apologies":
        """Add what another owes and sent."""
        return Apologies(*map(sum, zip(self, other, strict=True)))


class Owing(NamedTuple):
    """A unit or an officer with what it owes; empty: no officer was recorded."""

    code: str
    name: str
    unit: str
    apologies: Apologies


class LateDossier(NamedTuple):
    """A dossier that broke its promise: `late` in working days, begun ones too; when which apology was sent."""

    code: str
    unit: str
    officer: str
    procedure: str
    received: date
    promised: date
    returned: date | None
    state: str
    late: int
    sent: date | None
    document: str
    new_date: date | None


class FrozenApologies(NamedTuple):
    """What a closing kept: apologies owed for the dossiers of its window, and those of them sent by its cut."""

    revision: int
    seal: str
    cut_on: date
    owed: int
    sent: int


class ApologyReport(NamedTuple):
    """Late dossiers of a span up to `last`, and the apologies sent for them until `today`.

    `listed` are the first of them, or all; `listed_of` is how many there are to list. `frozen` is what the closing of
    the period kept.
    """

    first: date
    last: date
    today: date
    under: str | None
    owing_only: bool
    units: Sequence[Owing]
    officers: Sequence[Owing]
    total: Apologies
    listed: Sequence[LateDossier]
    listed_of: int
    frozen: FrozenApologies | None = None


def together(every: Iterable[Apologies]) -> Apologies:
    """Add up what is owed and sent."""
    return reduce(Apologies.plus, every, Apologies())
