"""Classes beside one another: the head's under the unit's, and how many may be the best (NĐ 335/2025 Art. 8, 20).

Everything here proposes; what a person decided stands beside it and is told apart.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, cast

from tasktrack.domain import quota_scope
from tasktrack.domain.decision import Decided
from tasktrack.domain.quota import Base, Contender, Quota, Scope, Verdict, cut
from tasktrack.domain.ranking import Reached, Subject, reached
from tasktrack.domain.related import Outcome
from tasktrack.domain.roll import CIVIL_SERVANT, Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scoring import Evaluation
from tasktrack.services.scheme import Settings

# What the notes of a line say of its class, beside the places of conditions that failed.
OVER, TIE, CAP, NO_UNIT = "quota", "quota-tie", "cap", "unit-unclassed"


@dataclass
class Run:
    """A scheme while it is computed: everybody's evaluation, and the class that is proposed so far."""

    scheme: Scheme
    settings: Settings
    subjects: Sequence[Subject]
    decided: Mapping[int, Decided]
    gives_class: bool
    evaluations: dict[int, Evaluation] = field(default_factory=dict)
    reached: dict[int, Reached] = field(default_factory=dict)

    def standing(self, subject: int) -> str | None:
        """Return the class of a subject, for those who are classed after: as decided, else as proposed."""
        return self.decided[subject].code if subject in self.decided else self.proposed(subject)

    def proposed(self, subject: int) -> str | None:
        """Return the class that is proposed so far."""
        code = self.reached[subject].code
        return code if any(code == band.code for band in self.scheme.classes) else None

    def outcome(self, subject: int, roll: Roll) -> Outcome:
        """Return what other schemes may read of a subject."""
        service = roll.people.get(subject) if self.scheme.subject == "officer" else None
        is_civil = service is None or service.category == CIVIL_SERVANT
        return Outcome(self.evaluations[subject].score, self.standing(subject), is_civil)


def under_unit(run: Run, subject: int, roll: Roll, unit: Callable[[int], Outcome | None]) -> Reached:
    """Return the class of an officer held to that of his unit (NĐ 335/2025 Art. 20(6)).

    Where the unit has no class yet the officer's is proposed with a note that says so.
    """
    found, cap = run.reached[subject], run.scheme.cap
    service = roll.people.get(subject)
    if cap is None or service is None or service.position not in cap.positions:
        return found
    order = [band.code for band in run.scheme.classes]
    if found.code not in order:
        return found
    above = unit(service.unit)
    if above is None or above.code not in order:
        return reached(run.scheme, found.code, found.band, (*found.failed, NO_UNIT))
    if order.index(found.code) < order.index(above.code):
        return reached(run.scheme, above.code, found.band, (*found.failed, CAP))
    return found


class Shares(NamedTuple):
    """The share of the best class: as decided for a body or for all (0), else as the settings have it."""

    decided: Mapping[int, int]
    usual: int

    def of(self, body: int) -> int:
        """Return the percentage in force for a body."""
        return self.decided.get(body, self.decided.get(0, self.usual))


def hold_to_quota(quota: Quota, runs: Sequence[Run], roll: Roll, shares: Shares) -> None:
    """Lower those whom the quota of the best class has no room for, and leave ties at its cut to a person.

    Only proposals are looked at: what was decided is a person's, and stands beside them. `runs` stand in the order
    in which the quota names their schemes; the settings are those of the first that declares it.
    """
    settings = next(run.settings for run in runs if quota in run.scheme.quotas)
    classed: dict[Scope, int] = {}
    everybody: dict[Scope, int] = {}
    contenders: list[Contender] = []
    for run, subject, scopes in _counted(quota, runs, roll, quota_scope.agency_of(settings)):
        proposed = run.proposed(subject)
        for scope in scopes:
            everybody[scope] = everybody.get(scope, 0) + 1
            if proposed in (quota.code, quota.beside):
                classed[scope] = classed.get(scope, 0) + 1
        if proposed == quota.code and scopes:
            score = run.evaluations[subject].score or Fraction(0)
            contenders.append(Contender((run.scheme.code, subject), score, scopes))
    base = cast(Base, settings["quota_base"].text)
    limits = {
        scope: quota_scope.limit_of(
            quota, shares.of(quota_scope.body_of(scope)), classed.get(scope, 0), there, base
        )
        for scope, there in everybody.items()
    }
    verdicts = cut(contenders, limits)
    for run in runs:
        for subject, found in run.reached.items():
            verdict = verdicts.get((run.scheme.code, subject))
            if verdict is not None and verdict != "within":
                run.reached[subject] = _lowered(run.scheme, quota, found, verdict)


def _lowered(scheme: Scheme, quota: Quota, found: Reached, verdict: Verdict) -> Reached:
    if verdict == "tie":
        return reached(scheme, TIE, found.band, (*found.failed, TIE))
    return reached(scheme, quota.beside, found.band, (*found.failed, OVER))


def _counted(
    quota: Quota, runs: Sequence[Run], roll: Roll, agency: str
) -> Iterator[tuple[Run, int, tuple[Scope, ...]]]:
    """Yield everybody who counts in the quota, with the bodies and groups."""
    for run in runs:
        for subject, evaluation in run.evaluations.items():
            if quota_scope.counts(quota, evaluation.values):
                yield run, subject, quota_scope.scopes_of(quota, run.scheme.subject, roll, subject, agency)
