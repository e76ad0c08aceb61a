"""The facts of tasks that two closings of a period, or a closing and the books, tell differently."""

from typing import TYPE_CHECKING

from tasktrack.domain.reopening import TASK_FACTS
from tasktrack.store.connect import Connection, Row
from tasktrack.store.facts import held_roles, scope_condition

if TYPE_CHECKING:
    from tasktrack.domain.fact_scope import FactScope

# A supporting unit, or who handed the task back, stands for itself; a lead or an officer may be exchanged.
_SLOT = "CASE WHEN role IN ('support', 'giver') THEN subject ELSE 0 END"
_EXPRESSIONS = {
    "on_time": "coalesce(completed_on IS NOT NULL AND (due_on IS NULL OR done_on <= due_on), 0)",
    "subject": "CASE WHEN role IN ('officer', 'giver') THEN (SELECT code FROM main.officer WHERE id = subject)"
    " ELSE (SELECT code FROM main.unit WHERE id = subject) END",
}
_JOINED = "ON n.task = w.task AND n.role = w.role AND n.slot = w.slot"


def differing(
    db: Connection,
    period: int,
    revisions: tuple[int, int],
    scopes: tuple["FactScope", "FactScope"],
    *,
    from_books: bool,
) -> list[Row]:
    """Return the tasks whose facts differ between two revisions of a period, each side read in its own scope.

    `from_books`: the later side is temp.task_state as it was filled, not what was frozen. A row holds task, code,
    title, role, `was` and `is_now` (whether that side counts it), and the subject's id and every fact of
    TASK_FACTS as was_NAME and now_NAME.
    """
    before, after = revisions
    frozen = f"frozen_task WHERE period = {int(period)} AND revision = {{}}"
    _fill(db, "facts_was", frozen.format(int(before)), scopes[0])
    _fill(db, "facts_now", "temp.task_state WHERE 1" if from_books else frozen.format(int(after)), scopes[1])
    differ = " OR ".join(f"w.{name} IS NOT n.{name}" for name in TASK_FACTS)
    facts = _named("w", "n")
    return db.execute(
        f"""WITH both AS (
        SELECT w.task, w.role, w.slot, 1 AS was, n.task IS NOT NULL AS is_now, {facts}
          FROM temp.facts_was w LEFT JOIN temp.facts_now n {_JOINED} WHERE n.task IS NULL OR {differ}
        UNION ALL SELECT n.task, n.role, n.slot, 0, 1, {facts}
          FROM temp.facts_now n LEFT JOIN temp.facts_was w {_JOINED} WHERE w.task IS NULL)
        SELECT b.*, coalesce(a.code, f.code, t.code) AS code, coalesce(a.title, f.title, t.title) AS title
        FROM both b JOIN main.task t ON t.id = b.task
        LEFT JOIN frozen_title a ON a.period = ?1 AND a.revision = ?3 AND a.task = b.task
        LEFT JOIN frozen_title f ON f.period = ?1 AND f.revision = ?2 AND f.task = b.task
        ORDER BY b.task, b.role, b.slot""",
        (period, before, after),
    ).fetchall()


def _fill(db: Connection, name: str, book: str, scope: "FactScope") -> None:
    """Put the facts that a scope counts into a temp table by task, role and slot, so that two can be joined."""
    facts = ", ".join(_EXPRESSIONS.get(fact, fact) for fact in TASK_FACTS)
    roles = ", ".join(f"'{role}'" for role in held_roles(scope.roles))
    db.execute(f"DROP TABLE IF EXISTS temp.{name}")
    db.execute(
        f"CREATE TEMP TABLE {name} (task, role, slot, id, {', '.join(TASK_FACTS)}, PRIMARY KEY (task, role, slot))"
        " WITHOUT ROWID"
    )
    db.execute(
        f"INSERT INTO temp.{name} SELECT task, role, {_SLOT}, subject, {facts} FROM {book}"
        f" AND role IN ({roles}) AND {scope_condition(scope)}"
    )


def _named(was: str, now: str) -> str:
    names = ("id", *TASK_FACTS)
    return ", ".join(
        f"{side}.{name} AS {word}_{name}" for side, word in ((was, "was"), (now, "now")) for name in names
    )
