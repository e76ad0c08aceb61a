"""By which commands a task changes once it can no longer be corrected."""

from collections.abc import Collection
from typing import Final

from tasktrack.i18n import _

# By which command a field changes once it can no longer be corrected.
_LATER: Final = {
    "due_on": "tasktrack task extend",
    "lead": "tasktrack task hand-over",
    "officer": "tasktrack task assign",
    "target": "tasktrack task retarget",
}


def remedy(fields: Collection[str]) -> str:
    """Say by which commands fields change later."""
    if set(fields) <= _LATER.keys():
        return _("Later it changes with a reason, a document and an approver: {commands}.").format(
            commands=commands(fields)
        )
    return _(
        "Later withdraw the task and register it anew: tasktrack task withdraw. Due date, lead and target change"
        " by task extend, task hand-over and task retarget."
    )


def commands(fields: Collection[str]) -> str:
    """Name the commands by which fields change."""
    return ", ".join(_LATER[name] for name in sorted(fields))
