"""The views that other programs read: stable names and columns, made anew with every version of the schema.

Columns are added, never renamed or removed. A view cannot be written to, from any program. What they hold stands on
the help page `views`; here they are kept short, for SQLite reads the schema whole whenever the file is opened.

They show what counts: rows that were not taken back, of today by the office's zone, closings with all their revisions.
Numbers are reals, to be charted: 0.8, 45.5. Exact ones stay in the tables.
"""

import re
from typing import Final

_CODE: Final = "(SELECT code FROM {book} WHERE id = {id})"


def _codes(**columns: str) -> str:
    """Return the codes of what columns point to: name=book.column of which row."""
    parts = []
    for name, place in columns.items():
        book, _colon, value = place.partition(":")
        parts.append(f"{_CODE.format(book=book, id=value)} AS {name}")
    return ", ".join(parts)


def _scaled(row: str, *names: str, by: str) -> str:
    """Return whole numbers as reals."""
    return ", ".join(f"{row}.{name} / {by} AS {name}" for name in names)


def _fractions(row: str, *names: str) -> str:
    """Return exact numbers `n/d` as reals: a cast reads what stands before the stroke."""
    return ", ".join(
        f"CAST({row}.{name} AS REAL) / CAST(substr({row}.{name}, instr({row}.{name}, '/') + 1) AS REAL) AS {name}"
        for name in names
    )


def _of_field(value: str) -> str:
    """Return what a changed field held: codes for units and officers, numbers for targets."""
    return (
        f"CASE c.field WHEN 'lead' THEN (SELECT code FROM unit WHERE id = CAST(c.{value} AS INTEGER))"
        f" WHEN 'officer' THEN (SELECT code FROM officer WHERE id = CAST(c.{value} AS INTEGER))"
        f" WHEN 'target' THEN CAST(c.{value} AS INTEGER) / 1e3 ELSE c.{value} END AS {value}"
    )


def _setting(name: str) -> str:
    return f"(SELECT value FROM setting WHERE name = '{name}' AND voided IS NULL)"


def _named(row: str, source: str) -> str:
    """Join the name of a subject, unit or officer, as it is now."""
    return (
        f"{source} LEFT JOIN unit u ON {row}.subject_kind = 'unit' AND u.id = {row}.subject"
        f" LEFT JOIN officer o ON {row}.subject_kind = 'officer' AND o.id = {row}.subject"
    )


_SUBJECT: Final = "coalesce(u.code, o.code) AS subject, coalesce(u.name, o.name) AS name"
_TODAY: Final = "(SELECT today FROM v_today)"
# Who was scored, under the names of that day.
_SCORED: Final = """frozen_rank r
JOIN closing_scheme x ON x.period = r.period AND x.revision = r.revision AND x.code = r.scheme
JOIN frozen_subject s ON s.period = r.period AND s.revision = r.revision AND s.subject_kind = x.subject_kind
  AND s.subject = r.subject
JOIN period p ON p.id = r.period"""
_IN_FORCE: Final = "(p.state = 'closed' AND p.revision = {row}.revision)"
_DECIDED: Final = """(SELECT d.class FROM decision d WHERE d.period = r.period AND d.scheme = r.scheme
  AND d.subject_kind = x.subject_kind AND d.subject = r.subject AND d.kind = 'class' AND d.voided IS NULL
  ORDER BY d.on_day DESC, d.id DESC LIMIT 1) AS class_decided"""

# An offset is what SQLite can reckon with; all of Vietnam lies in the one that a zone by name is taken for.
_V_TODAY: Final = f"""
CREATE VIEW v_today AS
SELECT date('now', zone) AS today, date('now', zone, '+' || days || ' days') AS soon_until,
  strftime('%Y-%m-%dT%H:%M:%SZ', 'now') AS moment
FROM (SELECT iif({_setting("zone")} GLOB '[+-][0-9][0-9]:[0-9][0-9]', {_setting("zone")}, '+07:00') AS zone,
  coalesce({_setting("due_soon_days")}, '7') AS days);
"""

