"""A closed period leaves its register as a sealed file, and holds or not wherever it is read."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from store.registers import without_guards

from tasktrack.clock import utc_text
from tasktrack.domain.sealed import Office, SealedHeader, SealedRow
from tasktrack.domain.sealed_content import Content
from tasktrack.domain.sealed_rows import Rows
from tasktrack.store.sealed import shapes

OCTOBER = "period = (SELECT id FROM period WHERE key = '2026-10')"
WHY = ("--reason", "A review came in late", "--document", "15/QĐ-UBND", "--by", "Chủ tịch")
Edit = Callable[[list[dict[str, Any]]], None]


@pytest.fixture
def months(clerk: Clerk) -> Clerk:
    """September and October are closed by an office that others know as H.01."""
    clerk.ok("config", "set", "office_code", "H.01")
    clerk.task("Draft", "--due", "2026-10-20", "--assigned", "2026-09-01")
    for key in ("2026-09", "2026-10"):
        clerk.ok("period", "open", key)
        clerk.ok("period", "close", key)
    return clerk


@pytest.fixture
def october(months: Clerk, tmp_path: Path) -> Path:
    file = tmp_path / "october.jsonl"
    months.ok("period", "export", "2026-10", "--output", str(file))
    return file


def verified(clerk: Clerk, *words: str | Path, code: int = 0) -> Any:
    """Return what is said of files; no register is there."""
    away = Clerk(clerk.db.with_name("none.db"), clerk.capsys)
    said = away.run("period", "verify", *map(str, words), "--format", "json")
    assert said.code == code, (said.out, said.err)
    assert not away.db.exists()
    return said.json


def fault_of(clerk: Clerk, file: Path) -> str:
    found = verified(clerk, file, code=1)
    fault = str(found["data"][0]["fault"])
    assert {"part": "file", "where": file.name, "what": fault} in found["findings"]
    return fault


def edited(file: Path, edit: Edit, *, resum: bool = True) -> Path:
    """Write a copy in which lines were changed, the checksum of the whole made anew as any forger would."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    edit(lines)
    body = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines[:-1])
    if resum:
        lines[-1] = {"sha256": hashlib.sha256(body.encode()).hexdigest()}
    made = file.with_name("edited.jsonl")
    made.write_text(body + json.dumps(lines[-1]) + "\n", encoding="utf-8")
    return made


def row_of(lines: list[dict[str, Any]], book: str) -> dict[str, Any]:
    return next(line for line in lines if line.get("book") == book)


def forge(line: dict[str, Any], old: str, new: str) -> None:
    """Change a row and its digest."""
    assert old in line["line"]
    line["line"] = line["line"].replace(old, new, 1)
    line["digest"] = hashlib.sha256(line["line"].encode()).hexdigest()[:16]


def pages(lines: list[dict[str, Any]]) -> None:
    """Make the digests of all pages anew."""
    rows: list[str] = []
    for line in lines:
        if "book" in line:
            rows.append(line["line"])
        elif "page" in line:
            text = "".join(f"{row}\n" for row in rows)
            line |= {"rows": len(rows), "sha256": hashlib.sha256(text.encode()).hexdigest()}
            rows = []


def test_what_is_written_holds_anywhere(months: Clerk, october: Path) -> None:
    shown = months.data("period", "show", "2026-10")
    found = verified(months, october)
    assert found["holds"]
    assert found["findings"] == found["notes"] == []
    (one,) = found["data"]
    assert (one["office"], one["office_name"], one["period"], one["revision"], one["number"]) == (
        *("H.01", "UBND tỉnh", "2026-10", 1, 2),
    )
    assert (one["seal"], one["holds"], one["fault"]) == (shown["seal"], True, None)
    there = shown["closings"][0]["closed_at"]
    assert one["closed_at"] == utc_text(datetime.fromisoformat(there)), "as rank --offices has it"
    assert one["rows"] == sum('"book"' in line for line in october.read_text(encoding="utf-8").splitlines())


