"""What is known of every task by a day: the one place where events become state.

`state_select` serves all who ask: task_now (by all that is recorded), a listing at an earlier --today, and
task_state, from which every score is computed.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.store import held, supporting
from tasktrack.store.connect import Connection, Row

if TYPE_CHECKING:
    from tasktrack.domain.fact_scope import FactScope

FOREVER = "9999-12-31"
_AMONG = "IN (SELECT value FROM json_each(:tasks))"
UNAPPROVED = "(NOT reviewed AND role IN ('officer', 'directed'))"
_PARENTS = (
    "SELECT t.parent FROM main.task t WHERE t.parent IS NOT NULL AND t.voided IS NULL AND t.state <> 'rejected'"
    " AND t.id NOT IN (SELECT task FROM temp.task_state WHERE state = 'withdrawn')"
)
_CHANGED = "SELECT task FROM main.change WHERE voided IS NULL AND on_day BETWEEN ?3 AND ?4"

# "at" puts entries in order by day and then by number: the day before a number of fixed width.
# An entry completes its task when it says done, was not returned, and was accepted where that is asked:
# by the setting done_needs_review, or because an earlier entry was returned (rules: "returned work counts
# as not completed until accepted"); what was recorded after the return is meant, whatever day it speaks for.
# A review takes effect on the day its entry speaks for. Quantities of returned entries are not done.
_STATE = """
WITH verdict AS (  -- what the reviews of each entry add up to; few entries have any
  SELECT r.progress, p.task, p.on_day, p.quantity, p.on_day || (1000000000000 + p.id) AS at,
         r.verdict AS newest, max(r.on_day || (1000000000000 + r.id)),
         sum(r.verdict = 'failed' AND r.objective_on IS NULL) AS failed,
         -- sums, for a second max() would make `newest` the verdict of any review
         sum(r.exceeded) > 0 AS exceeded, count(r.objective_on) > 0 AS exempt
  FROM main.review r JOIN main.progress p ON p.id = r.progress
  WHERE r.voided IS NULL AND p.voided IS NULL {reviews_among} GROUP BY r.progress),
returns AS (  -- the journal entry of the first return: what was recorded before it needs no acceptance
  SELECT v.task, min(coalesce(r.there_entry, r.created)) AS first_return
  FROM verdict v JOIN main.review r ON r.progress = v.progress AND r.verdict = 'returned' AND r.voided IS NULL
  WHERE v.newest = 'returned' GROUP BY v.task),
reviewed AS (
  SELECT task, sum(failed) AS failed, max(exceeded) AS exceeded, max(CASE WHEN exempt THEN on_day END) AS excused_on,
         sum(CASE WHEN newest IS NOT 'returned' THEN quantity END) AS reviewed_quantity,
         max(CASE WHEN newest = 'returned' THEN at END) AS last_return
  FROM verdict WHERE on_day <= :as_of GROUP BY task),
known AS (  -- one pass over the entries in the order of their tasks
  SELECT t.id AS task, max(p.on_day) AS last_on,
         sum(CASE WHEN v.newest IS NOT 'returned' THEN p.quantity END) AS quantity,
         max(CASE WHEN p.done_on IS NOT NULL AND v.newest IS NOT 'returned'
             THEN p.on_day || (1000000000000 + p.id) END) AS claimed,
         min(CASE WHEN p.done_on IS NOT NULL AND v.newest IS NOT 'returned' AND (v.newest IS NOT NULL OR
             (NOT :done_needs_review AND (r.first_return IS NULL
              OR coalesce(p.there_entry, p.created) < r.first_return)))
             THEN p.on_day || (1000000000000 + p.id) || p.done_on || (v.newest IS NOT NULL) END) AS completing
  FROM main.task t
  LEFT JOIN main.progress p ON p.task = t.id AND p.on_day <= :as_of AND p.voided IS NULL
  LEFT JOIN verdict v ON v.progress = p.id
  LEFT JOIN returns r ON r.task = t.id
  WHERE t.voided IS NULL AND t.assigned_on <= :as_of {tasks_among} GROUP BY t.id),
moved AS (
  SELECT task, sum(kind = 'extend' AND field IS 'due_on') AS extended,
         max(kind = 'hand-over' AND field IS 'lead') AS inherited,
         substr(max(CASE WHEN kind IN ('withdraw', 'suspend', 'resume')
                    THEN on_day || (1000000000000 + id) || kind END), 24) AS standing
  FROM main.change WHERE voided IS NULL AND on_day <= :as_of {changes_among} GROUP BY task),
