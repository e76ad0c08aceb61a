"""Checks of how tasks were planned and registered (Bắc Giang 193/2011: the gaming that is known)."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from tasktrack.domain.check_rules import (
    FEWEST_UNITS,
    even_in_december,
    grouped,
    is_rank,
    lacking,
    pattern,
    strays,
)
from tasktrack.domain.finding import Figures, Finding, Place
from tasktrack.domain.key_tasks import deadline as deadline_of
from tasktrack.domain.text import fold
from tasktrack.services.check_desk import Desk, codes, place
from tasktrack.store import check_tasks as store
from tasktrack.store.connect import Row
from tasktrack.store.rows import THOUSANDTHS


def december_pile(desk: Desk) -> Iterator[Finding]:
    """Find units, and the whole office, with too many of the year's due dates in December."""
    due = store.due_in_year(desk.db, desk.asked)
    for unit, rows in grouped(due, place).items():
        yield from _pile(desk, rows, unit)
    if desk.asked.unit is None:
        yield from _pile(desk, due, None)


def _pile(desk: Desk, rows: list[Row], unit: Place | None) -> Iterator[Finding]:
    late = [row for row in rows if row["late"]]
    even = even_in_december(row["month"] for row in rows)
    if (
        len(late) < desk.number("check_december_tasks")
        or len(late) <= desk.number("check_december_ratio") * even
    ):
        return
    figures: Figures = {
        "year": desk.asked.year,
        "due": len(rows),
        "december": len(late),
        "even": even,
        "ratio": len(late) / even,
    }
    yield Finding(
        "december-pile", "unit" if unit else "office", figures, unit, tasks=codes(late) if unit else ()
    )


def target_out_of_line(desk: Desk) -> Iterator[Finding]:
    """Find targets far from last year's figure, and far from the same task's in the units of the block."""
    rows = [row for row in store.targets(desk.db, desk.asked) if not is_rank(row["measure"])]
    low, high = (Fraction(desk.number(f"check_target_{end}"), 100) for end in ("low", "high"))
    for row in rows:
        ratio = _ratio(row)
        if not low <= ratio <= high:
            figures: Figures = {"percent": ratio * 100, "allowed": (low if ratio < low else high) * 100}
            yield _off_target(row, "low" if ratio < low else "high", figures)
    alike = grouped((row for row in rows if row["block"]), _same_task)
    for group in alike.values():
        if len({row["unit"] for row in group}) >= FEWEST_UNITS:
            yield from _out_of_block(group, desk.number("check_target_block"))


def _out_of_block(group: list[Row], percent: int) -> Iterator[Finding]:
    middle, places = strays([_ratio(row) for row in group], percent)
    for number in places:
        row = group[number]
        figures: Figures = {
            "percent": _ratio(row) * 100,
            "median": middle * 100,
            "units": len(group),
            "allowed": Fraction(percent),
        }
        yield _off_target(row, "block", figures)


def _off_target(row: Row, says: str, figures: Figures) -> Finding:
    known = {name: Fraction(row[name], THOUSANDTHS) for name in ("target", "baseline")}
    more: Figures = {**known, "measure": row["measure"], **figures}
    return Finding("target-out-of-line", says, more, place(row), tasks=(row["code"],))


def _ratio(row: Row) -> Fraction:
    return Fraction(row["target"], row["baseline"])


def _same_task(row: Row) -> tuple[str | None, ...]:
    """Return what the tasks of one assignment to all units of a block have in common."""
    return (
        row["block"],
        fold(row["document"] or ""),
        pattern(row["title"], row["unit_name"]),
        fold(row["measure"] or ""),
    )


class _Late(NamedTuple):
    """By which rule a task was entered late: since when, after how many working days, of so many allowed."""

    says: str
    since: date
    days: int
    allowed: int

    @property
    def over(self) -> int:
        """Return the days beyond those allowed."""
        return self.days - self.allowed


def entered_late(desk: Desk) -> Iterator[Finding]:
    """Find tasks entered more working days than allowed after they were assigned, or after their document.

    Of both the worse is told: a day of assignment that was chosen late does not hide an old document.
    """
    rows = store.entered(
        desk.db, desk.asked, began=desk.began.isoformat(), many=desk.number("check_entered_many")
    )
    days_between = cache(desk.calendar().working_days_between)
    for row in rows:
        late = max(_late(desk, row, days_between), key=lambda one: one.over)
        if late.over > 0:
            figures: Figures = {
                "since": late.since,
                "entered": date.fromisoformat(row["entered"]),
                "days": late.days,
                "allowed": late.allowed,
                "document": row["document"] or "",
            }
            yield Finding("entered-late", late.says, figures, place(row), tasks=(row["code"],))


