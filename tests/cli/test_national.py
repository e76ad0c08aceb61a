"""Tables over closings that other offices sent: ranks, explanations, and the roll-up."""

import contextlib
import io
import json
import re
import shutil
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from sent import bring_in

from tasktrack.__main__ import main
from tasktrack.services import national, report_offices
from tasktrack.store.register import Caller, reading, writing

IN_HAND = Path(__file__).parents[1] / "data" / "in-hand.toml"
# Of each office: lead, day due, day done (or not), of each task.
HA_TINH = (
    ("STC", "2026-10-12", "2026-10-12"),
    ("STP", "2026-10-10", "2026-10-12"),
    ("XA1", "2026-10-20", None),
)
LAO_CAI = (
    ("STC", "2026-10-10", "2026-10-13"),
    ("STP", "2026-10-20", None),
    ("XA1", "2026-10-20", "2026-10-19"),
    ("XA1", "2026-11-20", None),
    ("STC", "2026-12-20", None),
)
AGAIN = ("period", "reopen", "2026-10", "--reason", "A fault", "--document", "1/QĐ", "--by", "Chủ tịch")


def typed(db: Path, *words: str, today: str = "2026-11-22") -> str:
    """Type a command that must succeed in front of a register; return what it printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()) as said:
        code = main(["--db", str(db), "--lang", "en", "--today", today, *words])
    assert code == 0, said.getvalue()
    return out.getvalue()


def work(db: Path, tasks: tuple[tuple[str, str, str | None], ...]) -> None:
    """Open October and do the work of an office in it."""
    typed(db, "period", "open", "2026-10")
    for lead, due, done in tasks:
        words = ("--lead", lead, "--due", due, "--assigned", "2026-08-03")
        task = json.loads(typed(db, "task", "add", "Draft the plan", *words, "--format", "json"))["data"]
        if done:
            typed(db, "log", task["code"], "--done", "--on", done)


@pytest.fixture(scope="module")
def offices(made: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the registers of two offices with work in October, which is still open; made once."""
    folder = tmp_path_factory.mktemp("offices")
    found = {}
    for code, tasks in (("HT", HA_TINH), ("LC", LAO_CAI)):
        found[code] = Path(shutil.copy(made[1], folder / f"{code}.db"))
        work(found[code], tasks)
    return found


