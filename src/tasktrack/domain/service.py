"""Who served in a window, where and under whom, how many of its days, and who directs whom.

Legal source: NĐ 335/2025/NĐ-CP Art. 11 (time worked), Art. 15 (a leader's products are those of the officers
directed), Art. 19 (officers who moved).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from tasktrack.domain.leave import LEAVE_KINDS
from tasktrack.domain.workdays import Calendar
from tasktrack.errors import Invalid
from tasktrack.i18n import _

_DAY: Final = timedelta(days=1)
_MONTHS_A_DAY: Final = Fraction(6, 181)


class Post(NamedTuple):
    """The posting that an officer holds; `manager` is the one recorded, None where the unit's head directs."""

    officer: int
    unit: int
    position: str
    manager: int | None


class ServiceRow(NamedTuple):
    """An officer of a window as the books have it, in the posting of the window that began last.

    `manager` is worked out already. `served` are the spans in service, `leave` kind, first and last day of the
    spans of leave; both are cut to the window.
    """

    officer: int
    code: str
    name: str
    category: str
    unit: int
    position: str
    manager: int | None
    similar_group: str | None
    served: tuple[tuple[date, date], ...]
    leave: tuple[tuple[str, date, date], ...] = ()


class Service(NamedTuple):
    """An officer of a window: unit, position, manager and group of the last posting in it, and the days.

    `workdays` are the working days of the window, `present` those of them in service and not on leave; `away`
    is the kind of leave that took most of the working days in service, empty when none took any.
    """

    officer: int
    code: str
    name: str
    category: str
    unit: int
    position: str
    manager: int | None
    similar_group: str | None
    workdays: int
    present: int
    away: str


def services(rows: Iterable[ServiceRow], from_on: date, cut_on: date, calendar: Calendar) -> list[Service]:
    """Return the rows with their working days counted over the window, both ends included, in the same order."""
    days = _Days(from_on, cut_on, calendar)
    return [Service(*row[:8], days.total, *days.of(row)) for row in rows]


def months(row: ServiceRow) -> tuple[Fraction, Fraction]:
    """Return how many months an officer worked in a window, and how many he was away for what the law excuses.

    Sick and maternity leave are excused, unpaid and other leave are not, annual leave and study are work
    (NĐ 335/2025 Art. 11). Six months are 181 days, the fewest that six months have.
    """
    served = sum(_length(*span) for span in row.served)
    away = dict.fromkeys(LEAVE_KINDS, 0)
    for kind, first, last in row.leave:
        away[kind] += sum(_length(max(first, begin), min(last, end)) for begin, end in row.served)
    excused = away["sick"] + away["maternity"]
    worked = served - excused - away["unpaid"] - away["other"]
    return worked * _MONTHS_A_DAY, excused * _MONTHS_A_DAY


