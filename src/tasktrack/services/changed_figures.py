"""What changed in the figures of a period that was opened again since its closing before, by the same scheme."""

import json
from collections.abc import Iterator
from fractions import Fraction

from tasktrack.domain.ranking import COMPUTED, OPEN, Ranking, RankRow
from tasktrack.domain.reopening import (
    TASK_FACTS,
    YES_NO,
    Changed,
    FactChange,
    FactValue,
    MarkChange,
    SettingChange,
    SubjectChange,
    TaskChange,
)
from tasktrack.services import changed_books, score
from tasktrack.services.score import Scored
from tasktrack.store import changed_figures, closing, reopening
from tasktrack.store.closing import KeptScheme
from tasktrack.store.connect import Row
from tasktrack.store.register import Register
from tasktrack.store.rows import day

# Of a task that only one side counts, these say what it is.
_TOLD = ("state", "due_on", "done_on", "subject")
_DAYS = ("due_on", "done_on", "completed_on", "assigned_on", "last_on")


def with_reopenings(register: Register, table: Ranking) -> Ranking:
    """Return a table that names the reopenings of its period."""
    told = reopening.of_period(register.db, table.basis.period.id)
    return table._replace(basis=table.basis._replace(reopened=told))


def with_changes(register: Register, scored: Scored) -> Ranking:
    """Return a table that names the reopenings of its period and what differs from the closing before.

    The first closing has none before it; figures that were never closed by their scheme have nothing to be
    compared with. Of an open period temp.task_state must stand as it was filled.
    """
    table = with_reopenings(register, scored.table)
    basis = table.basis
    record = closing.find(register.db, basis.period.id, basis.revision - 1)
    if record is None or basis.state == COMPUTED:
        return table
    counters, dossiers = changed_books.counters(register, basis), changed_books.dossiers(register, basis)
    schemes = closing.schemes(register.db, record.period, record.revision)
    kept = next((one for one in schemes if one.code == basis.scheme), None)
    if kept is None:
        changed = Changed(record.revision, comparable=False, counters=counters, dossiers=dossiers)
        return table._replace(changed=changed)
    before = score.frozen(register, basis.period, record, kept)
    subjects = tuple(_subjects(before.table.rows, table.rows))
    return table._replace(
        changed=Changed(
            record.revision,
            subjects=subjects,
            marks=tuple(_marks(before, scored, subjects)),
            tasks=tuple(_tasks(register, before, scored)),
            settings=tuple(_settings(kept, scored)),
            counters=counters,
            dossiers=dossiers,
        )
    )


def _subjects(before: tuple[RankRow, ...], after: tuple[RankRow, ...]) -> Iterator[SubjectChange]:
    """Yield who has another score, rank or class, in the order of the table; then who left it."""
    was = {row.subject.id: row for row in before}
    for row in after:
        old = was.pop(row.subject.id, None)
        if old is None or _standing(old) != _standing(row):
            yield SubjectChange(row.subject.code, row.subject.name, old, row)
    for old in was.values():
        yield SubjectChange(old.subject.code, old.subject.name, old, None)


def _standing(row: RankRow) -> tuple[object, ...]:
    return row.score, row.points, row.rank, row.reached.code, row.reached.failed


def _marks(before: Scored, after: Scored, subjects: tuple[SubjectChange, ...]) -> Iterator[MarkChange]:
    """Yield the marks behind the scores that differ."""
    if not any(criterion.source == "mark" for criterion in after.scheme.criteria):
        return
    for one in subjects:
        was = _marked(before, one.before)
        now = _marked(after, one.after)
        for code in dict.fromkeys((*now, *was)):
            old, new = was.get(code), now.get(code)
            if (old and old[1]) != (new and new[1]):
                label = new[0] if new else old[0] if old else ""
                yield MarkChange(one.code, code, label, old and old[1], new and new[1])


def _marked(scored: Scored, row: RankRow | None) -> dict[str, tuple[str, Fraction | None]]:
    if row is None:
        return {}
    return {
        line.code: (line.label, line.value) for line in scored.lines(row.subject) if line.source == "mark"
    }


def _tasks(register: Register, before: Scored, after: Scored) -> Iterator[TaskChange]:
    if after.scheme.index_only:
        return
    basis = after.table.basis
    rows = changed_figures.differing(
        register.db,
        basis.period.id,
        (basis.revision - 1, basis.revision),
        (before.scope, after.scope),
        from_books=basis.state == OPEN,
    )
    for row in rows:
        how = "changed" if row["was"] and row["is_now"] else "gone" if row["was"] else "added"
        subjects = frozenset(row[name] for name in ("was_id", "now_id") if row[name] is not None)
        yield TaskChange(row["code"], row["title"], row["role"], how, subjects, tuple(_facts(row, how)))


def _facts(row: Row, how: str) -> Iterator[FactChange]:
    for name in TASK_FACTS if how == "changed" else _TOLD:
        was, now = (_value(name, row[f"{side}_{name}"]) for side in ("was", "now"))
        if was != now:
            yield FactChange(name, was, now)


def _value(name: str, stored: str | int | None) -> FactValue:
    if stored is None:
        return None
    if name in YES_NO:
        return bool(stored)
    if name in _DAYS:
        return day(str(stored))
    scale = TASK_FACTS[name]
    return Fraction(int(stored), scale) if scale > 1 else stored


def _settings(kept: KeptScheme, after: Scored) -> Iterator[SettingChange]:
    was = {"version": str(kept.version)}
    was |= {name: str(item["value"]) for name, item in json.loads(kept.settings).items()}
    now = {"version": str(after.scheme.version)}
    now |= {name: resolved.text for name, resolved in after.settings.items()}
    for name in dict.fromkeys((*now, *was)):
        if was.get(name) != now.get(name):
            yield SettingChange(name, was.get(name, ""), now.get(name, ""))