_V_TASK: Final = f"""
CREATE VIEW v_task AS
SELECT t.code, t.key, t.title, t.kind, t.urgency, CASE n.state
    WHEN 'done' THEN CASE WHEN n.due_on IS NULL THEN 'done-no-deadline' WHEN n.done_on < n.due_on THEN 'done-early'
      WHEN n.done_on = n.due_on THEN 'done-on-time' ELSE 'done-late' END
    WHEN 'open' THEN CASE WHEN n.due_on < {_TODAY} THEN 'overdue'
      WHEN n.due_on <= (SELECT soon_until FROM v_today) THEN 'due-soon'
      WHEN n.last_on IS NULL THEN 'not-started' ELSE 'in-progress' END
    ELSE n.state END AS status,
  u.code AS lead, u.name AS lead_name, u.block,
  (SELECT group_concat(code, ';') FROM (SELECT v.code FROM task_support s JOIN unit v ON v.id = s.unit
    WHERE s.task = t.id AND s.voided IS NULL ORDER BY s.id)) AS support,
  o.code AS officer, o.name AS officer_name, n.due_on, iif(n.due_on = t.due_original, t.due_text, NULL) AS due_text,
  t.due_original, t.assigned_on, n.done_on, CASE WHEN n.state = 'done' THEN 100.0
    WHEN n.percent IS NOT NULL THEN n.percent / 1e2
    ELSE min(10000, n.quantity * 10000 / t.assigned_quantity) / 1e2 END AS percent,
  CASE WHEN n.due_on IS NULL OR n.state IN ('withdrawn', 'proposed', 'suspended', 'awaiting-review') THEN 0
    ELSE max(0, CAST(julianday(coalesce(n.done_on, {_TODAY})) - julianday(n.due_on) AS INTEGER)) END AS overdue_days,
  t.document, t.document_date, t.issuer, t.document_subject, t.assigner, n.last_on AS last_progress_on, n.extended,
  EXISTS (SELECT 1 FROM change c WHERE c.task = t.id AND c.kind = 'hand-over' AND c.field = 'lead'
    AND c.voided IS NULL) AS inherited,
  {_scaled("t", "coefficient", "assigned_quantity", by="1e3")}, n.quantity / 1e3 AS done_quantity,
  {_scaled("t", "target", "baseline", by="1e3")}, t.measure, t.product, t.head_in_person, t.taken_over, t.field,
  t.origin, {_codes(parent="task:t.parent", series="task:t.series")}, t.series_period,
  (SELECT group_concat(programme, '; ') FROM (SELECT programme FROM task_programme
    WHERE task = t.id AND voided IS NULL ORDER BY id)) AS programmes
FROM task t JOIN task_now n ON n.task = t.id JOIN unit u ON u.id = n.lead LEFT JOIN officer o ON o.id = n.officer
WHERE t.voided IS NULL AND u.voided IS NULL AND +t.assigned_on <= {_TODAY};
"""

