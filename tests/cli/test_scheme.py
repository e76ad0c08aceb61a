"""Schemes: shown, checked by line, installed by version, and set for the office."""

from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

DATA = Path(__file__).parents[1] / "data"
EXAMPLES = Path(__file__).parents[2] / "examples"
IN_HAND = (DATA / "in-hand.toml").read_text(encoding="utf-8")


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "scheme.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def faults(clerk: Clerk, path: str) -> list[dict[str, Any]]:
    said = clerk.run("scheme", "check", path, "--format", "json")
    assert said.code == 1, said.err
    assert said.json["sound"] is False
    return said.json["data"]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_shipped_schemes(empty: Clerk) -> None:
    listed = empty.data("scheme", "list")
    assert [(one["code"], one["version"], one["subject"], one["origin"]) for one in listed] == [
        ("abc-tt15", 1, "unit", "tasktrack"),
        ("commend-danang", 1, "unit", "tasktrack"),
        ("key-tasks", 1, "unit", "tasktrack"),
        ("nd233-unit", 1, "unit", "tasktrack"),
        ("nd335-leader", 1, "officer", "tasktrack"),
        ("nd335-officer", 1, "officer", "tasktrack"),
        ("nd335-unit", 1, "unit", "tasktrack"),
        ("nd90", 1, "officer", "tasktrack"),
        ("par-index", 2, "unit", "tasktrack"),
        ("pass-qd25", 1, "unit", "tasktrack"),
        ("tt01-2018", 2, "unit", "tasktrack"),
        ("unit-tasks", 1, "unit", "tasktrack"),
    ]
    shown = empty.data("scheme", "show", "unit-tasks")
    assert [one["code"] for one in shown["criteria"]] == ["score", "a", "b", "c"]
    assert [one["from"] for one in shown["classes"]] == [90, 70, 50, 0]
    settings = {one["name"]: one for one in shown["settings"]}
    assert (settings["late_count"]["value"], settings["late_count"]["given"]) == ("occurrence", False)
    assert "Art. 14" in settings["late_count"]["source"]
    assert empty.refused(3, "scheme", "show", "nothing")["remedy"].startswith(
        "There are: abc-tt15, commend-danang"
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('formula = "count(done)"', 'formula = "count(finished)"', "finished"),
        ('formula = "count(done)"', 'formula = "count(done) / 2"', "does not divide"),
        ('formula = "100 * tasks_done / tasks"', 'formula = "100 * tasks_made / tasks"', "tasks_made"),
        ('formula = "100 * tasks_done / tasks"', 'formula = "100 * (tasks_done"', "cannot be read"),
        ("version = 1", "version = 0", "version"),
        ('default = "active"', 'default = "sometimes"', "sometimes"),
        ('criterion = "done_share"', 'criterion = "nothing"', "nothing"),
        ("max = 100", "max = 100\ncolour = 1", "colour"),
    ],
)
def test_check_names_line_and_fault(empty: Clerk, tmp_path: Path, before: str, after: str, said: str) -> None:
    text = IN_HAND.replace(before, after)
    assert text != IN_HAND
    found = faults(empty, written(tmp_path, text))
    assert len(found) == 1
    assert found[0]["line"] == line_of(text, after.splitlines()[-1])
    assert said in found[0]["message"]
    assert found[0]["remedy"]
    path = written(tmp_path, text)
    assert "scheme check" in empty.refused(4, "scheme", "install", path)["remedy"]


def test_check_tells_every_fault_in_order(empty: Clerk, tmp_path: Path) -> None:
    text = IN_HAND.replace("count(done)", "count(finished)").replace('code = "in-hand"', 'code = "In Hand"')
    text = text.replace("100 * tasks_done", "100 * tasks_made")
    found = faults(empty, written(tmp_path, text))
    assert [one["line"] for one in found] == [
        line_of(text, "In Hand"),
        line_of(text, "count(finished)"),
        line_of(text, "tasks_made"),
    ]
    said = empty.run("scheme", "check", written(tmp_path, text))
    assert (said.code, "How to mend it" in said.out) == (1, True)


