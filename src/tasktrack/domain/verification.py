"""What `verify` found."""

from datetime import date, datetime
from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that is not as the register says it should be: which part, where exactly, and what."""

    part: str
    where: str
    what: str


class Verification(NamedTuple):
    """How much was checked, and what was found.

    `notes` are no faults: closed periods that stand on a part which was opened again since. `received` are the closings
    of other offices, beside the `closings` of this register.
    """

    entries: int
    rows: int
    closings: int
    newest_seal: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    received: int = 0


class SealCheck(NamedTuple):
    """What a printed seal stands for, and whether it still holds.

    `seal` is the one on record, the text asked for where no closing has it; then `key` is empty. `at` is the
    machine's moment, `later` how many closings were chained behind it, `stands` the number of the closing that
    is in force now, None while the period is open again.
    """

    seal: str
    key: str = ""
    revision: int = 0
    number: int = 0
    at: datetime | None = None
    actor: str = ""
    as_of: date | None = None
    schemes: tuple[str, ...] = ()
    newest: int = 0
    stands: int | None = None
    later: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether a closing has the seal, and everything it was made of is as it was."""
        return bool(self.key) and not self.findings
