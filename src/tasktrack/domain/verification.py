"""What `verify` found."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that is not as the register says it should be: which part, where exactly, and what."""

    part: str
    where: str
    what: str


class Verification(NamedTuple):
    """How much was checked, and what was found."""

    entries: int
    rows: int
    closings: int
    newest_seal: str
    findings: tuple[Finding, ...]
