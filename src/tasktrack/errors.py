"""The error family: what happened, what was given, how to mend it, and the exit code it ends in.

Every message and remedy is already in the user's language when it is raised.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum


class ExitCode(IntEnum):
    """What a script reads; never renumbered."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    NOT_FOUND = 3
    INVALID = 4
    CLOSED = 5
    BUSY = 6
    DATABASE = 7
    NEWER = 8
    PARTIAL = 9
    BUG = 70
    INTERRUPTED = 130


class TasktrackError(Exception):
    """A refusal that the user can act on.

    `code` is a stable slug for scripts, `details` are single findings, one a line. `field` names the column
    whose value is at fault, where there is just one; `data` are more fields for programs.
    """

    exit_code = ExitCode.BUG
    code = "error"

    def __init__(
        self,
        message: str,
        remedy: str = "",
        *,
        code: str | None = None,
        details: Sequence[str] = (),
        field: str | None = None,
        data: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.details = tuple(details)
        self.field = field
        self.data = data or {}
        if code is not None:
            self.code = code


class UsageFault(TasktrackError):
    """The command line itself is wrong."""

    exit_code = ExitCode.USAGE
    code = "usage"


class NotFound(TasktrackError):
    """A code, key or file that was named does not exist."""

    exit_code = ExitCode.NOT_FOUND
    code = "not-found"


class Invalid(TasktrackError):
    """A value breaks a rule, or contradicts what the register holds."""

    exit_code = ExitCode.INVALID
    code = "invalid"


class PeriodClosed(TasktrackError):
    """The day belongs to a window that is locked or closed."""

    exit_code = ExitCode.CLOSED
    code = "period-closed"


class Busy(TasktrackError):
    """Another program kept the register locked for longer than we wait."""

    exit_code = ExitCode.BUSY
    code = "busy"


class DatabaseFault(TasktrackError):
    """The file is missing, unreadable, damaged or not a register."""

    exit_code = ExitCode.DATABASE
    code = "database"


class NewerFile(TasktrackError):
    """The file was written by a newer tasktrack."""

    exit_code = ExitCode.NEWER
    code = "newer-file"
