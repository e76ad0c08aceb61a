"""The change book read: the changes of a task, those of a span, and what came about without one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.domain.change import EDIT, Change, Value
from tasktrack.store.change import KIND, MOVED_DUE, ORDERED
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day, thousandths

# Who holds a task inside its unit is the unit's own affair; a part's change of a supporting unit names that unit.
_ROWS: Final = f"""
SELECT t.id, t.code, t.title, l.code AS lead, l.name AS lead_name, {KIND} AS kind, c.field, c.before, c.after,
  t.due_original, c.on_day, c.reason, c.document, c.approved_by, j.actor, s.code AS unit, b.code AS before_code,
  b.name AS before_name, a.code AS after_code, a.name AS after_name, t.baseline,
  coalesce(c.there_on, j.today) AS entered_on, {MOVED_DUE} AS moved_due, c.created, c.id AS place, {ORDERED} AS ordered
FROM change c JOIN journal j ON j.seq = c.created JOIN task t ON t.id = c.task
JOIN {{states}} n ON n.task = t.id JOIN unit l ON l.id = n.lead
LEFT JOIN unit s ON c.field GLOB 'support:*' AND s.id = CAST(substr(c.field, 9) AS INTEGER)
LEFT JOIN unit b ON c.field = 'lead' AND b.id = CAST(c.before AS INTEGER)
LEFT JOIN unit a ON c.field = 'lead' AND a.id = CAST(c.after AS INTEGER)
WHERE c.voided IS NULL AND t.voided IS NULL AND c.field IS NOT 'officer'"""
# Due dates that were corrected on a later day than that of registration, and stayed so.
_EDITS: Final = f"""
SELECT t.id, t.code, t.title, l.code AS lead, l.name AS lead_name, '{EDIT}' AS kind, 'due_on' AS field,
  w.before ->> '$.due_on' AS before, w.after ->> '$.due_on' AS after, t.due_original, j.today AS on_day, j.reason,
  NULL AS document, NULL AS approved_by, j.actor, NULL AS unit, NULL AS before_code, NULL AS before_name,
  NULL AS after_code, NULL AS after_name, t.baseline, j.today AS entered_on, NULL AS moved_due, j.seq AS created,
  j.seq AS place,  0 AS ordered
FROM journal_row w JOIN journal j ON j.seq = w.seq JOIN task t ON t.id = w.id JOIN journal r ON r.seq = t.created
JOIN {{states}} n ON n.task = t.id JOIN unit l ON l.id = n.lead
WHERE w.book = 'task' AND json_type(w.before, '$.due_on') IS NOT NULL AND t.voided IS NULL
  AND j.undoes IS NULL AND j.today > r.today AND j.today BETWEEN :first AND :last
  AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.seq AND u.hash IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM change c WHERE c.task = t.id AND c.created = j.seq AND c.field = 'due_on')"""
# Tasks that came into a programme `p` after the deadline of their year. What a document assigned in time belongs to
# the list, though it was entered later; a register whose first task came after the deadline knows of no list in time.
_DEADLINE: Final = """
  substr(date(coalesce(t.due_original, t.assigned_on), :shift), 1, 4) || '-' || :deadline"""
_LATE: Final = f"""
  CASE WHEN p.created = t.created THEN min(j.today, t.assigned_on) ELSE j.today END > {_DEADLINE}
  AND (SELECT f.today FROM task g JOIN journal f ON f.seq = g.created ORDER BY g.id LIMIT 1) <= {_DEADLINE}
  AND NOT EXISTS (SELECT 1 FROM change c WHERE c.task = t.id AND c.kind = 'add' AND c.after = p.programme
    AND c.voided IS NULL AND c.on_day <= :last)"""
# One that was registered so late has its source document and who assigned it; a head's proposal rests on the word
# of the leader who approved it, and the head who made it approves nothing.
_ADDED: Final = f"""
SELECT t.id, t.code, t.title, l.code AS lead, l.name AS lead_name, 'add' AS kind, 'programme' AS field, NULL AS before,
  p.programme AS after, t.due_original, j.today AS on_day, NULL AS reason,
  iif(p.created <> t.created, NULL, iif(w.verdict IS NULL, t.document, w.document)) AS document,
  iif(p.created <> t.created, NULL, iif(w.verdict IS NULL, t.assigner, w.decided_by)) AS approved_by,
  j.actor, NULL AS unit, NULL AS before_code, NULL AS before_name, NULL AS after_code, NULL AS after_name, t.baseline,
  j.today AS entered_on, NULL AS moved_due, p.created, p.id AS place, 0 AS ordered
FROM task_programme p JOIN journal j ON j.seq = p.created JOIN task t ON t.id = p.task
JOIN {{states}} n ON n.task = t.id JOIN unit l ON l.id = n.lead
LEFT JOIN (SELECT id AS task, 'proposed' AS verdict, NULL AS decided_by, NULL AS document FROM task
           WHERE state = 'proposed'
           UNION ALL
           SELECT task, verdict, iif(on_day <= :last, decided_by, NULL), iif(on_day <= :last, document, NULL)
           FROM approval WHERE voided IS NULL) w ON w.task = t.id
