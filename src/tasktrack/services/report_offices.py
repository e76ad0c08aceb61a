"""The roll-up of a period over the closings that other offices sent."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from tasktrack.domain.grouping import ROLL_UPS
from tasktrack.domain.national import Gap, Office, Received
from tasktrack.domain.offices_report import Classed, ClassTable, CounterPart, CounterSum, Line, OfficesReport
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_figures import Figures, Group, of, tally
from tasktrack.domain.period_report import Span
from tasktrack.errors import NotFound
from tasktrack.i18n import _
from tasktrack.services import lookup, national
from tasktrack.store import period_counts, received
from tasktrack.store.received import APART
from tasktrack.store.register import Register


def report(
    register: Register,
    text: str | None = None,
    *,
    by: str = "office",
    offices: Sequence[str] = (),
    scheme: str | None = None,
    revision: int | None = None,
) -> OfficesReport:
    """Add up what offices closed of a period: tasks as the report of a closed period counts them, classes, and more.

    What is due soon and what is long overdue is told by this register's settings. The number of statements hangs on
    the schemes' variants and on how many different windows the offices had, never on how many offices or tasks.
    Raise NotFound as national.chosen does, and for a scheme that was named and nobody ran.
    """
    by = lookup.one_of(by, ROLL_UPS, _("Grouping"))
    key, found, missing = national.chosen(register, text, offices, revision)
    ids = [one.id for one in found]
    groups = _groups(register, found)
    classes, no_classes, unscored = _classes(register, key, found, scheme)
    named = {one.id: one.office for one in found}
    return OfficesReport(
        key=key,
        by=by,
        closings=tuple(found),
        lines=_by_block(register, ids, groups) if by == "block" else _by_office(found, groups),
        total=of(groups),
        long_days=register.settings.number("overdue_bucket_days"),
        classes=classes,
        no_classes=no_classes,
        counters=_counters(register, named),
        dossiers=tuple(
            (named[closing], counts) for closing, counts in received.dossiers(register.db, ids).items()
        ),
        missing=missing,
        unscored=unscored,
    )


def _groups(register: Register, found: Sequence[Received]) -> list[Group]:
    """Return how the tasks of all these closings stand, each by the days of its own; units by shifted numbers."""
    received.fill_tasks(register.db, [one.id for one in found])
    windows: defaultdict[Span, list[int]] = defaultdict(list)
    soon = timedelta(days=register.settings.number("due_soon_days"))
    long_days = register.settings.number("overdue_bucket_days")
    for one in found:
        span = Span(one.from_on, one.cut_on, one.as_of, one.as_of + soon, long_days)
        windows[span].append(one.id)
    groups = [
        group
        for span, ids in windows.items()
        for group in period_counts.groups(register.db, span, received.states_of(ids))
    ]
    withdrawn = received.withdrawn(register.db)
    return groups + [Group(unit, kind, False, False, "withdrawn", count) for unit, kind, count in withdrawn]


def _by_office(found: Iterable[Received], groups: Sequence[Group]) -> list[Line]:
    figures = tally(groups, lambda group: group.unit // APART)
    return [Line(one.office.code, one.office.name, figures.get(one.id, Figures())) for one in found]


def _by_block(register: Register, ids: Sequence[int], groups: Sequence[Group]) -> list[Line]:
    """Return a line a block over all offices; those without a block last."""
    blocks = received.blocks(register.db, ids)
    figures = tally(groups, lambda group: blocks.get(group.unit))
    codes = sorted(figures, key=lambda code: (code is None, code or ""))
    return [Line(code, "", figures[code]) for code in codes]


def _classes(
    register: Register, key: PeriodKey, found: Sequence[Received], scheme: str | None
) -> tuple[tuple[ClassTable, ...], str, tuple[Gap, ...]]:
    """Return the classes by variant of the scheme, or why there are none; a scheme that is named must be there."""
    try:
        groups, unscored = national.variants(register, key, found, scheme)
    except NotFound as fault:
        if scheme is not None:
            raise
        return (), fault.message, ()
    tables = tuple(_classed(register, ran) for ran in groups)
    return tables, "", unscored


def _classed(register: Register, ran: national.Ran) -> ClassTable:
    classes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    scored: Counter[int] = Counter()
    ids = [one.id for one in ran.variant.closings]
    for row in received.ranks(register.db, ids, ran.scheme.code, ran.scheme.subject):
        classes[row.received][row.reached] += 1
        scored[row.received] += row.score is not None
    return ClassTable(
        ran.variant,
        tuple(
            Classed(one, classes[one.id].total(), scored[one.id], classes[one.id])
            for one in ran.variant.closings
        ),
    )


def _counters(register: Register, named: Mapping[int, Office]) -> tuple[CounterSum, ...]:
    """Add up counters of the same code, unit of measure and way to make longer periods; others stand apart."""
    found: defaultdict[tuple[str, str | None, str], list[CounterPart]] = defaultdict(list)
    for row in received.counters(register.db, list(named)):
        part = CounterPart(named[row.received], row.code, row.label_vi, row.label_en, row.own)
        found[row.code, row.measure, row.over].append(part)
    return tuple(CounterSum(*key, tuple(parts)) for key, parts in found.items())
