"""Saved filters of task list, and the tasks that are one's own."""

import inspect
import json
import shlex
from typing import Any

import pytest
from clerk import Clerk

from tasktrack.cli import task_list, view
from tasktrack.store.register import Caller, writing


@pytest.fixture
def book(clerk: Clerk) -> Clerk:
    """Return a clerk with tasks of two units: NV1 and NV2 of STC, NV3 of STP and BINH's NV4."""
    clerk.task("One", "--due", "2026-11-10", "--urgency", "urgent")
    clerk.task("Two", "--due", "2026-11-28")
    clerk.task("Three", "--due", "2026-12-15", "--lead", "STP")
    clerk.task("Four", "--due", "2026-11-01", "--officer", "BINH")
    return clerk


def listed(clerk: Clerk, *words: str, today: str | None = None) -> str:
    """Return the numbers of the tasks of a list."""
    return " ".join(code.removeprefix("NV") for code in clerk.codes(*words, today=today))


def test_a_view_is_used_like_the_options_it_holds(book: Clerk) -> None:
    """Filter, order and columns; the list says by which view."""
    options = ("--status", "overdue", "--columns", "code,due_on", "--sort", "-due")
    book.ok("view", "save", "late", *options)
    assert listed(book, "@late") == listed(book, *options) == "1 4"
    out = book.ok("task", "list", "@late").out
    assert out.splitlines()[0].startswith("2 tasks; view @late; Overdue;")
    assert out.splitlines()[2].split() == ["Code", "Due"]
    said = book.ok("task", "list", "--view", "late", "--format", "json").json
    assert (said["view"], [row["code"] for row in said["data"]]) == ("late", ["NV1", "NV4"])
    assert book.ok("task", "list", "--format", "json").json["view"] is None


def test_what_is_typed_on_the_line_wins(book: Clerk) -> None:
    """Over that option alone; empty text takes it out; what excludes a saved option puts that aside."""
    book.ok("view", "save", "v", "--status", "overdue", "--unit", "STC", "--sort", "-due", "--limit", "1")
    assert listed(book, "@v") == "1"
    assert listed(book, "@v", "--limit", "0") == "1 4"
    assert listed(book, "@v", "--limit", "0", "--sort", "due") == "4 1"
    assert listed(book, "@v", "--limit", "0", "--status", "due-soon") == "2"
    assert listed(book, "@v", "--limit", "0", "--status", "") == "2 1 4"
    assert (
        listed(
            book, "@v", "--limit", "0", "--unit", "STP", "--status", "in-progress", "--status", "not-started"
        )
        == "3"
    )
    book.ok("view", "save", "none", "--no-due")
    assert listed(book, "@none", "--due-to", "2026-11-05") == "4"
    book.ok("view", "save", "soon", "--due-to", "eom")
    assert listed(book, "@soon", "--no-due") == ""


def test_days_are_kept_as_typed(book: Clerk) -> None:
    """The end of the month in which the view is used."""
    book.ok("view", "save", "month", "--due-to", "eom")
    assert listed(book, "@month") == "4 1 2"
    assert listed(book, "@month", today="2026-12-01") == "4 1 2 3"
    assert book.data("view", "show", "month")["options"] == {"due_to": "eom"}


def test_mine_is_the_own_unit_or_officer(book: Clerk) -> None:
    """As the register's settings say; the officer's where there is one."""
    error = book.refused(4, "task", "list", "--mine")
    assert "tasktrack config set own_unit CODE" in error["remedy"]
    book.refused(4, "view", "save", "mine", "--mine")
    book.ok("config", "set", "own_unit", "STP")
    assert listed(book, "--mine") == "3"
    book.ok("view", "save", "mine", "--mine", "--status", "overdue")
    assert listed(book, "@mine", "--status", "") == "3"
    book.ok("config", "set", "own_officer", "BINH")
    assert listed(book, "--mine") == listed(book, "@mine") == "4"
    assert listed(book, "@mine", "--unit", "STC") == "4 1"
    book.refused(2, "task", "list", "--mine", "--unit", "STC")
    book.refused(2, "task", "list", "--mine", "--officer", "AN")
    assert "officer BINH" in book.ok("task", "list", "--mine").out


def test_views_are_listed_shown_replaced_and_removed(book: Clerk) -> None:
    """Under names with Vietnamese letters, found without them."""
    assert "tasktrack view save" in book.ok("view", "list").out
    book.ok("view", "save", "gấp", "--urgency", "urgent", "--kind", "regular", "--kind", "adhoc")
    row = {
        "name": "gấp",
        "options": {"kind": ["regular", "adhoc"], "urgency": "urgent"},
        "line": "--kind regular --kind adhoc --urgency urgent",
    }
    assert book.data("view", "list") == [row]
    assert book.data("view", "show", "@GAP") == row
    replaced = book.data("view", "save", "Gap", "--text", "kế hoạch")
    assert (replaced["name"], replaced["replaced"]) == ("Gap", row)
    assert [one["line"] for one in book.data("view", "list")] == ["--text 'kế hoạch'"]
    assert "it was: --text" in book.ok("view", "remove", "gấp").out
    book.refused(3, "view", "show", "gap")
    book.ok("view", "save", "gấp", "--no-due")
    assert listed(book, "@gap") == ""


