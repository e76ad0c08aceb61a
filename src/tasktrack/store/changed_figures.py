"""The facts of tasks that two closings of a period, or a closing and the books, tell differently."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tasktrack.domain.reopening import TASK_FACTS
from tasktrack.store.connect import Connection, Row
from tasktrack.store.facts import scope_condition

if TYPE_CHECKING:
    from tasktrack.domain.fact_scope import FactScope

# A supporting unit stands for itself; a lead or an officer may be exchanged for another.
_SLOT = "CASE role WHEN 'support' THEN subject END"
_EXPRESSIONS = {
    "on_time": "coalesce(completed_on IS NOT NULL AND (due_on IS NULL OR done_on <= due_on), 0)",
    "subject": "CASE role WHEN 'officer' THEN (SELECT code FROM main.officer WHERE id = subject)"
    " ELSE (SELECT code FROM main.unit WHERE id = subject) END",
}


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
    facts = [_EXPRESSIONS.get(name, name) for name in TASK_FACTS]
    columns = ", ".join(f"{fact} AS {name}" for name, fact in zip(TASK_FACTS, facts, strict=True))
    before, after = revisions
    frozen = f"frozen_task WHERE period = {int(period)} AND revision = {{}}"
    now = "temp.task_state WHERE 1" if from_books else frozen.format(int(after))
    sides = [
        f"SELECT task, role, {_SLOT} AS slot, subject AS id, {columns} FROM {book}"
        f" AND role IN ({_roles(scope)}) AND {scope_condition(scope)}"
        for book, scope in zip((frozen.format(int(before)), now), scopes, strict=True)
    ]
    differ = " OR ".join(f"w.{name} IS NOT n.{name}" for name in TASK_FACTS)
    joined = "ON n.task = w.task AND n.role = w.role AND n.slot IS w.slot"
    return db.execute(
        f"""WITH was AS MATERIALIZED ({sides[0]}), now AS MATERIALIZED ({sides[1]}), both AS (
        SELECT w.task, w.role, w.slot, 1 AS was, n.task IS NOT NULL AS is_now, {_named("w", "n")}
          FROM was w LEFT JOIN now n {joined} WHERE n.task IS NULL OR {differ}
        UNION ALL SELECT n.task, n.role, n.slot, 0, 1, {_named("w", "n")}
          FROM now n LEFT JOIN was w {joined} WHERE w.task IS NULL)
        SELECT b.*, coalesce(a.code, f.code, t.code) AS code, coalesce(a.title, f.title, t.title) AS title
        FROM both b JOIN main.task t ON t.id = b.task
        LEFT JOIN frozen_title a ON a.period = ?1 AND a.revision = ?3 AND a.task = b.task
        LEFT JOIN frozen_title f ON f.period = ?1 AND f.revision = ?2 AND f.task = b.task
        ORDER BY b.task, b.role, b.slot""",
        (period, before, after),
    ).fetchall()


def _named(was: str, now: str) -> str:
    names = ("id", *TASK_FACTS)
    return ", ".join(
        f"{side}.{name} AS {word}_{name}" for side, word in ((was, "was"), (now, "now")) for name in names
    )


def _roles(scope: "FactScope") -> str:
    return ", ".join(f"'{role}'" for role in _lettered(scope.roles))


def _lettered(roles: Sequence[str]) -> list[str]:
    return [role for role in roles if role.isalpha()]
