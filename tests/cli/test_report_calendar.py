"""Due dates as a calendar file, read back by the rules of RFC 5545."""

import re
from pathlib import Path

import pytest
from clerk import Clerk

NAME = re.compile(r"[A-Z-]+")
ORDER = (
    "UID",
    "DTSTAMP",
    "SEQUENCE",
    "DTSTART;VALUE=DATE",
    "DTEND;VALUE=DATE",
    "SUMMARY",
    "DESCRIPTION",
    "TRANSP",
)


def unfolded(raw: bytes) -> list[str]:
    """Return the lines of a calendar; every one ends in CR LF, is folded at 75 octets and is UTF-8 by itself."""
    assert raw.endswith(b"\r\n")
    physical = raw.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in physical)
    assert max(map(len, physical)) <= 75
    lines: list[str] = []
    for line in physical:
        text = line.decode("utf-8")  # a character cut in two cannot be read
        if text.startswith(" "):
            lines[-1] += text[1:]
        else:
            assert NAME.match(text), text
            lines.append(text)
    return lines


def unescaped(value: str) -> str:
    """Read a text value back; nothing that has to be escaped stands bare."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def events(raw: bytes) -> list[dict[str, str]]:
    """Return the properties of each event, by their names; those of its alarm under `alarm`."""
    found: list[dict[str, str]] = []
    inside: list[str] = []
    for line in unfolded(raw):
        name, value = line.split(":", 1)
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert inside.pop() == value
        elif inside[-1] == "VEVENT":
            assert name not in found[-1]
            found[-1][name] = value
        elif inside[-1] == "VALARM":
            found[-1]["alarm"] = f"{found[-1].get('alarm', '')}{line}|"
    assert inside == []
    return found


def components(raw: bytes) -> list[str]:
    """Return the components that stand in the calendar itself."""
    found, depth = [], 0
    for line in unfolded(raw):
        name, value = line.split(":", 1)
        depth -= name == "END"
        if name == "BEGIN":
            found += [value] if depth == 1 else []
            depth += 1
    assert depth == 0
    return found


def calendar(
    clerk: Clerk, *words: str, today: str | None = None, lang: str | None = None
) -> list[dict[str, str]]:
    """Return the events that the command prints."""
    return events(clerk.ok("report", "calendar", *words, today=today, lang=lang).out.encode())


def codes(found: list[dict[str, str]]) -> list[str]:
    """Return the codes of the tasks, with which the summaries begin."""
    return [one["SUMMARY"].split()[0] for one in found]


def test_an_event_is_a_day(clerk: Clerk) -> None:
    """Whole, with a stable identity, a stamp in UTC, and nothing that says that people are busy."""
    clerk.task("Họp", "--due", "2026-12-31", "--document", "12/KH", "--officer", "AN", "--urgency", "express")
    raw = clerk.ok("report", "calendar").out.encode()
    lines = unfolded(raw)
    assert lines[:7] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tasktrack//tasktrack//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Due dates of UBND tỉnh",
        "X-WR-CALNAME:Due dates of UBND tỉnh",
    ]
    assert lines[-1] == "END:VCALENDAR"
    (one,) = events(raw)
    assert tuple(one)[:8] == ORDER
    assert re.fullmatch(r"NV1\.[0-9a-f]{16}@tasktrack", one["UID"])
    wanted = {
        "DTSTAMP": "20261122T050000Z",  # noon in the office's zone
        "SEQUENCE": "0",
        "DTSTART;VALUE=DATE": "20261231",
        "DTEND;VALUE=DATE": "20270101",
        "SUMMARY": "NV1 Họp",
        "TRANSP": "TRANSPARENT",
        "PRIORITY": "1",
    }
    assert {name: one[name] for name in wanted} == wanted
    assert unescaped(one["DESCRIPTION"]).splitlines() == [
        "Lead: Sở Tài chính (STC).",
        "Officer: AN.",
        "Document: 12/KH.",
        "Status: Not started.",
    ]


def test_with_nothing_due_it_still_is_a_calendar(clerk: Clerk, tmp_path: Path) -> None:
    """Whoever takes the file over each day sees yesterday's events go; RFC 5545 asks for one component at least."""
    path = tmp_path / "due.ics"
    clerk.task("Draft", "--due", "2026-12-01")
    clerk.ok("report", "calendar", "--output", str(path))
    assert components(path.read_bytes()) == ["VEVENT"]
    clerk.ok("log", "NV1", "--done")
    clerk.ok("report", "calendar", "--yes", "--output", str(path))
    raw = path.read_bytes()
    assert components(raw) == ["VTIMEZONE"]
    lines = unfolded(raw)
    assert not any(line.startswith("METHOD") for line in lines)
    assert lines[lines.index("BEGIN:VTIMEZONE") + 1 : lines.index("END:VTIMEZONE")] == [
        "TZID:UTC+0700",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700",
        "END:STANDARD",
    ]


@pytest.mark.parametrize("length", range(21, 25))
def test_long_vietnamese_titles_are_folded_between_characters(clerk: Clerk, length: int) -> None:
    """Wherever the 75th octet falls."""
    title = "x" * (length % 4) + "ệ" * length + " 𠊛" + "đ, " * 20 + "hết"
    clerk.task(title, "--due", "2026-12-01")
    (one,) = calendar(clerk)
    assert unescaped(one["SUMMARY"]) == f"NV1 {title}"


def test_text_is_escaped(clerk: Clerk) -> None:
    """Backslash, semicolon, comma; what would begin a property of its own stays text."""
    title = r"Ban hành A\B; C, D: E\n END:VEVENT"
    clerk.task(title, "--due", "2026-12-01", "--document", "1,2;3\\4")
    (one,) = calendar(clerk)
    assert one["SUMMARY"] == r"NV1 Ban hành A\\B\; C\, D: E\\n END:VEVENT"
    assert unescaped(one["SUMMARY"]) == f"NV1 {title}"
    assert "Document: 1,2;3\\4." in unescaped(one["DESCRIPTION"])