@pytest.mark.parametrize("text", ['a"b $x', "l'été", "a`b", "kế hoạch", "x;y|z", "", "C:\\new"])
def test_a_view_is_shown_as_it_can_be_typed_again(book: Clerk, text: str) -> None:
    words = ["--text", text, "--status", "overdue"]
    line = book.data("view", "save", "tre", *words)["line"]
    assert sorted(shlex.split(line)) == sorted(words)
    assert book.data("view", "show", "tre")["line"] == line
    assert line in book.ok("view", "show", "tre").out


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, ("v",)),
        (4, ("v", "--status", "late")),
        (4, ("v", "--kind", "x")),
        (4, ("v", "--urgency", "x")),
        (4, ("v", "--sort", "x")),
        (4, ("v", "--due-to", "2026-13-01")),
        (3, ("v", "--unit", "NONE")),
        (3, ("v", "--block", "NONE")),
        (3, ("v", "--parent", "NV99")),
        (2, ("v", "--columns", "code,colour")),
        (2, ("v", "--no-due", "--due-to", "eom")),
        (4, ("a b", "--no-due")),
        (4, ("@", "--no-due")),
        (4, ("a" * 41, "--no-due")),
        (4, ("a,b", "--no-due")),
    ],
)
def test_a_view_is_checked_when_it_is_saved(book: Clerk, code: int, words: tuple[str, ...]) -> None:
    """So that it works when it is used."""
    book.refused(code, "view", "save", *words)


def test_what_is_no_view_is_an_error_with_the_way(book: Clerk) -> None:
    """A word without @ says how to search; a mistyped name offers those there are."""
    error = book.refused(2, "task", "list", "overdue")
    assert "--text" in error["remedy"]
    book.ok("view", "save", "late", "--status", "overdue")
    assert "Did you mean: @late?" in book.refused(3, "task", "list", "@lote")["remedy"]
    book.refused(2, "task", "list", "@late", "--view", "late")
    book.refused(3, "view", "remove", "none")


def put(clerk: Clerk, options: dict[str, Any]) -> None:
    """Save a view as another version of the program might have done."""
    with writing(clerk.db, Caller()) as register, register.write() as entry:
        entry.insert("saved_view", {"name": "old", "options": json.dumps(options)})


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"status": ["overdue"], "colour": "red"}, "--colour"),
        ({"no_due": "yes"}, "--no-due"),
        ({"status": "overdue", "limit": True}, "--status, --limit"),
    ],
)
def test_an_option_that_is_gone_is_named(book: Clerk, options: dict[str, Any], named: str) -> None:
    """And no crash; the view is shown, replaced and removed all the same."""
    put(book, options)
    error = book.refused(4, "task", "list", "@old")
    assert error["message"].endswith(f": {named}.")
    assert book.data("view", "show", "old")["options"] == options
    book.ok("view", "save", "old", "--no-due")
    assert listed(book, "@old") == ""


def test_a_saved_value_that_is_gone_is_named(book: Clerk) -> None:
    """A column or status of another version."""
    put(book, {"columns": "code,colour"})
    assert "colour" in book.refused(2, "task", "list", "@old")["message"]
    book.ok("view", "remove", "old")
    put(book, {"status": ["late"]})
    assert "late" in book.refused(4, "task", "list", "@old")["message"]


def test_views_are_journalled(book: Clerk) -> None:
    """With their reason; a dry run keeps nothing."""
    before = book.digest()
    book.ok("view", "save", "v", "--no-due", "--dry-run")
    assert book.digest() == before
    book.ok("view", "save", "v", "--no-due", "--reason", "for the meeting")
    entry = book.data("history", "--limit", "1")[0]
    assert (entry["command"], entry["reason"]) == ("view save", "for the meeting")
    book.ok("view", "remove", "v")
    assert book.data("history", "--limit", "1")[0]["command"] == "view remove"


def test_a_view_is_undone(book: Clerk) -> None:
    """Saving, replacing and removing."""
    book.ok("view", "save", "v", "--no-due")
    book.ok("view", "save", "v", "--due-to", "eom")
    book.ok("undo", "--yes")
    assert book.data("view", "show", "v")["options"] == {"no_due": True}
    book.ok("view", "remove", "v")
    book.ok("undo", "--yes")
    assert [row["name"] for row in book.data("view", "list")] == ["v"]


def test_a_view_holds_every_filter_of_a_list() -> None:
    """What can narrow a list can be saved."""
    listing = set(inspect.signature(task_list.list_tasks).parameters) - {
        "view",
        "named_view",
        "format",
        "output",
        "for_import",
        "elsewhere",
    }
    saving = set(inspect.signature(view.save).parameters) - {"name", "reason", "format", "dry_run"}
    assert listing == saving
    assert listing - {"ctx"} == set(view.option.OPTIONS)
