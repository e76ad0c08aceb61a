"""The journal as people and programs read it."""

import re
from itertools import pairwise

import pytest
from clerk import Clerk

KEYS = [
    "seq", "at", "today", "actor", "command", "task", "what", "reason", "undoes", "foreign", "inserted", "changed",
    "previous_hash", "hash",
]  # fmt: skip


@pytest.fixture
def used(clerk: Clerk) -> Clerk:
    """Return a clerk who registered two tasks and worked on the first."""
    clerk.task(
        "Draft", "--support", "STP", "--support", "XA1", "--programme", "CT2026", "--due", "2026-12-31"
    )
    clerk.task("Other")
    clerk.ok("log", "NV1", "half", "--percent", "50")
    clerk.ok("log", "NV1", "less", "--percent", "40", "--corrects", "1")
    clerk.ok("task", "review", "NV1", "--fail", "--reason", "wrong annex")
    clerk.ok(
        "task", "edit", "NV1", "--lead", "XA1", "--support", "STP", "--officer", "AN", "--coefficient", "1.5",
        "--reason", "entered wrong",
    )  # fmt: skip
    return clerk


def test_who_did_what_and_why(used: Clerk) -> None:
    """Newest first, counts in words."""
    found = [(e["command"], e["task"], e["what"], e["reason"]) for e in used.data("history", "--limit", "6")]
    assert found == [
        ("task edit", "NV1", "changed: 1 task; taken back: 1 supporting unit", "entered wrong"),
        ("task review", "NV1", "entered: 1 review", "wrong annex"),
        ("log", "NV1", "entered: 1 progress entry; taken back: 1 progress entry", None),
        ("log", "NV1", "entered: 1 progress entry", None),
        ("task add", "NV2", "entered: 1 task", None),
        ("task add", "NV1", "entered: 1 task, 1 programme, 2 supporting units", None),
    ]


def test_the_history_of_one_task(used: Clerk) -> None:
    """All that touched it and nothing else, by code or key."""
    assert [entry["command"] for entry in used.data("history", "NV1")] == [
        "task edit", "task review", "log", "log", "task add",
    ]  # fmt: skip
    assert [entry["command"] for entry in used.data("history", "NV2")] == ["task add"]
    used.ok("task", "edit", "NV2", "--key", "K-2")
    assert [entry["command"] for entry in used.data("history", "K-2")] == ["task edit", "task add"]
    used.refused(3, "history", "NV3")


def test_changed_columns_before_and_after(used: Clerk) -> None:
    """In JSON always, for people with --changes; units and officers by their codes."""
    changed = used.data("history", "--limit", "1")[0]["changed"]
    assert changed[0]["book"] == "task"
    assert changed[0]["before"] == {"coefficient": 1, "lead": "STC", "officer": None}
    assert changed[0]["after"] == {"coefficient": 1.5, "lead": "XA1", "officer": "AN"}
    words = "coefficient: 1 -> 1.5, lead: STC -> XA1, officer: – -> AN"
    assert words not in used.ok("history").out
    assert words in used.ok("history", "--changes").out


def test_the_chain_of_hashes(used: Clerk) -> None:
    """Every entry names the hash of the one before; the first names none."""
    entries = used.data("history")
    assert [list(entry) for entry in entries] == [KEYS] * len(entries)
    assert [entry["seq"] for entry in entries] == list(range(len(entries), 0, -1))
    for newer, older in pairwise(entries):
        assert newer["previous_hash"] == older["hash"]
    assert entries[-1]["previous_hash"] == ""
    assert all(re.fullmatch("[0-9a-f]{64}", entry["hash"]) for entry in entries)
    assert len({entry["hash"] for entry in entries}) == len(entries)
    assert not any(entry["foreign"] for entry in entries)


def test_a_limit_says_how_many_more(used: Clerk) -> None:
    """The whole journal in a pipe, 50 in a terminal, and the total beside."""
    total = used.ok("history", "--format", "json").json["total"]
    said = used.ok("history", "--limit", "2", "--format", "json").json
    assert (len(said["data"]), said["total"]) == (2, total)
    assert (
        used.ok("history", "--limit", "2").out.splitlines()[-1]
        == f"… and {total - 2} more; --limit 0 shows all."
    )
    assert used.ok("history", "NV1", "--limit", "2").out.splitlines()[-1].startswith("… and 3 more")
    assert "… and" not in used.ok("history", "NV1", "--limit", "5").out


def test_the_moment_is_the_machine_s_and_the_given_day_stands_beside(used: Clerk) -> None:
    """Stored in UTC, shown in the office's zone; the given day is the one of --today."""
    entry = used.data("history", "--limit", "1")[0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry["at"])
    used.ok("unit", "rename", "STC", "Sở", today="2027-03-01")
    assert used.data("history", "--limit", "1")[0]["today"] == "2027-03-01"
    assert " 2027-03-01 " in used.ok("history", "--limit", "1").out


def test_the_zone_is_the_office_s(used: Clerk) -> None:
    """A moment is shown as the office's clocks had it."""
    at = used.data("history", "--limit", "1")[0]["at"]
    shown = []
    for zone in ("+00:00", "+07:00"):
        used.ok("config", "set", "zone", zone)
        shown.append(used.ok("history", "NV1", "--limit", "1").out.splitlines()[4].split()[2])
    assert shown[0] == at[11:16]
    assert shown[1] == f"{(int(at[11:13]) + 7) % 24:02}:{at[14:16]}"


def test_the_actor_is_who_was_named(clerk: Clerk) -> None:
    """By --actor here; each entry keeps its own."""
    clerk.task()
    clerk.actor = "Lê Văn Cường"
    clerk.ok("log", "NV1", "begun")
    assert [entry["actor"] for entry in clerk.data("history", "--limit", "2")] == ["Lê Văn Cường", "clerk"]


def test_what_wrote_nothing_is_no_entry(clerk: Clerk) -> None:
    """A dry run, a refusal, a change to the same value."""
    clerk.task("Draft")
    before = clerk.ok("history", "--format", "json").json["total"]
    clerk.ok("log", "NV1", "--done", "--dry-run")
    clerk.run("log", "NV1")
    clerk.ok("task", "edit", "NV1", "--title", "Draft")
    clerk.ok("config", "set", "windows", "calendar")
    assert clerk.ok("history", "--format", "json").json["total"] == before


def test_first_steps_are_in_the_journal(empty: Clerk) -> None:
    """A new register says how it began."""
    entry = empty.data("history")[0]
    assert entry["command"] == "init"
    assert re.fullmatch(r"entered: \d+ days of the calendar, 3 settings", entry["what"])
