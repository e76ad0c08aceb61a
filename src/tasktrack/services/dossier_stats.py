"""Dossiers counted over a period or any span of days: from the book, or as a closing froze them."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.dossier import channel_label, rules_of
from tasktrack.domain.dossier_counts import GROUPINGS, Counts, Group, Kept, Stats, together
from tasktrack.domain.dossier_seen import Seen, Span
from tasktrack.domain.dossier_tally import tally
from tasktrack.domain.period import PeriodKey, containing, label_of_kind
from tasktrack.domain.period_state import Period
from tasktrack.domain.settings import Settings
from tasktrack.domain.text import sort_key
from tasktrack.domain.tree import Tree
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import dossier_window, lookup, span, tree, window
from tasktrack.services import period as period_service
from tasktrack.store import dossier, roll
from tasktrack.store import dossier_stats as store
from tasktrack.store import period as periods
from tasktrack.store import unit as units
from tasktrack.store.closing import Closing
from tasktrack.store.dossier_stats import FrozenKey
from tasktrack.store.register import Register

# The settings by which time is counted, kept with every closing that froze dossiers.
_KEPT_SETTINGS: Final = (
    "office_hours",
    "dossier_handover",
    "dossier_clock",
    "dossier_pause",
    "dossier_promise",
    "dossier_time_saved_target",
)


Grouped = int | str
_KEYS: Final[Mapping[str, Callable[[Seen], Grouped]]] = {
    "unit": lambda one: one.dossier.unit,
    "procedure": lambda one: one.dossier.procedure or 0,
    "officer": lambda one: one.dossier.officer or 0,
    "channel": lambda one: one.dossier.channel or "",
    "month": lambda one: (one.dossier.received or one.dossier.submitted or "")[:7],
}


class Asked(NamedTuple):
    """What the statistics are asked for; no period and no days: the latest closed period of the base kind."""

    period: str | None = None
    first: str | None = None
    last: str | None = None
    by: str = "unit"
    under: str | None = None
    revision: int | None = None


def stats(register: Register, asked: Asked) -> Stats:
    """Return dossiers counted by unit, procedure, officer, channel or month of receipt.

    Of a closed period: as frozen, with what the book would say now. Else from the book, in one
    pass over it, as of the end or of today while that lies ahead. Raise Invalid for days that have not begun.
    """
    by = lookup.one_of(asked.by, GROUPINGS, _("Grouping"))
    key, days, found, record = _ground(register, asked)
    above = lookup.unit(register, asked.under) if asked.under else None
    inside = _below(register, above.id, record) if above else None
    settings = _settings(register, record)
    if record is None or found is None:
        counted, kept = _counted(register, days, by, inside), None
    else:
        counted = _as_frozen(register, record, by, inside)
        kept = _kept(register, record, by, inside, counted)._replace(
            in_force=found.closed and found.revision == record.revision
        )
    groups = (
        _rolled_up(register, days.last, counted, inside, record)
        if by == "unit"
        else _groups(register, by, counted, record)
    )
    total = together(counted.values())
    rules = rules_of(settings, lookup.calendar(register))
    target = settings["dossier_time_saved_target"]
    return Stats(
        key,
        *days,
        by,
        above.code if above else None,
        groups,
        total,
        rules.by_days,
        rules.hours.day_minutes if rules.by_days else 60,
        int(target) if target else None,
        kept,
    )


def freeze(register: Register, period: int, revision: int, days: Span) -> dict[str, str]:
    """Keep the counts of a window in its closing, and return the settings by which they were counted; none of nought.

    By unit, procedure, officer and channel, in one pass over the book.
    """
    counted = to_freeze(register, days)
    store.freeze(register.db, period, revision, counted)
    return {name: register.settings[name] for name in _KEPT_SETTINGS} if counted else {}


def to_freeze(register: Register, days: Span, settings: Settings | None = None) -> dict[FrozenKey, Counts]:
    """Return the counts of a window by unit, procedure, officer and channel as a closing would keep them.

    By the settings that hold, or those that a closing kept; one pass over the book. Counts of nought are left out.
    """
    procedures, officers = store.procedures(register.db), _officer_codes(register)

    def key(one: Seen) -> FrozenKey:
        told = one.dossier
        officer, procedure = officers.get(told.officer or 0, ""), procedures.get(told.procedure or 0, "")
        return FrozenKey(told.unit, procedure, officer, told.channel or "")

    counted = tally(dossier_window.seen(register, days, settings=settings), key)
    return {place: counts for place, counts in counted.items() if any(counts)}


def _ground(register: Register, asked: Asked) -> tuple[PeriodKey | None, Span, Period | None, Closing | None]:
    """Return the period that is asked for, its days up to today, and the closing that is shown of it."""
    if asked.first or asked.last:
        return None, _given_days(register, asked), None, None
    key = PeriodKey.parse(asked.period) if asked.period else _newest(register)
    found = periods.find(register.db, key)
    if found and (record := period_service.closing_of(register, found, asked.revision)):
        return key, _days_of(record), found, record
    return key, Span(*span.days_told(register, str(key))), found, None


def _days_of(record: Closing) -> Span:
    return Span(date.fromisoformat(record.data_from), date.fromisoformat(record.cut_on))


def _given_days(register: Register, asked: Asked) -> Span:
    if asked.period:
        raise UsageFault(
            _("A period and days of one's own exclude each other."),
            _("Give PERIOD, or --from DATE and --to DATE."),
        )
    if not asked.first:
        raise UsageFault(_("--to alone says no span."), _("Give --from DATE too."))
    today = register.clock.today()
    first = lookup.a_day(register, asked.first)
    last = min(lookup.a_day(register, asked.last), today) if asked.last else today
    if first > last:
        raise Invalid(
            _("The span from {first} holds no day up to {last}.").format(
                first=day_text(first), last=day_text(last)
            ),
            _("Give an earlier day with --from, or a later one with --to; today is {today}.").format(
                today=day_text(today)
            ),
        )
    return Span(first, last)


def _newest(register: Register) -> PeriodKey:
    kind = window.base_kind(register)
    if key := periods.newest_closed(register.db, kind):
        return key
    today = register.clock.today()
    now = containing(today, kind, window.windows_of(register, PeriodKey(kind, today.year)))
    raise NotFound(
        _("No {kind} is closed yet.").format(kind=label_of_kind(kind)),
        _("For provisional figures name the period: tasktrack {command} {key}.").format(
            command=register.caller.command, key=now
        ),
    )


def _settings(register: Register, record: Closing | None) -> Settings:
    """Return the office's settings; of a closing those that it kept stand instead."""
    if record is None:
        return register.settings
    kept = {name: value for name, value in json.loads(record.settings).items() if name in _KEPT_SETTINGS}
    return Settings({**register.settings.stored, **kept})


