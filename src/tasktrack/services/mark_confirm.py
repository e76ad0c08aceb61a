"""Confirm marks in one go: the superior agrees with what people gave themselves (NĐ 335/2025, Form 01)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tasktrack.domain.marking import Confirmed, MarkRow
from tasktrack.domain.marks import Mark, Owner, check_mark, marked_above, marked_below
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Scheme
from tasktrack.errors import NotFound, TasktrackError, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, mark, scheme
from tasktrack.services.mark_missing import persons
from tasktrack.store import mark as marks
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register


def confirm(
    register: Register,
    text: str,
    codes: Sequence[str] = (),
    *,
    name: str,
    unit: str | None = None,
    everybody: bool = False,
    as_self: bool = False,
    reason: str | None = None,
) -> list[Confirmed]:
    """Confirm the self-marked criteria that have no confirmed points, at the self-marked points.

    Of the subjects named, of all of a unit, or of everybody whom the scheme scores. `as_self` also sets back
    what was confirmed otherwise. A criterion that is confirmed above or below itself is left as it is. Raise
    PeriodClosed for a closed period, NotFound for a subject that was named and has marked nothing.
    """
    if sum((bool(codes), unit is not None, everybody)) != 1:
        raise UsageFault(
            _("Say whose marks are confirmed."), _("Name subjects, or give --unit CODE, or --all.")
        )
    with register.write(reason) as entry:
        found = mark.open_period(register, text)
        one = scheme.find(register, name)[0]
        scheme.refuse_misfit(one, found.key)
        rows: dict[int, list[MarkRow]] = defaultdict(list)
        for row in marks.every(register.db, found.id, one.code):
            rows[row.subject_id].append(row)
        if codes:
            wanted = _named(register, found, one, codes, rows)
        else:
            body = lookup.unit(register, unit).code if unit else None
            wanted = [who.id for who in persons(register, found, one) if body in (None, who.unit)]
        return [done for subject in wanted for done in _confirm(entry, one, rows[subject], as_self=as_self)]


def _named(
    register: Register, found: Period, one: Scheme, codes: Sequence[str], rows: dict[int, list[MarkRow]]
) -> list[int]:
    """Return the ids of the subjects named, each once."""
    days = mark.days_of(register, found)
    ids = []
    for code in codes:
        subject = mark.subject_of(register, one, code, days)
        mark.refuse_position(register, one, found, subject)
        if not mark.side(rows[subject.id], "self_points"):
            raise NotFound(
                _("{subject} has not self-marked in {key} by {scheme}.").format(
                    subject=subject.code, key=found.key, scheme=one.code
                ),
                _(
                    "Set points with: tasktrack mark set {key} {subject} CRITERION POINTS --scheme {scheme}."
                ).format(key=found.key, subject=subject.code, scheme=one.code),
            )
        ids.append(subject.id)
    return list(dict.fromkeys(ids))


def _confirm(entry: Entry, one: Scheme, rows: Sequence[MarkRow], *, as_self: bool) -> Iterator[Confirmed]:
    confirmed = mark.side(rows, "points")
    for row in rows:
        points = row.self_points
        if points is None or row.points == points or (row.points is not None and not as_self):
            continue
        criterion = one.by_code.get(row.criterion)
        if criterion is None or _is_covered(one, row.criterion, confirmed):
            continue
        given = Mark(points, row.maximum)
        try:
            check_mark(one, row.criterion, given, confirmed, Owner(row.period, row.subject))
        except TasktrackError as fault:
            fault.message = f"{row.subject}: {fault.message}"
            raise
        confirmed[row.criterion] = given
        marks.confirm(entry, row.id, points)
        yield Confirmed(row._replace(points=points), row.points)


def _is_covered(one: Scheme, code: str, confirmed: dict[str, Mark]) -> bool:
    """Return whether points are confirmed above or below a criterion."""
    criterion = one.by_code[code]
    return (
        marked_above(one, criterion, confirmed) is not None
        or marked_below(one, criterion, confirmed) is not None
    )
