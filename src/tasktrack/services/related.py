"""What is known of a subject beside its tasks and marks: results of other schemes, incidents, service, counters."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.related import Outcome, Whose
from tasktrack.domain.roll import CIVIL_SERVANT, LEADERS, Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_settings import Settings
from tasktrack.services.counter_facts import Counted
from tasktrack.services.dossier_facts import DossierFacts
from tasktrack.services.report_facts import ReportFacts
from tasktrack.services.tally import Tallies

Outcomes = Mapping[str, Mapping[int, Outcome]]
_NO_DOSSIERS: Mapping[str, DossierFacts] = {}


class Related(NamedTuple):
    """Who is there, what the schemes computed before said, by scheme and subject, and the months in service.

    Those are of the whole period as the calendar has it: the register may be younger. `reports` are those of the
    units, where a scheme names them, and so are `counted` the figures of counters; `dossiers` are the figures over
    dossiers by scheme.
    """

    roll: Roll
    outcomes: Outcomes
    months: Mapping[int, tuple[Fraction, Fraction]]
    reports: ReportFacts | None = None
    dossiers: Mapping[str, DossierFacts] = _NO_DOSSIERS
    counted: Counted | None = None

    def facts(self, scheme: Scheme, subject: int, tallies: Tallies) -> dict[str, Value]:
        """Return every name that the scheme's formulas may use of a subject, beside measures and marks."""
        known = self._of_officer(subject) if scheme.subject == "officer" else self._of_unit(subject)
        for figure in scheme.results:
            ids = self._whose(subject, figure.whose)
            known[figure.name] = figure.value(list(self._outcomes(figure.of, ids)))
        known |= {name: Fraction(counted[subject]) for name, counted in tallies.items()}
        if scheme.code in self.dossiers:
            known |= self.dossiers[scheme.code].of(subject)
        if self.counted is not None:
            known |= {one.name: self.counted.of_unit(one.counter, subject) for one in scheme.counters}
        return known

    def outcome(self, of: Iterable[str], subject: int) -> Outcome | None:
        """Return what the first of some schemes that knows a subject says of it."""
        return next(iter(self._outcomes(of, (subject,))), None)

    def _of_officer(self, officer: int) -> dict[str, Value]:
        one = self.roll.people[officer]
        worked, excused = self.months.get(officer, (Fraction(0), Fraction(0)))
        return {
            "months_worked": worked,
            "months_excused": excused,
            "head": Fraction(one.position == "head"),
            "leader": Fraction(one.position in LEADERS),
            "civil_servant": Fraction(one.category == CIVIL_SERVANT),
            "workdays": Fraction(one.workdays),
            "present": Fraction(one.present),
        }

    def _of_unit(self, unit: int) -> dict[str, Value]:
        known: dict[str, Value] = {"subunits_there": Fraction(len(self.roll.subunits.get(unit, ())))}
        return known | self.reports.of_unit(unit) if self.reports else known

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
