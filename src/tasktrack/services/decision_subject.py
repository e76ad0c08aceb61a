"""Whose class can be decided by a scheme: officers who served in the period, in a position that it scores."""

from tasktrack.domain.officer import Officer
from tasktrack.domain.period_state import Period
from tasktrack.domain.roll import Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import roll, scheme, window
from tasktrack.store import closing
from tasktrack.store.register import Register


class Serving:
    """Who served in periods, read once each; of a closed period those whom its closing kept."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._rolls: dict[int, Roll] = {}

    def refuse_unscored(self, found: Period, one: Scheme, whom: Unit | Officer) -> None:
        """Raise Invalid for an officer who held no post in a period, or one that the scheme does not score.

        NĐ 335/2025/NĐ-CP Art. 16 has one formula for leaders and one for everybody else.
        """
        if not isinstance(whom, Officer):
            return
        service = self._roll(found).people.get(whom.id)
        if service is None:
            raise Invalid(
                _("{subject} ({name}) held no post in {key}: no scheme scores this person there.").format(
                    subject=whom.code, name=whom.name, key=found.key
                ),
                _("See the posts held with: tasktrack officer show {subject}.").format(subject=whom.code),
                field="subject",
            )
        if one.scores(service.position):
            return
        fitting = self._classing(found, service.position)
        raise Invalid(
            _(
                "{subject} holds the position {position} at the end of {key}; scheme {code} scores: {positions}."
            ).format(
                subject=whom.code,
                position=service.position,
                key=found.key,
                code=one.code,
                positions=", ".join(one.positions),
            ),
            _("Decide by: --scheme {schemes}.").format(schemes=_(" or ").join(fitting))
            if fitting
            else _("See what each scheme is for with: tasktrack scheme list."),
            field="subject",
        )

    def _roll(self, found: Period) -> Roll:
        if found.id not in self._rolls:
            record = closing.find(self.register.db, found.id, found.revision) if found.closed else None
            days = window.data_window(self.register, found)
            self._rolls[found.id] = roll.read(self.register, days, record)
        return self._rolls[found.id]

    def _classing(self, found: Period, position: str) -> list[str]:
        """Return the codes of schemes that class officers of a position in such a period."""
        every = (scheme.find(self.register, info.code)[0] for info in scheme.every(self.register))
        return [one.code for one in every if position in one.positions and found.key.kind in one.classify]
