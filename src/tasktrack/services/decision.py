"""Decide classes and shares of excellent where the rules leave it to a person; list them and send them on."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.decision import ALL, MOST_SHARE, Decision, Recorded, Sent
from tasktrack.domain.officer import Officer
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import shown, tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, period, scheme, standing_scheme
from tasktrack.services.decision_subject import Serving
from tasktrack.services.standing_scheme import class_of, classing
from tasktrack.store import decision
from tasktrack.store.decision import Whose
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register


class Said(NamedTuple):
    """What a decision rests on: why, by which document, who decided (the actor), on which day (today)."""

    reason: str
    document: str
    decided_by: str | None = None
    on: str | None = None


class Basis(NamedTuple):
    """What a decision rests on, as the book keeps it."""

    reason: str
    document: str
    decided_by: str
    on: date


def decide(register: Register, text: str, subject: str, code: str, name: str, said: Said) -> Recorded:
    """Record the class that a person decided for a unit or officer in a period by a scheme.

    Open or closed: the class is one of the scheme that stands for the period. Raise UsageFault without reason or
    document, NotFound for what is not there, Invalid for a class that the scheme does not have and for an officer
    whom it does not score. What the rules have against the class is warned of, no more.
    """
    with register.write(tidy(said.reason)) as entry:
        found = period.find(register, PeriodKey.parse(text))
        one = classing(register, found, name)
        whom = subject_of(register, one, subject)
        Serving(register).refuse_unscored(found, one, whom)
        basis = read(register, found, said)
        done = put(register, entry, found, one, whom, class_of(one, code).code, basis)
        return _in_words(register, done, found, whom)


def decide_share(
    register: Register, text: str, unit: str | None, share: int, name: str, said: Said
) -> Recorded:
    """Record the share of excellent, in percent, that was decided for a unit, or for all when none is named.

    Raise Invalid above 25 (NĐ 335/2025/NĐ-CP Art. 20(5), Art. 8(5)).
    """
    if share > MOST_SHARE:
        raise Invalid(
            _("A share of excellent of {share}% is more than the law allows.").format(share=share),
            _("Give at most {most}: Decree 335/2025/NĐ-CP Art. 20(5) and Art. 8(5).").format(most=MOST_SHARE),
        )
    with register.write(tidy(said.reason)) as entry:
        found = period.find(register, PeriodKey.parse(text))
        one = classing(register, found, name)
        whom = lookup.unit(register, unit).id if unit else ALL
        values = _place(found, one, "unit", whom, "quota") | {"share": share}
        return _in_words(register, _put(register, entry, found, values, read(register, found, said)), found)


def put(
    register: Register,
    entry: Entry,
    found: Period,
    one: Scheme,
    whom: Unit | Officer,
    code: str,
    basis: Basis,
) -> Recorded:
    """Record a class that was decided, unless it is recorded already."""
    values = _place(found, one, one.subject, whom.id, "class") | {"class": code}
    return _put(register, entry, found, values, basis)


def read(register: Register, found: Period, said: Said) -> Basis:
    """Read what a decision rests on; raise UsageFault for an empty reason or document."""
    reason, document = tidy(said.reason), tidy(said.document)
    for option, value in (("--reason", reason), ("--document", document)):
        if not value:
            raise UsageFault(
                _("{option} is empty.").format(option=option),
                _("A decision is recorded only with a reason and a document."),
            )
    decided_by = tidy(said.decided_by) or register.actor
    return Basis(str(reason), str(document), decided_by, a_day(register, found, said.on))


def a_day(register: Register, found: Period, text: str | None) -> date:
    """Return the day of a decision, today when none is given; raise Invalid when the period was still to come."""
    on = lookup.past_day(register, text, _("The day of the decision"))
    if on < found.starts_on:
        raise Invalid(
            _("The day of the decision, {day}, comes before the first day of {key}, {first}.").format(
                day=day_text(on), key=found.key, first=day_text(found.starts_on)
            ),
            _("Check --on and the period."),
        )
    return on


def subject_of(register: Register, one: Scheme, code: str) -> Unit | Officer:
    """Return the unit or officer whom a scheme scores under a code."""
    return lookup.unit(register, code) if one.subject == "unit" else lookup.officer(register, code)


def called(register: Register, code: str) -> tuple[Whose, ...]:
    """Return the unit, the officer, or both, that are called so; raise NotFound when none is."""
    found: list[Whose] = []
    for kind, look in (("unit", lookup.unit), ("officer", lookup.officer)):
        try:
            found.append((kind, look(register, code).id))
        except NotFound:
            continue
    if not found:
        from tasktrack.services import alike  # only a slip asks what was meant

        raise NotFound(
            _("There is no unit or officer {code}.").format(code=shown(code)), alike.units(register, code)
        )
    return tuple(found)


def every(
    register: Register,
    text: str | None = None,
    name: str | None = None,
    subject: str | None = None,
    *,
    unsent: bool = False,
    superseded: bool = False,
) -> list[Decision]:
    """Return the decisions that stand, of a period, scheme and subject; with `superseded` those before them too.

    `unsent` leaves the results that wait to be sent on (NĐ 335/2025/NĐ-CP Art. 26), the most urgent first.
    """
    found = period.find(register, PeriodKey.parse(text)) if text else None
    rows = decision.every(
        register.db, found.id if found else None, name, called(register, subject) if subject else None
    )
    if name and not rows:
        scheme.find(register, name)  # a slip is told
    if unsent:
        rows = sorted((row for row in rows if row.is_unsent), key=lambda row: row.on)
    elif not superseded:
        rows = [row for row in rows if row.stands]
    return standing_scheme.labelled(register, rows)


def send(
    register: Register,
    text: str,
    *,
    on: str | None = None,
    document: str | None = None,
    name: str | None = None,
    subject: str | None = None,
) -> Sent:
    """Record that the decided results of a period were sent to the national database on a day (Art. 26).

    Those that stand and were not sent yet; what was decided after that day is left. Raise NotFound when nothing
    waits to be sent.
    """
    with register.write(tidy(document)) as entry:
        found = period.find(register, PeriodKey.parse(text))
        sent_on = lookup.past_day(register, on, _("The day of sending"))
        waiting = every(register, text, name, subject, unsent=True)
        later = tuple(one for one in waiting if one.on > sent_on)
        chosen = [one for one in waiting if one.on <= sent_on]
        if not chosen:
            raise _nothing_to_send(found, sent_on, later)
        for one in chosen:
            decision.send(entry, one.id, sent_on, tidy(document))
        sent = tuple(one._replace(sent_on=sent_on, sent_document=tidy(document)) for one in chosen)
        return Sent(str(found.key), sent_on, tidy(document), sent, later)


def _nothing_to_send(found: Period, on: date, later: tuple[Decision, ...]) -> NotFound | Invalid:
    if later:
        return Invalid(
            _("What waits to be sent of {key} was decided after {day}, first on {first}.").format(
                key=found.key, day=day_text(on), first=day_text(later[0].on)
            ),
            _("Check --on."),
        )
    return NotFound(
        _("No decision of {key} waits to be sent.").format(key=found.key),
        _("See them with: tasktrack decision list {key}.").format(key=found.key),
    )


def _in_words(
    register: Register, done: Recorded, found: Period, whom: Unit | Officer | None = None
) -> Recorded:
    """Put words to classes, and say what the rules have against the class that was decided."""
    one, newest = standing_scheme.labelled(register, (done.decision, done.newest))
    done = done._replace(decision=one, newest=newest)
    if whom is None or one.code is None or not one.stands:
        return done
    from tasktrack.services import decision_doubts  # lists and shares do without the tables

    chosen = {whom.id: decision_doubts.Chosen(whom, one.code)}
    return done._replace(warnings=decision_doubts.doubts(register, found, one.scheme, chosen))


def _place(found: Period, one: Scheme, kind: str, subject: int, what: str) -> dict[str, Value]:
    return {
        "period": found.id,
        "scheme": one.code,
        "subject_kind": kind,
        "subject": subject,
        "kind": what,
    }


def _put(
    register: Register, entry: Entry, found: Period, values: Mapping[str, Value], basis: Basis
) -> Recorded:
    """Record a decision, unless it is recorded already, and say which one of its place stands now."""
    place = {name: values[name] for name in ("period", "scheme", "subject_kind", "subject", "kind")}
    before = next(iter(decision.of_subject(register.db, place)), None)
    values = {
        **values,
        "on_day": basis.on.isoformat(),
        "reason": basis.reason,
        "document": basis.document,
        "decided_by": basis.decided_by,
    }
    held = decision.same(register.db, values)
    number = held or decision.add(entry, {**values, "revision": found.revision})
    rows = decision.of_subject(register.db, place)
    done = next(row for row in rows if row.id == number)
    return Recorded(done, "same" if held else "added", rows[0], before)
