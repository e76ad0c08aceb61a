"""What `doctor` found."""

from pathlib import Path
from typing import Literal, NamedTuple

from tasktrack.errors import ExitCode

State = Literal["fine", "advice", "problem"]


class Check(NamedTuple):
    """One thing that was looked at: how it stands, what was found, and what to do about it."""

    name: str
    state: State
    finding: str
    remedy: str = ""


class Examination(NamedTuple):
    """Everything that was looked at; `refused` is the exit code of a file that could not be opened or
    repaired.

    `repaired` counts the tasks whose derived state was set right, None when that was not asked for.
    """

    path: Path
    checks: tuple[Check, ...]
    refused: ExitCode | None = None
    repaired: int | None = None

    def count(self, state: State) -> int:
        """Return how many checks came out so."""
        return sum(check.state == state for check in self.checks)

    @property
    def opened(self) -> bool:
        """Tell whether the register could be looked into."""
        return not any(check.name == "opening" for check in self.checks)

    @property
    def exit_code(self) -> ExitCode:
        """Return what a script reads: advice alone is no finding."""
        if self.refused is not None:
            return self.refused
        return ExitCode.FINDINGS if self.count("problem") else ExitCode.DONE