def test_check_prints_every_fault_of_a_broken_example_with_its_line(empty: Clerk, tmp_path: Path) -> None:
    """A local scheme, broken in five ways: on paper and for programs all five, at their lines."""
    text = (EXAMPLES / "schemes" / "par-index-tay-ninh.toml").read_text(encoding="utf-8")
    broken = (
        ("version = 1", "version = 0", "A version is 1 or more."),
        ('periods = ["year"]', 'periods = ["week"]', "not kinds of periods"),
        ('default = "unscored"', 'default = "nothing"', "nothing is not a value"),
        (
            'label = { vi = "Cải cách thể chế", en = "Institutional reform" }',
            "label = 5",
            "label cannot be 5",
        ),
        ("from = 65", "from = 85", "does not begin below"),
    )
    for before, after, _said in broken:
        assert text.count(before) == 1
        text = text.replace(before, after)
    wanted = [line_of(text, after.splitlines()[-1]) for _before, after, _said in broken]
    path = written(tmp_path, text)
    found = faults(empty, path)
    assert [one["line"] for one in found] == wanted
    for one, (_before, _after, said) in zip(found, broken, strict=True):
        assert said in one["message"]
    printed = empty.run("scheme", "check", path)
    assert printed.code == 1
    rows = [line.split() for line in printed.out.splitlines()]
    assert [int(words[0]) for words in rows if words and words[0].isdigit()] == wanted
    for one in found:
        assert one["message"] in printed.out
        assert one["remedy"] in printed.out


@pytest.mark.parametrize("text", ["", "[scheme\n", "code = 1\n", "\x00"])
def test_what_is_no_scheme_at_all(empty: Clerk, tmp_path: Path, text: str) -> None:
    assert faults(empty, written(tmp_path, text))
    path = tmp_path / "latin.toml"
    path.write_bytes(b'[scheme]\ntitle = "S\xe9"\n')
    assert empty.refused(4, "scheme", "check", str(path))["code"] == "invalid"
    assert empty.refused(3, "scheme", "check", str(tmp_path / "none.toml"))["code"] == "not-found"


def test_a_sound_scheme_shows_a_worked_example(empty: Clerk) -> None:
    said = empty.ok("scheme", "check", str(DATA / "in-hand.toml"))
    assert "in-hand, version 1, is sound" in said.out
    assert "100 * 3 / 3" in said.out
    found = empty.ok("scheme", "check", str(DATA / "in-hand.toml"), "--format", "json").json
    assert (found["sound"], found["data"]) == (True, [])


def test_install_by_version(clerk: Clerk, tmp_path: Path) -> None:
    first = clerk.data("scheme", "install", written(tmp_path, IN_HAND), "--reason", "Decision 12")
    assert (first["code"], first["version"], first["new"]) == ("in-hand", 1, True)
    assert clerk.data("history")[0]["reason"] == "Decision 12"
    before = clerk.digest()
    assert clerk.data("scheme", "install", written(tmp_path, IN_HAND))["new"] is False
    assert clerk.digest() == before
    changed = IN_HAND.replace("Tasks in hand", "Work in hand")
    error = clerk.refused(4, "scheme", "install", written(tmp_path, changed))
    assert (error["code"], "Version 1 of in-hand" in error["message"]) == ("exists", True)
    second = changed.replace("version = 1", "version = 2")
    assert clerk.data("scheme", "install", written(tmp_path, second), "--dry-run")["version"] == 2
    assert clerk.data("scheme", "show", "in-hand")["version"] == 1
    clerk.ok("scheme", "install", written(tmp_path, second))
    assert clerk.data("scheme", "show", "in-hand")["version"] == 2
    assert [one["code"] for one in clerk.data("scheme", "list")][:2] == ["in-hand", "abc-tt15"]


def test_a_shipped_code_is_taken(clerk: Clerk, tmp_path: Path) -> None:
    path = written(tmp_path, IN_HAND.replace('code = "in-hand"', 'code = "unit-tasks"'))
    assert "is shipped with tasktrack" in clerk.refused(4, "scheme", "install", path)["message"]