def test_it_says_what_it_wrote_and_again_the_same(months: Clerk, october: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.jsonl"
    said = months.ok("period", "export", "2026-10", "--output", str(again), "--format", "json").json["data"]
    assert again.read_bytes() == october.read_bytes()
    assert (said["path"], said["format"], said["office"], said["period"]) == (
        str(again),
        "sealed",
        "H.01",
        "2026-10",
    )
    assert said["bytes"] == len(again.read_bytes())
    assert said["sha256"] == json.loads(again.read_text(encoding="utf-8").splitlines()[-1])["sha256"]
    error = months.refused(4, "period", "export", "2026-10", "--output", str(again))
    assert error["code"] == "not-written-over"
    months.ok("period", "export", "2026-10", "--output", str(again), "--yes")
    kept = tmp_path / "dry.jsonl"
    months.ok("period", "export", "2026-10", "--output", str(kept), "--dry-run")
    assert not kept.exists()


def test_what_cannot_be_written_is_said_first(months: Clerk, tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    error = months.run("period", "export", "2026-10", "--output", str(file), "--format", "blah")
    assert (error.code, "blah" in error.err, file.exists()) == (2, True, False)
    said = months.run("period", "export", "2026-10", "--output", str(tmp_path / "none" / "x.jsonl"))
    assert said.code == 4
    said = months.run("period", "export", "2026-10", "--output", str(months.db), "--yes")
    assert (said.code, "is not written over" in said.err) == (4, True)
    months.ok("verify")


def test_whose_it_is_is_sealed(months: Clerk, october: Path, tmp_path: Path) -> None:
    """A code that is set later does not rename what was closed under another."""
    months.ok("config", "set", "office_code", "X")
    later = tmp_path / "later.jsonl"
    months.ok("period", "export", "2026-10", "--output", str(later))
    assert later.read_bytes() == october.read_bytes()

    def rename(lines: list[dict[str, Any]]) -> None:
        lines[0]["office"]["code"] = "X"

    assert "another office" in fault_of(months, edited(october, rename))


def test_an_office_without_a_code_is_asked_for_it(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10")
    file = str(tmp_path / "x.jsonl")
    error = clerk.refused(4, "period", "export", "2026-10", "--output", file)
    assert (error["code"], "office_code" in error["remedy"]) == ("no-office-code", True)
    clerk.ok("config", "set", "office_code", "STC")
    clerk.ok("period", "export", "2026-10", "--output", file)
    assert verified(clerk, file)["data"][0]["office"] == "STC"


@pytest.mark.parametrize("code", ["a b", "SNV:", ".A", "A.", "A..B", "Đ", "x" * 36, "A/B", "../A"])
def test_what_is_no_code_of_an_office(clerk: Clerk, code: str) -> None:
    clerk.refused(4, "config", "set", "office_code", code)


def test_what_is_not_closed_has_no_seal(months: Clerk, tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    months.ok("period", "open", "2026-11")
    assert months.refused(4, "period", "export", "2026-11", "--output", str(file))["code"] == "not-closed"
    months.refused(3, "period", "export", "2026-12", "--output", str(file))
    months.refused(3, "period", "export", "2026-10", "--revision", "2", "--output", str(file))
    assert not file.exists()


def test_each_closing_of_a_period_can_leave(months: Clerk, october: Path, tmp_path: Path) -> None:
    months.ok("period", "reopen", "2026-10", *WHY)
    assert (
        months.refused(4, "period", "export", "2026-10", "--output", str(tmp_path / "x"))["code"]
        == "not-closed"
    )
    months.ok("period", "close", "2026-10")
    files = {}
    for revision in ("1", "2"):
        files[revision] = tmp_path / f"{revision}.jsonl"
        months.ok("period", "export", "2026-10", "--revision", revision, "--output", str(files[revision]))
    assert files["1"].read_bytes() == october.read_bytes()
    found = verified(months, files["2"], files["1"])
    assert [(one["revision"], one["number"]) for one in found["data"]] == [(2, 3), (1, 2)]
    assert found["holds"]


def test_a_register_whose_seal_is_broken_gives_no_file(months: Clerk, tmp_path: Path) -> None:
    without_guards(months.db, f"UPDATE frozen_rank SET rank = 9 WHERE {OCTOBER} AND subject = 1")
    file = tmp_path / "x.jsonl"
    error = months.refused(4, "period", "export", "2026-10", "--output", str(file))
    assert error["code"] == "seal-broken"
    assert "frozen_rank" in error["message"]
    assert "H.01, 2026-10" in error["message"]
    assert not file.exists()


@pytest.mark.parametrize("column", ["settings", "parts", "cut_on"])
def test_a_closing_that_was_edited_gives_no_file(months: Clerk, tmp_path: Path, column: str) -> None:
    without_guards(months.db, f"UPDATE closing SET {column} = {column} || 'x' WHERE {OCTOBER}")
    error = months.refused(4, "period", "export", "2026-10", "--output", str(tmp_path / "x.jsonl"))
    assert error["code"] == "seal-broken"


# -- what was tampered with ----------------------------------------------------------------------------------


def test_a_changed_row_is_named(months: Clerk, october: Path) -> None:
    def change(lines: list[dict[str, Any]]) -> None:
        row = row_of(lines, "frozen_rank")
        row["line"] = row["line"].replace("unit-tasks", "unit-tusks")

    fault = fault_of(months, edited(october, change))
    assert "row 1 of frozen_rank is not what was sealed" in fault
    assert "edited.jsonl (H.01, 2026-10, closing no. 1), line " in fault


def test_a_row_that_was_taken_out_names_its_page(months: Clerk, october: Path) -> None:
    def take(lines: list[dict[str, Any]]) -> None:
        lines.remove(row_of(lines, "frozen_unit"))

    assert "rows 1 to 2 of frozen_unit are not what was sealed" in fault_of(months, edited(october, take))


def test_who_makes_every_digest_anew_is_caught_by_the_seal(months: Clerk, october: Path) -> None:
    def change(lines: list[dict[str, Any]]) -> None:
        forge(row_of(lines, "frozen_unit"), '"STC"', '"STX"')
        pages(lines)

    fault = fault_of(months, edited(october, change))
    assert "does not match what is frozen" in fault
    assert "H.01, 2026-10" in fault


def test_who_makes_the_seal_anew_too_is_caught_by_the_one_on_paper(months: Clerk, october: Path) -> None:
    from tasktrack.domain.sealed import header_from, seal_of
    from tasktrack.domain.sealing import Page

    def change(lines: list[dict[str, Any]]) -> None:
        forge(row_of(lines, "frozen_unit"), '"STC"', '"STX"')
        pages(lines)
        header = header_from(lines[0])
        assert header is not None
        claimed = [
            Page(*(one[n] for n in ("page", "number", "rows", "sha256"))) for one in lines if "page" in one
        ]
        lines[0]["seal"] = seal_of(header, claimed)

    forged = edited(october, change)
    printed = months.data("period", "show", "2026-10")["seal"]
    assert verified(months, forged)["holds"], "it agrees with itself"
    found = verified(months, forged, "--seal", printed, code=1)
    assert (found["seal_in"], found["seal"]) == (None, printed)
    assert verified(months, october, "--seal", printed[:16].upper())["seal_in"] == "october.jsonl"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", 3),
        ("revision", 2),
        ("cut_on", "2026-10-30"),
        ("previous", "0" * 64),
        ("settings", "{}"),
        ("period", "2026-09"),
    ],
)
def test_the_seal_covers_the_header(months: Clerk, october: Path, field: str, value: object) -> None:
    def change(lines: list[dict[str, Any]]) -> None:
        lines[0][field] = value

    fault = fault_of(months, edited(october, change))
    assert "does not match" in fault or "another closing" in fault


def test_a_file_that_was_cut_off(months: Clerk, october: Path) -> None:
    whole = october.read_bytes()
    for length in (len(whole) - 1, len(whole) // 2, whole.index(b"\n") + 1):
        october.write_bytes(whole[:length])
        assert "was cut off" in fault_of(months, october)


def test_what_was_changed_without_a_new_checksum(months: Clerk, october: Path) -> None:
    def change(lines: list[dict[str, Any]]) -> None:
        lines[0]["actor"] = "somebody else"  # the seal does not count it

    assert "its checksum does not fit" in fault_of(months, edited(october, change, resum=False))


def test_a_mail_program_may_change_line_ends(months: Clerk, october: Path) -> None:
    october.write_bytes(b"\xef\xbb\xbf" + october.read_bytes().replace(b"\n", b"\r\n"))
    assert verified(months, october)["holds"]


# -- several files -------------------------------------------------------------------------------------------


def test_the_chain_between_files_is_followed(months: Clerk, october: Path, tmp_path: Path) -> None:
    september = tmp_path / "september.jsonl"
    months.ok("period", "export", "2026-09", "--output", str(september))
    assert verified(months, october, september)["holds"]
    months.ok("period", "reopen", "2026-10", *WHY)
    months.ok("period", "close", "2026-10")
    third = tmp_path / "third.jsonl"
    months.ok("period", "export", "2026-10", "--output", str(third))
    found = verified(months, third, september)
    assert found["holds"]
    assert "between closings no. 1 and 3" in found["notes"][0]


def test_the_same_closing_twice_is_said(months: Clerk, october: Path, tmp_path: Path) -> None:
    copy = tmp_path / "october-again.jsonl"
    copy.write_bytes(october.read_bytes())
    found = verified(months, october, copy)
    assert found["holds"]
    assert "october.jsonl holds the same closing as october-again.jsonl" in found["notes"][0]


def test_two_registers_with_one_past_are_told(months: Clerk, october: Path, tmp_path: Path) -> None:
    """A copy of the register went another way: the same number, another closing."""
    other = Clerk(tmp_path / "copy.db", months.capsys)
    other.db.write_bytes(months.db.read_bytes())
    files = []
    for clerk, title in ((months, "One"), (other, "Two")):
        clerk.ok("period", "reopen", "2026-10", *WHY)
        clerk.task(title, "--due", "2026-10-05", "--assigned", "2026-10-02")
        clerk.ok("period", "close", "2026-10")
        clerk.ok("period", "open", "2026-11")
        clerk.ok("period", "close", "2026-11", today="2026-12-02")
        for key in ("2026-10", "2026-11"):
            files.append(tmp_path / f"{title}-{key}.jsonl")
            clerk.ok("period", "export", key, "--output", str(files[-1]))
    found = verified(months, files[0], files[2], code=1)
    assert [one["what"] for one in found["findings"]] == [
        "is another closing no. 3 of the same register than One-2026-10.jsonl"
    ]
    found = verified(months, files[0], files[3], code=1)
    assert "does not follow the seal of One-2026-10.jsonl" in found["findings"][0]["what"]
    said = months.run("period", "verify", str(files[0]), str(files[3]))
    assert (said.code, "What does not fit together" in said.out) == (1, True)


def test_two_registers_under_one_code_are_told(months: Clerk, october: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    other = Clerk(tmp_path / "other.db", months.capsys)
    other.ok("init", "--office", "UBND tỉnh")
    other.ok("config", "set", "office_code", "H.01")
    other.ok("unit", "add", "A", "A", "--block", "so", today="2026-01-02")
    other.ok("period", "open", "2026-10")
    other.ok("period", "close", "2026-10")
    other.ok("period", "export", "2026-10", "--output", str(file))
    found = verified(months, october, file, code=1)
    assert "comes from another register" in found["findings"][0]["what"]


# -- malice --------------------------------------------------------------------------------------------------

HEAD = '{"tasktrack":"closing","format":1}\n'


MALICE = {
    "empty": b"",
    "no line": b"x",
    "a register": b"SQLite format 3\0" + b"\0" * 100,
    "gzip": b"\x1f\x8b\x08\x00" + b"\0" * 50,
    "nul": b"\0" * 1000 + b"\n",
    "deep": b"[" * 100_000 + b"\n",
    "deep object": b'{"a":' * 100_000 + b"\n",
    "a number": b"1\n",
    "not utf-8": b'{"tasktrack":"\xff"}\n',
    "twins": b'{"tasktrack":"closing","tasktrack":"closing","format":1}\n',
    "bare head": HEAD.encode(),
    "true format": b'{"tasktrack":"closing","format":true}\n',
    "no head": b'{"sha256":"' + b"0" * 64 + b'"}\n',
    "a long line": b'{"tasktrack":"' + b"x" * (9 * 2**20) + b'"}\n',
}


@pytest.mark.parametrize("name", MALICE)
def test_what_is_no_sealed_file_is_one_sentence(clerk: Clerk, tmp_path: Path, name: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(MALICE[name])
    found = verified(clerk, file, code=1)
    assert found["data"][0]["fault"].startswith("x.jsonl")
    said = clerk.run("period", "verify", str(file))
    assert (said.code, said.err) == (1, "")


HEADS: dict[str, dict[str, Any]] = {
    "half a character": {"settings": '{"x":"\ud800"}'},
    "a line feed": {"settings": "{}\npart 2026-09 1 x"},
    "settings that are a list": {"settings": "[]"},
    "settings that are deep": {"settings": "[" * 100_000},
    "a number as text": {"number": "2"},
    "not a number": {"number": float("nan")},
    "a huge number": {"number": 2**64},
    "true": {"revision": True},
    "another kind": {"kind": "year"},
    "a key in other words": {"period": "10/2026"},
    "no day": {"cut_on": "2026-02-30"},
    "no moment": {"at": "yesterday"},
    "parts of parts": {"parts": [["2026-09", 1]]},
    "a part that is no list": {"parts": ["2026-09"]},
    "parts as an object": {"parts": {}},
    "no office": {"office": None},
    "an office with more": {"office": {"code": "A", "name": "A", "register": "0" * 64, "x": 1}},
    "a code with a path": {"office": {"code": "../A", "name": "A", "register": "0" * 64}},
    "a short seal": {"seal": "0" * 63},
    "schema 0": {"schema": 0},
}


@pytest.mark.parametrize("name", HEADS)
def test_a_header_holds_what_it_should(months: Clerk, october: Path, name: str) -> None:
    first, rest = october.read_text(encoding="utf-8").split("\n", 1)
    october.write_text(json.dumps({**json.loads(first), **HEADS[name]}) + "\n" + rest, encoding="utf-8")
    assert fault_of(months, october)


@pytest.mark.parametrize("field", ["schema", "format"])
def test_a_newer_file_is_refused_by_name(months: Clerk, october: Path, field: str) -> None:
    first, rest = october.read_text(encoding="utf-8").split("\n", 1)
    october.write_text(json.dumps({**json.loads(first), field: 99}) + "\n" + rest, encoding="utf-8")
    error = months.refused(8, "period", "verify", str(october))
    assert "october.jsonl" in error["message"]


ROWS = {
    "no JSON": "x",
    "no list": "{}",
    "too few columns": "[1,1]",
    "deep": "[" * 50_000,
    "not a number": '[NaN,1,1,"STC","STC","so",null]',
    "a float": '[1.5,1,1,"STC","STC","so",null]',
    "true": '[true,1,1,"STC","STC","so",null]',
    "beyond 64 bits": '[1,1,99999999999999999999,"STC","STC","so",null]',
    "beyond all digits": f'[1,1,{"9" * 5000},"STC","STC","so",null]',
    "nothing where something must be": '[1,1,1,null,"STC","so",null]',
    "half a character": '[1,1,1,"\\ud800","STC","so",null]',
    "a list in it": '[1,1,1,["STC"],"STC","so",null]',
    "of another closing": '[9999,1,1,"STC","STC","so",null]',
    "of another revision": '[2,7,1,"STC","STC","so",null]',
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_fits_its_table(months: Clerk, october: Path, name: str) -> None:
    """Whatever a forger made anew: a reader meets only what a closing can have frozen."""

    def change(lines: list[dict[str, Any]]) -> None:
        row = row_of(lines, "frozen_unit")
        row["line"] = ROWS[name]
        row["digest"] = hashlib.sha256(ROWS[name].encode()).hexdigest()[:16]
        pages(lines)

    fault = fault_of(months, edited(october, change))
    assert re.search(r": row 1 of frozen_unit: (it|period|unit|code) (does not|belongs)", fault)


CELLS: dict[str, tuple[str, str, Any]] = {
    "the number of another office": ("frozen_task", "subject", -(10**12) + 1),
    "a number beyond all": ("frozen_task", "task", 10**12),
    "no number": ("frozen_subject", "subject", 0),
    "a setting without a value": ("closing_scheme", "settings", '{"a":{}}'),
    "half a character in a setting": ("closing_scheme", "settings", '{"a":{"given":true,"value":"\\ud800"}}'),
    "somebody who is no pair": ("closing_scheme", "unranked", "[1]"),
    "no TOML": ("closing_scheme", "text", "x="),
    "a scheme of another name": ("closing_scheme", "code", "other"),
    "a list as a condition": ("frozen_rank", "conditions", "[[1]]"),
    "a veto that is not there": ("frozen_rank", "conditions", '["veto:999"]'),
    "somebody who was not scored": ("frozen_rank", "subject", 999_999),
    "a scheme that did not run": ("frozen_rank", "scheme", "other"),
    "a day of no century": ("frozen_task", "due_on", "9999-12-31"),
    "a state of no task": ("frozen_task", "state", "active"),
    "a huge quantity": ("frozen_task", "assigned_quantity", 9 * 10**18),
}


@pytest.mark.parametrize("name", CELLS)
def test_what_would_break_a_reader_does_not_come_in(months: Clerk, october: Path, name: str) -> None:
    """One cell of a row is another, and whatever vouches for it made anew, but for the seal."""
    book, column, value = CELLS[name]

    def change(lines: list[dict[str, Any]]) -> None:
        row = row_of(lines, book)
        cells = json.loads(row["line"])
        cells[[each.name for each in shapes()[book].columns].index(column)] = value
        row["line"] = json.dumps(cells)
        row["digest"] = hashlib.sha256(row["line"].encode()).hexdigest()[:16]
        pages(lines)

    assert f"row 1 of {book}: " in fault_of(months, edited(october, change))


def test_dossiers_are_counted_in_numbers_that_can_be_added_up() -> None:
    """A closing with 9,000 rows of these still adds up in 64 bits."""
    shape = shapes()["frozen_dossier"]
    days = ("2026-10-01", "2026-10-31", "2026-10-31")
    header = SealedHeader(6, Office("A", "A", ""), "2026-10", "month", 1, 1, "", "", *days, "{}", (), "", "")
    for count, faults in ((10**12, False), (9 * 10**18, True), (1.5, True), ("1", True)):
        line = json.dumps([1, 1, 1, "", "", "", json.dumps({"late": count})])
        looked = Rows(header, {"frozen_dossier": shape})
        assert bool(looked.fault(SealedRow("frozen_dossier", line))) is faults, count


@pytest.mark.parametrize(("role", "fault"), [("lead", True), ("giver", False), ("officer", False)])
def test_who_handed_a_task_back_stands_so(role: str, fault: bool) -> None:
    assert bool(Content().fault("frozen_task", {"role": role, "state": "handed-back"})) is fault


@pytest.mark.parametrize(
    "changes",
    [
        {"as_of": "9999-12-31"},
        {"from_on": "0001-01-01"},
        {"from_on": "2026-11-01"},
        {"settings": '{"windows":{"a":1}}'},
        {"settings": '{"zone":"\\ud800"}'},
    ],
)
def test_a_header_is_in_bounds(months: Clerk, october: Path, changes: dict[str, Any]) -> None:
    first, rest = october.read_text(encoding="utf-8").split("\n", 1)
    october.write_text(json.dumps({**json.loads(first), **changes}) + "\n" + rest, encoding="utf-8")
    assert "it does not say which closing" in fault_of(months, october)


@pytest.mark.parametrize("value", ["1/0", "1", "0.5", "1/-2", "x", "9" * 3000 + "/1", "1/2\\n"])
def test_an_exact_number_is_one(months: Clerk, october: Path, value: str) -> None:
    def change(lines: list[dict[str, Any]]) -> None:
        row = next(line for line in lines if line.get("book") == "frozen_rank" and '"100/1"' in line["line"])
        forge(row, '"100/1"', f'"{value}"')
        pages(lines)

    assert "does not hold what such a column holds" in fault_of(months, edited(october, change))


def test_rows_come_in_one_order_only(months: Clerk, october: Path) -> None:
    def swap(lines: list[dict[str, Any]]) -> None:
        first = lines.index(row_of(lines, "frozen_unit"))
        lines[first : first + 2] = lines[first + 1], lines[first]
        pages(lines)

    assert "not in the order of its key" in fault_of(months, edited(october, swap))

    def twice(lines: list[dict[str, Any]]) -> None:
        first = lines.index(row_of(lines, "frozen_unit"))
        lines.insert(first, dict(lines[first]))
        pages(lines)

    assert "not in the order of its key" in fault_of(months, edited(october, twice))

    def foreign(lines: list[dict[str, Any]]) -> None:
        for line in lines:
            if line.get("book") == "frozen_unit":
                line["book"] = "unit"
            if line.get("page") == "frozen_unit":
                line["page"] = "unit"

    assert "no such table is frozen" in fault_of(months, edited(october, foreign))


@pytest.mark.parametrize(
    "line",
    ["{}", "[]", '{"book":1,"line":"","digest":""}', '{"book":"x","line":1,"digest":""}', "x", '{"page":1}'],
)
def test_a_line_that_is_none(months: Clerk, october: Path, line: str) -> None:
    lines = october.read_text(encoding="utf-8").splitlines()
    october.write_text("\n".join([lines[0], line, *lines[1:]]) + "\n", encoding="utf-8")
    assert "line 2: it is not a line as a sealed file holds it" in fault_of(months, october)


@pytest.mark.parametrize("book", ["x" * 1_000_000, "\\ud800", "\\u001b[31m\\u202e"])
def test_a_name_from_the_file_does_no_harm(months: Clerk, october: Path, book: str) -> None:
    text = october.read_text(encoding="utf-8").replace('"book":"frozen_unit"', f'"book":"{book}"')
    october.write_text(text.replace('"page":"frozen_unit"', f'"page":"{book}"'), encoding="utf-8")
    said = months.run("period", "verify", str(october))
    assert (said.code, said.err) == (1, "")
    assert len(said.out) < 2000
    assert "\x1b" not in said.out
    assert "\u202e" not in said.out


def test_a_file_that_is_not_there(clerk: Clerk) -> None:
    assert clerk.refused(3, "period", "verify", "none.jsonl")["code"] == "not-found"
    assert clerk.refused(2, "period", "verify", "--seal", "x", "office.db")["code"] in ("usage", "not-found")
