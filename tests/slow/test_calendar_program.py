"""Another calendar program takes over what `report calendar` writes: the same events on the same days."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import typed
from clerk import Clerk
from programs import PATIENCE, needs

pytestmark = [pytest.mark.slow, needs("calcurse")]
ODD = (
    r"Ban hành A\B; C, D: E\n END:VEVENT",
    "Triển khai Nghị quyết số 57-NQ/TW về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo " * 3
    + "hết",
    "𠊛 với ệ và ự",
    "=1+1; BEGIN:VALARM",
)


def calcurse(folder: Path, *words: str) -> str:
    """Run calcurse on data of the test's own."""
    return subprocess.run(
        ["calcurse", "-D", str(folder), "-C", str(folder), *words],
        env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=True,
    ).stdout


def days(folder: Path) -> list[tuple[str, str]]:
    """Return (day, summary) of every event that calcurse lists over two years."""
    told = calcurse(
        folder,
        "-Q",
        "--from",
        "01/01/2026",
        "--to",
        "12/31/2027",
        "--filter-type",
        "event",
        "--format-event",
        "%m\\n",
    )
    found: list[tuple[str, str]] = []
    day = ""
    for line in filter(None, told.splitlines()):
        if heading := re.fullmatch(r"(\d\d)/(\d\d)/(\d\d):", line):
            day = f"20{heading[3]}-{heading[1]}-{heading[2]}"
        else:
            found.append((day, line.strip()))
    return sorted(found)


def taken_over(clerk: Clerk, folder: Path, *words: str) -> str:
    """Write a calendar, let calcurse import it, and compare what both list; return what calcurse said."""
    calendar = folder / "han.ics"
    clerk.ok("report", "calendar", *words, "--output", str(calendar), "--yes")
    (data := folder / "calcurse").mkdir()
    said = calcurse(data, "-i", str(calendar))
    rows = clerk.data("report", "calendar", *words)
    assert days(data) == sorted((row["starts_on"], row["summary"]) for row in rows)
    assert f"{len(rows)} events" in said
    assert " 0 skipped" in said
    return said


def test_the_due_dates_of_a_province_come_over(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    clerk = Clerk(typed.province(), capsys)
    said = taken_over(clerk, tmp_path, "--alarm", "1")
    assert re.search(r"[1-9]\d events", said)


def test_odd_titles_come_over_as_they_are(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    clerk = Clerk(tmp_path / "office.db", capsys)
    clerk.ok("init", "--office", "UBND tỉnh; A, B")
    clerk.ok("unit", "add", "STC", "Sở Tài chính", "--block", "so")
    for number, title in enumerate(ODD, 1):
        clerk.task(title.strip(), "--due", f"2026-12-{number:02}", "--document", r"1,2;3\4")
    taken_over(clerk, tmp_path)
