"""The lists of tasks that units hand over to one another, to be signed by both sides."""

from collections.abc import Sequence
from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.handover import HandedOver, HandedTask, Handover
from tasktrack.domain.succession import Party
from tasktrack.domain.text import fold
from tasktrack.domain.unit import Unit
from tasktrack.errors import NotFound
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import handover as store
from tasktrack.store import unit as units
from tasktrack.store.handover import Handing
from tasktrack.store.register import Register

_Key = tuple[date, str, int, int]


def handover(
    register: Register, code: str, *, on: str | None = None, document: str | None = None
) -> HandedOver:
    """Return what a unit handed over or took over: of a day, by a document, else on the newest day of all.

    A list for each giver, taker, day and document, with the tasks as they stood at the end of the day before.
    Raise NotFound where nothing was handed over then.
    """
    unit = lookup.unit(register, code)
    day = lookup.a_day(register, on) if on else None
    every = store.of_unit(register.db, unit.id, register.clock.today())
    found = [
        one
        for one in every
        if (day is None or one.on == day) and (document is None or fold(one.document or "") == fold(document))
    ]
    if not found:
        raise _nothing(unit, every)
    if day is None and document is None:
        found = [one for one in found if one.on == found[-1].on]
    lists: dict[_Key, list[Handing]] = {}
    for one in found:
        lists.setdefault((one.on, one.document or "", one.giver, one.taker), []).append(one)
    told = tuple(filter(None, (_list(register, lists[key]) for key in sorted(lists))))
    if not told:
        raise _nothing(unit, ())
    return HandedOver(_party(unit), told)


def _list(register: Register, given: Sequence[Handing]) -> Handover:
    first = given[0]
    between = first.giver, first.taker, first.on
    return Handover(
        _party(units.by_id(register.db, first.giver)),
        _party(units.by_id(register.db, first.taker)),
        first.on,
        first.document,
        first.approved_by,
        tuple(_tasks(register, given)),
        tuple(store.supports(register.db, *between)),
        tuple(store.officers(register.db, *between)),
    )


def _tasks(register: Register, given: Sequence[Handing]) -> list[HandedTask]:
    """Return the tasks as each stood at the end of the day before it passed, in the order of their numbers."""
    found: list[HandedTask] = []
    for since in sorted({one.since for one in given}):
        tasks = store.tasks(
            register.db,
            [one.task for one in given if one.task is not None and one.since == since],
            since,
            register.settings.number("due_soon_days"),
            done_needs_review=register.settings.yes("done_needs_review"),
        )
        found += tasks if since == given[0].on else (one._replace(since=since) for one in tasks)
    return sorted(found, key=lambda one: one.row.id)


def _party(unit: Unit) -> Party:
    return Party(unit.code, unit.name)


def _nothing(unit: Unit, every: Sequence[Handing]) -> NotFound:
    known = dict.fromkeys((one.on, one.document) for one in every)
    if not known:
        return NotFound(
            _("{unit} handed nothing over, and took nothing over.").format(unit=unit.code),
            _("See 'tasktrack unit show {code}'.").format(code=unit.code),
        )
    days = "; ".join(f"{day_text(on)} ({document or '–'})" for on, document in known)
    return NotFound(
        _("{unit} has no hand-over of that day or document.").format(unit=unit.code),
        _("There are: {days}.").format(days=days),
    )