_BOOKS: Final = f"""
CREATE VIEW v_unit AS
SELECT u.code, u.name, u.block, {_codes(parent="unit:u.parent")}, u.valid_from, u.valid_to,
  coalesce(u.valid_from <= {_TODAY}, 1) AND coalesce(u.valid_to >= {_TODAY}, 1) AS in_force
FROM unit u WHERE u.voided IS NULL;
CREATE VIEW v_officer AS
SELECT o.code, o.name, o.category, o.contact, u.code AS unit, u.name AS unit_name, q.position,
  {_codes(manager="officer:q.manager")}, q.similar_group, q.from_on, q.to_on
FROM officer o LEFT JOIN posting q ON q.id = (SELECT p.id FROM posting p WHERE p.officer = o.id AND p.voided IS NULL
    AND coalesce(p.from_on <= {_TODAY}, 1) AND coalesce(p.to_on >= {_TODAY}, 1)
    ORDER BY p.from_on DESC, p.id DESC LIMIT 1)
  LEFT JOIN unit u ON u.id = q.unit WHERE o.voided IS NULL;
CREATE VIEW v_support AS
SELECT t.code AS task, u.code AS unit, u.name AS unit_name, s.part, s.due_on
FROM task_support s JOIN task t ON t.id = s.task JOIN unit u ON u.id = s.unit
WHERE s.voided IS NULL AND t.voided IS NULL;
CREATE VIEW v_programme AS
SELECT p.programme, t.code AS task FROM task_programme p JOIN task t ON t.id = p.task
WHERE p.voided IS NULL AND t.voided IS NULL;
CREATE VIEW v_progress AS
SELECT e.id AS entry, t.code AS task, t.title, u.code AS lead, e.on_day, e.done_on, e.percent / 1e2 AS percent,
  e.quantity / 1e3 AS quantity, e.result, e.obstacle, e.proposal, e.next_step, e.cause, e.evidence, e.corrects,
  coalesce(e.reported_by, j.actor) AS actor, j.at AS recorded_at
FROM progress e JOIN task t ON t.id = e.task JOIN unit u ON u.id = t.lead JOIN journal j ON j.seq = e.created
WHERE e.voided IS NULL;
CREATE VIEW v_review AS
SELECT r.id AS number, r.progress AS entry, t.code AS task, t.title, e.on_day AS entry_on, r.on_day, r.verdict,
  r.exceeded, r.reviewer, r.reason, r.objective_by, r.objective_on, j.actor, j.at AS recorded_at
FROM review r JOIN progress e ON e.id = r.progress JOIN task t ON t.id = e.task JOIN journal j ON j.seq = r.created
WHERE r.voided IS NULL AND e.voided IS NULL;
CREATE VIEW v_change AS
SELECT c.id AS number, t.code AS task, t.title, u.code AS lead, c.kind,
  iif(c.field GLOB 'support:*', 'support', c.field) AS field,
  (SELECT code FROM unit WHERE c.field GLOB 'support:*' AND id = CAST(substr(c.field, 9) AS INTEGER)) AS unit,
  {_of_field("before")}, {_of_field("after")}, c.on_day, c.reason, c.document, c.approved_by, c.handed_back, j.actor,
  j.at AS recorded_at
FROM change c JOIN task t ON t.id = c.task JOIN unit u ON u.id = t.lead JOIN journal j ON j.seq = c.created
WHERE c.voided IS NULL AND t.voided IS NULL;
CREATE VIEW v_direction AS
SELECT d.id AS number, t.code AS task, t.title, u.code AS lead, d.on_day, d.text, d.given_by, d.document, d.answers,
  {_codes(opens="task:d.opens")}
FROM direction d JOIN task t ON t.id = d.task JOIN unit u ON u.id = t.lead WHERE d.voided IS NULL;
CREATE VIEW v_reminder AS
SELECT r.id AS number, t.code AS task, t.title, u.code AS unit, u.name AS unit_name, r.on_day, r.kind, r.document,
  r.note, r.given_by
FROM reminder r JOIN task t ON t.id = r.task JOIN unit u ON u.id = r.unit WHERE r.voided IS NULL;
CREATE VIEW v_report AS
SELECT p.key AS period, u.code AS unit, u.name AS unit_name, r.received_on, r.first_on, r.document, r.returns,
  r.returned_on, r.return_reason, r.quality, r.remark, r.remarked_by
FROM unit_report r JOIN period p ON p.id = r.period JOIN unit u ON u.id = r.unit WHERE r.voided IS NULL;
CREATE VIEW v_incident AS
SELECT i.id AS number, i.subject_kind, {_SUBJECT}, {_codes(unit="unit:i.unit")}, i.kind, i.on_day, i.concluded_on,
  i.document, i.note, i.fixed_on
FROM {_named("i", "incident i")} WHERE i.voided IS NULL;
CREATE VIEW v_mark AS
SELECT p.key AS period, m.scheme, m.subject_kind, {_SUBJECT}, m.criterion,
  {_fractions("m", "self_points", "points", "max")}, m.reason, m.evidence
FROM {_named("m", "mark m JOIN period p ON p.id = m.period")} WHERE m.voided IS NULL;
CREATE VIEW v_decision AS
SELECT d.id AS number, p.key AS period, d.revision, d.scheme, d.subject_kind, {_SUBJECT}, d.kind, d.class, d.share,
  d.on_day, d.reason, d.document, d.decided_by, d.sent_on, d.sent_document
FROM {_named("d", "decision d JOIN period p ON p.id = d.period")} WHERE d.voided IS NULL;
CREATE VIEW v_counter AS
SELECT v.period, u.code AS unit, u.name AS unit_name, c.code AS counter, coalesce(c.label_vi, c.label_en) AS label,
  c.measure, v.value / 1e3 AS value, v.note
FROM counter_value v JOIN counter c ON c.id = v.counter JOIN unit u ON u.id = v.unit WHERE v.voided IS NULL;
CREATE VIEW v_dossier AS
SELECT coalesce(d.key, 'HS' || d.id) AS dossier, u.code AS unit, u.name AS unit_name,
  {_codes(officer="officer:d.officer")}, (SELECT name FROM procedure WHERE id = d.procedure) AS procedure, d.channel,
  d.submitted_at, d.received_at, d.appointed_at, d.returned_at, d.paused_from, d.paused_to, d.supplements, d.bodies
FROM dossier d JOIN unit u ON u.id = d.unit WHERE d.voided IS NULL;
CREATE VIEW v_apology AS
SELECT coalesce(d.key, 'HS' || d.id) AS dossier, u.code AS unit, a.on_day, a.document, a.reason, a.signed_by, a.new_date
FROM apology a JOIN dossier d ON d.id = a.dossier JOIN unit u ON u.id = d.unit WHERE a.voided IS NULL;
CREATE VIEW v_received AS
SELECT f.code AS office, f.name AS office_name, r.period, r.revision, r.number, r.seal, r.previous_seal, r.file,
  j.at AS recorded_at
FROM received r JOIN office f ON f.id = r.office JOIN journal j ON j.seq = r.created WHERE r.voided IS NULL;
CREATE VIEW v_journal AS
SELECT j.seq, j.at, j.today, j.actor, j.command, j.reason, {_codes(task="task:j.task")}, j.undoes
FROM journal j;
"""

