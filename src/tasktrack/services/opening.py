"""Open a register to read or to write; what every command needs before anything else."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from tasktrack.domain.dates import parse_moment
from tasktrack.store.register import Caller, Register, reading, stored_language, writing

__all__ = ["Caller", "Register", "Said", "given_day", "reading", "stored_language", "writing"]

# What the command line or the environment say of a setting for one run: name -> (value, source).
Said = Mapping[str, tuple[str, str]]
NOTHING_SAID: Said = {}


def given_day(text: str) -> date | datetime:
    """Read what --today says: a day, or a full moment in the office's zone."""
    return parse_moment(text, datetime.now(UTC).date())