later AS (
  SELECT task, field, before, min(on_day || (1000000000000 + id)) FROM main.change
  WHERE voided IS NULL AND on_day > :as_of AND field IN ('lead', 'officer', 'due_on') {changes_among}
  GROUP BY task, field),
undecided AS (  -- what a leader decides only after that day awaits approval on it
  SELECT DISTINCT task FROM main.approval WHERE voided IS NULL AND on_day > :as_of {changes_among})
SELECT t.id AS task,
  CASE WHEN l.task IS NULL THEN t.lead ELSE CAST(l.before AS INTEGER) END AS lead,
  CASE WHEN o.task IS NULL THEN t.officer ELSE CAST(o.before AS INTEGER) END AS officer,
  CASE WHEN d.task IS NULL THEN t.due_on ELSE d.before END AS due_on,
  CASE WHEN t.state = 'proposed' OR a.task IS NOT NULL THEN 'proposed'
       WHEN t.state = 'rejected' OR m.standing = 'withdraw' THEN 'withdrawn'
       WHEN k.completing IS NOT NULL THEN 'done'
       WHEN m.standing = 'suspend' THEN 'suspended'
       WHEN k.claimed IS NOT NULL AND (r.last_return IS NULL OR k.claimed > r.last_return) THEN 'awaiting-review'
       WHEN r.last_return IS NOT NULL THEN 'returned'
       ELSE 'open' END AS state,
  substr(k.completing, 1, 10) AS completed_on, substr(k.completing, 24, 10) AS done_on,
  (SELECT p.percent FROM main.progress p WHERE p.task = t.id AND p.on_day <= :as_of AND p.voided IS NULL
   AND p.percent IS NOT NULL ORDER BY p.on_day DESC, p.id DESC LIMIT 1) AS percent,
  k.quantity, k.last_on, coalesce(m.extended, 0) AS extended, r.reviewed_quantity,
  coalesce(substr(k.completing, 34) = '1', 0) AS reviewed, coalesce(r.failed, 0) AS failed_reviews,
  r.last_return IS NOT NULL AND k.completing IS NULL AS returned, coalesce(r.exceeded, 0) AS exceeded,
  coalesce(r.excused_on >= CASE WHEN d.task IS NULL THEN t.due_on ELSE d.before END, 0) AS exempt,
  coalesce(m.inherited, 0) AS inherited,
  t.kind, t.urgency, t.taken_over, t.head_in_person, t.created AS registered, t.assigned_on, t.coefficient,
  t.assigned_quantity
FROM known k
JOIN main.task t ON t.id = k.task
LEFT JOIN reviewed r ON r.task = k.task
LEFT JOIN moved m ON m.task = k.task
LEFT JOIN later l ON l.task = k.task AND l.field = 'lead'
LEFT JOIN later o ON o.task = k.task AND o.field = 'officer'
LEFT JOIN later d ON d.task = k.task AND d.field = 'due_on'
LEFT JOIN undecided a ON a.task = k.task
"""
NOW_COLUMNS = (
    "task, lead, officer, state, due_on, completed_on, done_on, percent, quantity, last_on, extended"
)
STATE_COLUMNS = (
    "task, role, subject, kind, urgency, taken_over, head_in_person, state, registered, assigned_on, due_on,"
    " completed_on, done_on, percent, quantity, last_on, coefficient, assigned_quantity, reviewed_quantity,"
    " reviewed, failed_reviews, returned, exceeded, exempt, extended, inherited"
)


def state_select(*, among: bool = False) -> str:
    """Return the statement that derives every task's state as of `:as_of`, or of `:tasks` (a JSON array)."""
    return _STATE.format(
        reviews_among=f"AND p.task {_AMONG}" if among else "",
        tasks_among=f"AND t.id {_AMONG}" if among else "",
        changes_among=f"AND task {_AMONG}" if among else "",
    )


def derive(
    db: Connection, name: str, as_of: date, *, done_needs_review: bool, tasks: Iterable[int] | None = None
) -> str:
    """Derive every task's state as of a day, or that of `tasks`, into a temp table and return its name."""
    # Made anew each time, the table would have SQLite prepare every statement of the connection again.
    db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} ({NOW_COLUMNS})")
    db.execute(f"DELETE FROM temp.{name}")
    db.execute(
        f"INSERT INTO temp.{name} SELECT {NOW_COLUMNS} FROM ({state_select(among=tasks is not None)})",
        {
            "as_of": as_of.isoformat(),
            "done_needs_review": int(done_needs_review),
            "tasks": f"[{','.join(map(str, tasks or ()))}]",
        },
    )
    return f"temp.{name}"