def test_only_unfinished_tasks_with_a_date_are_in_it(clerk: Clerk) -> None:
    """Overdue ones too, and returned ones; parts in place of their whole."""
    clerk.task("Overdue", "--due", "2026-11-01")
    clerk.task("Due", "--due", "2026-12-01")
    clerk.task("No date")
    clerk.task("Done", "--due", "2026-12-01")
    clerk.task("Returned", "--due", "2026-12-02")
    for task in ("NV4", "NV5"):
        clerk.ok("log", task, "Sent", "--done", today="2026-11-10")
    clerk.ok("task", "review", "NV5", "--return", "--reason", "Again", today="2026-11-11")
    clerk.task("Part", "--parent", "NV2", "--due", "2026-11-30", "--lead", "STP")
    assert codes(calendar(clerk)) == ["NV1", "NV6", "NV5"]
    assert codes(calendar(clerk, "--days", "8")) == ["NV1", "NV6"]
    assert codes(calendar(clerk, "--unit", "STP")) == ["NV6"]
    assert codes(calendar(clerk, today="2026-11-09")) == ["NV1", "NV6", "NV4", "NV5"]
    assert calendar(clerk, "--unit", "XA1") == []
    clerk.refused(3, "report", "calendar", "--unit", "NONE")
    clerk.refused(3, "report", "calendar", "--officer", "NONE")


def test_a_moved_date_replaces_the_event(clerk: Clerk) -> None:
    """The same identity, a higher number each time, also when it is taken back; other corrections move nothing."""
    clerk.task("Plan", "--due", "2026-12-01")
    first = calendar(clerk)[0]
    clerk.ok("task", "edit", "NV1", "--due", "2026-12-10")
    second = calendar(clerk)[0]
    clerk.ok("undo")
    third = calendar(clerk)[0]
    clerk.ok("task", "edit", "NV1", "--title", "The plan")
    fourth = calendar(clerk)[0]
    assert len({one["UID"] for one in (first, second, third, fourth)}) == 1
    assert [one["SEQUENCE"] for one in (first, second, third, fourth)] == ["0", "1", "2", "2"]
    days = [one["DTSTART;VALUE=DATE"] for one in (first, second, third)]
    assert days == ["20261201", "20261210", "20261201"]


def test_another_register_is_another_calendar(clerk: Clerk, tmp_path: Path) -> None:
    """NV1 of the one is not NV1 of the other; a file that was moved is the same register."""
    clerk.task("Plan", "--due", "2026-12-01")
    before = calendar(clerk)[0]["UID"]
    clerk.db = clerk.db.rename(tmp_path / "moved.db")
    assert calendar(clerk)[0]["UID"] == before
    clerk.db = tmp_path / "other.db"
    clerk.ok("init", "--office", "UBND huyện")
    clerk.ok("unit", "add", "STC", "Sở Tài chính", "--block", "so")
    assert unfolded(clerk.ok("report", "calendar").out.encode())[-1] == "END:VCALENDAR"
    clerk.task("Plan", "--due", "2026-12-01")
    after = calendar(clerk)[0]["UID"]
    assert after != before
    assert after.split(".")[0] == before.split(".")[0]


def test_reminders_ring_in_the_morning(clerk: Clerk) -> None:
    """At 8 o'clock, so many days before."""
    clerk.task("Plan", "--due", "2026-12-01")
    alarm = "ACTION:DISPLAY|DESCRIPTION:NV1 Plan|TRIGGER:{}|"
    assert calendar(clerk, "--alarm", "0")[0]["alarm"] == alarm.format("PT8H")
    assert calendar(clerk, "--alarm", "1")[0]["alarm"] == alarm.format("-PT16H")
    assert calendar(clerk, "--alarm", "3")[0]["alarm"] == alarm.format("-PT64H")


def test_a_file_and_other_formats(clerk: Clerk, tmp_path: Path) -> None:
    """The file has the line ends of the standard; by its ending, or by name, it is something else."""
    clerk.task("Kế hoạch", "--due", "2026-12-01")
    target = tmp_path / "han.ics"
    said = clerk.ok("report", "calendar", "--output", str(target))
    assert said.out == ""
    assert len(events(target.read_bytes())) == 1
    rows = clerk.data("report", "calendar")
    assert {name: rows[0][name] for name in ("starts_on", "ends_on", "sequence", "summary")} == {
        "starts_on": "2026-12-01",
        "ends_on": "2026-12-02",
        "sequence": 0,
        "summary": "NV1 Kế hoạch",
    }
    clerk.ok("report", "calendar", "--output", str(tmp_path / "han.csv"))
    assert (tmp_path / "han.csv").read_text(encoding="utf-8").splitlines()[1].startswith("2026-12-01,NV1,STC")
    assert "NV1" in clerk.ok("report", "calendar", "--format", "text").out
    assert clerk.run("report", "calendar", "--output", str(tmp_path / "han.xyz")).code == 2
    assert clerk.run("task", "list", "--format", "ics").code == 2
    assert clerk.run("report", "calendar", "--output", str(clerk.db), "--format", "ics").code == 4


def test_the_calendar_speaks_vietnamese(clerk: Clerk) -> None:
    """Its name and what it tells."""
    clerk.task("Kế hoạch", "--due", "2026-12-01")
    out = clerk.ok("report", "calendar", lang="vi").out
    assert "PRODID:-//tasktrack//tasktrack//VI" in out
    assert "Chưa triển khai" in unescaped(events(out.encode())[0]["DESCRIPTION"])
