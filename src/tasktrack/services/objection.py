"""Receive objections to results, answer them, and tell what came of those that were upheld."""

from collections.abc import Mapping
from functools import cache

from tasktrack.domain import dates
from tasktrack.domain.dates import day_text
from tasktrack.domain.objection import (
    ANSWER_WORKING_DAYS,
    CLOSED_AGAIN,
    OUTCOMES,
    TO_CLOSE,
    TO_REOPEN,
    UPHELD,
    Effect,
    Objection,
    Standing,
)
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.ranking import RankRow
from tasktrack.domain.text import fold, tidy
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, period, standing_scheme
from tasktrack.services.decision import called, subject_of
from tasktrack.store import closing, objection
from tasktrack.store.journal import Value
from tasktrack.store.register import Register

_WORDS: Mapping[str, str] = {"chap nhan": UPHELD, "khong chap nhan": "dismissed", "bac": "dismissed"}


def add(
    register: Register, text: str, subject: str, name: str, *, grounds: str, received: str | None = None
) -> Standing:
    """Record an objection to the result of a closed period; it is due 7 working days after receipt (Art. 22).

    Of a period that is open again it is about the closing before. Raise Invalid where nothing was closed yet, and
    for what is recorded and unanswered already.
    """
    said = tidy(grounds)
    if not said:
        raise UsageFault(_("{option} is empty.").format(option="--grounds"), _("Say what is objected."))
    with register.write() as entry:
        found = period.find(register, PeriodKey.parse(text))
        revision = _objected(found)
        one = standing_scheme.closed_with(register, found, revision, name)
        whom = subject_of(register, one, subject)
        received_on = lookup.past_day(register, received, _("The day of receipt"))
        if received_on < found.starts_on:
            raise Invalid(
                _("The day of receipt, {day}, comes before the first day of {key}, {first}.").format(
                    day=day_text(received_on), key=found.key, first=day_text(found.starts_on)
                ),
                _("Check --received and the period."),
            )
        calendar = lookup.calendar(register)
        due_on = calendar.add_working_days(received_on, ANSWER_WORKING_DAYS)
        place: dict[str, Value] = {
            "period": found.id,
            "revision": revision,
            "scheme": one.code,
            "subject_kind": one.subject,
            "subject": whom.id,
            "received_on": received_on.isoformat(),
            "due_on": due_on.isoformat(),
            "grounds": said,
        }
        _refuse_twice(register, found, whom.code, (one.subject, whom.id), said)
        done = standing(register, _found(register, objection.add(entry, place)))
        return done._replace(warnings=dates.doubts(calendar, received_on, due_on))


def answer(
    register: Register, number: int, *, outcome: str, text: str, document: str, on: str | None = None
) -> Standing:
    """Record how an objection was answered: upheld or dismissed, with the answer and its document.

    Raise Invalid for one that is answered already, and for a day before its receipt.
    """
    said, paper = tidy(text), tidy(document)
    for option, value in (("--answer", said), ("--document", paper)):
        if not value:
            raise UsageFault(
                _("{option} is empty.").format(option=option),
                _("An objection is answered only with a text and a document."),
            )
    chosen = lookup.one_of(_WORDS.get(fold(outcome), outcome), OUTCOMES, _("Outcome"))
    with register.write(said) as entry:
        held = _found(register, number)
        if held.answered_on is not None:
            raise Invalid(
                _("Objection no. {number} was answered on {day}, {document}.").format(
                    number=number, day=day_text(held.answered_on), document=held.document
                ),
                _("Record a new objection, or take the answer back: tasktrack undo ENTRY."),
                code="exists",
            )
        answered_on = lookup.past_day(register, on, _("The day of the answer"))
        if answered_on < held.received_on:
            raise Invalid(
                _("The day of the answer, {day}, comes before its receipt, {received}.").format(
                    day=day_text(answered_on), received=day_text(held.received_on)
                ),
                _("Check --on."),
            )
        objection.answer(
            entry,
            number,
            {
                "answered_on": answered_on.isoformat(),
                "outcome": chosen,
                "answer": said,
                "document": paper,
            },
        )
        return standing(register, _found(register, number))


def every(
    register: Register,
    text: str | None = None,
    subject: str | None = None,
    *,
    unanswered: bool = False,
) -> list[Standing]:
    """Return objections of a period and subject, or all, the first due first, each with what came of it."""
    found = period.find(register, PeriodKey.parse(text)) if text else None
    whose = called(register, subject) if subject else None
    rows = objection.every(register.db, found.id if found else None, whose, unanswered=unanswered)
    effects = _Effects(register)
    calendar, today = lookup.calendar(register), register.clock.today()
    return [
        Standing(
            row,
            row.working_days_left(today, calendar),
            row.working_days_late(today, calendar),
            effects.of(row),
        )
        for row in rows
    ]


def standing(register: Register, row: Objection) -> Standing:
    """Return an objection with its days left or late, and its effect."""
    calendar, today = lookup.calendar(register), register.clock.today()
    return Standing(
        row,
        row.working_days_left(today, calendar),
        row.working_days_late(today, calendar),
        _Effects(register).of(row),
    )


class _Effects:
    """What upheld objections came to; a table that several ask for is read once."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._period = cache(lambda key: period.find(register, PeriodKey.parse(key)))
        self._table = cache(self._read)

    def of(self, row: Objection) -> Effect | None:
        """Return the newest closing after the one objected to, with the subject's lines before and after."""
        if row.outcome != UPHELD:
            return None
        found = self._period(row.period)
        last = found.revision if found.closed else found.revision - 1
        if last > row.revision:
            before = self._table(row.period, row.revision, row.scheme).get(row.subject_id)
            after = self._table(row.period, last, row.scheme).get(row.subject_id)
            return Effect(CLOSED_AGAIN, last, before, after)
        return Effect(TO_REOPEN) if found.closed else Effect(TO_CLOSE, found.revision)

    def _read(self, key: str, revision: int, name: str) -> dict[int, RankRow]:
        from tasktrack.services import score  # only what was upheld and closed again asks for tables

        found = self._period(key)
        record = closing.find(self.register.db, found.id, revision)
        for kept in closing.schemes(self.register.db, found.id, revision) if record else ():
            if record and kept.code == name:
                table = score.frozen(self.register, found, record, kept).table
                return {row.subject.id: row for row in table.rows}
        return {}


def _objected(found: Period) -> int:
    """Return the closing that an objection is about; raise Invalid when there is none."""
    if found.closed:
        return found.revision
    if found.is_reopened:
        return found.revision - 1
    raise Invalid(
        _("Period {key} was not closed yet: there is no result to object to.").format(key=found.key),
        _("Close it first: tasktrack period close {key}.").format(key=found.key),
    )


def _refuse_twice(register: Register, found: Period, code: str, whom: tuple[str, int], grounds: str) -> None:
    for held in objection.every(register.db, found.id, [whom], unanswered=True):
        if held.grounds == grounds:
            raise Invalid(
                _("This objection of {subject} is recorded already, as no. {number}.").format(
                    subject=code, number=held.id
                ),
                _(
                    "Answer it: tasktrack objection answer {number} --outcome OUTCOME --answer TEXT --document NO."
                ).format(number=held.id),
                code="exists",
            )


def _found(register: Register, number: int) -> Objection:
    if found := objection.find(register.db, number):
        return found
    raise NotFound(
        _("There is no objection no. {number}.").format(number=number),
        _("See them with: tasktrack objection list."),
    )
