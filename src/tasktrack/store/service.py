"""Who served in a window, read from the books in as many statements however many officers there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from tasktrack.domain.service import Post, ServiceRow, resolved
from tasktrack.store.connect import Connection, Row

_Leaves = dict[int, list[tuple[str, date, date]]]

# The posting that began last comes last; one whose first day is not known comes first.
_POSTINGS = (
    "SELECT p.officer, o.code, o.name, o.category, p.unit, p.position, p.manager, p.similar_group, p.from_on,"
    " max(coalesce(p.from_on, :from_on), :from_on) AS first, min(coalesce(p.to_on, :cut_on), :cut_on) AS last"
    " FROM posting p JOIN officer o ON o.id = p.officer WHERE p.voided IS NULL AND o.voided IS NULL"
    " AND (p.from_on IS NULL OR p.from_on <= :cut_on) AND (p.to_on IS NULL OR p.to_on >= :from_on)"
    " ORDER BY p.officer, p.from_on, p.id"
)
_LEAVE = (
    "SELECT officer, kind, max(from_on, :from_on) AS first, min(coalesce(to_on, :cut_on), :cut_on) AS last"
    " FROM leave WHERE voided IS NULL AND from_on <= :cut_on AND (to_on IS NULL OR to_on >= :from_on)"
    " ORDER BY officer, from_on, id"
)
_UNITS = "SELECT id, parent FROM unit WHERE voided IS NULL"


def in_window(db: Connection, from_on: date, cut_on: date) -> list[ServiceRow]:
    """Return every officer with a living posting in the window (both ends included), by officer id.

    Unit, position, manager and group are those of the posting of the window that began last. The manager is as
    recorded in it, else the head on the window's last day of the unit, or of the nearest unit above that has
    one; for a head one from above only, else None. Three statements whatever the number of officers.
    """
    told = {"from_on": from_on.isoformat(), "cut_on": cut_on.isoformat()}
    rows = db.execute(_POSTINGS, told).fetchall()
    leaves: _Leaves = defaultdict(list)
    for row in db.execute(_LEAVE, told):
        leaves[row["officer"]].append((row["kind"], _day(row["first"]), _day(row["last"])))
    held = [list(postings) for _officer, postings in groupby(rows, key=lambda row: row["officer"])]
    managers = _managers(db, [postings[-1] for postings in held], cut_on)
    return [_row(postings, managers, leaves) for postings in held]


def managers_on(db: Connection, on: date) -> dict[int, int | None]:
    """Return by officer who manages whom on a day; two statements."""
    told = {"from_on": on.isoformat(), "cut_on": on.isoformat()}
    rows = db.execute(_POSTINGS, told).fetchall()
    return _managers(db, {row["officer"]: row for row in rows}.values(), on)


def _managers(db: Connection, held: Iterable[Row], on: date) -> dict[int, int | None]:
    held = sorted(held, key=lambda row: (row["from_on"] or "", row["officer"]))
    # Of several heads of a unit the one who began last.
    heads = {
        row["unit"]: row["officer"]
        for row in held
        if row["position"] == "head" and row["last"] == on.isoformat()
    }
    posts = [Post(row["officer"], row["unit"], row["position"], row["manager"]) for row in held]
    return resolved(posts, heads, {row["id"]: row["parent"] for row in db.execute(_UNITS)})


def _row(postings: list[Row], managers: dict[int, int | None], leaves: _Leaves) -> ServiceRow:
    last = postings[-1]
    return ServiceRow(
        last["officer"],
        last["code"],
        last["name"],
        last["category"],
        last["unit"],
        last["position"],
        managers[last["officer"]],
        last["similar_group"],
        tuple((_day(row["first"]), _day(row["last"])) for row in postings),
        tuple(leaves.get(last["officer"], ())),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
