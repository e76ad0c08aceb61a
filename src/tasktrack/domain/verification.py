"""What `verify` found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that is not as the register says it should be: which part, where exactly, and what."""

    part: str
    where: str
    what: str


@dataclass(frozen=True)
class Verification:
    """How much was checked, and what was found."""

    entries: int
    rows: int
    closings: int
    newest_seal: str
    findings: tuple[Finding, ...]