_FROZEN: Final = f"""
CREATE VIEW v_period AS
SELECT p.key, p.kind, p.people, p.windows, p.starts_on, p.ends_on, p.meeting_on, p.reports_due_on, p.locks_at,
  CASE WHEN p.state = 'closed' THEN p.state WHEN p.locks_at <= (SELECT moment FROM v_today) THEN 'locked'
    ELSE 'open' END AS state, p.revision, c.data_from, c.cut_on, c.seal
FROM period p LEFT JOIN closing c ON c.period = p.id AND c.revision = p.revision - (p.state = 'open')
WHERE p.voided IS NULL;
CREATE VIEW v_closing AS
SELECT p.key AS period, c.revision, {_IN_FORCE.format(row="c")} AS in_force, c.number, c.at, c.actor, c.as_of,
  c.data_from, c.cut_on, (SELECT group_concat(code, ';') FROM (SELECT x.code FROM closing_scheme x
    WHERE x.period = c.period AND x.revision = c.revision ORDER BY x.position)) AS schemes, c.seal, c.previous_seal
FROM closing c JOIN period p ON p.id = c.period;
CREATE VIEW v_score AS
SELECT p.key AS period, r.revision, {_IN_FORCE.format(row="r")} AS in_force, r.scheme, x.version AS scheme_version,
  x.subject_kind, r.rank, r.tied, s.code AS subject, s.name, s.block,
  {_fractions("r", "points", "max").replace(" AS points", " AS score")}, r.micro / 1e6 AS ranked_by, r.class, r.band,
  {_DECIDED}, r.change, r.reason, r.position
FROM {_SCORED};
CREATE VIEW v_rank AS
SELECT period, revision, scheme, subject_kind, rank, tied, subject, name, block, score, max, ranked_by, class, band,
  class_decided, change, reason, position
FROM v_score WHERE in_force;
CREATE VIEW v_score_line AS
SELECT p.key AS period, f.revision, {_IN_FORCE.format(row="f")} AS in_force, f.scheme, x.subject_kind,
  s.code AS subject, s.name, s.block, f.position, f.criterion, f.source, f.micro / 1e6 AS value,
  {_fractions("f", "max")}, f.substituted, f.reason
FROM {_SCORED.replace("frozen_rank r", "frozen_score f").replace("r.", "f.")};
CREATE VIEW v_frozen_task AS
SELECT p.key AS period, f.revision, {_IN_FORCE.format(row="f")} AS in_force, i.code AS task, i.title, i.document,
  f.role, coalesce(u.code, o.code) AS subject, coalesce(u.name, o.name) AS name, f.kind, f.urgency, f.state,
  f.assigned_on, f.due_on, f.completed_on, f.done_on, f.last_on AS last_progress_on, f.percent / 1e2 AS percent,
  {_scaled("f", "quantity", "coefficient", "assigned_quantity", "reviewed_quantity", by="1e3")}, f.reviewed,
  f.failed_reviews, f.returned, f.exceeded, f.exempt, f.extended, f.inherited, f.taken_over, f.head_in_person
FROM frozen_task f JOIN period p ON p.id = f.period
  JOIN frozen_title i ON i.period = f.period AND i.revision = f.revision AND i.task = f.task
  LEFT JOIN unit u ON f.role IN ('lead', 'support') AND u.id = f.subject
  LEFT JOIN officer o ON f.role NOT IN ('lead', 'support') AND o.id = f.subject;
"""

VIEWS: Final = _V_TODAY + _V_TASK + _BOOKS + _FROZEN
NAMES: Final = tuple(re.findall(r"CREATE VIEW (\w+)", VIEWS))
