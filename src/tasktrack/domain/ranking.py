"""Ranked tables and explained scores, as services return them and reports show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from tasktrack.domain.interpreter import Missing
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.i18n import _

if TYPE_CHECKING:
    from tasktrack.domain.classes import ClassBand
    from tasktrack.domain.decision import Decided
    from tasktrack.domain.dossier_counts import Behind
    from tasktrack.domain.mark_missing import MarkGaps
    from tasktrack.domain.reopening import Changed, Past, Reopening
    from tasktrack.domain.scheme import Scheme
    from tasktrack.domain.tree import Choice
    from tasktrack.domain.updating import IncompleteTask

OPEN: Final = "open"
COMPUTED: Final = "computed"
CLOSED: Final = "closed"
RECEIVED: Final = "received"


# Stands before the register's figure in the numbers of a line where a mark took its place.
REGISTER_SAYS: Final = " = "
_MISSING: Final = "?"
_REMARK: Final = "="


def stored_reason(missing: Missing | None, remark: str | None = None) -> str:
    """Return a reason as it is frozen: why there is no value, in a form free of language, else a remark.

    A remark that begins as one of the two forms does is marked as a remark.
    """
    if missing:
        return _MISSING + missing.stored()
    return f"{_REMARK}{remark}" if remark and remark.startswith((_MISSING, _REMARK)) else remark or ""


def reason_text(stored: str) -> str:
    """Return a stored reason in the user's language."""
    if stored.startswith(_MISSING):
        return Missing.read(stored.removeprefix(_MISSING)).text()
    return stored.removeprefix(_REMARK)


def missing_of(stored: str) -> Missing | None:
    """Return why there is no value, of a reason as it is frozen; None of a remark."""
    return Missing.read(stored.removeprefix(_MISSING)) if stored.startswith(_MISSING) else None


class Subject(NamedTuple):
    """Who is scored: a unit or an officer, under the name held in the period."""

    id: int
    code: str
    name: str
    block: str | None


class Reached(NamedTuple):
    """Where a score falls. `code` is a band of the scheme, or says why there is none to propose: no-score,
    points-ok-condition-failed, below-all, unclassified, quota-tie.

    `band` is the code of the class that the points reach. `failed` says what kept the subject from it: the places
    (0, 1 ...) of its conditions that do not hold, `veto:0` and `gate:0` for the scheme's vetoes and gates, and
    `quota`, `quota-tie`, `cap`, `unit-unclassed` for what others' classes did. `label` is the word for the band,
    `conditions` are those for what failed, `proposed` is that for the class proposed.
    """

    code: str
    band: str | None = None
    failed: tuple[int | str, ...] = ()
    label: str = ""
    conditions: tuple[str, ...] = ()
    proposed: str = ""


def reached(scheme: Scheme, code: str, band: str | None, failed: Sequence[int | str]) -> Reached:
    """Put words to where a score falls."""
    one = next((one for one in scheme.classes if one.code == band), None)
    words = tuple(_word(scheme, one, place) for place in failed)
    proposed = next((each.label() for each in scheme.classes if each.code == code), "")
    return Reached(code, band, tuple(failed), one.label() if one else "", words, proposed)


def _word(scheme: Scheme, band: ClassBand | None, place: int | str) -> str:
    if isinstance(place, int):
        return band.conditions[place].label() if band else ""
    kind, _colon, number = place.partition(":")
    match kind:
        case "veto":
            return scheme.vetoes[int(number)].label()
        case "gate":
            return scheme.gates[int(number)].label()
        case "cap":
            return scheme.cap.label() if scheme.cap else ""
        case "unit-unclassed":
            return _("the unit has no class yet")
        case "quota-tie":
            return _("equal scores at the cut of the quota: a person decides")
        case _:
            return _("beyond the quota")


class RankRow(NamedTuple):
    """A line of a ranked table.

    `points` of `maximum` are raw; `score` decides class and rank; `reason` is as stored. `change` is how many
    places the subject rose since the previous period of the kind, None when that is not known. `decided` is the
    class that a person decided, beside the one proposed. `rank` is the place in the whole block; where a part of the
    tree is shown, `rank_within` is the one among the rows of that part.
    """

    subject: Subject
    rank: int | None
    tied: bool
    points: Fraction | None
    maximum: Fraction | None
    score: Fraction | None
    reached: Reached
    reason: str = ""
    change: int | None = None
    decided: Decided | None = None
    rank_within: int | None = None
    tied_within: bool = False


class Unranked(NamedTuple):
    """Who has tasks in the period and yet no place in the table, and how many tasks these are."""

    code: str
    tasks: int