@pytest.fixture(scope="module")
def closed(offices: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return them with October closed."""
    folder = tmp_path_factory.mktemp("closed")
    found = {code: Path(shutil.copy(path, folder / f"{code}.db")) for code, path in offices.items()}
    for path in found.values():
        typed(path, "period", "close", "2026-10")
    return found


@pytest.fixture
def ministry(empty: Clerk, closed: dict[str, Path]) -> Clerk:
    """A clerk whose register has no periods of its own and got October from both offices."""
    bring_in(empty.db, closed["HT"], "HT", "UBND tỉnh Hà Tĩnh")
    bring_in(empty.db, closed["LC"], "LC", "UBND tỉnh Lào Cai")
    return empty


@pytest.fixture
def apart(offices: dict[str, Path], tmp_path: Path) -> dict[str, Path]:
    """Return copies of the offices' registers, October still open, to do something with."""
    return {code: Path(shutil.copy(path, tmp_path / f"{code}.db")) for code, path in offices.items()}


def rank(clerk: Clerk, *words: str) -> dict[str, Any]:
    """Return the whole object that `rank --offices` says of October."""
    return clerk.ok("rank", "2026-10", "--offices", *words, "--format", "json").json


def places(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return where everybody stands: here, and in the own office."""
    return [
        (row["subject"], row["rank"], row["tied"], row["office_rank"], row["office_tied"])
        for row in found["data"]
    ]


def test_units_of_all_offices_in_one_order(ministry: Clerk) -> None:
    found = rank(ministry)
    assert places(found) == [
        ("HT:STC", 1, False, 1, False),
        ("LC:STC", 2, True, 1, False),  # late once, as the other office's second
        ("HT:STP", 2, True, 2, False),
        ("LC:STP", 4, False, 2, False),
        ("LC:XA1", 1, False, 1, False),
        ("HT:XA1", 2, False, 1, False),
    ]
    assert (found["state"], found["scheme"], found["scheme_version"]) == ("received", "unit-tasks", 1)
    assert (found["period"], found["as_of"], found["seal"]) == ("2026-10", "2026-10-31", None)
    assert [one["office"] for one in found["offices"]] == ["HT", "LC"]
    assert [one["shown"] for one in found["variants"]] == [True]
    first = found["data"][0]
    assert (first["office_name"], first["class"], first["score"]) == ("UBND tỉnh Hà Tĩnh", "excellent", 100)


def test_it_is_said_what_the_table_is_made_of(ministry: Clerk, closed: dict[str, Path]) -> None:
    told = ministry.ok("rank", "2026-10", "--offices", "--block", "so").out
    seals = [
        json.loads(typed(path, "rank", "2026-10", "--format", "json"))["seal"] for path in closed.values()
    ]
    assert all(seal[:16] in told for seal in seals)
    assert "Figures that 2 offices closed and sealed" in told
    assert "Check: 4 scored + 0 without a score = 4" in told
    assert "Check: 2 + 2 by office = 4" in told
    assert "Equal scores are parted by: On time of assigned; Fewer overdue tasks" in told
    assert "Block xa" not in told
    error = ministry.refused(3, "rank", "2026-10", "--offices", "--block", "sa")
    assert "There are: so, xa." in error["remedy"]


def test_a_period_that_only_others_have_is_shown_and_said(ministry: Clerk) -> None:
    said = ministry.ok("rank", "2026-10", "--format", "json")
    assert said.json == rank(ministry)
    assert "2026-10 is no period of this register; shown is what other offices sent." in said.err
    alone = ministry.ok("rank", "--format", "json")
    assert (alone.json, alone.err) == (said.json, said.err)
    ministry.ok("period", "open", "2026-10")
    assert ministry.ok("rank", "2026-10", "--format", "json").json["state"] == "open"
    assert ministry.refused(3, "rank")["message"] == "No month is closed yet."
    assert rank(ministry)["state"] == "received"
    # Left out, the period is the latest that came in.
    assert ministry.ok("rank", "--offices", "--format", "json").json["period"] == "2026-10"


def test_one_office_alone_has_the_places_that_it_gave(ministry: Clerk) -> None:
    for code in ("HT", "LC"):
        found = rank(ministry, "--office", code)
        assert {row["office"] for row in found["data"]} == {code}
        assert all(
            (row["rank"], row["tied"]) == (row["office_rank"], row["office_tied"]) for row in found["data"]
        )
        assert found["offices"][0]["seal"]


def test_who_did_not_send_the_period_is_named(
    ministry: Clerk, closed: dict[str, Path], apart: dict[str, Path]
) -> None:
    typed(apart["HT"], "period", "close", "2026-10")
    typed(apart["HT"], "period", "open", "2026-11")
    typed(apart["HT"], "period", "close", "2026-11", today="2026-12-01")
    bring_in(ministry.db, apart["HT"], "SL", "UBND tỉnh Sơn La", "2026-11")
    found = rank(ministry)
    assert found["missing"] == [
        {"office": "SL", "name": "UBND tỉnh Sơn La", "sent": ["2026-11"], "closings": []}
    ]
    assert len(found["data"]) == 6
    assert "1 office did not send this period: SL (UBND tỉnh Sơn La)" in ministry.ok("rank", "2026-10").out
    assert ministry.ok("rank", "--offices", "--format", "json").json["period"] == "2026-11"
    error = ministry.refused(3, "rank", "2026-10", "--office", "SL")
    assert (error["message"], error["remedy"]) == ("SL sent no closing of 2026-10.", "Received: 2026-11.")


def test_where_nothing_came_in(empty: Clerk) -> None:
    for words in (("rank", "--offices"), ("rank", "2026-10", "--offices"), ("report", "offices")):
        error = empty.refused(3, *words)
        assert error["remedy"] == "Bring in what offices sent: tasktrack merge FILE..."
    assert empty.refused(3, "rank", "--office", "HT")["message"] == "There is no office HT."


def test_what_never_came_in_is_refused(ministry: Clerk) -> None:
    assert ministry.refused(3, "rank", "2026-09", "--offices")["remedy"] == "Received: 2026-10."
    assert ministry.refused(3, "rank", "2026-10", "--office", "HN")["message"] == "There is no office HN."
    error = ministry.refused(3, "rank", "2026-10", "--offices", "--scheme", "unit-task")
    assert error["message"] == "No office closed 2026-10 by scheme unit-task."
    assert "unit-tasks" in error["remedy"]
    assert ministry.refused(3, "rank", "2026-10", "--offices", "--revision", "2")["code"] == "not-found"
    assert ministry.refused(2, "rank", "2026-10", "--offices", "--revision", "0")
    assert ministry.refused(4, "rank", "2026-13", "--offices")


def test_of_a_period_closed_again_the_newest_closing_counts(ministry: Clerk, apart: dict[str, Path]) -> None:
    path = apart["LC"]
    typed(path, "period", "close", "2026-10")
    typed(path, *AGAIN)
    typed(path, "log", "NV2", "--done", "--on", "2026-10-20")
    typed(path, "period", "close", "2026-10")
    bring_in(ministry.db, path, "LC", "UBND tỉnh Lào Cai")
    found = rank(ministry)
    assert [one["revision"] for one in found["offices"]] == [1, 2]
    assert found["offices"][1]["replaces"] == [1]
    assert [row[:2] for row in places(found)[:2]] == [("HT:STC", 1), ("LC:STP", 1)]
    told = ministry.ok("rank", "2026-10").out
    assert "LC closed the period again: closing no. 2 counts, not no. 1." in told
    earlier = rank(ministry, "--revision", "1")
    assert [one["revision"] for one in earlier["offices"]] == [1, 1]
    assert [row[:2] for row in places(earlier)[:2]] == [("HT:STC", 1), ("LC:STC", 2)]
    assert rank(ministry, "--office", "LC", "--revision", "2")["data"][0]["subject"] == "LC:STP"
    second = rank(ministry, "--revision", "2")
    assert [(one["office"], one["closings"]) for one in second["missing"]] == [("HT", [1])]
    for words in (("rank", "2026-10", "--offices"), ("report", "offices", "2026-10")):
        told = " ".join(ministry.ok(*words, "--revision", "2").out.split())
        assert "1 office sent this period, but not the closing that is asked for: HT (only no. 1)" in told
        assert "did not send this period" not in told
        told = " ".join(ministry.ok(*words, "--revision", "1").out.split())
        assert "closing no. 1 is shown and no longer in force, no. 2 came in too." in told
    assert [one["replaced_by"] for one in earlier["offices"]] == [[], [2]]


def test_offices_with_other_settings_are_ranked_apart(empty: Clerk, apart: dict[str, Path]) -> None:
    typed(apart["LC"], "config", "set", "unit-tasks.late_count", "calendar_day")
    for code, path in apart.items():
        typed(path, "period", "close", "2026-10")
        bring_in(empty.db, path, code, f"UBND tỉnh {code}")
    bring_in(empty.db, apart["HT"], "HY", "UBND tỉnh Hưng Yên")
    found = rank(empty)
    assert [(one["variant"], one["offices"]) for one in found["variants"]] == [
        ("A", ["HT", "HY"]),
        ("B", ["LC"]),
    ]
    assert found["variants"][1]["differs"] == [
        {"name": "late_count", "here": "calendar_day", "most": "occurrence"}
    ]
    by_variant = {name: [row for row in found["data"] if row["variant"] == name] for name in "AB"}
    assert {row["office"] for row in by_variant["A"]} == {"HT", "HY"}
    assert next((row["rank"], row["subject"]) for row in by_variant["B"]) == (1, "LC:STC")
    told = empty.ok("rank", "2026-10", "--offices").out
    assert "Scheme: Results of the tasks of units (unit-tasks), in 2 variants, each ranked apart" in told
    assert "late_count: calendar_day instead of occurrence" in told
    assert "Scores of different variants are not comparable" in told
    alike = rank(empty, "--same-only")
    assert {row["office"] for row in alike["data"]} == {"HT", "HY"}
    assert [(one["variant"], one["shown"]) for one in alike["variants"]] == [("A", True), ("B", False)]
    assert (
        "Left out, for they did not score as most did: variants B."
        in empty.ok("rank", "2026-10", "--same-only").out
    )


def test_the_same_version_with_another_text_is_another_scheme(
    empty: Clerk, apart: dict[str, Path], tmp_path: Path
) -> None:
    text = IN_HAND.read_text(encoding="utf-8")
    for code, written in (("HT", text), ("LC", text.replace("100 * tasks_done", "50 * tasks_done"))):
        scheme = tmp_path / f"{code}.toml"
        scheme.write_text(written, encoding="utf-8")
        typed(apart[code], "scheme", "install", str(scheme))
        typed(apart[code], "period", "close", "2026-10", "--scheme", "in-hand")
        bring_in(empty.db, apart[code], code, f"UBND tỉnh {code}")
    found = rank(empty)
    assert found["scheme_version"] == 1
    assert [one["offices"] for one in found["variants"]] == [["HT"], ["LC"]]
    assert [each["name"] for each in found["variants"][1]["differs"]] == ["sha256"]
    assert "text of the scheme" in empty.ok("rank", "2026-10", "--offices").out


def test_an_office_without_the_scheme_is_named(ministry: Clerk, apart: dict[str, Path]) -> None:
    typed(apart["HT"], "scheme", "install", str(IN_HAND))
    typed(apart["HT"], "period", "close", "2026-10", "--scheme", "in-hand")
    bring_in(ministry.db, apart["HT"], "SL", "UBND tỉnh Sơn La")
    found = rank(ministry)
    assert found["without_scheme"] == [{"office": "SL", "name": "UBND tỉnh Sơn La", "schemes": ["in-hand"]}]
    told = ministry.ok("rank", "2026-10").out
    assert "SL closed the period without the scheme unit-tasks; it ran: in-hand" in told
    assert {row["office"] for row in rank(ministry, "--scheme", "in-hand")["data"]} == {"SL"}
    report = ministry.ok("report", "offices", "2026-10", "--format", "json").json
    assert (report["without_scheme"], len(report["data"])) == (["SL"], 3)


def test_a_received_score_is_explained_as_its_office_explains_it(
    ministry: Clerk, closed: dict[str, Path]
) -> None:
    own = json.loads(typed(closed["LC"], "score", "explain", "STC", "2026-10", "--format", "json"))
    said = ministry.ok("score", "explain", "LC:STC", "2026-10", "--format", "json").json
    assert (said["state"], said["office"], said["seal"]) == ("received", "LC", own["seal"])
    found, expected = said["data"], own["data"]
    assert found["subject"] == "LC:STC"
    assert [line["tasks"] for line in found["lines"] if line["code"] == "assigned"] == [["LC:NV1"]]
    for line in found["lines"]:
        line["tasks"] = [code.removeprefix("LC:") for code in line["tasks"]]
    for task in found["tasks"]:
        task["code"] = task["code"].removeprefix("LC:")
    assert {**found, "subject": "STC"} == expected
    told = ministry.ok("score", "explain", "lc:stc").out
    assert f"Closed by office LC, closing no. 1, seal {own['seal'][:16]}" in told
    assert "Draft the plan" in told


def test_a_task_registered_late_is_told_where_the_closing_before_came_in_too(
    empty: Clerk, apart: dict[str, Path], made: tuple[Path, Path], tmp_path: Path
) -> None:
    path = Path(shutil.copy(made[1], tmp_path / "SL.db"))
    for key, due in (("2026-09", "2026-09-20"), ("2026-10", "2026-09-25")):
        typed(path, "period", "open", key)
        typed(path, "task", "add", "Draft", "--lead", "STC", "--assigned", "2026-09-01", "--due", due)
        typed(path, "period", "close", key)
    own = json.loads(typed(path, "score", "explain", "STC", "2026-10", "--format", "json"))["data"]["tasks"]
    assert [task["registered_late"] for task in own] == [False, True]
    bring_in(empty.db, path, "SL", "UBND tỉnh Sơn La", "2026-10")
    words = ("score", "explain", "SL:STC", "2026-10")
    assert [task["registered_late"] for task in empty.data(*words)["tasks"]] == [False, False]
    bring_in(empty.db, path, "SL", "UBND tỉnh Sơn La", "2026-09")
    assert [task["registered_late"] for task in empty.data(*words)["tasks"]] == [False, True]


def test_what_cannot_be_explained(ministry: Clerk) -> None:
    error = ministry.refused(3, "score", "explain", "LC:SYT", "2026-10")
    assert error["message"] == "LC scored no SYT in 2026-10."
    assert "rank 2026-10 --office LC" in error["remedy"]
    assert "unit-tasks" in ministry.refused(3, "score", "explain", "LC:STC", "--scheme", "x")["remedy"]
    assert ministry.refused(3, "score", "explain", "HN:STC", "2026-10")["remedy"] == "Offices: HT, LC."
    assert ministry.refused(2, "score", "explain", "STC", "--offices")["code"] == "usage"
    for words in (("stc", "2026-10"), ("STC",)):
        error = ministry.refused(3, "score", "explain", *words)
        assert (error["code"], "Offices sent HT:STC, LC:STC" in error["remedy"]) == ("not-found", True)
    assert "Offices sent" not in ministry.refused(3, "score", "explain", "SYT", "2026-10")["remedy"]


def test_a_merged_unit_is_explained_by_the_registers_own_period(ministry: Clerk) -> None:
    with writing(ministry.db, Caller()) as register, register.write() as entry:
        unit = {"code": "LC:STC", "name": "Sở Tài chính", "folded": "so tai chinh", "block": "so"}
        entry.insert("unit", unit)
    assert (
        ministry.ok("score", "explain", "LC:STC", "2026-10", "--format", "json").json["state"] == "received"
    )
    ministry.ok("period", "open", "2026-10")
    words = ("score", "explain", "LC:STC", "2026-10", "--format", "json")
    assert ministry.ok(*words).json["state"] == "open"
    assert ministry.ok(*words, "--offices").json["state"] == "received"


def test_sealed_files_and_registers_that_were_merged_are_read_alike(empty: Clerk, tmp_path: Path) -> None:
    sent = {code: tmp_path / f"{code}.db" for code in ("HT", "LC")}
    for (code, path), tasks in zip(sent.items(), (HA_TINH[:2], LAO_CAI[:2]), strict=True):
        typed(path, "init", "--office", f"UBND tỉnh {code}")
        typed(path, "config", "set", "office_code", code)
        for unit in ("STC", "STP"):
            typed(path, "unit", "add", unit, unit, "--block", "so", "--from", "2026-01-01")
        work(path, tasks)
        typed(path, "period", "close", "2026-10")
    merged = Path(shutil.copy(empty.db, tmp_path / "merged.db"))
    sealed = tmp_path / "HT.jsonl"
    typed(sent["HT"], "period", "export", "2026-10", "--output", str(sealed))
    typed(merged, "merge", str(sealed), str(sent["LC"]))
    for code, path in sent.items():
        bring_in(empty.db, path, code, f"UBND tỉnh {code}")
    words = ("rank", "2026-10", "--offices", "--format", "json")
    found = json.loads(typed(merged, *words))
    assert places(found) == places(rank(empty))
    assert [one["seal"] for one in found["offices"]] == [one["seal"] for one in rank(empty)["offices"]]
    words = ("report", "offices", "2026-10", "--format", "json")
    assert json.loads(typed(merged, *words))["total"] == empty.ok(*words).json["total"]
    assert "HT:NV1" in typed(merged, "score", "explain", "HT:STC")
    told = typed(merged, "verify")
    assert "closings 0." in told
    assert "And 2 closings that other offices sent." in told
    assert json.loads(typed(merged, "verify", "--format", "json"))["received"] == 2


def test_a_scheme_of_another_grammar_is_refused_by_name(ministry: Clerk) -> None:
    scheme: dict[str, object] = {
        "position": 9,
        "code": "new",
        "version": 3,
        "subject_kind": "unit",
        "settings": "{}",
        "unranked": "[]",
        "sha256": "0" * 64,
        "text": "[scheme]\ncode = 7",
    }
    freeze(ministry, "closing_scheme", (2, scheme), start=9)
    error = ministry.refused(4, "rank", "2026-10", "--offices", "--scheme", "new")
    assert error["message"].startswith("The scheme new that LC closed 2026-10 with cannot be read:")
    assert rank(ministry)["scheme"] == "unit-tasks"


def test_periods_of_people_are_named_and_never_meant(ministry: Clerk, closed: dict[str, Path]) -> None:
    with writing(ministry.db, Caller()) as register, register.write() as entry:
        row = register.db.execute("SELECT * FROM received WHERE id = 1").fetchone()
        columns = ("office", "revision", "number", "header", "seal", "previous_seal", "file")
        entry.insert("received", {**{name: row[name] for name in columns}, "period": "P2026-11"})
    assert ministry.ok("rank", "--offices", "--format", "json").json["period"] == "2026-10"
    error = ministry.refused(3, "rank", "P2026-11", "--offices")
    assert error["message"] == "No office scored anybody in P2026-11."
    assert ministry.data("report", "offices", "P2026-11")[0]["total"] == 0
    assert (
        "No classes are counted: No office scored anybody" in ministry.ok("report", "offices", "P2026-11").out
    )


def test_the_roll_up_is_the_sum_of_its_parts(ministry: Clerk, closed: dict[str, Path]) -> None:
    said = ministry.ok("report", "offices", "2026-10", "--format", "json").json
    assert said["adds_up"] is True
    for row, path in zip(said["data"], closed.values(), strict=True):
        own = json.loads(
            typed(path, "report", "period", "2026-10", "--section", "counts", "--format", "json")
        )
        figures = own["data"]["figures"]
        assert {name: row[name] for name in figures} == figures
    assert [(row["office"], row["total"], row["done"]) for row in said["data"]] == [
        ("HT", 3, 2),
        ("LC", 5, 2),
    ]
    assert (said["total"]["total"], said["total"]["overdue_open"]) == (8, 2)
    (scheme,) = said["schemes"]
    assert [(one["office"], one["subjects"], one["scored"]) for one in scheme["offices"]] == [
        ("HT", 3, 3),
        ("LC", 3, 3),
    ]
    told = ministry.ok("report", "offices").out
    for line in (
        "Check: 3 + 5 by office = 8 assigned",
        "Check: 2 + 2 by office = 4 done",
        "Check: 4 done + 4 in progress = 8 assigned",
        "On time of done                  2   4  50.0",
    ):
        assert line in told
    assert re.search(r"Total +6 +6 +\d", told)


def test_withdrawn_and_awaited_tasks_of_other_offices_stand_as_they_reported_them(
    empty: Clerk, apart: dict[str, Path]
) -> None:
    path = apart["LC"]
    typed(
        path,
        "task",
        "withdraw",
        "NV4",
        "--reason",
        "Dropped",
        "--document",
        "2/QĐ",
        "--approved-by",
        "Chủ tịch",
        "--on",
        "2026-10-15",
    )
    typed(path, "config", "set", "update_needs", "result")
    typed(path, "task", "add", "Silent", "--lead", "STC", "--assigned", "2026-09-01", today="2026-10-02")
    typed(path, "period", "close", "2026-10")
    bring_in(empty.db, path, "LC", "UBND tỉnh Lào Cai")
    own = json.loads(typed(path, "report", "period", "2026-10", "--section", "counts", "--format", "json"))
    figures = own["data"]["figures"]
    assert (figures["withdrawn"], figures["left_out"] > 0) == (1, True)
    said = empty.ok("report", "offices", "2026-10", "--format", "json").json
    assert {name: said["total"][name] for name in figures} == figures


def test_by_block_it_adds_up_to_the_same(ministry: Clerk) -> None:
    said = ministry.ok("report", "offices", "2026-10", "--by", "block", "--format", "json").json
    assert [(row["block"], row["total"]) for row in said["data"]] == [("so", 5), ("xa", 3)]
    assert said["adds_up"] is True
    assert said["total"] == ministry.ok("report", "offices", "--format", "json").json["total"]
    assert "Check: 5 + 3 by block = 8 assigned" in ministry.ok("report", "offices", "--by", "block").out
    assert ministry.refused(4, "report", "offices", "--by", "unit")["remedy"] == "Use one of: office, block."
    rows = ministry.ok("report", "offices", "--by", "block", "--format", "csv").out.splitlines()
    assert rows[0].startswith("block,total,done,")
    assert rows[1].startswith("so,5,")


def freeze(clerk: Clerk, book: str, *rows: tuple[int, dict[str, object]], start: int = 0) -> None:
    """Put lines of a book into received closings, given by their numbers; columns that are not named are empty."""
    with writing(clerk.db, Caller()) as register, register.write() as entry:
        columns = [row["name"] for row in register.db.execute(f"PRAGMA table_info({book})")]
        for place, (received, values) in enumerate(rows, start):
            assert set(values) <= set(columns)
            line = [values.get(name, "") for name in columns if name != "digest"]
            text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
            entry.insert(
                "received_row", {"received": received, "book": book, "position": place, "line": text}
            )


def test_whatever_numbers_a_closing_bears_its_tasks_are_its_own(ministry: Clerk) -> None:
    """Numbers of different closings lie 10**12 apart: one below nought would be a unit of the closing before."""
    before = ministry.data("report", "offices", "2026-10")
    days = {"assigned_on": "2026-10-01", "due_on": "2026-10-20", "last_on": None}
    task = {"task": 99, "subject": 1 - 10**12, "role": "lead", "kind": "regular", "state": "open", **days}
    empty = dict.fromkeys(("completed_on", "done_on", "percent", "quantity", "reviewed_quantity"))
    numbers = {"taken_over": 0, "registered": 1, "coefficient": 1, "assigned_quantity": 1000}
    freeze(ministry, "frozen_task", (2, task | empty | numbers), start=99)
    after = ministry.data("report", "offices", "2026-10")
    assert [row["total"] for row in after] == [before[0]["total"], before[1]["total"] + 1]


def test_counters_and_dossiers_are_added_up(ministry: Clerk) -> None:
    def counter(code: str, unit: int, own: int | None, measure: str = "văn bản") -> dict[str, object]:
        labels = {"label_vi": "Văn bản đến", "label_en": "Documents in"}
        return {"counter": code, "unit": unit, **labels, "measure": measure, "own": own, "over": "sum"}

    freeze(
        ministry,
        "frozen_counter",
        (1, counter("documents_in", 1, 6_824_000)),
        (1, counter("documents_in", 2, 500)),
        (1, counter("documents_in", 3, None)),
        (2, counter("documents_in", 1, 1_000_000)),
        (2, counter("documents_in", 1, 7_000, "trang")),
    )
    counts = {
        "carried": 3,
        "direct": 400,
        "online": 40,
        "early": 300,
        "on_day": 90,
        "late": 10,
        "in_time": 43,
    }
    time = {"used": 1551, "allowed": 2872}
    freeze(
        ministry,
        "frozen_dossier",
        (1, {"unit": 1, "counts": json.dumps(counts)}),
        (1, {"unit": 2, "counts": json.dumps(time)}),
        (2, {"unit": 1, "counts": json.dumps({**counts, "late": 20, "in_time": 33})}),
    )
    said = ministry.ok("report", "offices", "--format", "json").json
    assert [(one["counter"], one["measure"], one["total"]) for one in said["counters"]] == [
        ("documents_in", "trang", 7),
        ("documents_in", "văn bản", 7824.5),
    ]
    assert [one["office"] for one in said["counters"][1]["offices"]] == ["HT", "LC"]
    assert [(one["office"], one["direct"], one["late"]) for one in said["dossiers"]] == [
        ("HT", 400, 10),
        ("LC", 400, 20),
    ]
    assert said["dossiers"][0]["used"] == 1551
    told = ministry.ok("report", "offices").out
    assert "Check: 6,824.5 (HT) + 1,000 (LC) = 7,824.5 Documents in" in told
    assert "Check: 440 + 440 by office = 880 dossiers received" in told
    assert "Check: 6 carried over + 880 received = 810 settled + 76 unsettled" in told


def test_counters_that_are_not_kept_alike_are_told_apart(ministry: Clerk) -> None:
    def staff(unit: int, label: str, over: str, own: int) -> dict[str, object]:
        about = {"counter": "staff", "label_vi": label, "label_en": None, "measure": "người"}
        return about | {"unit": unit, "over": over, "own": own}

    freeze(
        ministry,
        "frozen_counter",
        (1, staff(1, "Biên chế", "last", 4_100_000)),
        (2, staff(1, "Số người", "last", 10**18)),
        (2, staff(2, "Số người", "last", 10**18)),
        (2, staff(3, "Số người", "sum", 7_000)),
        (1, staff(2, "Biên chế", "last", -1)),
        *(
            (2, staff(unit, "Số người", "last", 10**18))
            for unit in range(4, 14)  # 64 bits end at nine
        ),
    )
    found = ministry.ok("report", "offices", "--format", "json").json["counters"]
    assert [(one["over"], one["total"]) for one in found] == [("last", 12 * 10**15 + 4099.999), ("sum", 7)]
    told = ministry.ok("report", "offices", lang="vi").out
    assert re.search(r"Đơn vị tính +Cơ quan", told)
    assert re.search(r"staff +Biên chế +người +HT +4\.099,999 +UBND tỉnh Hà Tĩnh", told)
    told = " ".join(ministry.ok("report", "offices", "--by", "block").out.split())
    assert "staff is called Biên chế here, and otherwise by LC (Số người)" in told
    assert "HT, LC: A longer period takes its last part; LC: A longer period adds up its parts" in told
    assert "Classes, counters and dossiers are told by office below, not by block." in told


def test_in_vietnamese_numbers_are_written_the_vietnamese_way(ministry: Clerk) -> None:
    told = ministry.ok("rank", "2026-10", "--offices", lang="vi").out
    assert re.search(
        r"2= +LC:STC +Sở Tài chính +UBND tỉnh Lào Cai +1 +91,67 +Hoàn thành xuất sắc nhiệm vụ", told
    )
    assert re.search(
        r"HT +3 +2 +1 +0 +1 +0 +1 +66,7 +50,0 +UBND tỉnh Hà Tĩnh",
        ministry.ok("report", "offices", lang="vi").out,
    )


EVIL = '=HYPERLINK("x")\x1b[31m\t<b>‮' + "Đ" * 300


@pytest.mark.parametrize("form", ["table", "text", "csv", "tsv", "jsonl", "md", "html"])
def test_an_office_of_any_name_is_only_text(empty: Clerk, closed: dict[str, Path], form: str) -> None:
    bring_in(empty.db, closed["HT"], "HT", EVIL)
    for words in (("rank", "2026-10", "--offices"), ("report", "offices"), ("score", "explain", "HT:STC")):
        told = empty.ok(*words, "--format", form).out
        assert "\x1b" not in told or form == "csv"  # which keeps what it is given
        assert "<b>" not in told or form != "html"
        assert "‮" not in told or form in ("csv", "jsonl")


def test_on_paper_and_in_a_workbook(ministry: Clerk, tmp_path: Path) -> None:
    for name in ("offices.docx", "offices.xlsx", "offices.html"):
        path = tmp_path / name
        for words in (("rank", "2026-10", "--offices"), ("report", "offices")):
            ministry.ok(*words, "--output", str(path))
            assert path.stat().st_size > 2_000
            if path.suffix != ".html":
                assert zipfile.ZipFile(path).testzip() is None
            elif words[0] == "report":
                page = path.read_text(encoding="utf-8")
                assert "How the tasks of the offices stand" in page
                assert "<svg" in page
            path.unlink()


def test_the_number_of_statements_does_not_hang_on_the_offices(
    ministry: Clerk, closed: dict[str, Path]
) -> None:
    def statements() -> tuple[int, int]:
        counts = []
        for told in (national.ranking, report_offices.report):
            with reading(ministry.db, Caller()) as register:
                found: list[str] = []
                register.db.set_trace_callback(found.append)
                told(register, "2026-10")
                register.db.set_trace_callback(None)
                counts.append(len(found))
        return counts[0], counts[1]

    before = statements()
    for number in range(5):
        bring_in(ministry.db, closed["HT"], f"X{number}", f"UBND tỉnh số {number}")
    assert statements() == before


def test_nothing_is_written_by_reading(ministry: Clerk) -> None:
    before = ministry.digest()
    ministry.ok("rank", "2026-10")
    ministry.ok("score", "explain", "HT:STC")
    ministry.ok("report", "offices")
    assert ministry.digest() == before
    with sqlite3.connect(ministry.db) as db:
        assert db.execute("SELECT count(*) FROM frozen_task").fetchone() == (0,)
