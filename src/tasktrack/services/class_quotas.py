"""What the quota of the best class allows in each body and similar-task group (NĐ 335/2025/NĐ-CP Art. 8(5), 20(5)).

The figures are read from the ranked tables, as they were frozen or are computed now: what they count is what is shown.
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, cast

from tasktrack.domain.class_list import Allowance, Counted, QuotaFigure, figures
from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.period_state import Period
from tasktrack.domain.quota import Base, Quota, Scope
from tasktrack.domain.quota_scope import agency_of, body_of, counts, in_order, scopes_of
from tasktrack.domain.ranking import CLOSED, Ranking, RankRow, missing_of
from tasktrack.domain.roll import CIVIL_SERVANT, LEADERS, Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.services import scheme, score
from tasktrack.services.classing import Shares
from tasktrack.services.scheme import Settings
from tasktrack.store import closing, decision
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


class Ran(NamedTuple):
    """A ranked table with the scheme and the settings by which it was made."""

    table: Ranking
    scheme: Scheme
    settings: Settings


def table(register: Register, found: Period, record: Closing | None, name: str) -> Ran:
    """Return the table of a period by a scheme, with the scheme as it ran."""
    ranked = score.ranking(register, str(found.key), name)
    if record is not None and ranked.basis.state == CLOSED:
        kept = closing.schemes(register.db, record.period, record.revision)
        ran = score.frozen(register, found, record, next(one for one in kept if one.code == name))
        return Ran(ranked, ran.scheme, ran.settings)
    return Ran(ranked, *scheme.find(register, name))


def with_sharing(
    register: Register, found: Period, record: Closing | None, ran: Sequence[Ran]
) -> dict[str, Ran]:
    """Return tables by scheme, with those of every scheme whose subjects count in the same quotas."""
    tables = {one.scheme.code: one for one in ran}
    for one in ran:
        for quota in one.scheme.quotas if one.table.basis.gives_class else ():
            for code in quota.together:
                if code not in tables:
                    tables[code] = table(register, found, record, code)
    return tables


def quotas(
    register: Register, tables: Mapping[str, Ran], there: Roll, shown: Collection[tuple[str, int]]
) -> list[QuotaFigure]:
    """Return the figures of every quota, each once, where anybody who counts is shown, given by kind and id."""
    found: list[QuotaFigure] = []
    done: set[object] = set()
    for one in tables.values():
        for quota in one.scheme.quotas if one.table.basis.gives_class else ():
            if quota.identity not in done:
                done.add(quota.identity)
                ids = {subject for kind, subject in shown if kind == one.scheme.subject}
                found += _figures(register, quota, list(in_order(quota, tables)), there, ids)
    return found


def _figures(
    register: Register, quota: Quota, sharing: Sequence[Ran], there: Roll, shown: Collection[int]
) -> list[QuotaFigure]:
    one = next(ran for ran in sharing if any(quota.identity == held.identity for held in ran.scheme.quotas))
    agency = agency_of(one.settings)
    counted = [
        Counted(row, scopes_of(quota, ran.scheme.subject, there, row.subject.id, agency))
        for ran in sharing
        for row in ran.table.rows
        if counts(quota, _known(quota, ran.scheme, row, there))
    ]
    shares = _shares(register, one, sharing)
    base = cast(Base, one.settings["quota_base"].text)
    scopes = {scope for each in counted for scope in each.scopes}
    of_shown = {scope for each in counted if each.row.subject.id in shown for scope in each.scopes}
    allowances = {scope: Allowance(shares.of(body_of(scope)), base) for scope in scopes}
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
    unit = there.units.get(body_of(scope))
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
    for ran in sharing:
        decided |= decision.shares(register.db, one.table.basis.period.id, ran.scheme.code)
    usual = one.settings["quota_share"].value
    return Shares(decided, usual if isinstance(usual, int) else 0)


def _known(quota: Quota, one: Scheme, row: RankRow, there: Roll) -> Mapping[str, Value]:
    """Return the values of what a quota's `who` names, of one line: the service, and the points of the score."""
    if quota.who is None:
        return {}
    known: dict[str, Value] = {name.name: Missing("no-result", name.name) for name in quota.who.names}
    if one.subject == "unit":
        known["subunits_there"] = Fraction(len(there.subunits.get(row.subject.id, ())))
    elif service := there.people.get(row.subject.id):
        known["head"] = Fraction(service.position == "head")
        known["leader"] = Fraction(service.position in LEADERS)
        known["civil_servant"] = Fraction(service.category == CIVIL_SERVANT)
        known["workdays"], known["present"] = Fraction(service.workdays), Fraction(service.present)
    if one.score:
        missing = missing_of(row.reason) or Missing("no-result", one.score.criterion)
        known[one.score.criterion] = row.points if row.points is not None else missing
    return known
