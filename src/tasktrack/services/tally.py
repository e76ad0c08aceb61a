"""How many incidents count for whom: a fault counts where it happened (NĐ 335/2025/NĐ-CP Art. 11(3))."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from tasktrack.domain.incident import Concluded
from tasktrack.domain.related import Incidents
from tasktrack.domain.roll import Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_settings import Settings
from tasktrack.domain.succession import heirs, takers
from tasktrack.store import incident, incident_against, succession
from tasktrack.store.connect import Connection

Tallies = Mapping[str, Counter[int]]
Successions = Sequence[tuple[int, int, bool]]


def concluded(db: Connection, schemes: Iterable[Scheme], from_on: date, to_on: date) -> Sequence[Concluded]:
    """Return the incidents concluded in a window, when any of the schemes asks for some.

    For one that asks what is not mended yet, also those concluded before. Who answers for them beside their
    subjects takes one statement more, where a scheme asks that.
    """
    asked = [wanted for one in schemes for wanted in one.incidents]
    if not asked:
        return ()
    first = date.min if any(wanted.unfixed for wanted in asked) else from_on
    found = incident.concluded(db, first, to_on)
    if not any(wanted.whose == "answerable" for wanted in asked):
        return found
    answers = incident_against.answerable(db, (one.id for one in found))
    return [one._replace(answerable=answers.get(one.id, ())) for one in found]


def successions(db: Connection, found: Sequence[Concluded], to_on: date) -> Successions:
    """Return which unit took over from which by the end of a window, where there are incidents to carry over."""
    return succession.by(db, to_on) if found else ()


def count(
    scheme: Scheme,
    settings: Settings,
    roll: Roll,
    found: Sequence[Concluded],
    from_on: date,
    taken_over: Successions = (),
) -> Tallies:
    """Return by figure of a scheme how many incidents count for each subject, in one pass over them.

    What happened in a unit that ended counts where its people and its functions went.
    """
    agency = settings["agency"].text if "agency" in settings else "top"
    is_of_officers = scheme.subject == "officer"
    whom = _OfOfficers(roll, agency, taken_over) if is_of_officers else _OfUnits(roll, taken_over)
    return {
        figure.name: Counter(
            subject
            for one in found
            if _is_asked(one, figure, from_on)
            for subject in whom.concerned(one, figure.whose)
        )
        for figure in scheme.incidents
    }


def _is_asked(one: Concluded, figure: Incidents, from_on: date) -> bool:
    """Tell whether an incident is of the kinds, and concluded in the window or not mended at its end."""
    if one.kind not in figure.kinds:
        return False
    return one.fixed_on is None if figure.unfixed else one.concluded_on >= from_on


def _lasting(roll: Roll, heir: Mapping[int, int], unit: int) -> int:
    """Return a unit of the roll, or the one that took over all of it where it is gone by then."""
    return unit if unit in roll.units else heir.get(unit, unit)


class _OfOfficers:
    """For which officers an incident counts."""

    def __init__(self, roll: Roll, agency: str, taken_over: Successions) -> None:
        self.roll = roll
        self.agency = agency
        self.takers = takers(taken_over)
        self.heirs = heirs(taken_over)[0]

    def concerned(self, one: Concluded, whose: str) -> Iterator[int]:
        """Yield whom it concerns: its person, those above, all who serve in the unit, or who answers for it."""
        if whose == "answerable":
            yield from self._answerable(one)
            return
        if whose == "unit":
            if one.subject_kind == "unit":
                yield from self.roll.staff.get(_lasting(self.roll, self.heirs, one.subject), ())
            return
        person = self.roll.people.get(one.subject) if one.subject_kind == "officer" else None
        if person is None or not self._is_same_body(one.unit, person.unit):
            return
        if whose == "self":
            yield person.officer
        elif whose == "managed" and person.manager is not None:
            yield person.manager
        elif whose == "directed":
            yield from (leader for leader, those in self.roll.directed.items() if person.officer in those)

    def _answerable(self, one: Concluded) -> Iterator[int]:
        for who in one.answerable:
            person = self.roll.people.get(who.subject) if who.subject_kind == "officer" else None
            if person is not None and self._is_same_body(who.unit, person.unit):
                yield person.officer

    def _is_same_body(self, happened: int | None, now: int) -> bool:
        """Tell whether a person still serves in the organisation in which it happened, in whatever unit of it.

        A body that took over from that unit is the same: who passed to it with his unit did not leave.
        """
        if happened is None or happened == now:
            return True
        bodies = {self.roll.agency(unit, self.agency) for unit in (happened, *self.takers.get(happened, ()))}
        return self.roll.agency(now, self.agency) in bodies - {None}


class _OfUnits:
    """For which units an incident counts."""

    def __init__(self, roll: Roll, taken_over: Successions) -> None:
        self.roll = roll
        self.heirs = heirs(taken_over)[0]

    def concerned(self, one: Concluded, whose: str) -> Iterator[int]:
        """Yield the unit of an incident, or the one that took over all of it where it is gone."""
        for unit in self._named(one, whose):
            yield _lasting(self.roll, self.heirs, unit)

    def _named(self, one: Concluded, whose: str) -> Iterator[int]:
        """Yield its own unit, that in which its person served or which he heads, or who answers."""
        if whose == "answerable":
            yield from (who.subject for who in one.answerable if who.subject_kind == "unit")
            return
        if one.subject_kind == "unit":
            if whose == "self":
                yield one.subject
            return
        person = self.roll.people.get(one.subject)
        where = one.unit if one.unit is not None else person.unit if person else None
        is_head = person is not None and person.position == "head" and self._is_there(person.unit, where)
        if where is not None and (whose == "people" or (whose == "head" and is_head)):
            yield where

    def _is_there(self, unit: int, where: int | None) -> bool:
        return where is not None and unit in (where, self.heirs.get(where))
