"""What the quota of the best class allows in each body and similar-task group (NĐ 335/2025/NĐ-CP Art. 8(5), 20(5))."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple, cast

from tasktrack.domain.class_list import Allowance, Counted, QuotaFigure, figures
from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.quota import Base, Quota, Scope
from tasktrack.domain.ranking import CLOSED, Ranking, RankRow
from tasktrack.domain.roll import Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.services import related
from tasktrack.services.classing import Shares
from tasktrack.services.scheme import Settings
from tasktrack.store import decision
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


class Ran(NamedTuple):
    """A ranked table with the scheme and the settings by which it was made."""

    table: Ranking
    scheme: Scheme
    settings: Settings


def quotas(
    register: Register,
    ran: Sequence[Ran],
    there: Roll,
    record: Closing | None,
    shown: Collection[tuple[str, int]],
) -> list[QuotaFigure]:
    """Return the figures of every quota, each once, where anybody who counts is shown, given by kind and id."""
    found: list[QuotaFigure] = []
    done: set[tuple[object, ...]] = set()
    for one in ran:
        for quota in one.scheme.quotas if one.table.basis.gives_class else ():
            mark = (quota.code, quota.within, quota.together)
            sharing = [other for other in ran if other.scheme.code in quota.together]
            if mark not in done and sharing:
                done.add(mark)
                ids = {subject for kind, subject in shown if kind == one.scheme.subject}
                found += _figures(register, one, quota, sharing, there, record, ids)
    return found


def _figures(
    register: Register,
    one: Ran,
    quota: Quota,
    sharing: Sequence[Ran],
    there: Roll,
    record: Closing | None,
    shown: Collection[int],
) -> list[QuotaFigure]:
    seq = record.seq if record is not None and one.table.basis.state == CLOSED else None
    how = one.settings["agency"].text if "agency" in one.settings else "top"
    counted = [
        Counted(row, _scopes(quota, table, row, there, how), seq)
        for table in sharing
        for row in table.table.rows
        if _counts(quota, table.scheme, row, there)
    ]
    shares = _shares(register, one, sharing)
    base = cast(Base, one.settings["quota_base"].text)
    scopes = {scope for each in counted for scope in each.scopes}
    of_shown = {scope for each in counted if each.row.subject.id in shown for scope in each.scopes}
    allowances = {scope: Allowance(shares.of(_body(scope)), base) for scope in scopes}
    return sorted(
        (
            _figure(one, quota, scope, values, allowances[scope], there)
            for scope, values in figures(quota, counted, allowances).items()
            if scope in of_shown
        ),
        key=lambda figure: (figure.body, figure.group or ""),
    )


def _figure(
    one: Ran, quota: Quota, scope: Scope, values: Sequence[int], allowance: Allowance, there: Roll
) -> QuotaFigure:
    counted, base, limit, reached, proposed, over, ties, decided = values
    kind, key = scope
    unit = there.units.get(cast(int, _body(scope)))
    return QuotaFigure(
        quota.together,
        one.scheme.subject,
        kind,
        unit.code if unit else "",
        str(cast(tuple[object, object], key)[1]) if kind == "group" else None,
        one.table.basis.class_label(quota.code),
        counted,
        base,
        allowance.reading,
        allowance.share,
        limit,
        reached,
        proposed,
        over,
        ties,
        decided,
    )


def _shares(register: Register, one: Ran, sharing: Sequence[Ran]) -> Shares:
    decided: dict[int, int] = {}
    for table in sharing:
        decided |= decision.shares(register.db, one.table.basis.period.id, table.scheme.code)
    usual = one.settings["quota_share"].value
    return Shares(decided, usual if isinstance(usual, int) else 0)


def _counts(quota: Quota, one: Scheme, row: RankRow, there: Roll) -> bool:
    """Tell whether somebody counts in a quota, by what is known of the service."""
    if row.subject.id not in (there.people if one.subject == "officer" else there.units):
        return False
    if quota.who is None:
        return True
    unknown: dict[str, Value] = {name.name: Missing("no-result", name.name) for name in quota.who.names}
    known: Mapping[str, Value] = related.Related(there, (), {}, date.min).facts(one, row.subject.id)
    value = quota.who.value({**unknown, **known})
    return isinstance(value, Fraction) and value != 0


def _scopes(quota: Quota, one: Ran, row: RankRow, there: Roll, how: str) -> tuple[Scope, ...]:
    """Return the bodies and groups in which somebody counts."""
    if one.scheme.subject == "unit":
        return tuple((kind, there.units[row.subject.id].parent or 0) for kind in quota.within)
    post = there.people[row.subject.id]
    agency = there.agency(post.unit, how)
    keys: dict[str, object | None] = {
        "agency": agency,
        "group": (agency, post.similar_group) if post.similar_group else None,
    }
    return tuple((kind, keys[kind]) for kind in quota.within if keys.get(kind) is not None)


def _body(scope: Scope) -> object:
    """Return the unit of a scope, for which a share is decided."""
    kind, key = scope
    return cast(tuple[object, object], key)[0] if kind == "group" else key