def _length(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def directs(found: Sequence[Service]) -> dict[int, set[int]]:
    """Return by leader the officers directed, through others too; who directs nobody is left out.

    Only officers of `found` count: whoever is managed by somebody who did not serve in the window is directed
    by nobody through him. Raise Invalid, naming it, for a circle of managers.
    """
    below: dict[int, set[int]] = {}
    for level in levels(found):
        for one in level:
            if one.manager is not None:
                below.setdefault(one.manager, set()).update((one.officer,), below.get(one.officer, ()))
    serving = {one.officer for one in found}
    return {leader: officers for leader, officers in below.items() if leader in serving}


def levels(found: Sequence[Service]) -> list[list[Service]]:
    """Return officers in steps: those who manage nobody, then those who manage only such, and so on.

    Everybody comes after all whom he directs, and inside a step in the order of `found`. Raise Invalid, naming
    it, for a circle of managers.
    """
    managers = {one.officer: one.manager for one in found}
    if round_about := circles(managers):
        raise in_circle(round_about[0], {one.officer: one.code for one in found})
    heights = dict.fromkeys(managers, 0)
    for officer in managers:
        for height, above in enumerate(chain(managers, officer)):
            if above in heights:
                heights[above] = max(heights[above], height)
    steps: list[list[Service]] = [[] for _step in range(max(heights.values(), default=-1) + 1)]
    for one in found:
        steps[heights[one.officer]].append(one)
    return steps


def resolved(
    posts: Iterable[Post], heads: Mapping[int, int], parents: Mapping[int, int | None]
) -> dict[int, int | None]:
    """Return who manages each officer: as recorded, else the head of the unit or of the nearest one above.

    `heads` gives the head of a unit, `parents` the unit above it. A head is managed by one from above only.
    """
    return {post.officer: post.manager or _head_over(post, heads, parents) for post in posts}


def circles(managers: Mapping[int, int | None]) -> list[tuple[int, ...]]:
    """Return the circles in which officers would direct themselves: each from its lowest number on."""
    found: list[tuple[int, ...]] = []
    met: set[int] = set()
    for first in managers:
        way: list[int] = []
        for officer in _upwards(managers, first):
            if officer in way:
                found.append(_turned(way[way.index(officer) :]))
                break
            if officer in met:
                break
            way.append(officer)
        met.update(way)
    return sorted(found)


def chain(managers: Mapping[int, int | None], first: int) -> Iterator[int]:
    """Yield an officer, the manager, the manager's manager and so on, each once."""
    met: set[int] = set()
    for officer in _upwards(managers, first):
        if officer in met:
            return
        met.add(officer)
        yield officer


def in_circle(circle: Sequence[int], codes: Mapping[int, str]) -> Invalid:
    """Return the refusal of a circle of managers, naming everybody in it."""
    named = " → ".join(codes.get(officer, str(officer)) for officer in (*circle, circle[0]))
    return Invalid(
        _("Nobody directs himself, nor through others: {chain}.").format(chain=named),
        _("Name another manager."),
        field="manager",
    )


def _upwards(managers: Mapping[int, int | None], first: int) -> Iterator[int]:
    """Yield an officer and everybody above, round and round where they make a circle."""
    officer: int | None = first
    while officer is not None:
        yield officer
        officer = managers.get(officer)


def _turned(circle: Sequence[int]) -> tuple[int, ...]:
    start = circle.index(min(circle))
    return (*circle[start:], *circle[:start])


def _head_over(post: Post, heads: Mapping[int, int], parents: Mapping[int, int | None]) -> int | None:
    unit = parents.get(post.unit) if post.position == "head" else post.unit
    met: set[int] = set()
    while unit is not None and unit not in met:
        met.add(unit)
        if (head := heads.get(unit)) is not None and head != post.officer:
            return head
        unit = parents.get(unit)
    return None


class _Days:
    """The days of a window as bits of a whole number, the first one lowest: spans may then overlap freely."""

    def __init__(self, from_on: date, cut_on: date, calendar: Calendar) -> None:
        self._first, self._last = from_on, cut_on
        count = max((cut_on - from_on).days + 1, 0)
        self._worked = sum(
            1 << place for place in range(count) if calendar.is_working(from_on + place * _DAY)
        )
        self.total = self._worked.bit_count()

    def of(self, row: ServiceRow) -> tuple[int, str]:
        """Return the working days on which an officer was there, and what kept him away most."""
        served = self._worked & self._bits(row.served)
        if not row.leave:
            return served.bit_count(), ""
        away: dict[str, int] = dict.fromkeys(LEAVE_KINDS, 0)
        for kind, first, last in row.leave:
            away[kind] |= served & self._bits([(first, last)])
        absent = reduce(or_, away.values())
        most = max(LEAVE_KINDS, key=lambda kind: away[kind].bit_count())
        return (served & ~absent).bit_count(), most if away[most] else ""

    def _bits(self, spans: Iterable[tuple[date, date]]) -> int:
        bits = 0
        for first, last in spans:
            start, end = max(first, self._first), min(last, self._last)
            if start <= end:
                bits |= ((1 << (end - start).days + 1) - 1) << (start - self._first).days
        return bits
