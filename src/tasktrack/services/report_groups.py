"""The tasks of a list, grouped by unit, officer, assigner or field."""

from collections.abc import Callable, Sequence

from tasktrack.domain.grouping import GROUPINGS, Bucket, Group, Grouped, Limits, counted
from tasktrack.domain.task import TaskRow
from tasktrack.domain.text import sort_key
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import grouping
from tasktrack.store import unit as units
from tasktrack.store.register import Register

# Who answers for a task: the key under which it is grouped, its name, and what sorts the groups.
_Who = tuple[str, str, tuple[int, str]]
_WhoOf = Callable[[TaskRow], _Who | None]


def checked(by: str) -> str:
    """Return a grouping; raise Invalid for one that is not known."""
    return lookup.one_of(by, GROUPINGS, _("Grouping"))


def limits(register: Register) -> Limits:
    """Return where the office parts its buckets."""
    return Limits(
        register.settings.number("overdue_bucket_days"), register.settings.number("no_deadline_months")
    )


def grouped(
    register: Register,
    by: str,
    rows: Sequence[TaskRow],
    buckets: Sequence[str],
    bucket: Bucket,
    beside: Sequence[TaskRow] = (),
) -> Grouped:
    """Group tasks, nobody's last, and count them by bucket with those `beside` them, which are not listed."""
    every = [*rows, *beside]
    who_of = _who(register, by, every)
    listed = {row.id for row in rows}
    held: dict[str | None, list[TaskRow]] = {}
    who: dict[str | None, _Who] = {}
    for row in every:
        one = who_of(row)
        key = one[0] if one else None
        held.setdefault(key, []).append(row)
        if one:
            who.setdefault(key, one)
    order = [*sorted(who, key=lambda key: who[key][2]), *([None] if None in held else [])]
    groups = [
        Group(
            who[key][0] if key in who else None,
            who[key][1] if key in who else None,
            [row for row in held[key] if row.id in listed],
            counted(held[key], buckets, bucket),
        )
        for key in order
    ]
    return Grouped(by, buckets, limits(register), groups)


def _who(register: Register, by: str, rows: Sequence[TaskRow]) -> _WhoOf:
    if by in ("unit", "officer"):
        places = {unit.code: place for place, unit in enumerate(units.every(register.db))}
        if by == "unit":
            return lambda row: (row.lead, row.lead_name, (places[row.lead], ""))
        return _officer(register, rows, places)
    return _named(grouping.texts(register.db, by, (row.id for row in rows)))


def _officer(register: Register, rows: Sequence[TaskRow], places: dict[str, int]) -> _WhoOf:
    """Group by officer, in the order of the units whose tasks they do."""
    names = grouping.officer_names(register.db, {row.officer for row in rows if row.officer})

    def who(row: TaskRow) -> _Who | None:
        if row.officer is None:
            return None
        name = names[row.officer]
        return row.officer, name, (places[row.lead], sort_key(name))

    return who


def _named(texts: dict[int, str | None]) -> _WhoOf:
    """Group by a text as it is written, but for small and capital letters: the first spelling stands."""
    spelling: dict[str, str] = {}

    def who(row: TaskRow) -> _Who | None:
        text = texts[row.id]
        if not text:
            return None
        name = spelling.setdefault(text.casefold(), text)
        return name, name, (0, sort_key(name))

    return who
