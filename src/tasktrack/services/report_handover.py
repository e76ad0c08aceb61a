"""The lists of tasks that units hand over to one another, to be signed by both sides."""

from collections.abc import Sequence
from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.handover import HandedOver, Handover
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
    return HandedOver(_party(unit), tuple(_list(register, given) for _key, given in sorted(lists.items())))


def _list(register: Register, given: Sequence[Handing]) -> Handover:
    first = given[0]
    tasks = store.tasks(
        register.db,
        (one.task for one in given),
        first.on,
        register.settings.number("due_soon_days"),
        done_needs_review=register.settings.yes("done_needs_review"),
    )
    return Handover(
        _party(units.by_id(register.db, first.giver)),
        _party(units.by_id(register.db, first.taker)),
        first.on,
        first.document,
        first.approved_by,
        tuple(tasks),
        tuple(store.supports(register.db, first.giver, first.taker, first.on)),
    )


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
