"""Points given by people: set one, import many, list them."""

from collections.abc import Iterable
from fractions import Fraction

from tasktrack.domain.marking import Imported, MarkRow
from tasktrack.domain.marks import Mark, check_marks
from tasktrack.domain.numbers import parse_scaled
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Scheme
from tasktrack.errors import Invalid, PeriodClosed
from tasktrack.i18n import _
from tasktrack.intake.columns import MARKS
from tasktrack.services import importing, lookup, period, scheme
from tasktrack.store import mark
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register

_MILLIONTHS = 1_000_000


def put(
    register: Register,
    text: str,
    subject: str,
    criterion: str,
    *,
    name: str,
    points: str | None = None,
    self_points: str | None = None,
    maximum: str | None = None,
    reason: str | None = None,
    evidence: str | None = None,
) -> tuple[MarkRow, str]:
    """Set one mark; return it and whether it was added, changed or the same.

    Raise PeriodClosed for a closed period, Invalid for points that do not fit the criterion or that stand
    beside marks above or below it.
    """
    with register.write(reason) as entry:
        found = period.find(register, PeriodKey.parse(text))
        one = scheme.find(register, name)[0]
        values = {
            "points": points,
            "self_points": self_points,
            "max": maximum,
            "reason": reason,
            "evidence": evidence,
        }
        done, subject_id = _put(register, entry, found, one, subject, criterion, values)
        rows = mark.of_subject(register.db, found.id, one.code, subject_id)
        return next(row for row in rows if row.criterion == criterion), done


def every(register: Register, text: str | None = None, name: str | None = None) -> list[MarkRow]:
    """Return marks of a period and scheme, or of all."""
    found = period.find(register, PeriodKey.parse(text)) if text else None
    code = scheme.find(register, name)[0].code if name else None
    return mark.every(register.db, found.id if found else None, code)


def import_marks(register: Register, source: Iterable[bytes], file: str) -> Imported:
    """Import marks from a table; raise ImportFaults with every fault of the file, writing nothing.

    The same mark again is skipped, other points for the same place are a change.
    """

    def apply(entry: Entry, values: dict[str, str]) -> str:
        found = period.find(register, PeriodKey.parse(values["period"]))
        one = scheme.find(register, values["scheme"])[0]
        return _put(register, entry, found, one, values["subject"], values["criterion"], values)[0]

    return importing.run(register, source, MARKS, file, apply)


def _put(
    register: Register,
    entry: Entry,
    found: Period,
    one: Scheme,
    subject: str,
    criterion: str,
    values: dict[str, str | None] | dict[str, str],
) -> tuple[str, int]:
    if found.closed:
        raise PeriodClosed(
            _("Period {key} is closed; its marks stay as they are.").format(key=found.key),
            _("Have the period reopened to change them."),
        )
    marked = lookup.unit(register, subject) if one.subject == "unit" else lookup.officer(register, subject)
    points, own, maximum = (
        _points(values.get(column), column) for column in ("points", "self_points", "max")
    )
    if points is None and own is None:
        raise Invalid(_("No points are given."), _("Give points, or the self-marked points."))
    held = {
        row.criterion: Mark(row.points, row.maximum)
        for row in mark.of_subject(register.db, found.id, one.code, marked.id)
        if row.points is not None
    }
    for given in (points, own):
        if given is not None:
            check_marks(one, held | {criterion: Mark(given, maximum)})
    place: dict[str, Value] = {
        "period": found.id,
        "scheme": one.code,
        "subject_kind": one.subject,
        "subject": marked.id,
        "criterion": criterion,
    }
    done = mark.put(
        entry,
        place,
        {
            "points": _exact(points),
            "self_points": _exact(own),
            "max": _exact(maximum),
            "reason": values.get("reason") or None,
            "evidence": values.get("evidence") or None,
        },
    )
    return done, marked.id


def _points(text: str | None, column: str) -> Fraction | None:
    return Fraction(parse_scaled(text, _MILLIONTHS, column), _MILLIONTHS) if text else None


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else f"{value.numerator}/{value.denominator}"
