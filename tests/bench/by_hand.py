"""What someone would write in SQL who needs just this answer: the yardstick for scoring and closing."""

import hashlib

from tasktrack.store.connect import Connection
from tasktrack.store.facts import STATE_COLUMNS

# The facts and measures of the scheme unit-tasks for one window, by lead unit, as one statement: entries in
# order, reviews, returned work that counts only once accepted, lateness by its first delivery.
MEASURES = """
WITH verdict AS (
  SELECT progress, verdict, max(id) FROM review WHERE voided IS NULL GROUP BY progress),
failed AS (
  SELECT p.task, count(*) AS times FROM review r JOIN progress p ON p.id = r.progress
  WHERE r.voided IS NULL AND r.verdict = 'failed' AND r.objective_on IS NULL GROUP BY p.task),
returned AS (
  SELECT p.task, min(p.on_day) AS first FROM verdict v JOIN progress p ON p.id = v.progress
  WHERE v.verdict = 'returned' GROUP BY p.task),
done AS (
  SELECT p.task, min(p.on_day) AS completed_on, p.done_on FROM progress p
  LEFT JOIN verdict v ON v.progress = p.id LEFT JOIN returned r ON r.task = p.task
  WHERE p.voided IS NULL AND p.on_day <= :cut AND p.done_on IS NOT NULL AND v.verdict IS NOT 'returned'
    AND (v.verdict IS NOT NULL OR r.task IS NULL OR p.on_day < r.first)
  GROUP BY p.task),
entry AS (
  SELECT task, max(on_day) AS last_on, sum(quantity) AS quantity FROM progress
  WHERE voided IS NULL AND on_day <= :cut GROUP BY task),
fact AS (
  SELECT t.lead, t.coefficient, t.assigned_quantity, NOT t.taken_over AS planned,
    d.task IS NOT NULL AS done, t.due_on IS NULL OR d.done_on <= t.due_on AS punctual,
    coalesce(e.quantity, CASE WHEN d.task IS NOT NULL THEN t.assigned_quantity ELSE 0 END) AS done_quantity,
    coalesce(coalesce(d.done_on, :cut) > t.due_on, 0) AS late, coalesce(f.times, 0) AS failures,
    t.due_on < :cut AS due_before, coalesce(e.last_on >= :first, 0) AS reported
  FROM task t LEFT JOIN done d ON d.task = t.id LEFT JOIN entry e ON e.task = t.id
  LEFT JOIN failed f ON f.task = t.id
  WHERE t.voided IS NULL AND t.state = 'approved' AND t.assigned_on <= :cut AND t.due_on <= :cut
    AND (t.due_on >= :first OR d.task IS NULL OR d.completed_on >= :first))
SELECT u.code, sum(coefficient * assigned_quantity * planned), sum(coefficient * done_quantity),
  sum(coefficient * done_quantity * max(0, 4 - failures)), sum(coefficient * done_quantity * max(0, 4 - late)),
  count(*), sum(done), sum(done AND punctual), sum(done AND NOT punctual), sum(NOT done AND due_before), 0,
  sum(NOT done AND NOT reported)
FROM fact JOIN unit u ON u.id = fact.lead GROUP BY fact.lead
"""


def measures(db: Connection, first: str, cut: str) -> list[tuple[object, ...]]:
    """Return code and measures of every unit, in thousandths of thousandths where they are quantities."""
    return [tuple(row) for row in db.execute(MEASURES, {"first": first, "cut": cut})]


def insert_frozen(db: Connection) -> int:
    """Copy temp.task_state, which must be filled, into a plain table with the frozen one's key."""
    db.execute("DROP TABLE IF EXISTS plain")
    db.execute(
        f"CREATE TABLE plain (period, revision, {STATE_COLUMNS}, digest,"
        " PRIMARY KEY (period, revision, task, role, subject)) WITHOUT ROWID"
    )
    return db.execute(
        f"INSERT INTO plain SELECT 1, 1, {STATE_COLUMNS}, '0123456789abcdef' FROM temp.task_state"
        " ORDER BY task, role, subject"
    ).rowcount


def hash_frozen(db: Connection) -> str:
    """Return SHA-256 over the copied rows, a JSON array a line."""
    digest = hashlib.sha256()
    for row in db.execute(f"SELECT json_array(period, revision, {STATE_COLUMNS}) FROM plain"):
        digest.update(f"{row[0]}\n".encode())
    return digest.hexdigest()
