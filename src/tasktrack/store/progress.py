"""The progress and review books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.progress import NewEntry, ProgressEntry, Review
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day, hundredths, iso, thousandths

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry

_ENTRY = (
    "SELECT p.*, t.code AS task_code, t.title AS task_title, o.code AS officer, j.at, j.actor,"
    " v.undoes IS NOT NULL AS taken_back FROM progress p"
    " JOIN task t ON t.id = p.task JOIN journal j ON j.seq = p.created LEFT JOIN journal v ON v.seq = p.voided"
    " LEFT JOIN officer o ON o.id = t.officer"
)


def add(entry: Entry, task: int, new: NewEntry) -> int:
    """Insert a progress entry."""
    entry.about(task)
    return entry.insert(
        "progress",
        {
            "task": task,
            "on_day": new.on.isoformat(),
            "done_on": iso(new.done_on),
            "percent": new.percent,
            "quantity": new.quantity,
            "result": new.result,
            "obstacle": new.obstacle,
            "proposal": new.proposal,
            "next_step": new.next_step,
            "cause": new.cause,
            "evidence": new.evidence,
            "evidence_sha256": new.evidence_sha256,
            "corrects": new.corrects,
            "key": new.key,
            "reported_by": new.reported_by,
        },
    )


def void(entry: Entry, task: int, progress: int) -> None:
    """Take an entry back, for the one that replaces it."""
    entry.about(task)
    entry.void("progress", progress)


def add_review(entry: Entry, task: int, progress: int, review: dict[str, str | int | None]) -> int:
    """Insert a verdict on one entry."""
    entry.about(task)
    return entry.insert("review", {"progress": progress, **review})


def of_task(db: Connection, task: int, as_of: date, *, voided: bool = False) -> list[ProgressEntry]:
    """Return the entries of a task known by a day, oldest first, each with its reviews."""
    where = "" if voided else "AND p.voided IS NULL"
    rows = db.execute(
        f"{_ENTRY} WHERE p.task = ? AND p.on_day <= ? {where} ORDER BY p.on_day, p.id",
        (task, as_of.isoformat()),
    ).fetchall()
    return [_entry(row, reviews(db, row["id"])) for row in rows]


def newest(db: Connection, as_of: date, limit: int) -> list[ProgressEntry]:
    """Return the newest entries of the whole register known by a day; limit 0 for all."""
    rows = db.execute(
        f"{_ENTRY} WHERE p.voided IS NULL AND p.on_day <= ? ORDER BY p.on_day DESC, p.id DESC LIMIT ?",
        (as_of.isoformat(), limit or -1),
    ).fetchall()
    return [_entry(row, reviews(db, row["id"])) for row in rows]


def unjudged(
    db: Connection, until: date, *, officer: int | None = None, unit: int | None = None
) -> list[ProgressEntry]:
    """Return the entries to a day that report work done or a quantity and have no verdict, oldest first.

    Of the tasks that an officer does and that a unit leads now, or of all; none of a task that was withdrawn.
    """
    rows = db.execute(
        f"{_ENTRY} JOIN task_now n ON n.task = p.task WHERE p.voided IS NULL AND p.on_day <= :until"
        " AND (p.done_on IS NOT NULL OR p.quantity > 0) AND n.state NOT IN ('withdrawn', 'proposed')"
        " AND (:officer IS NULL OR t.officer = :officer) AND (:unit IS NULL OR t.lead = :unit)"
        " AND NOT EXISTS (SELECT 1 FROM review r WHERE r.progress = p.id AND r.voided IS NULL)"
        " ORDER BY p.on_day, p.id",
        {"until": until.isoformat(), "officer": officer, "unit": unit},
    )
    return [_entry(row, ()) for row in rows]


def count(db: Connection, task: int | None, as_of: date) -> int:
    """Return how many living entries are known by a day, of the register or of one task."""
    where = "AND task = :task" if task is not None else ""
    return int(
        db.execute(
            f"SELECT count(*) FROM progress WHERE voided IS NULL AND on_day <= :as_of {where}",
            {"task": task, "as_of": as_of.isoformat()},
        ).fetchone()[0]
    )


def first_day(db: Connection, task: int) -> date | None:
    """Return the earliest day that an entry of the task speaks for."""
    row = db.execute("SELECT min(on_day) FROM progress WHERE task = ? AND voided IS NULL", (task,)).fetchone()
    return day(row[0])


def is_done_besides(db: Connection, task: int, progress: int) -> bool:
    """Return whether another living entry than this one reports the task done and was not returned."""
    found = db.execute(
        "SELECT 1 FROM progress p WHERE p.task = ? AND p.id <> ? AND p.done_on IS NOT NULL AND p.voided IS NULL"
        " AND 'returned' IS NOT (SELECT verdict FROM review r WHERE r.progress = p.id AND r.voided IS NULL"
        " ORDER BY r.on_day DESC, r.id DESC LIMIT 1) LIMIT 1",
        (task, progress),
    )
    return found.fetchone() is not None


def is_unapproved_in_closed(db: Connection, task: int) -> bool:
    """Return whether an officer's task is reported done by nothing but unjudged entries of closed windows."""
    claims = db.execute(
        "SELECT EXISTS (SELECT 1 FROM period w WHERE w.state = 'closed' AND w.walls = 1"
        " AND p.on_day BETWEEN w.data_from AND w.cut_on) AS closed,"
        " EXISTS (SELECT 1 FROM review r WHERE r.progress = p.id AND r.voided IS NULL) AS judged"
        " FROM progress p JOIN task t ON t.id = p.task AND t.officer IS NOT NULL"
        " WHERE p.task = ? AND p.done_on IS NOT NULL AND p.voided IS NULL",
        (task,),
    ).fetchall()
    return bool(claims) and all(row["closed"] and not row["judged"] for row in claims)


def find(db: Connection, progress: int) -> ProgressEntry | None:
    """Return one entry by its number."""
    row = db.execute(f"{_ENTRY} WHERE p.id = ?", (progress,)).fetchone()
    return _entry(row, reviews(db, row["id"])) if row else None


def reviews(db: Connection, progress: int) -> Iterator[Review]:
    """Yield the verdicts on an entry, oldest first."""
    for row in db.execute(
        "SELECT r.*, j.at, j.actor FROM review r JOIN journal j ON j.seq = r.created"
        " WHERE r.progress = ? AND r.voided IS NULL ORDER BY r.on_day, r.id",
        (progress,),
    ):
        yield Review(
            row["id"],
            date.fromisoformat(row["on_day"]),
            row["verdict"],
            bool(row["exceeded"]),
            row["reviewer"],
            row["reason"],
            row["objective_by"],
            day(row["objective_on"]),
            row["at"],
            row["actor"],
        )


def _entry(row: Row, judged: Iterable[Review]) -> ProgressEntry:
    return ProgressEntry(
        id=row["id"],
        task=row["task_code"],
        task_title=row["task_title"],
        on=date.fromisoformat(row["on_day"]),
        done_on=day(row["done_on"]),
        percent=hundredths(row["percent"]),
        quantity=thousandths(row["quantity"]),
        result=row["result"],
        obstacle=row["obstacle"],
        proposal=row["proposal"],
        next_step=row["next_step"],
        cause=row["cause"],
        evidence=row["evidence"],
        evidence_sha256=row["evidence_sha256"],
        corrects=row["corrects"],
        voided=row["voided"] is not None,
        recorded_at=row["at"],
        actor=row["reported_by"] or row["actor"],
        reviews=tuple(judged),
        key=row["key"],
        taken_back=bool(row["taken_back"]),
        officer=row["officer"],
    )
