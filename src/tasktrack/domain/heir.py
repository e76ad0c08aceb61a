"""Whose earlier figures count with whose, after bodies took over from others."""

from collections.abc import Iterable


def heirs(successions: Iterable[tuple[int, int, bool]]) -> tuple[dict[int, int], set[int]]:
    """Return by unit the one that took over all of it, through others too, and the units that left no such heir.

    Successions are (old, new, whole), in the order of time. What several took over, or a part of which another took,
    cannot be told apart afterwards: its earlier figures stay its own.
    """
    takers: dict[int, set[int]] = {}
    in_part: set[int] = set()
    for old, new, whole in successions:
        if old != new:
            takers.setdefault(old, set()).add(new)
            in_part |= set() if whole else {old}
    parted = {old for old, new in takers.items() if len(new) > 1 or old in in_part}
    direct = {old: next(iter(new)) for old, new in takers.items() if old not in parted}
    return {old: _last(direct, old) for old in direct}, parted


def _last(direct: dict[int, int], unit: int) -> int:
    """Follow the takers to the end; a circle ends where it closes."""
    met = {unit}
    while unit in direct and direct[unit] not in met:
        unit = direct[unit]
        met.add(unit)
    return unit
