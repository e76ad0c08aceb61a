"""Import decisions: a committee decides many classes in one document."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from tasktrack.domain.officer import Officer
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import TasktrackError
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import DECISIONS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import decision, period, standing_scheme
from tasktrack.services.cell_readers import stands_twice
from tasktrack.services.decision import Basis
from tasktrack.services.decision_subject import Serving
from tasktrack.services.importing import Importer, remembered
from tasktrack.services.unit import required
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register


class _Line(NamedTuple):
    """One row that was read: whose class was decided, and on what it rests."""

    period: Period
    scheme: Scheme
    subject: Unit | Officer
    code: str
    basis: Basis


class DecisionImport(Importer):
    """Rows into classes that a person decided.

    What is recorded already is skipped; another class for the same subject is a newer decision, but not twice on
    one day in one file. Without decided_by it is the actor, without a day today.
    """

    spec: ClassVar[TableSpec] = DECISIONS

    def __init__(self, register: Register, file: str) -> None:
        super().__init__(register, file)
        self._rows: dict[tuple[object, ...], tuple[int, _Line]] = {}
        self._period = remembered(lambda text: period.find(register, PeriodKey.parse(text)))
        self._schemes: dict[tuple[int, str], Scheme] = {}
        self._serving = Serving(register)
        self._standing: dict[tuple[int, str], dict[int, _Line]] = {}

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write decisions one by one."""
        for row in rows:
            line = self._line(row)
            if line is None:
                continue
            try:
                self._refuse_second(row, line)
                done = decision.put(
                    self.register, entry, line.period, line.scheme, line.subject, line.code, line.basis
                )
                self.done[done.result] += 1
                if done.newest.id == done.decision.id:
                    self._standing.setdefault((line.period.id, line.scheme.code), {})[line.subject.id] = line
            except TasktrackError as fault:
                self.refuse(row, fault)

    def finish(self, entry: Entry) -> None:  # noqa: ARG002 - nothing more is written
        """Say what the rules have against the classes decided, with each table worked out once."""
        from tasktrack.services import decision_doubts  # only what decides asks for the tables

        for (_period, name), lines in self._standing.items():
            chosen = {
                subject: decision_doubts.Chosen(line.subject, line.code) for subject, line in lines.items()
            }
            found = next(iter(lines.values())).period
            self.warnings += decision_doubts.doubts(self.register, found, name, chosen)

    def _line(self, row: Row) -> _Line | None:
        cells = self.cells(row)
        found = cells.read("period", self._period)
        one = cells.read("scheme", lambda name: self._scheme(found, name)) if found else None
        reason = cells.read("reason", lambda text: required(text, "reason"))
        document = cells.read("document", lambda text: required(text, "document"))
        if found is None or one is None:
            return None
        subject = cells.read("subject", lambda code: self._subject(found, one, code))
        band = cells.read("class", lambda text: standing_scheme.class_of(one, text))
        on = cells.read("on", lambda text: decision.a_day(self.register, found, text))
        if not (cells.sound and subject and band and reason and document):
            return None
        decided_by = tidy(cells.text("decided_by")) or self.register.actor
        day = on or decision.a_day(self.register, found, None)
        return _Line(found, one, subject, band.code, Basis(reason, document, decided_by, day))

    def _subject(self, found: Period, one: Scheme, code: str) -> Unit | Officer:
        """Return whose class is decided; raise Invalid for an officer whom the scheme does not score then."""
        whom = decision.subject_of(self.register, one, code)
        self._serving.refuse_unscored(found, one, whom)
        return whom

    def _scheme(self, found: Period, name: str) -> Scheme:
        """Return the scheme by which a period stands, worked out once a file."""
        key = found.id, name
        if key not in self._schemes:
            self._schemes[key] = standing_scheme.classing(self.register, found, name)
        return self._schemes[key]

    def _refuse_second(self, row: Row, line: _Line) -> None:
        """Raise Invalid when an earlier row decided something else for the same subject on that day."""
        key = line.period.id, line.scheme.code, line.subject.id, line.basis.on
        first, said = self._rows.setdefault(key, (row.number, line))
        if said != line:
            raise stands_twice(first, "class")