def fill_from_books(db: Connection, as_of: date, *, done_needs_review: bool) -> None:
    """Derive temp.task_state as of a day: one row per task and (role, subject).

    A parent with living sub-tasks is left out: its sub-tasks are counted, never both. One that is done is left
    out also when they were assigned after this day, else a later closing would count them beside it.
    """
    parameters = {"as_of": as_of.isoformat(), "done_needs_review": int(done_needs_review)}
    shared = STATE_COLUMNS.removeprefix("task, role, subject, ")
    _new_task_state(db)
    db.execute(
        f"INSERT INTO temp.task_state SELECT task, 'lead', lead, {shared}, officer FROM ({state_select()})",
        parameters,
    )
    db.execute(
        f"DELETE FROM temp.task_state WHERE task IN ({_PARENTS} AND t.assigned_on <= :as_of)"
        f" OR (state = 'done' AND task IN ({_PARENTS}))",
        parameters,
    )
    held.fill_officers(db, as_of, shared)
    supporting.fill_supports(db, as_of, shared)


def fill_from_closing(db: Connection, period: int, revision: int) -> None:
    """Read temp.task_state back from what a closing froze."""
    _new_task_state(db)
    db.execute(
        f"INSERT INTO temp.task_state SELECT {STATE_COLUMNS}, NULL FROM frozen_task WHERE period = ? AND revision = ?",
        (period, revision),
    )


def freeze(db: Connection, period: int, revision: int, window: "FactScope") -> None:
    """Copy into the closing the tasks that a scheme of any scope can count in a window and those open at its cut.

    With them what was withdrawn in the window, which no scheme counts and the report of the period tells. Beside
    what is counted of them, what they are called, and so of every other task that was changed in the window.
    """
    scopes = [window._replace(scope=scope, carry_over=True) for scope in ("due", "active", "assigned")]
    counted = [
        "state NOT IN ('done', 'withdrawn', 'handed-back')",
        *(f"({scope_condition(scope)})" for scope in scopes),
        f"(state = 'withdrawn' AND task IN ({_CHANGED} AND kind = 'withdraw'))",
    ]
    days = (window.from_on.isoformat(), window.as_of.isoformat())
    db.execute(
        f"INSERT INTO frozen_task SELECT ?1, ?2, {STATE_COLUMNS}, row_digest(json_array(?1, ?2, {STATE_COLUMNS}))"
        f" FROM temp.task_state WHERE {' OR '.join(counted)} ORDER BY task, role, subject",
        (period, revision, *days),
    )
    titles = "id, code, title, document, document_date"
    db.execute(
        f"INSERT INTO frozen_title SELECT ?1, ?2, {titles}, row_digest(json_array(?1, ?2, {titles})) FROM main.task"
        f" WHERE id IN (SELECT task FROM frozen_task WHERE period = ?1 AND revision = ?2 UNION {_CHANGED}) ORDER BY id",
        (period, revision, *days),
    )


def _new_task_state(db: Connection) -> None:
    db.execute("DROP VIEW IF EXISTS temp.task_fact")
    db.execute("DROP TABLE IF EXISTS temp.task_state")
    # Without declared types the values keep the type they have in the books. `holder`, beside the columns that
    # are frozen, is the officer of a lead's row.
    db.execute(f"CREATE TEMP TABLE task_state ({STATE_COLUMNS}, holder)")


def scope_condition(scope: "FactScope") -> str:
    """Return the condition for the tasks that a scheme counts in a data window (design: scope).

    `due`: the approved due date lies in the window; without one, the day of the completing entry. With
    carry_over a task due earlier and not finished before the window counts again until it is done.
    `registered_late` lets a task whose own window was closed before it was registered count in the first
    open one, also without carry_over. Where only what was approved counts, an officer's work that nobody approved
    is not finished: it counts again once it is reported and approved in a later window.
    """
    first, last = f"'{scope.from_on.isoformat()}'", f"'{scope.to_on.isoformat()}'"
    late = registered_late(scope)
    unfinished = f"(completed_on IS NULL OR completed_on >= {first})"
    if scope.needs_review:
        unfinished = f"({unfinished} OR {UNAPPROVED})"
    if scope.scope == "active":
        inside = unfinished
    elif scope.scope == "assigned":
        inside = f"(assigned_on >= {first} OR {late})"
    else:
        earlier = unfinished if scope.carry_over else f"({late} AND {unfinished})"
        inside = (
            f"CASE WHEN due_on IS NULL THEN completed_on >= {first}"
            f" WHEN due_on > {last} THEN 0 WHEN due_on >= {first} THEN 1 ELSE {earlier} END"
        )
    return f"state NOT IN ('withdrawn', 'proposed', 'suspended') AND assigned_on <= {last} AND {inside}"


