"""Who counts in a quota, in which bodies and groups, and how many fit (NĐ 335/2025/NĐ-CP Art. 8(5), 20(5))."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypeVar, cast

from tasktrack.domain.interpreter import Value
from tasktrack.domain.quota import Base, Quota, Scope, Within, most
from tasktrack.domain.roll import Roll
from tasktrack.domain.scheme_settings import Settings

T = TypeVar("T")


def counts(quota: Quota, values: Mapping[str, Value]) -> bool:
    """Tell whether somebody counts, by the values of what the quota's `who` names."""
    if quota.who is None:
        return True
    value = quota.who.value(values)
    return isinstance(value, Fraction) and value != 0


def scopes_of(quota: Quota, kind: str, roll: Roll, subject: int, agency: str) -> tuple[Scope, ...]:
    """Return the bodies and groups in which a unit or officer counts, in the order of the quota's `within`.

    `agency` says which superior of a unit is the body; a group is that of one body. Units count under their superior.
    """
    keys = _of_unit(roll, subject) if kind == "unit" else _of_officer(roll, subject, agency)
    return tuple((place, keys[place]) for place in quota.within if keys.get(place) is not None)


def body_of(scope: Scope) -> int:
    """Return the id of the unit for which the share of a scope is decided, 0 for none: a group has that of its body."""
    kind, key = scope
    return cast(int, cast(tuple[object, object], key)[0] if kind == "group" else key) or 0


def limit_of(quota: Quota, share: int, classed: int, there: int, base: Base) -> int:
    """Return how many may be in the class: by the share, or of a few (`there`) the number that the quota names."""
    if quota.small_under and there < quota.small_under:
        return min(quota.small_most, classed)
    return most(share, classed, base)


def agency_of(settings: Settings) -> str:
    """Return the setting that says in which body a quota counts."""
    return settings["agency"].text if "agency" in settings else "own"


def in_order(quota: Quota, by_code: Mapping[str, T]) -> Iterator[T]:
    """Yield what stands for the schemes that share a quota in the order in which it names them."""
    return (by_code[code] for code in quota.together if code in by_code)


def _of_unit(roll: Roll, unit: int) -> dict[Within, object | None]:
    place = roll.units.get(unit)
    return {"authority": (place.parent or 0) if place else None}


def _of_officer(roll: Roll, officer: int, agency: str) -> dict[Within, object | None]:
    service = roll.people.get(officer)
    if service is None:
        return {}
    body = roll.agency(service.unit, agency)
    return {"agency": body, "group": (body, service.similar_group) if service.similar_group else None}
