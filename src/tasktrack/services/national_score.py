"""One score of a closing that another office sent, explained down to its tasks."""

from tasktrack.domain.fact_scope import NEVER, FactScope
from tasktrack.domain.national import Received
from tasktrack.domain.period import Base, PeriodKey, parts, previous
from tasktrack.domain.ranking import RECEIVED, CountedTask, Explanation
from tasktrack.domain.roll import Roll
from tasktrack.domain.text import shown
from tasktrack.errors import NotFound, TasktrackError, UsageFault
from tasktrack.i18n import _
from tasktrack.services import computing, national, score, window
from tasktrack.services.period_reading import never_opened
from tasktrack.store import closing, received, seal
from tasktrack.store import officer as officers
from tasktrack.store import period as periods
from tasktrack.store import roll as rolls
from tasktrack.store import unit as units
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


def explain(
    register: Register,
    word: str,
    text: str | None = None,
    name: str | None = None,
    revision: int | None = None,
) -> Explanation:
    """Return one score of a received closing, given as OFFICE:CODE, down to the tasks behind it.

    Left out, the period is the latest that the office sent, the scheme the first in which the subject stands. Tasks
    registered late are told apart only where the closing before came in too.
    """
    office, colon, code = word.partition(":")
    if not colon:
        raise UsageFault(
            _("{code} does not say whose closing is meant.").format(code=shown(word)),
            _("Write the office before the code, as in SNV:STC."),
        )
    key, (one,), _missing = national.chosen(register, text, (office,), revision)
    received.stand_in(register.db, one.id, seal.FROZEN_BOOKS)
    record = _record(register, one)
    place = (record.period, record.revision)
    name = name or closing.scheme_with(register.db, *place, code)
    kept = next((each for each in closing.schemes(register.db, *place) if each.code == name), None)
    if kept is None:
        raise _not_scored(register, one, key, code, name)
    scored = score.frozen(register, never_opened(register, key), record, kept)
    row = next((row for row in scored.table.rows if row.subject.code.casefold() == code.casefold()), None)
    if row is None:
        raise _not_scored(register, one, key, code, None)
    scored = scored._replace(scope=_scope(register, one, key, scored.scope))
    computing.fill_from_closing(register, record)
    places, people = rolls.frozen(register.db, *place)
    directing = Roll({each.id: each for each in places}, {each.officer: each for each in people})
    computing.fill_directing(register, directing, scored.settings)
    holders = {each.officer: each.code for each in people} if scored.scheme.subject == "officer" else {}
    lines, tasks = score.with_tasks(register, scored, record, row.subject, holders)
    basis = scored.table.basis._replace(state=RECEIVED, office=one.office.code)
    return Explanation(
        basis,
        row._replace(subject=row.subject._replace(code=one.coded(row.subject.code))),
        tuple(line._replace(tasks=tuple(map(one.coded, line.tasks))) for line in lines),
        tuple(_coded(one, task) for task in tasks),
        {setting: resolved.text for setting, resolved in scored.settings.items()},
    )


def is_meant(register: Register, word: str, text: str | None) -> bool:
    """Return whether OFFICE:CODE means a subject of a received closing, and not one of this register's own periods.

    What was merged into the books bears such codes too: it is meant where the register has the period itself.
    """
    if ":" not in word or not any(received.sent(register.db).values()):
        return False
    if (
        units.find(register.db, word) is None
        and officers.find(register.db, word, register.clock.today()) is None
    ):
        return True
    if text is None:
        return periods.newest_closed(register.db, window.base_kind(register)) is None
    return periods.find(register.db, PeriodKey.parse(text)) is None


def offering(register: Register, fault: NotFound, code: str, text: str | None) -> NotFound:
    """Return what to say of whom this register does not score: those of that code in what offices sent."""
    try:
        _key, found, _missing = national.chosen(register, text)
    except TasktrackError:
        return fault
    codes = received.coded(register.db, found, code)
    if not codes:
        return fault
    return NotFound(
        fault.message,
        _("Offices sent {codes}: say which is meant, as in tasktrack score explain {first}.").format(
            codes=", ".join(codes), first=codes[0]
        ),
    )


def _coded(one: Received, task: CountedTask) -> CountedTask:
    holder = one.coded(task.holder) if task.holder else None
    return task._replace(code=one.coded(task.code), holder=holder)


def _record(register: Register, one: Received) -> Closing:
    """Return a received closing as one of ours is recorded, by the key that its own lines have."""
    period, revision = received.place_of(register.db, one.id)
    return Closing(
        period=period,
        revision=revision,
        number=one.number,
        at=one.at,
        actor=one.actor,
        as_of=one.as_of.isoformat(),
        data_from=one.from_on.isoformat(),
        cut_on=one.cut_on.isoformat(),
        settings=seal.canonical(one.settings),
        parts=one.parts,
        seal=one.seal,
        previous_seal=one.previous_seal,
        seq=NEVER,
    )


def _scope(register: Register, one: Received, key: PeriodKey, scope: FactScope) -> FactScope:
    """Return the window as the office read it: what our own closings took in says nothing of its tasks."""
    base: Base = "quarter" if one.settings.get("base_kind") == "quarter" else "month"
    first = next(iter(parts(key, base)), key)
    before = [
        each
        for each in received.closings(register.db, str(previous(first)))
        if each.office == one.office and each.number < one.number
    ]
    last = received.last_registered(register.db, before[-1].id) if before else NEVER
    return scope._replace(previous_closing=last, counted_again=())


def _not_scored(register: Register, one: Received, key: PeriodKey, code: str, name: str | None) -> NotFound:
    """Say that an office did not score somebody, or not by a scheme."""
    from tasktrack.domain import near

    if name is not None:
        codes = [each.code for each in received.schemes(register.db, [one.id]).get(one.id, ())]
        return NotFound(
            _("{office} did not close {key} by scheme {code}.").format(
                office=one.office.code, key=key, code=shown(name)
            ),
            near.remedy(name, codes, _("There are: {codes}.").format(codes=", ".join(codes))),
        )
    codes = received.subjects(register.db, one.id)
    return NotFound(
        _("{office} scored no {code} in {key}.").format(office=one.office.code, code=shown(code), key=key),
        near.remedy(
            code,
            codes,
            _("See who is: tasktrack rank {key} --office {office}.").format(key=key, office=one.office.code),
        ),
    )