def _below(register: Register, unit: int, record: Closing | None) -> Collection[int]:
    """Return a unit and all that stand below it, now or as a closing kept them."""
    if record is None:
        return dossier.below(register.db, unit)
    there, _people = roll.frozen(register.db, record.period, record.revision)
    found = {unit}
    while more := {one.id for one in there if one.parent in found} - found:
        found |= more
    return found


def _counted(register: Register, days: Span, by: str, inside: Iterable[int] | None) -> dict[Grouped, Counts]:
    """Count the dossiers of the book; officers by code, procedures by name."""
    counted = tally(dossier_window.seen(register, days, inside), _KEYS[by])
    if by not in ("officer", "procedure"):
        return dict(counted)
    names = _officer_codes(register) if by == "officer" else store.procedures(register.db)
    return _added((names.get(int(one), ""), counts) for one, counts in counted.items())


def _officer_codes(register: Register) -> dict[int, str]:
    return {one: code for one, (code, _name) in store.officers(register.db).items()}


def _as_frozen(
    register: Register, record: Closing, by: str, inside: Collection[int] | None
) -> dict[Grouped, Counts]:
    """Add up what a closing kept; raise Invalid for months of receipt, which it does not tell apart."""
    if by == "month":
        first, last = _days_of(record)
        raise Invalid(
            _("A closing keeps dossiers by unit, procedure, officer and channel, not by month."),
            _(
                "As the book has them now: tasktrack dossier stats --from {first} --to {last} --by month."
            ).format(first=first, last=last),
        )
    kept = store.frozen(register.db, record.period, record.revision)
    return _added(
        (getattr(key, by), counts) for key, counts in kept.items() if inside is None or key.unit in inside
    )


