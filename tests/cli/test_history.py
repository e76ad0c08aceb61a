"""The journal as people and programs read it."""

import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from clerk import Clerk
from dossier_tables import dossier, put

from tasktrack.clock import parse_utc
from tasktrack.domain.history import HistoryFilter
from tasktrack.services import history as journal
from tasktrack.store.register import Caller, reading

KEYS = [
    "seq", "at", "today", "actor", "command", "task", "code", "what", "reason", "undoes", "undone_by", "foreign",
    "inserted", "changed", "previous_hash", "hash",
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
    words = "Coefficient: 1 -> 1.5, Lead: STC -> XA1, Officer: – -> AN"
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


# -- undo, and filters ---------------------------------------------------------------------------------------


def commands(clerk: Clerk, *filters: str) -> list[str]:
    """Return the commands that `history` lists, newest first."""
    return [entry["command"] for entry in clerk.data("history", *filters)]


def test_what_was_undone_and_what_undid_it(used: Clerk) -> None:
    """Each names the other, in JSON and for people."""
    used.ok("undo")
    undo, edit = used.data("history", "--limit", "2")
    assert (undo["command"], undo["undoes"], undo["undone_by"]) == ("undo", edit["seq"], None)
    assert (edit["command"], edit["undoes"], edit["undone_by"]) == ("task edit", None, undo["seq"])
    assert undo["what"] == (
        f"undoes entry {edit['seq']}, task edit; set back: 1 task; standing again: 1 supporting unit"
    )
    assert edit["what"] == (f"changed: 1 task; taken back: 1 supporting unit; undone by entry {undo['seq']}")
    assert f"undone by entry {undo['seq']}" in used.ok("history").out
    assert commands(used, "--undone") == ["task edit"]
    assert commands(used, "NV2", "--undone") == []
    assert used.data("history", "NV1")[0]["undoes"] == edit["seq"]


def test_rows_taken_back_in_pages_are_counted(used: Clerk, tmp_path: Path) -> None:
    file = tmp_path / "progress.csv"
    file.write_text("task,on,percent\n" + "NV1,2026-11-20,60\nNV2,2026-11-20,10\n", encoding="utf-8")
    used.ok("progress", "import", str(file))
    used.ok("undo")
    undo, imported = used.data("history", "--limit", "2")
    assert imported["what"] == f"entered: 2 progress entries; undone by entry {undo['seq']}"
    assert undo["what"] == f"undoes entry {imported['seq']}, progress import; taken back: 2 progress entries"
    for task in ("NV1", "NV2"):
        assert commands(used, task)[:2] == ["undo", "progress import"]


def test_filters_by_actor_command_and_book(used: Clerk) -> None:
    """They narrow together; a command is given by its first words."""
    used.actor = "Lê Văn Cường"
    used.ok("log", "NV2", "begun")
    used.actor = "clerk"
    assert commands(used, "--actor", "Lê Văn Cường") == ["log"]
    assert commands(used, "--actor", "CLERK", "--command", "log") == ["log", "log"]
    assert commands(used, "--command", "task") == ["task edit", "task review", "task add", "task add"]
    assert commands(used, "--command", " task  add ") == ["task add", "task add"]
    assert commands(used, "--command", "tas") == []
    assert commands(used, "NV1", "--command", "log") == ["log", "log"]
    assert commands(used, "--book", "review") == ["task review"]
    assert commands(used, "--book", "task_support") == ["task edit", "task add"]
    assert used.refused(4, "history", "--book", "tasks")["message"] == "Book 'tasks' is not known."
    said = used.ok("history", "--actor", "nobody")
    assert said.out == "Journal\n\nNo entry passes the filter.\n"
    found = used.ok("history", "--command", "task", "--limit", "1", "--format", "json").json
    assert (len(found["data"]), found["total"]) == (1, 4)


def test_filters_by_day_go_by_the_office_s_clock(used: Clerk) -> None:
    """Both days are included; the machine's moment counts, whatever day a command was given."""
    at = used.data("history", "--limit", "1")[0]["at"]
    moment = parse_utc(at)
    for zone, hours in (("+07:00", 7), ("-11:00", -11), ("+14:00", 14)):
        used.ok("config", "set", "zone", "--", zone)
        day = (moment + timedelta(hours=hours)).date()
        before, after = (str(day + timedelta(days=step)) for step in (-1, 1))
        assert "task edit" in commands(used, "--since", str(day), "--until", str(day))
        assert "task edit" in commands(used, "--since", before, "--until", after)
        assert "task edit" not in commands(used, "--until", before)
        assert "task edit" not in commands(used, "--since", after)
    said = used.ok("history", "--since", "2020-01-01", "--until", "01/02/2099").out.splitlines()[-1]
    assert said == (
        "From 2020-01-01 (Wednesday) to 2099-02-01 (Sunday), both included, by the machine's moment as the"
        " office's clocks had it."
    )
    found = used.ok("history", "--since", "2020-01-01", "--format", "json").json
    assert (found["since"], found["until"]) == ("2020-01-01", None)
    assert "--since" in used.refused(4, "history", "--since", "2026-02-01", "--until", "2026-01-01")["remedy"]


def test_one_entry_whole(used: Clerk) -> None:
    """Every changed column, and the rows that it entered, so many of them as asked."""
    number = str(used.data("history", "--limit", "1")[0]["seq"])
    card = used.data("history", "--entry", number)
    assert [*card] == [*KEYS, "entered"]
    assert [(one["book"], one["code"]) for one in card["changed"]] == [
        ("task", "NV1"),
        ("task_support", "NV1"),
    ]
    said = used.ok("history", "--entry", number).out
    assert re.search(r"^task +NV1 +Lead +STC +XA1$", said, re.MULTILINE)
    assert re.search(r"^Reason: +entered wrong$", said, re.MULTILINE)
    (added,) = (entry["seq"] for entry in used.data("history", "NV1", "--command", "task add"))
    card = used.data("history", "--entry", str(added))
    assert [(one["book"], one["code"], one["text"]) for one in card["entered"]] == [
        ("task", "NV1", "Draft"),
        ("task_programme", "NV1", "CT2026"),
        ("task_support", "NV1", "STP"),
        ("task_support", "NV1", "XA1"),
    ]
    said = used.ok("history", "--entry", str(added), "--limit", "1").out
    assert "supporting unit  NV1   XA1" not in said
    assert said.splitlines()[-1] == "… and 1 more; --limit 0 shows all."


def test_one_entry_is_asked_for_alone(used: Clerk) -> None:
    assert used.refused(3, "history", "--entry", "7000")["code"] == "not-found"
    for words in (("NV1",), ("--undone",), ("--actor", "clerk"), ("--since", "today")):
        assert used.refused(2, "history", "--entry", "2", *words)["code"] == "usage"


def test_a_page_is_looked_up_whole(used: Clerk) -> None:
    """As many questions for forty entries as for four."""
    for number in range(36):
        used.ok("log", "NV1", f"step {number}")
    asked = []
    for limit in (4, 40):
        with reading(used.db, Caller()) as register:
            seen: list[str] = []
            register.db.set_trace_callback(seen.append)
            assert len(journal.entries(register, HistoryFilter(), limit, changes=False)) == limit
            asked.append(len(seen))
    assert asked[0] == asked[1]


def test_a_change_is_told_in_words(clerk: Clerk) -> None:
    clerk.task("Draft", "--due", "2026-12-31")
    clerk.ok("task", "edit", "NV1", "--kind", "adhoc", "--due", "2027-01-04")
    said = clerk.ok("history", "--changes", "--limit", "1").out
    assert "Kind: Regular -> Ad hoc, outside the plan" in said
    assert "Due: 2026-12-31 -> 2027-01-04" in said
    assert "04/01/2027" in clerk.ok("history", "--changes", "--limit", "1", lang="vi").out
    assert clerk.data("history", "--limit", "1")[0]["changed"][0]["after"]["kind"] == "adhoc"
    clerk.ok("unit", "close", "XA1", "--on", "2026-11-01", "--document", "1/QĐ")
    assert "Last day: – -> 2026-10-31" in clerk.ok("history", "--changes", "--limit", "1").out


def test_entries_of_one_counter_or_dossier_show_its_code(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("counter", "define", "documents_in", "--label-en", "Documents in")
    clerk.ok("counter", "set", "2026-10", "STC", "documents_in", "10")
    put(clerk, tmp_path, *(dossier(key, "2026-10-05", "2026-10-20") for key in ("A", "B")))
    clerk.ok("dossier", "apologise", "A", "--on", "2026-11-02")
    found = {entry["command"]: entry["code"] for entry in clerk.data("history")[:4]}
    assert found == {
        "dossier apologise": "A",
        "dossier import": None,
        "counter set": "STC",
        "counter define": "documents_in",
    }
    assert "documents_in" in clerk.ok("history", "--command", "counter define").out