def test_a_closed_period_keeps_its_version(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("scheme", "install", written(tmp_path, IN_HAND))
    clerk.task("Draft", "--due", "2026-12-20")
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10", "--scheme", "in-hand")
    second = IN_HAND.replace("version = 1", "version = 2").replace("100 * tasks_done", "50 * tasks_done")
    clerk.ok("scheme", "install", written(tmp_path, second.replace("Tasks in hand", "Half of them")))
    said = clerk.ok("rank", "2026-10", "--format", "json").json
    assert (said["scheme"], said["scheme_version"], said["state"]) == ("in-hand", 1, "closed")
    found = clerk.data("score", "explain", "STC", "2026-10")
    assert (found["version"], found["lines"][0]["formula"]) == (1, "100 * tasks_done / tasks")


def test_the_office_sets_what_the_law_leaves_open(clerk: Clerk) -> None:
    assert clerk.data("config", "get", "unit-tasks.late_count")["source"] == "default"
    changed = clerk.data("config", "set", "unit-tasks.late_count", "calendar_day")
    assert (changed["name"], changed["value"], changed["source"], changed["default"]) == (
        "unit-tasks.late_count",
        "calendar_day",
        "register",
        "occurrence",
    )
    assert changed["allowed"] == "occurrence | calendar_day"
    clerk.ok("config", "set", "unit-tasks.roles", "lead, support")
    clerk.ok("config", "set", "unit-tasks.carry_over", "không")
    listed = {one["name"]: one["value"] for one in clerk.data("config", "list") if "." in one["name"]}
    assert listed == {
        "unit-tasks.carry_over": "false",
        "unit-tasks.late_count": "calendar_day",
        "unit-tasks.roles": "lead,support",
    }
    shown = {one["name"]: one for one in clerk.data("scheme", "show", "unit-tasks")["settings"]}
    assert {name: (shown[name]["value"], shown[name]["given"]) for name in ("late_count", "scope")} == {
        "late_count": ("calendar_day", True),
        "scope": ("due", False),
    }
    assert clerk.ok("config", "get", "unit-tasks.late_count").out == "calendar_day\n"


def test_settings_of_schemes_are_checked(clerk: Clerk) -> None:
    error = clerk.refused(4, "config", "set", "unit-tasks.late_count", "often")
    assert error["remedy"] == "Give one of occurrence, calendar_day."
    error = clerk.refused(3, "config", "set", "unit-tasks.colour", "red")
    assert "unit-tasks.late_count" in error["remedy"]
    assert clerk.refused(3, "config", "set", "nothing.late_count", "occurrence")["code"] == "not-found"
    assert clerk.refused(3, "config", "get", "nothing.late_count")["code"] == "not-found"


def test_a_scheme_for_units_counts_no_roles_of_officers(clerk: Clerk, tmp_path: Path) -> None:
    error = clerk.refused(4, "config", "set", "unit-tasks.roles", "lead,officer")
    assert error["remedy"] == "Give one or more of lead, support."
    text = IN_HAND.replace("version = 1", 'version = 1\nsubject = "officer"')
    clerk.ok("scheme", "install", written(tmp_path, text))
    assert clerk.data("config", "get", "in-hand.roles")["value"] == "officer"
    error = clerk.refused(4, "config", "set", "in-hand.roles", "lead")
    assert error["remedy"] == "Give one or more of officer, directed."


def test_carry_over_and_registered_late_by_setting(clerk: Clerk) -> None:
    """Without carry-over a task counts once, in the period of its due date, or in the first open one."""
    clerk.ok("config", "set", "unit-tasks.carry_over", "no")
    clerk.task("Left over", "--due", "2026-10-20")
    for key in ("2026-10", "2026-11", "2026-Q4"):
        clerk.ok("period", "open", key)
    clerk.ok("period", "close", "2026-10")
    said = clerk.ok(
        "task", "add", "Registered late", "--lead", "STC", "--assigned", "2026-10-01", "--due", "2026-10-25"
    )
    assert "Period 2026-10, in which it is due, is closed" in said.err
    november = clerk.data("score", "explain", "STC", "2026-11")["tasks"]
    assert [(task["code"], task["registered_late"]) for task in november] == [("NV2", True)]
    october = clerk.data("score", "explain", "STC", "2026-10")["tasks"]
    assert [(task["code"], task["registered_late"]) for task in october] == [("NV1", False)]
