"""The book of reopenings, and what closings of a period that was opened again look like side by side."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.clock import parse_utc
from tasktrack.domain.reopening import BuiltOn, ClosedOnce, Reopening
from tasktrack.store.closing import Closing
from tasktrack.store.connect import Connection
from tasktrack.store.facts import UNAPPROVED, scope_condition

if TYPE_CHECKING:
    from tasktrack.domain.fact_scope import FactScope
    from tasktrack.store.journal import Entry


def add(entry: "Entry", period: int, opening: Reopening) -> None:
    """Record why a closed period is opened again."""
    entry.insert(
        "reopening",
        {
            "period": period,
            "revision": opening.revision,
            "on_day": opening.on.isoformat(),
            "reason": opening.reason,
            "document": opening.document,
            "decided_by": opening.decided_by,
        },
    )


def of_period(db: Connection, period: int) -> tuple[Reopening, ...]:
    """Return the reopenings of a period, in order."""
    rows = db.execute(
        "SELECT revision, on_day, reason, document, decided_by FROM reopening"
        " WHERE period = ? AND voided IS NULL ORDER BY revision",
        (period,),
    )
    return tuple(
        Reopening(
            row["revision"],
            date.fromisoformat(row["on_day"]),
            row["reason"],
            row["document"],
            row["decided_by"],
        )
        for row in rows
    )


def closings(db: Connection, period: int) -> tuple[ClosedOnce, ...]:
    """Return the closings of a period, in order."""
    rows = db.execute(
        "SELECT c.revision, c.number, c.at, c.actor, c.seal, j.today,"
        " (SELECT json_group_array(code) FROM (SELECT code FROM closing_scheme s WHERE s.period = c.period"
        " AND s.revision = c.revision ORDER BY s.position)) AS schemes"
        " FROM closing c JOIN journal j ON j.seq = c.seq WHERE c.period = ? ORDER BY c.revision",
        (period,),
    )
    return tuple(
        ClosedOnce(
            row["revision"],
            row["number"],
            date.fromisoformat(row["today"]),
            parse_utc(row["at"]),
            row["actor"],
            tuple(json.loads(row["schemes"])),
            row["seal"],
        )
        for row in rows
    )


def parts_of(record: Closing) -> list[tuple[str, int]]:
    """Return the base periods that a closing was made of, each with its revision; none that cannot be read."""
    try:
        return [(str(key), int(revision)) for key, revision, _seal in json.loads(record.parts)]
    except (ValueError, TypeError):
        return []


def moved_on(db: Connection, record: Closing) -> tuple[BuiltOn, ...]:
    """Return the parts of a closing that were opened again since, each with the closing that stands now."""
    stands = {
        row["key"]: (row["revision"], row["state"] == "closed")
        for row in db.execute("SELECT key, revision, state FROM period WHERE revision > 1")
    }
    return tuple(
        BuiltOn(key, revision, now if closed else None)
        for key, revision in parts_of(record)
        for now, closed in [stands.get(key, (revision, True))]
        if now > revision
    )


def in_force(db: Connection) -> list[Closing]:
    """Return the closings that count now: of each closed period the newest."""
    rows = db.execute(
        "SELECT c.* FROM closing c JOIN period p ON p.id = c.period AND p.revision = c.revision"
        " WHERE p.state = 'closed' ORDER BY p.starts_on, p.ends_on"
    )
    return [Closing(**dict(row)) for row in rows]


def finished_then(db: Connection, period: int, revision: int, scope: "FactScope") -> dict[int, str]:
    """Return the tasks that a closing counted as finished in a scope: id -> code."""
    return _finished(db, "frozen_task s", scope, "s.period = ? AND s.revision = ? AND", (period, revision))


def finished_now(db: Connection, scope: "FactScope") -> dict[int, str]:
    """Return the tasks that temp.task_state, as it was filled, counts as finished in a scope: id -> code."""
    return _finished(db, "temp.task_state s", scope, "", ())


def own_finished_now(db: Connection, scope: "FactScope") -> dict[int, str]:
    """Return those of `finished_now` that are no copies: what a merge brings later is counted by its own office."""
    return _finished(
        db, "temp.task_state s", scope, "s.task NOT IN (SELECT id FROM main.task WHERE there_on > '') AND", ()
    )


def _finished(
    db: Connection, book: str, scope: "FactScope", where: str, parameters: Sequence[int]
) -> dict[int, str]:
    roles = ", ".join(f"'{role}'" for role in scope.roles if role.isalpha())
    approved = f"AND NOT {UNAPPROVED}" if scope.needs_review else ""
    rows = db.execute(
        "SELECT t.id, t.code FROM main.task t WHERE t.id IN"
        f" (SELECT s.task FROM {book} WHERE {where} role IN ({roles}) AND completed_on IS NOT NULL"
        f" {approved} AND {scope_condition(scope)}) ORDER BY t.id",
        tuple(parameters),
    )
    return {row["id"]: row["code"] for row in rows}