class Basis(NamedTuple):
    """What a table was computed from: a period by a scheme, open, closed, or computed over a closed one.

    `tie_breakers` are what parts equal scores, in words. `seal` is that of the closing which froze the table,
    None for what is not frozen. `reopened` are all reopenings of the period. `gives_class`: the period gives a
    class; else points reach a band (mức điểm tương ứng) and nobody is classed. `classes` are the words for the
    scheme's classes, from the best down. `office` is the code of the office whose closing was received.
    """

    period: Period
    window: DataWindow
    as_of: date
    state: str
    revision: int
    scheme: str
    version: int
    title: str
    is_index: bool
    subject_kind: str
    maximum: Fraction | None
    tie_breakers: tuple[str, ...] = ()
    seal: str | None = None
    reopened: tuple[Reopening, ...] = ()
    gives_class: bool = True
    classes: tuple[tuple[str, str], ...] = ()
    office: str | None = None

    def class_label(self, code: str) -> str:
        """Return the word for a class of the scheme."""
        return dict(self.classes).get(code, code)


class Ranking(NamedTuple):
    """A ranked table: rows block by block, the unscored last in each; `unranked` are scored nowhere.

    `changed`, of a period that was opened again, says what differs from the closing before. `choice` is the part of
    the tree of units that is shown.
    """

    basis: Basis
    rows: tuple[RankRow, ...]
    unranked: tuple[Unranked, ...] = ()
    changed: Changed | None = None
    choice: Choice | None = None


class Line(NamedTuple):
    """One line of a score, as explained: `value` exact, or None with the reason; `tasks` are codes.

    `kind` says how a criterion gets its points: computed, marked, survey, sum.
    """

    code: str
    label: str
    level: int
    source: str
    formula: str
    substituted: str
    value: Fraction | None
    points: Fraction | None
    maximum: Fraction | None
    reason: str = ""
    tasks: tuple[str, ...] = ()
    kind: str = ""

    @property
    def is_mark_instead(self) -> bool:
        """Tell whether a mark stands here in place of what the register gives."""
        return self.source == "mark" and bool(self.substituted)

    @property
    def register_says(self) -> str:
        """Return what the register gives where a mark stands instead of it, with a decimal point; – for nothing."""
        return self.substituted.rpartition(REGISTER_SAYS)[2] if self.is_mark_instead else ""


class CountedTask(NamedTuple):
    """A task behind a score: what it is, where it comes from, and what was read of it."""

    code: str
    title: str
    document: str | None
    document_date: date | None
    role: str
    due_on: date | None
    done_on: date | None
    coefficient: Fraction
    assigned_quantity: Fraction
    done_quantity: Fraction
    late_count: int
    late_days: int
    failed_reviews: int
    carried_over: bool
    registered_late: bool
    overdue: bool
    exempt: bool
    reported_quantity: Fraction = Fraction(0)
    planned: bool = True
    holder: str | None = None


class Explanation(NamedTuple):
    """A score down to the task, date and document behind it; `dossiers` where the scheme has figures over them."""

    basis: Basis
    row: RankRow
    lines: tuple[Line, ...]
    tasks: tuple[CountedTask, ...]
    settings: Mapping[str, str]
    dossiers: Behind | None = None


class SchemeInfo(NamedTuple):
    """A scheme in a listing: where it comes from, and what it scores."""

    code: str
    version: int
    subject: str
    title: str
    legal: str
    origin: str
    sha256: str


class Closed(NamedTuple):
    """What a closing did: the sealed period and the table of its first scheme.

    On a dry run what it would do: `period` and `state` are those that stay. `figures` of counters were frozen.
    """

    period: Period
    state: str
    seal: str
    previous_seal: str
    tasks: int
    ranking: Ranking
    others: tuple[Ranking, ...] = ()
    people: PeopleStatus | None = None
    figures: int = 0
    warnings: tuple[str, ...] = ()


class Unapproved(NamedTuple):
    """A task of which an officer reported more than the superior approved."""

    task: str
    officer: str


class PeopleStatus(NamedTuple):
    """What people owe a period: sentences about marks, the counts by scheme, and reports that nobody approved."""

    sentences: tuple[str, ...]
    gaps: Mapping[str, MarkGaps]
    unapproved: tuple[Unapproved, ...]


class PeriodStatus(NamedTuple):
    """How a period stands: its data window, and what still blocks or concerns its closing."""

    period: Period
    state: str
    window: DataWindow
    as_of: date
    due: int
    done: int
    unfinished: int
    silent: int
    awaiting: tuple[str, ...]
    blockers: tuple[str, ...]
    past: Past | None = None
    people: PeopleStatus | None = None
    incomplete: Sequence[IncompleteTask] = ()

    @property
    def is_due(self) -> bool:
        """Return whether the cut has come, at which updates must hold what is asked."""
        return self.as_of >= self.window.cut_on