def registered_late(scope: "FactScope") -> str:
    """Return the condition: registered after the window that its date belongs to was closed."""
    day = "assigned_on" if scope.scope == "assigned" else "due_on"
    taken_in = "".join(
        f" AND NOT ({day} BETWEEN '{first.isoformat()}' AND '{last.isoformat()}' AND registered <= {int(seq)})"
        for first, last, seq in scope.counted_again
    )
    return f"({day} < '{scope.from_on.isoformat()}' AND registered > {int(scope.previous_closing)}{taken_in})"


def define_task_fact(db: Connection, scope: "FactScope") -> None:
    """Define temp.task_fact: the facts a scheme may name, over the tasks it counts, by its settings.

    Who hands a task back keeps it in what was assigned, with nothing done; for those who direct, both rows make
    one task (NĐ 335/2025/NĐ-CP Art. 15, 18). Whom they direct stands in temp.directing.
    """
    first, as_of = f"'{scope.from_on.isoformat()}'", f"'{scope.as_of.isoformat()}'"
    done = "(completed_on IS NOT NULL AND role <> 'giver')"
    late_days = (
        f"CASE WHEN due_on IS NULL THEN 0 ELSE max(0, CAST(julianday(coalesce(done_on, {as_of}))"
        " - julianday(due_on) AS INTEGER)) END"
    )
    late = f"({late_days})" if scope.late_count == "calendar_day" else f"(({late_days}) > 0)"
    whole = f"CASE WHEN {done} THEN assigned_quantity ELSE 0 END"
    if scope.needs_review:
        # Who approves that the work is done approves all that was logged for it.
        logged = "WHEN quantity IS NOT NULL AND NOT reviewed THEN coalesce(reviewed_quantity, 0)"
        finished = f"CASE {logged} WHEN reviewed THEN coalesce(quantity, {whole}) ELSE 0 END"
    else:
        finished = f"coalesce(quantity, {whole})"
    if scope.cap_quantity:
        finished = f"min(assigned_quantity, {finished})"
    reported = f"coalesce(quantity, {whole})"
    planned = "NOT taken_over"
    if scope.unplanned_adds:
        planned += " AND kind <> 'adhoc'"
    updates, incomplete, entries = "", "0", "0"
    if scope.updates:
        # A supporting unit does not answer for how the lead reported.
        updates = " LEFT JOIN temp.task_update u USING (task)"
        incomplete = "(coalesce(u.lacks, '') <> '' AND role <> 'support')"
        entries = "CASE role WHEN 'support' THEN 0 ELSE coalesce(u.{}, 0) END"
    db.execute("DROP VIEW IF EXISTS temp.task_fact")
    db.execute(
        f"""CREATE TEMP VIEW task_fact AS SELECT task, subject, role, kind, urgency, holder,
        {planned} AS planned, coefficient, assigned_quantity, {finished} AS done_quantity,
        {reported} AS reported_quantity, role = 'giver' AS handed_back, taken_over,
        coalesce(percent, CASE WHEN {done} THEN 10000 ELSE 0 END) AS percent,
        {done} AS done, {done} AND (due_on IS NULL OR done_on <= due_on) AS on_time,
        {late_days} AS late_days, CASE WHEN exempt THEN 0 ELSE {late} END AS late_count,
        failed_reviews, returned, extended, exceeded,
        coalesce(last_on >= {first}, 0) AND NOT {incomplete} AS reported, {incomplete} AS incomplete,
        {entries.format("entries")} AS entries, {entries.format("last_entries")} AS last_entries,
        CASE WHEN completed_on IS NOT NULL OR state IN ('awaiting-review', 'handed-back') THEN 0
          ELSE CAST(julianday({as_of}) - julianday(max(coalesce(last_on, assigned_on), assigned_on)) AS INTEGER)
          END AS days_silent,
        inherited, head_in_person, coalesce(due_on < {first}, 0) AS carried_over,
        coalesce({registered_late(scope)}, 0) AS registered_late,
        coalesce(completed_on IS NULL AND due_on < {as_of}, 0) AS overdue, due_on IS NOT NULL AS has_due,
        state, assigned_on, due_on, completed_on, done_on, exempt
        FROM ({_by_role(scope.roles)}){updates} WHERE {scope_condition(scope)}"""
    )


