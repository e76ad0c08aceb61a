"""What the facts and the mark book say of every subject of a scheme."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.fact_scope import FactScope
from tasktrack.domain.labels import plain
from tasktrack.domain.marks import Mark
from tasktrack.domain.measures import read_measure, select_list
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Scheme
from tasktrack.store import facts, mark
from tasktrack.store.register import Register

Marks = Mapping[int, Mapping[str, Mark]]


class Measured(NamedTuple):
    """Measures, numbers of tasks, marks and the remarks beside them, by subject."""

    scope: FactScope
    measures: dict[int, dict[str, Fraction | None]]
    tasks: dict[int, int]
    marks: dict[int, dict[str, Mark]]
    remarks: dict[int, dict[str, str]]


def measure(
    register: Register, scheme: Scheme, scope: FactScope
) -> tuple[dict[int, dict[str, Fraction | None]], dict[int, int]]:
    """Return every measure of every subject, and how many tasks each has, in one pass over the facts."""
    if scheme.index_only:
        return {}, {}
    facts.define_task_fact(register.db, scope)
    count = read_measure("", plain(""), "count()")
    wanted = select_list((*scheme.measures, count))
    measures: dict[int, dict[str, Fraction | None]] = {}
    tasks: dict[int, int] = {}
    for subject, (*values, counted) in facts.measured(register.db, wanted.columns, wanted.parameters):
        pairs = zip(scheme.measures, values, strict=True)
        measures[subject] = {one.name: one.value(value) for one, value in pairs}
        tasks[subject] = int(count.value(counted) or 0)
    return measures, tasks


def marks_of(
    register: Register, period: Period, scheme: Scheme
) -> tuple[dict[int, dict[str, Mark]], dict[int, dict[str, str]]]:
    """Return, by subject and criterion, the points given and the reasons beside them."""
    marks: dict[int, dict[str, Mark]] = {}
    remarks: dict[int, dict[str, str]] = {}
    for row in mark.every(register.db, period.id, scheme.code):
        if row.points is not None:
            marks.setdefault(row.subject_id, {})[row.criterion] = Mark(row.points, row.maximum)
        if row.reason:
            remarks.setdefault(row.subject_id, {})[row.criterion] = row.reason
    return marks, remarks