def _late(desk: Desk, row: Row, days_between: Callable[[date, date], int]) -> Iterator[_Late]:
    """Yield what each rule makes of a task that was entered on a later day than it was assigned, or its document."""
    promptly = 0 if row["urgent"] else desk.number(_allowed(row))
    for says, day, allowed in (
        ("assigned", row["assigned"], promptly),
        ("document", row["dated"], desk.number("check_entered_document")),
    ):
        if day:
            since = date.fromisoformat(day)
            yield _Late(says, since, days_between(since, date.fromisoformat(row["entered"])), allowed)


def _allowed(row: Row) -> str:
    return "check_entered_many_days" if row["many"] else "check_entered_days"


def registered_after_deadline(desk: Desk) -> Iterator[Finding]:
    """Find tasks of the year's plan that were registered late; a register that began later cannot tell."""
    deadline = deadline_of(desk.register.settings["registration_deadline"], desk.asked.year)
    if deadline is None or desk.began > deadline:
        return
    for row in store.registered_after(desk.db, desk.asked, deadline.isoformat()):
        figures: Figures = {"entered": date.fromisoformat(row["entered"]), "deadline": deadline}
        says = "registered" if row["kind"] == "key-registered" else "programme"
        yield Finding("registered-after-deadline", says, figures, place(row), tasks=(row["code"],))


def extended_again(desk: Desk) -> Iterator[Finding]:
    """Find tasks extended too often, and those extended each time shortly before they fell due."""
    most, days = desk.number("check_extensions"), desk.number("check_extension_days")
    for row in store.extended(desk.db, desk.asked, most=most, days=days):
        first, last = (row[name] or "" for name in ("due_original", "due_on"))
        figures: Figures = {
            "times": row["times"],
            "allowed": most,
            "late": row["late"],
            "days": days,
            "first": date.fromisoformat(first) if first else None,
            "last": date.fromisoformat(last) if last else None,
        }
        says = "often" if row["times"] > most else "last-moment"
        yield Finding("extended-again", says, figures, place(row), tasks=(row["code"],))


def same_document_and_text(desk: Desk) -> Iterator[Finding]:
    """Find tasks of one lead (and one officer) with the same document, text and first due date.

    What falls due again and again is no task twice, whether registered one by one or as a series.
    """
    rows = store.of_documents(desk.db, desk.asked)
    for group in grouped(rows, _said).values():
        if len(group) > 1:
            days = (date.fromisoformat(row["due_on"]) for row in group if row["due_on"])
            figures: Figures = {
                "count": len(group),
                "document": group[0]["document"],
                "title": group[0]["title"],
                "due": tuple(sorted(set(days))),
            }
            yield Finding("same-document-and-text", "twice", figures, place(group[0]), tasks=codes(group))


def _said(row: Row) -> tuple[str | int | None, ...]:
    kept = (row[name] for name in ("lead", "officer", "parent", "series_period", "due_original"))
    return (fold(row["document"]), fold(row["title"]), *kept)


def changed_back_dated(desk: Desk) -> Iterator[Finding]:
    """Find changes entered long after the day they count from, or after the due date that they moved."""
    allowed = desk.number("check_backdated_days")
    for row in store.back_dated(desk.db, desk.asked, began=desk.began.isoformat(), days=allowed):
        figures: Figures = {
            "kind": row["kind"],
            "on": date.fromisoformat(row["on_day"]),
            "entered": date.fromisoformat(row["entered"]),
            "days": row["days"],
            "allowed": allowed,
            "due": date.fromisoformat(row["moved_due"]) if row["belated"] else None,
        }
        says = "change-belated" if row["belated"] else "change"
        yield Finding(
            "back-dated", says, figures, place(row), tasks=(row["code"],), journal=(row["created"],)
        )


def changed_without_reason(desk: Desk) -> Iterator[Finding]:
    """Find changes of tasks that do not say why, by which document or by whose approval."""
    for row in store.unjustified(desk.db, desk.asked):
        missing = lacking({name: row[name] for name in ("reason", "document", "approved_by")})
        figures: Figures = {
            "kind": row["kind"],
            "on": date.fromisoformat(row["on_day"]),
            "lacks": " ".join(missing),
        }
        yield Finding(
            "changed-without-reason",
            "lacks",
            figures,
            place(row),
            tasks=(row["code"],),
            journal=(row["created"],),
        )
