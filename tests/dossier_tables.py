"""Tables of dossiers for tests: written as a one-stop system exports them, and imported."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from clerk import TODAY, Clerk

HEADING = (
    "key",
    "unit",
    "officer",
    "procedure",
    "channel",
    "submitted_at",
    "received_at",
    "appointed_at",
    "returned_at",
    "paused_from",
    "paused_to",
    "supplements",
    "bodies",
    "parts_points",
    "attitude_points",
)
Given = Mapping[str, object]


def dossier(key: str, received: str, appointed: str, returned: str = "", **others: object) -> Given:
    """Return a row of STC that came to the counter unless said otherwise."""
    days = {"received_at": received, "appointed_at": appointed, "returned_at": returned}
    return {"key": key, "unit": "STC", "channel": "direct", **days, **others}


def write(path: Path, rows: Iterable[Given]) -> Path:
    """Write a table with the columns that any row gives."""
    given = list(rows)
    names: Sequence[str] = [name for name in HEADING if any(name in row for row in given)]
    with path.open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(names)
        table.writerows([row.get(name, "") for name in names] for row in given)
    return path


def put(clerk: Clerk, folder: Path, *rows: Given, today: str = TODAY) -> None:
    """Import rows."""
    path = write(folder / "dossiers.csv", rows)
    clerk.ok("dossier", "import", str(path), today=today)


def ha_tinh() -> list[Given]:
    """Return 443 invented dossiers with the public figures of the first half of 2015.

    65 settled before the day (1,432 days allowed, 111 used), 360 on it (1,440 days), 18 not settled by the end.
    Working days from Monday, 5 January; the holidays of that year are not in the calendar.
    """
    first = "2015-01-05"
    early = [
        dossier(f"S{n}", first, _later(22 + (n < 2)), _later(1 + (n < 46)), unit="VP") for n in range(65)
    ]
    on_day = [dossier(f"D{n}", first, _later(4), _later(4), unit="VP", channel="online") for n in range(360)]
    left = [dossier(f"C{n}", "2015-06-30", "2015-07-07", unit="VP", channel="post") for n in range(18)]
    return [*early, *on_day, *left]


def _later(days: int) -> str:
    """Return the so manieth working day after 5 January 2015."""
    weeks, rest = divmod(days, 5)
    return (
        f"2015-01-{5 + 7 * weeks + rest:02}"
        if 5 + 7 * weeks + rest <= 31
        else f"2015-02-{7 * weeks + rest - 26:02}"
    )