def _kept(
    register: Register,
    record: Closing,
    by: str,
    inside: Collection[int] | None,
    counted: Mapping[Grouped, Counts],
) -> Kept:
    """Say which closing it is, and what the book says now by its settings where anything came since."""
    kept = Kept(record.revision, record.seal)
    if not store.is_touched(register.db, record.seq):
        return kept
    book = to_freeze(register, _days_of(record), _settings(register, record))
    now = _added(
        (getattr(key, by), counts) for key, counts in book.items() if inside is None or key.unit in inside
    )
    differing = {
        one: now.get(one, counted.get(one, Counts()))
        for one in {*now, *counted}
        if now.get(one) != counted.get(one)
    }
    names = [one.code or one.name for one in _groups(register, by, differing, record)]
    return kept._replace(now=together(now.values()), differing=names)


def _added(pairs: Iterable[tuple[Grouped, Counts]]) -> dict[Grouped, Counts]:
    """Add up the counts of the same group."""
    found: dict[Grouped, list[Counts]] = {}
    for group, counts in pairs:
        found.setdefault(group, []).append(counts)
    return {group: together(counts) for group, counts in found.items()}


def _groups(
    register: Register, by: str, counted: Mapping[Grouped, Counts], record: Closing | None
) -> list[Group]:
    """Put names to what was counted, units in their usual order, the rest by name; what nobody stated comes last."""
    if by == "unit":
        names = _unit_names(register, record)
        order = {unit: place for place, unit in enumerate(names)}
        found = sorted(counted, key=lambda unit: order[int(unit)])
        return [Group(*names[int(unit)], counted[unit]) for unit in found]
    label: Callable[[str], str] = channel_label if by == "channel" else str
    if by == "officer":
        people = dict(store.officers(register.db).values())
        label = lambda code: people.get(code, code)  # noqa: E731 - three ways to name a group
    groups = [Group(str(code), label(str(code)), counts) for code, counts in counted.items()]
    return sorted(groups, key=lambda one: (not one.code, sort_key(one.name), one.code))


def _rolled_up(
    register: Register,
    day: date,
    counted: Mapping[Grouped, Counts],
    inside: Collection[int] | None,
    record: Closing | None,
) -> list[Group]:
    """Return units in the order of the tree, each with its own counts and, where any are below it, with theirs."""
    own = {int(unit): counts for unit, counts in counted.items()}
    every = tree.by(register, day, record)
    above = {one for unit in own if unit in every.places for one in every.path(unit)}
    shown = Tree({unit: every.places[unit] for unit in above if inside is None or unit in inside})
    names, gathered = _unit_names(register, record), shown.gathered(own)
    found = [
        Group(
            *names[unit],
            own.get(unit, Counts()),
            together(gathered[unit]) if any(below in gathered for below in shown.below[unit]) else None,
            level - 1,
        )
        for unit, level in shown.levels.items()
    ]
    elsewhere = {unit: counts for unit, counts in counted.items() if int(unit) not in shown.places}
    return [*found, *_groups(register, "unit", elsewhere, record)]


def _unit_names(register: Register, record: Closing | None) -> dict[int, tuple[str, str]]:
    """Return code and name of units by id, in their usual order; under those that a closing kept."""
    names = {one.id: (one.code, one.name) for one in units.every(register.db)}
    if record is not None:
        there, _people = roll.frozen(register.db, record.period, record.revision)
        names |= {one.id: (one.code, one.name) for one in there}
    return names
