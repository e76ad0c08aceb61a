"""Values that fit where the Tab key was pressed: codes of the register, words of the program.

Nothing is written and nobody is waited for: a register that is missing, locked or unreadable offers nothing.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from tasktrack.clock import Clock
from tasktrack.domain.dates import day_text
from tasktrack.domain.grouping import GROUPINGS, ROLL_UPS
from tasktrack.domain.objection import OUTCOMES
from tasktrack.domain.officer import CATEGORIES, POSITIONS
from tasktrack.domain.period import KIND_ORDER, PeriodKey, containing, following, label
from tasktrack.domain.progress import CAUSES
from tasktrack.domain.settings import SETTINGS
from tasktrack.domain.task import KINDS, ORIGINS, SORTS, STATUSES, URGENCIES
from tasktrack.domain.text import fold
from tasktrack.domain.unit_report import QUALITIES
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.services import lookup, window
from tasktrack.services.opening import Caller, Register, given_day
from tasktrack.store import completing as store
from tasktrack.store import period as periods
from tasktrack.store import unit as units
from tasktrack.store import view as views

# value, what it is
Offers = list[tuple[str, str]]
# Words of the program by what they are.
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "status": STATUSES,
    "kind": KINDS,
    "urgency": URGENCIES,
    "origin": ORIGINS,
    "position": POSITIONS,
    "category": CATEGORIES,
    "cause": CAUSES,
    "outcome": OUTCOMES,
    "quality": QUALITIES,
    "grouping": GROUPINGS,
    "roll-up": ROLL_UPS,
    "windows": ("calendar", "statutory"),
    "several leads": ("support", "split"),
    "order": SORTS,
    "period kind": KIND_ORDER,
}
_OF_SETTINGS: Final = {
    "own_unit": "unit",
    "own_officer": "officer",
    "scheme": "scheme",
    "standard_product": "product",
}
_DAYS: Final = ("today", "tomorrow", "eom", "eoq", "eoy", "+5wd", "+10d")


def language(path: Path) -> str:
    """Return the language that a register names, empty when it cannot be asked now."""
    try:
        return store.language(path)
    except (TasktrackError, OSError):
        return ""


def offers(path: Path, what: str, word: str, today: str | None = None) -> Offers:
    """Return values of a kind of thing (task, unit, period ...) that begin with a half-typed word."""
    caller = Caller(clock=Clock(given=_given(today)))
    try:
        with store.looking(path, caller) as register:
            return _ASKED[what](register, word)
    except (TasktrackError, OSError):
        return []


def setting_values(path: Path, name: str, word: str) -> Offers:
    """Return what a setting takes, where that is a closed set or codes of the register."""
    if name in _OF_SETTINGS:
        return offers(path, _OF_SETTINGS[name], word)
    allowed = SETTINGS[name].allowed if name in SETTINGS else ""
    return beginning(word, ((value, "") for value in allowed.split(" | ") if " | " in allowed and value))


def beginning(word: str, values: Iterable[tuple[str, str]]) -> Offers:
    """Return the values that begin with a word, case and diacritics forgiven."""
    wanted = fold(word)
    return [(value, says) for value, says in values if fold(value).startswith(wanted)]


def _given(today: str | None) -> date | datetime | None:
    try:
        return given_day(today) if today else None
    except Invalid:
        return None


def _tasks(register: Register, word: str) -> Offers:
    if not word or word.upper() in ("N", "NV"):
        return store.newest_tasks(register.db)
    return store.tasks(register.db, word.upper()) + store.task_keys(register.db, word)


def _units(register: Register, word: str) -> Offers:
    db = register.db
    found = store.coded(db, "unit", word) or store.coded(db, "unit", word.upper())
    if found or not fold(word):
        return found
    called = store.units_called(db, word)
    return list(dict(called + store.named(db, "unit", word)).items())


def _officers(register: Register, word: str) -> Offers:
    db = register.db
    found = store.coded(db, "officer", word) or store.coded(db, "officer", word.upper())
    return found if found or not fold(word) else store.named(db, "officer", word)


def _offices(register: Register, word: str) -> Offers:
    from tasktrack.store import office  # few registers have any

    return beginning(word, ((one.code, one.name) for one in office.named(register.db)))


def _products(register: Register, word: str) -> Offers:
    return store.coded(register.db, "product", word) or store.named(register.db, "product", word)


def _subjects(register: Register, word: str) -> Offers:
    return _units(register, word) + _officers(register, word)


def _blocks(register: Register, word: str) -> Offers:
    return beginning(word, ((block, "") for block in units.blocks(register.db)))


def _periods(register: Register, word: str) -> Offers:
    keys = [period.key for period in reversed(periods.every(register.db))]
    return beginning(word, ((str(key), label(key)) for key in keys))


def _next_periods(register: Register, word: str) -> Offers:
    """Offer for each kind the period after its newest and the one that today lies in; the base kind first.

    Base periods follow one another without a gap, so that of them only the next one can be opened.
    """
    opened = {period.key.kind: period.key for period in periods.every(register.db) if not period.key.people}
    base = window.base_kind(register)
    keys: dict[str, str] = {}
    for kind in sorted(KIND_ORDER, key=lambda kind: kind != base):
        newest, present = opened.get(kind), _present(register, kind)
        if newest is not None:
            keys[str(following(newest))] = label(following(newest))
        if present is not None and (newest is None or (newest < present and kind != base)):
            keys[str(present)] = label(present)
    return beginning(word, keys.items())


def _present(register: Register, kind: str) -> PeriodKey | None:
    today = register.clock.today()
    try:
        return containing(today, kind, window.windows_of(register, PeriodKey(kind, today.year)))
    except Invalid:  # nine months that are over
        return None


def _schemes(register: Register, word: str) -> Offers:
    from tasktrack.services import scheme  # reads every scheme

    return beginning(word, ((one.code, one.title) for one in scheme.every(register)))


def _settings(register: Register, word: str) -> Offers:
    found = beginning(word, ((one.name, _(one.meaning)) for one in SETTINGS.values()))
    if found and "." not in word:
        return found
    from tasktrack.services import scheme

    names = [
        (f"{one.code}.{name}", "")
        for one in scheme.every(register)
        for name in scheme.find(register, one.code)[0].settings
    ]
    return beginning(word, names)


def _days(register: Register, word: str) -> Offers:
    fitting = beginning(word, ((day, "") for day in _DAYS))
    return [(day, day_text(lookup.a_day(register, day))) for day, _says in fitting]


def _views(register: Register, word: str) -> Offers:
    from tasktrack.domain.view import typed

    return beginning(word, ((view.name, typed(view.options)) for view in views.every(register.db)))


def _views_at(register: Register, word: str) -> Offers:
    return [(f"@{name}", says) for name, says in _views(register, word.removeprefix("@"))]


def _documents(register: Register, word: str) -> Offers:
    return [(document, "") for document in store.documents(register.db, word)]


def _programmes(register: Register, word: str) -> Offers:
    return [(programme, "") for programme in store.programmes(register.db, word)]


_ASKED: Final[dict[str, Callable[[Register, str], Offers]]] = {
    "task": _tasks,
    "unit": _units,
    "officer": _officers,
    "office": _offices,
    "product": _products,
    "subject": _subjects,
    "block": _blocks,
    "period": _periods,
    "next period": _next_periods,
    "scheme": _schemes,
    "setting": _settings,
    "day": _days,
    "view": _views,
    "@view": _views_at,
    "document": _documents,
    "programme": _programmes,
}