WHERE p.voided IS NULL AND t.voided IS NULL AND j.today BETWEEN :first AND :last AND {_LATE}"""
# What was taken out of a programme, other than by taking back that it came in: a slip of the day itself aside, and
# of the first days while the list may still change.
_DROPPED: Final = f"""
SELECT t.id, t.code, t.title, l.code AS lead, l.name AS lead_name, 'drop' AS kind, 'programme' AS field,
  p.programme AS before, NULL AS after, t.due_original, j.today AS on_day, j.reason, NULL AS document,
  NULL AS approved_by, j.actor, NULL AS unit, NULL AS before_code, NULL AS before_name, NULL AS after_code,
  NULL AS after_name, t.baseline, j.today AS entered_on, NULL AS moved_due, j.seq AS created, p.id AS place,
  0 AS ordered
FROM task_programme p JOIN journal j ON j.seq = p.voided JOIN journal k ON k.seq = p.created
JOIN task t ON t.id = p.task JOIN {{states}} n ON n.task = t.id JOIN unit l ON l.id = n.lead
WHERE j.undoes IS NULL AND t.voided IS NULL AND j.today BETWEEN :first AND :last AND j.today > k.today
  AND (j.today > date(k.today, :edit_days) OR (:deadline <> 'none' AND j.today > {_DEADLINE}))"""


class Year(NamedTuple):
    """How late tasks come into the list of a year, or leave it: the settings registration_deadline and edit_days.

    The year begins `shift` days before 1 January.
    """

    deadline: str
    edit_days: int
    shift: int = 0

    @property
    def parameters(self) -> dict[str, str]:
        """Return what the statements name."""
        days = {"edit_days": self.edit_days, "shift": self.shift}
        return {"deadline": self.deadline, **{name: f"+{count} days" for name, count in days.items()}}


def of_task(db: Connection, task: int, as_of: date) -> list[Change]:
    """Return the changes of a task up to a day, oldest first, but for those of its officer."""
    own = "(SELECT id AS task, lead FROM task WHERE id = :task)"
    rows = db.execute(
        f"{_ROWS.format(states=own)} AND c.task = :task AND c.on_day <= :as_of ORDER BY c.on_day, c.id",
        {"task": task, "as_of": as_of.isoformat()},
    )
    return [_change(row) for row in rows]


def within(db: Connection, states: str, first: date, last: date, year: Year) -> list[tuple[int, Change]]:
    """Return (task, change) of a span, both ends included, in the order of days; one statement.

    `states` is the relation with every task's lead on the day of the report. Beside the change book are told due
    dates corrected later than on the day of registration, and tasks that came into a programme after the deadline
    without a recorded decision, or left one.
    """
    parts = [f"{_ROWS} AND c.on_day BETWEEN :first AND :last", _EDITS, _DROPPED]
    if year.deadline != "none":
        parts.append(_ADDED)
    told = " UNION ALL ".join(part.format(states=states) for part in parts)
    rows = db.execute(
        f"SELECT * FROM ({told}) ORDER BY on_day, place",
        {"first": first.isoformat(), "last": last.isoformat(), **year.parameters},
    )
    return [(row["id"], _change(row)) for row in rows]


def in_programme(db: Connection, programme: str) -> set[int]:
    """Return the tasks of a programme."""
    rows = db.execute("SELECT task FROM task_programme WHERE programme = ? AND voided IS NULL", (programme,))
    return {row[0] for row in rows}


def is_unexplained(db: Connection, task: int, programme: str, year: Year) -> bool:
    """Return whether a task came into a programme after the deadline, and no decision on that is recorded."""
    if year.deadline == "none":
        return False
    found = db.execute(
        "SELECT 1 FROM task_programme p JOIN journal j ON j.seq = p.created JOIN task t ON t.id = p.task"
        f" WHERE p.voided IS NULL AND t.id = :task AND p.programme = :programme AND {_LATE}",
        {"task": task, "programme": programme, "last": "9999-12-31", **year.parameters},
    )
    return found.fetchone() is not None


def _change(row: Row) -> Change:
    field = row["field"] and str(row["field"]).partition(":")[0]
    return Change(
        code=row["code"],
        title=row["title"],
        lead=row["lead"],
        lead_name=row["lead_name"],
        kind=row["kind"],
        field=field,
        before=_value(field, row["before"], row["before_code"]),
        after=_value(field, row["after"], row["after_code"]),
        due_original=day(row["due_original"]),
        on=date.fromisoformat(row["on_day"]),
        reason=row["reason"],
        document=row["document"],
        approved_by=row["approved_by"],
        actor=row["actor"],
        entered_on=date.fromisoformat(row["entered_on"]),
        moved_due=day(row["moved_due"]),
        unit=row["unit"],
        before_name=row["before_name"],
        after_name=row["after_name"],
        baseline=thousandths(row["baseline"]),
        ordered=bool(row["ordered"]),
        created=row["created"],
    )


def _value(field: str | None, text: str | None, code: str | None) -> Value:
    """Read what was kept as text: a day, thousandths, a unit by id, or a name."""
    if text is None or field in ("due_on", "support"):
        return day(text)
    if field == "target":
        return Fraction(int(text), 1000)
    return code or text
