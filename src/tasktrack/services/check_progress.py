"""Checks of how tasks were reported on: evidence, days, percentages, silence."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from tasktrack.domain.cadence import is_dumped
from tasktrack.domain.check_rules import grouped
from tasktrack.domain.finding import Figures, Finding, Place
from tasktrack.services import cadence
from tasktrack.services.check_desk import Desk, as_json, codes, place
from tasktrack.store import check_progress as store
from tasktrack.store.connect import Row
from tasktrack.store.rows import HUNDREDTHS


def done_without_evidence(desk: Desk) -> Iterator[Finding]:
    """Find, unit by unit, the tasks reported done in the year without any evidence."""
    for unit, rows in grouped(store.done(desk.db, desk.asked), place).items():
        if bare := [row for row in rows if not row["backed"]]:
            figures: Figures = {"bare": len(bare), "done": len(rows)}
            yield Finding("done-without-evidence", "bare", figures, unit, tasks=codes(bare))


def done_entered_long_after(desk: Desk) -> Iterator[Finding]:
    """Find work that was reported done more days than allowed after it was finished."""
    allowed = desk.number("check_done_days")
    for row in store.done_long_before(desk.db, desk.asked, began=desk.began.isoformat(), days=allowed):
        figures: Figures = {
            "done": date.fromisoformat(row["done_on"]),
            "entered": date.fromisoformat(row["entered"]),
            "days": int(row["days"]),
            "allowed": allowed,
        }
        yield _of_entry("done-entered-long-after", "late", row, figures)


def progress_falls(desk: Desk) -> Iterator[Finding]:
    """Find entries that stand lower than the one before."""
    for row in store.falls(desk.db, desk.asked):
        figures: Figures = {
            "on": date.fromisoformat(row["on_day"]),
            "percent": Fraction(row["percent"], HUNDREDTHS),
            "before": Fraction(row["higher"], HUNDREDTHS),
            "earlier": row["earlier"],
        }
        yield _of_entry("progress-falls", "falls", row, figures)


def hundred_not_done(desk: Desk) -> Iterator[Finding]:
    """Find open tasks at 100 percent, which alone is not done."""
    for row in store.at_hundred(desk.db, desk.asked):
        yield _of_entry("hundred-not-done", "open", row, {"on": date.fromisoformat(row["last_on"])})


def silent_units(desk: Desk) -> Iterator[Finding]:
    """Find units that have had open tasks for long, and entered nothing on any task of theirs since."""
    allowed = desk.number("check_silent_days")
    for unit, rows in grouped(store.heard(desk.db, desk.asked), place).items():
        last = rows[0]["last_on"]
        since = max(last, min(row["assigned_on"] for row in rows))
        days = (desk.asked.today - date.fromisoformat(since)).days
        if days > allowed:
            figures: Figures = {
                "open": len(rows),
                "days": days,
                "allowed": allowed,
                "last": date.fromisoformat(last) if last else None,
            }
            yield Finding("silent-units", "silent" if last else "never", figures, unit, tasks=codes(rows))


def back_dated(desk: Desk) -> Iterator[Finding]:
    """Find entries dated long before they were made, and the others made when entry into their period was over."""
    allowed, began = desk.number("check_backdated_days"), desk.began.isoformat()
    for row in store.back_dated(desk.db, desk.asked, began=began, days=allowed):
        figures: Figures = {
            "on": date.fromisoformat(row["on_day"]),
            "entered": date.fromisoformat(row["entered"]),
            "days": row["days"],
            "allowed": allowed,
        }
        yield _of_entry("back-dated", "days", row, figures)
    yield from _after_cut(desk)


def _after_cut(desk: Desk) -> Iterator[Finding]:
    """Find, by unit and period, the entries that back_dated leaves and that were made when entry was over."""
    allowed, began = desk.number("check_backdated_days"), desk.began.isoformat()
    windows = as_json(desk.past_entry())
    late = store.after_cut(desk.db, desk.asked, began=began, days=allowed, windows=windows)
    for rows in grouped(late, lambda row: (row["key"], row["unit"])).values():
        first, last = (end(row["entered"] for row in rows) for end in (min, max))
        figures: Figures = {
            "count": len(rows),
            "until": date.fromisoformat(rows[0]["until"]),
            "first": date.fromisoformat(first),
            "last": date.fromisoformat(last),
        }
        entries = tuple(row["entry"] for row in rows)
        yield Finding(
            "back-dated",
            "cut",
            figures,
            place(rows[0]),
            period=rows[0]["key"],
            tasks=codes(rows),
            entries=entries,
        )


def dumped_at_cut(desk: Desk) -> Iterator[Finding]:
    """Find units that kept their entries for the last days of the newest period that takes none any more."""
    periods = desk.past_entry()
    if not periods:
        return
    period, days = periods[-1]
    fewest, most = desk.number("check_dumped_entries"), desk.number("cadence_share")
    for one in cadence.reported(desk.register, period):
        made = one.entries
        if made.last < fewest or not is_dumped(made, most):
            continue
        if desk.unit in (None, one.lead):
            figures: Figures = {
                "late": made.last,
                "made": made.entries,
                "percent": made.share,
                "from": days.entry_until - timedelta(days=desk.number("cadence_days") - 1),
                "until": days.entry_until,
            }
            where = Place(one.lead, one.lead_name)
            yield Finding("dumped-at-cut", "dumped", figures, where, period=str(period.key))


def _of_entry(check: str, says: str, row: Row, figures: Figures) -> Finding:
    return Finding(check, says, figures, place(row), tasks=(row["code"],), entries=(row["entry"],))
