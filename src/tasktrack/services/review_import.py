"""Import verdicts on what was reported."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final, NamedTuple

from tasktrack.domain.progress import VERDICTS, ProgressEntry, Review, Verdict
from tasktrack.domain.text import fold, shown
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row as Cells
from tasktrack.intake.columns import REVIEWS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import lookup, review
from tasktrack.services.cell_readers import flag, one_of
from tasktrack.services.importing import Importer, remembered
from tasktrack.store.connect import Row
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

_WORDS: Final = {
    "dat": "accepted",
    "dat yeu cau": "accepted",
    "chua dat": "failed",
    "khong dat": "failed",
    "chua dat yeu cau": "failed",
    "khong dat yeu cau": "failed",
    "tra lai": "returned",
    "tra lai, lam lai": "returned",
}
_ABOVE: Final = ("vuot muc yeu cau", "vuot yeu cau", "exceeded")


class _Line(NamedTuple):
    """One row that was read: the task, the day and the verdict."""

    task: Row
    on: date
    verdict: Verdict


class ReviewImport(Importer):
    """Rows into verdicts, under the rules of `task review`.

    Without an entry the newest one of the day of the verdict that reports the task done is judged. A row that
    says what a verdict on the task says already is skipped.
    """

    spec: ClassVar[TableSpec] = REVIEWS

    def __init__(self, register: Register, file: str) -> None:
        super().__init__(register, file)
        self._on = remembered(lambda text: lookup.past_day(register, text, _("The day of the review")))
        self._confirmed = remembered(
            lambda text: lookup.past_day(register, text, _("The day of confirmation"))
        )
        self._verdict = one_of(VERDICTS, _("Verdict"), _WORDS | dict.fromkeys(_ABOVE, "accepted"))

    def take(self, entry: Entry, rows: Sequence[Cells]) -> None:
        """Write verdicts one by one: each may follow another on the same task."""
        for row in rows:
            line = self._line(row)
            if line is None:
                continue
            try:
                self._put(entry, row, line)
            except TasktrackError as fault:
                self.refuse(row, fault, fault.field or "task")

    def _line(self, row: Cells) -> _Line | None:
        """Read a row; None when a cell of it cannot be read, or contradicts another."""
        cells = self.cells(row)
        task = cells.read("task", lambda word: lookup.task(self.register, word))
        on = cells.read("on", self._on)
        verdict = cells.read("verdict", self._verdict)
        exceeded = bool(cells.read("exceeded", flag)) or fold(row.values["verdict"]) in _ABOVE
        confirmed = cells.read("objective_on", self._confirmed)
        if task is None or on is None or verdict is None or not cells.sound:
            return None
        said = Verdict(
            verdict,
            exceeded,
            cells.text("reason"),
            cells.text("reviewer"),
            cells.text("objective_confirmed_by"),
            on.isoformat(),
            confirmed.isoformat() if confirmed else None,
        )
        if fault := _contradiction(said):
            self.refuse(row, fault)
            return None
        return _Line(task, on, said)

    def _put(self, entry: Entry, row: Cells, line: _Line) -> None:
        known = review.known_at(self.register, line.task)
        chosen = self._chosen(known, line.task, row.values["entry"])
        done = [one for one in known if one.done_on]
        if any(_says(one, line) for each in ([chosen] if chosen else done or known) for one in each.reviews):
            self.done["same"] += 1
            return
        judged = chosen or review.judged_of(self.register, line.task, None, line.on)
        review.put(self.register, entry, line.task, judged, line.verdict)
        self.done["added"] += 1

    def _chosen(self, known: Sequence[ProgressEntry], task: Row, word: str) -> ProgressEntry | None:
        """Return the entry that a cell names by its key or its number; None for an empty cell."""
        if not word:
            return None
        named = [one for one in known if one.key == word] or [one for one in known if str(one.id) == word]
        if not named:
            raise Invalid(
                _("Task {code} has no entry {entry}.").format(code=task["code"], entry=shown(word)),
                _("See 'tasktrack progress list --task {code}'.").format(code=task["code"]),
                field="entry",
            )
        return named[-1]


def _contradiction(said: Verdict) -> Invalid | None:
    """Return what two cells of a row say against each other."""
    if said.exceeded and said.verdict != "accepted":
        return Invalid(
            _("Only what is accepted can exceed the requirement."),
            _("Correct one of the two cells."),
            field="exceeded",
        )
    if said.objective_on and not said.objective_by:
        return Invalid(
            _("An objective cause counts only when an authority confirmed it."),
            _("Fill in who confirmed it, or leave the day out."),
            field="objective_confirmed_by",
        )
    return None


def _says(one: Review, line: _Line) -> bool:
    """Return whether a verdict is what a row says; who judged is left open by an empty cell."""
    said = line.verdict
    return (
        (one.verdict, one.on, one.exceeded) == (said.verdict, line.on, said.exceeded)
        and (one.reason, one.objective_by) == (said.reason, said.objective_by)
        and said.reviewer in (None, one.reviewer)
        and (said.objective_on is None or one.objective_on == date.fromisoformat(said.objective_on))
    )
