"""What a refusal offers instead of a name that is not there; loaded by refusals alone."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from tasktrack.domain.near import asked, nearest, task_codes
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.text import shown
from tasktrack.i18n import _
from tasktrack.store import alike as spelled
from tasktrack.store.register import Register

_MOST = 3

# The rows of an imported file may all hold the same slip: what was said of it once is said again.
_said: WeakKeyDictionary[Register, dict[tuple[str, str], str]] = WeakKeyDictionary()


def units(register: Register, typed: str) -> str:
    """Return a remedy that offers units with a like code, name or other name."""
    return _once(
        register,
        ("unit", typed),
        lambda: asked(nearest(typed, spelled.units(register.db))) or _("See 'tasktrack unit list'."),
    )


def officers(register: Register, typed: str) -> str:
    """Return a remedy that offers officers with a like code or name."""
    return _once(
        register,
        ("officer", typed),
        lambda: asked(nearest(typed, spelled.officers(register.db))) or _("See 'tasktrack officer list'."),
    )


def tasks(register: Register, typed: str) -> str:
    """Return a remedy that offers tasks with a like code or key."""
    search = _('Search with: tasktrack task list --text "...".')
    return asked(_tasks(register, typed), search)


def periods(register: Register, key: PeriodKey, otherwise: str) -> str:
    """Return a remedy that offers periods of the same kind with a like key; then, or else, `otherwise`."""
    keys = spelled.periods(register.db, key.kind)
    return asked(nearest(str(key), ((one, one) for one in keys)), otherwise)


def _tasks(register: Register, typed: str) -> list[str]:
    codes = task_codes(typed)
    found = spelled.tasks(register.db, codes) if codes else {}
    if codes and codes[0] in found:
        found = {codes[0]: found[codes[0]]}
    named = [f"{code} ({shown(title)})" for code, title in found.items()][:_MOST]
    keys = ((key, f"{key} ({shown(title)})") for key, title in spelled.task_keys(register.db, typed))
    return named or nearest(typed, keys)


def _once(register: Register, typed: tuple[str, str], remedy: Callable[[], str]) -> str:
    said = _said.setdefault(register, {})
    if typed not in said:
        said[typed] = remedy()
    return said[typed]
