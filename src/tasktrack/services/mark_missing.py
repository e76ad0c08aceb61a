"""Before the lock: who has not marked, and whom the superior has not confirmed."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from tasktrack.domain.mark_missing import Gap, MarkGaps, Person, gap
from tasktrack.domain.marking import MarkRow
from tasktrack.domain.marks import markable
from tasktrack.domain.officer import POSITIONS
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import sort_key
from tasktrack.domain.unit import Unit
from tasktrack.errors import NotFound
from tasktrack.i18n import _, ngettext
from tasktrack.services import choosing, lookup, mark, mark_part, period, scheme, window
from tasktrack.store import mark as marks
from tasktrack.store import officer as officers
from tasktrack.store import service
from tasktrack.store import unit as units
from tasktrack.store.register import Register


class Missing(NamedTuple):
    """What is still to be marked in a period, by the schemes looked at; people with nothing lacking are left out.

    By the schemes of `composed` the period is made of its parts: nothing is marked in it.
    """

    period: Period
    schemes: tuple[str, ...]
    people: int
    gaps: tuple[Gap, ...]
    composed: tuple[str, ...] = ()


def missing(register: Register, text: str, name: str | None = None, unit_code: str | None = None) -> Missing:
    """Return who lacks marks of a period by a scheme, or by those of the office, else those that are in use.

    Raise NotFound when no scheme is named and none is known.
    """
    found = period.find(register, PeriodKey.parse(text))
    wanted = lookup.unit(register, unit_code).code if unit_code else None
    schemes = [scheme.find(register, name)[0]] if name else _schemes(register, found.key)
    composed = tuple(one.code for one in schemes if mark_part.is_composed(register, one, found))
    gaps: list[Gap] = []
    people = 0
    for one in schemes:
        scheme.refuse_misfit(one, found.key)
        if one.code in composed:
            continue
        asked = [who for who in persons(register, found, one) if wanted in (None, who.unit)]
        people += len(asked)
        gaps += _gaps(register, found, one, asked)
    return Missing(found, tuple(one.code for one in schemes), people, tuple(gaps), composed)


def mark_gaps(register: Register, found: Period, one: Scheme) -> MarkGaps:
    """Count who has not marked all criteria of a scheme, and of whom the superior has not confirmed all.

    Nobody where the scheme makes the period of its parts.
    """
    is_marked = bool(markable(one)) and not mark_part.is_composed(register, one, found)
    gaps = _gaps(register, found, one, persons(register, found, one)) if is_marked else []
    return MarkGaps(sum(bool(each.unmarked) for each in gaps), sum(bool(each.unconfirmed) for each in gaps))


def sentences(register: Register, gaps: MarkGaps, found: Period, one: Scheme) -> tuple[str, ...]:
    """Say the counts for `period status`, one sentence each; nothing where nothing is lacking."""
    if mark_part.is_composed(register, one, found):
        return (
            _("By {scheme} {key} is made of the scores of its parts: it has no marks of its own.").format(
                scheme=one.code, key=found.key
            ),
        )
    counts = (
        (
            gaps.unmarked,
            ngettext(
                "{count} has not self-marked by {scheme}: tasktrack mark missing {key} --scheme {scheme}.",
                "{count} have not self-marked by {scheme}: tasktrack mark missing {key} --scheme {scheme}.",
                gaps.unmarked,
            ),
        ),
        (
            gaps.unconfirmed,
            ngettext(
                "{count} is not confirmed by {scheme}: tasktrack mark missing {key} --scheme {scheme}.",
                "{count} are not confirmed by {scheme}: tasktrack mark missing {key} --scheme {scheme}.",
                gaps.unconfirmed,
            ),
        ),
    )
    return tuple(words.format(count=n, scheme=one.code, key=found.key) for n, words in counts if n)


def persons(register: Register, found: Period, one: Scheme) -> list[Person]:
    """Return whom a scheme scores in a period: units with a block, or officers as `posted` has them."""
    return _units(register, found) if one.subject == "unit" else posted(register, found, one.positions)


def posted(register: Register, found: Period, positions: Collection[str] = POSITIONS) -> list[Person]:
    """Return who holds a post on a day that a period counts, in the last one of these, by unit, heads first.

    Who left within the period is scored, so he is asked too.
    The superior is the manager recorded in the posting, else the head of the unit or of the nearest one above.
    """
    days = mark.days_of(register, found)
    names = {who.id: (who.code, who.name) for who in officers.records(register.db)}
    bodies = {body.id: body for body in units.every(register.db)}
    wanted = positions or POSITIONS
    there = service.in_window(register.db, days.from_on, days.cut_on)
    held = [post for post in there if post.position in wanted]
    held.sort(key=lambda who: (bodies[who.unit].code, -POSITIONS.index(who.position), sort_key(who.name)))
    return [
        Person(
            who.officer,
            who.code,
            who.name,
            bodies[who.unit].code,
            bodies[who.unit].name,
            *(names[who.manager] if who.manager is not None else (None, None)),
        )
        for who in held
    ]


def _units(register: Register, found: Period) -> list[Person]:
    days = window.data_window(register, found)
    every = units.every(register.db)
    names = {body.code: body.name for body in every}

    def person(body: Unit) -> Person:
        above = body.parent
        return Person(
            body.id, body.code, body.name, body.code, body.name, above, names[above] if above else None
        )

    return [person(one) for one in every if one.block and one.exists_in(days.from_on, days.cut_on)]


def _gaps(register: Register, found: Period, one: Scheme, asked: list[Person]) -> list[Gap]:
    rows: dict[int, list[MarkRow]] = defaultdict(list)
    for row in marks.every(register.db, found.id, one.code):
        rows[row.subject_id].append(row)
    gaps = (
        gap(one, who, mark.side(rows[who.id], "self_points"), mark.side(rows[who.id], "points"))
        for who in asked
    )
    return [each for each in gaps if each.unmarked or each.unconfirmed]


def _schemes(register: Register, key: PeriodKey) -> list[Scheme]:
    """Return the office's schemes for people, else those by which officers are marked in any period.

    Of either those that are for this kind of period.
    """
    usual = [scheme.find(register, name)[0] for name in choosing.usual(register, key)]
    asked = [one for one in usual if one.subject == "officer" and key.kind in one.periods and markable(one)]
    return asked or _in_use(register, key)


def _in_use(register: Register, key: PeriodKey) -> list[Scheme]:
    used = (scheme.find(register, code)[0] for code in marks.schemes_in_use(register.db, "officer"))
    found = [one for one in used if key.kind in one.periods]
    if found:
        return found
    known = (scheme.find(register, info.code)[0] for info in scheme.every(register))
    fitting = [
        one.code for one in known if one.subject == "officer" and key.kind in one.periods and markable(one)
    ]
    raise NotFound(
        _("No officer is marked yet: which scheme is asked for is not known."),
        _("Name it with --scheme: {codes}.").format(codes=", ".join(fitting) or "SCHEME"),
    )