def _by_role(roles: Sequence[str]) -> str:
    """Return the rows of temp.task_state in the roles that a scheme counts; `holder` is the officer of a row."""
    columns = STATE_COLUMNS.replace("subject, ", "", 1)
    chosen = ", ".join(f"'{role}'" for role in held_roles(roles))
    parts = [f"SELECT {columns}, subject, subject AS holder FROM temp.task_state WHERE role IN ({chosen})"]
    if "directed" in roles:
        directed = columns.replace(
            "role, ", "CASE role WHEN 'giver' THEN role ELSE 'directed' END AS role, ", 1
        )
        parts.append(
            f"SELECT {directed}, d.leader AS subject, s.subject AS holder FROM temp.task_state s"
            " JOIN temp.directing d ON d.officer = s.subject WHERE s.role IN ('officer', 'giver')"
        )
    return " UNION ALL ".join(parts)


def held_roles(roles: Sequence[str]) -> list[str]:
    """Return the roles of temp.task_state that stand for those of a scheme: who hands back was an officer of it."""
    known = [role for role in ("lead", "support", "officer") if role in roles]
    return [*known, "giver"] if "officer" in known else known


def fill_directing(db: Connection, pairs: Iterable[tuple[int, int]]) -> None:
    """Note in temp.directing who directs whom, as (leader, officer)."""
    db.execute("DROP VIEW IF EXISTS temp.task_fact")
    db.execute("DROP TABLE IF EXISTS temp.directing")
    db.execute("CREATE TEMP TABLE directing (officer, leader, PRIMARY KEY (officer, leader)) WITHOUT ROWID")
    db.executemany("INSERT INTO temp.directing (leader, officer) VALUES (?, ?)", pairs)


def window_counts(db: Connection, scope: "FactScope") -> dict[str, int]:
    """Count, over temp.task_state, the tasks that a scheme counts: done, unfinished, and silent in the window."""
    row = db.execute(
        "SELECT count(*) AS due, sum(completed_on IS NOT NULL) AS done, sum(completed_on IS NULL) AS unfinished,"
        " sum(completed_on IS NULL AND coalesce(last_on, '') < ?) AS silent FROM temp.task_state"
        f" WHERE role = 'lead' AND {scope_condition(scope)}",
        (scope.from_on.isoformat(),),
    ).fetchone()
    return {name: row[name] or 0 for name in row.keys()}  # noqa: SIM118 - a sqlite row is no mapping


def awaiting(db: Connection, from_on: date) -> tuple[str, ...]:
    """Return the codes of tasks reported done in a window and not yet accepted, over temp.task_state."""
    rows = db.execute(
        "SELECT t.code FROM temp.task_state s JOIN task t ON t.id = s.task"
        " WHERE s.role = 'lead' AND s.state = 'awaiting-review' AND s.last_on >= ? ORDER BY t.id",
        (from_on.isoformat(),),
    )
    return tuple(row[0] for row in rows)


def unapproved(db: Connection) -> list[tuple[str, str]]:
    """Return task and officer, over temp.task_fact, of what an officer reported and nobody approved."""
    rows = db.execute(
        "SELECT t.code, o.code FROM temp.task_fact f JOIN main.task t ON t.id = f.task"
        " JOIN main.officer o ON o.id = f.subject"
        " WHERE f.role = 'officer' AND f.reported_quantity > f.done_quantity"
        " AND f.done_quantity < f.assigned_quantity ORDER BY o.id, t.id"
    )
    return [(row[0], row[1]) for row in rows]


def measured(
    db: Connection, columns: Iterable[str], parameters: Iterable[str]
) -> list[tuple[int, tuple[object, ...]]]:
    """Return (subject, measures) for every subject with tasks, in one pass over temp.task_fact."""
    statement = f"SELECT subject, {', '.join(columns)} FROM temp.task_fact GROUP BY subject"
    return [(row[0], tuple(row)[1:]) for row in db.execute(statement, tuple(parameters))]


def counted_tasks(
    db: Connection,
    subject: int,
    terms: Sequence[str],
    parameters: Sequence[str],
    closing: tuple[int, int] | None = None,
) -> list[Row]:
    """Return the tasks of one subject in temp.task_fact, with what each adds to the terms given.

    Titles and documents are those of a closing (period, revision), else those of the task book.
    """
    extra = "".join(f", {term} AS term{number}" for number, term in enumerate(terms))
    book = "main.task t ON t.id = f.task"
    if closing is not None:
        book = "frozen_title t ON t.task = f.task AND t.period = ? AND t.revision = ?"
    return db.execute(
        f"SELECT t.code, t.title, t.document, t.document_date, f.* FROM"
        f" (SELECT *{extra} FROM temp.task_fact WHERE subject = ?) f JOIN {book}"
        " ORDER BY f.task, f.role DESC, f.holder",
        (*parameters, subject, *(closing or ())),
    ).fetchall()
