"""What is known of a subject beside its tasks and marks: results of other schemes, incidents, service."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.incident import Concluded
from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.related import Incidents, Outcome, Whose
from tasktrack.domain.roll import CIVIL_SERVANT, LEADERS, Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_settings import Settings
from tasktrack.store import incident
from tasktrack.store.connect import Connection

Outcomes = Mapping[str, Mapping[int, Outcome]]


class Related(NamedTuple):
    """Who is there, what was concluded, and what the schemes computed before said, by scheme and subject."""

    roll: Roll
    concluded: Sequence[Concluded]
    outcomes: Outcomes
    from_on: date

    def facts(self, scheme: Scheme, subject: int) -> dict[str, Value]:
        """Return every name that the scheme's formulas may use of a subject, beside measures and marks."""
        known = self._of_officer(subject) if scheme.subject == "officer" else self._of_unit(subject)
        for figure in scheme.results:
            ids = self._whose(subject, figure.whose)
            known[figure.name] = figure.value(list(self._outcomes(figure.of, ids)))
        for one in scheme.incidents:
            known[one.name] = Fraction(self._incidents(scheme.subject, subject, one))
        return known

    def outcome(self, of: Iterable[str], subject: int) -> Outcome | None:
        """Return what the first of some schemes that knows a subject says of it."""
        return next(iter(self._outcomes(of, (subject,))), None)

    def _of_officer(self, officer: int) -> dict[str, Value]:
        one = self.roll.people[officer]
        return {
            "head": Fraction(one.position == "head"),
            "leader": Fraction(one.position in LEADERS),
            "civil_servant": Fraction(one.category == CIVIL_SERVANT),
            "workdays": Fraction(one.workdays),
            "present": Fraction(one.present),
        }

    def _of_unit(self, unit: int) -> dict[str, Value]:
        return {"subunits_there": Fraction(len(self.roll.subunits.get(unit, ())))}

    def _whose(self, subject: int, whose: Whose) -> Sequence[int]:
        """Return the ids, of officers or of units, that a figure is about."""
        match whose:
            case "self":
                return (subject,)
            case "unit":
                return (self.roll.people[subject].unit,)
            case "managed":
                return self.roll.managed.get(subject, ())
            case "directed":
                return sorted(self.roll.directed.get(subject, ()))
            case "subunits":
                return self.roll.subunits.get(subject, ())
            case "people":
                return self.roll.staff.get(subject, ())
            case "head":
                staff = self.roll.staff.get(subject, ())
                return [one for one in staff if self.roll.people[one].position == "head"]

    def _outcomes(self, of: Iterable[str], ids: Iterable[int]) -> Iterable[Outcome]:
        for subject in ids:
            found = [self.outcomes[code][subject] for code in of if subject in self.outcomes.get(code, {})]
            if found:
                yield next((one for one in found if one.score is not None or one.code is not None), found[0])

    def _incidents(self, kind: str, subject: int, wanted: Incidents) -> int:
        """Count the incidents of some kinds; a fault counts where it happened (NĐ 335/2025/NĐ-CP Art. 11(3))."""
        whose = wanted.whose
        about_unit = (kind == "unit" and whose == "self") or whose == "unit"
        ids = set(self._whose(subject, whose))
        place = subject if kind == "unit" else self.roll.people[subject].unit
        return sum(
            1
            for one in self._asked(wanted)
            if (one.subject_kind == "unit") == about_unit
            and self._concerns(one, ids, place, whose if kind == "unit" else "self")
        )

    def _concerns(self, one: Concluded, ids: set[int], place: int, whose: str) -> bool:
        if one.subject_kind == "unit":
            return one.subject in ids
        happened_here = one.unit is None or any(there.id == one.unit for there in self.roll.upward(place))
        # What its people did counts for the unit where it happened, wherever they serve now.
        return (
            one.unit == place
            if whose == "people" and one.unit is not None
            else one.subject in ids and happened_here
        )

    def _asked(self, wanted: Incidents) -> Iterable[Concluded]:
        """Return those of some kinds that were concluded in the window, or that are not mended at its end."""
        for one in self.concluded:
            counts = one.fixed_on is None if wanted.unfixed else one.concluded_on >= self.from_on
            if counts and one.kind in wanted.kinds:
                yield one


def concluded(db: Connection, schemes: Iterable[Scheme], from_on: date, to_on: date) -> Sequence[Concluded]:
    """Return the incidents concluded in a window, when any of the schemes asks for some.

    For one that asks what is not mended yet, also those concluded before.
    """
    asked = [wanted for one in schemes for wanted in one.incidents]
    if not asked:
        return ()
    first = date.min if any(wanted.unfixed for wanted in asked) else from_on
    return incident.concluded(db, first, to_on)


def absence(related: Related, scheme: Scheme, settings: Settings, subject: int) -> Missing | None:
    """Return why an officer has no score of a period in which he was away, or hardly there."""
    if scheme.subject != "officer":
        return None
    one = related.roll.people.get(subject)
    if one is None or not one.workdays:
        return None
    if one.present == 0 and one.away:
        return Missing("on-leave", one.away)
    least = settings["min_presence"].value if "min_presence" in settings else 0
    if one.present < max(1, int(least) if isinstance(least, (int, Fraction)) else 0):
        return Missing("little-presence", str(one.present))
    return None
