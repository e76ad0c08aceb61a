"""A slip of the hand is answered with what may have been meant."""

import pytest
from clerk import Clerk
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.near import nearest, task_codes


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("unit", "show", "STCC"), "STC (Sở Tài chính)"),
        (("unit", "show", "SCT"), "STC (Sở Tài chính)"),
        (("unit", "show", "sở tài chánh"), "STC (Sở Tài chính)"),
        (("officer", "show", "BIHN"), "BINH (Trần Thị Bình)"),
        (("officer", "show", "nguyen van"), "AN (Nguyễn Văn An)"),
        (("task", "show", "NV21"), "NV12 (Task 12)"),
        (("task", "show", "12"), "NV12 (Task 12)"),
        (("task", "show", "nv 12"), "NV12 (Task 12)"),
        (("task", "show", "NV0012"), "NV12 (Task 12)"),
        (("task", "show", "NV122"), "NV12 (Task 12)"),
        (("task", "show", "KH-2062-01"), "KH-2026-01 (Task 1)"),
        (("unit", "list", "--block", "soo"), "so"),
        (("task", "list", "--block", "xaa"), "xa"),
        (("rank", "2026-10", "--block", "soo"), "so"),
        (("period", "show", "2026-01"), "2026-10"),
        (("scheme", "show", "unit-task"), "unit-tasks"),
        (("rank", "2026-10", "--scheme", "par-indx"), "par-index"),
        (("config", "get", "lock_day"), "lock_days"),
        (("config", "get", "unit-tasks.late_cuont"), "unit-tasks.late_count"),
        (("task", "list", "--status", "overdu"), "overdue"),
        (("task", "list", "--kind", "adhok"), "adhoc"),
        (("task", "list", "--urgency", "urgnt"), "urgent"),
        (("task", "list", "--sort", "titel"), "title"),
        (("task", "list", "--columns", "code,tilte"), "title"),
        (("task", "list", "@lat"), "@late"),
    ],
)
def test_the_remedy_offers_what_was_meant(book: Clerk, words: tuple[str, ...], meant: str) -> None:
    """First of all it offers."""
    remedy = book.run(*words, "--format", "json").error["remedy"]
    assert remedy.startswith("Did you mean: ")
    assert remedy.removeprefix("Did you mean: ").split("?")[0].split("; ")[0] == meant


@pytest.fixture
def book(clerk: Clerk) -> Clerk:
    """Return a clerk with twelve tasks, the first with a key, a period and a view."""
    clerk.task("Task 1", "--key", "KH-2026-01")
    for number in range(2, 13):
        clerk.task(f"Task {number}", "--due", "2026-10-20")
    clerk.ok("period", "open", "2026-10")
    clerk.ok("view", "save", "late", "--status", "overdue")
    return clerk


def test_a_name_like_nothing_is_offered_nothing(book: Clerk) -> None:
    """The way to look for it is said instead."""
    for words, remedy in (
        (("unit", "show", "qqqq"), "See 'tasktrack unit list'."),
        (("officer", "show", "qqqq"), "See 'tasktrack officer list'."),
        (("task", "show", "NV555"), 'Search with: tasktrack task list --text "...".'),
        (("task", "show", "qqqq"), 'Search with: tasktrack task list --text "...".'),
    ):
        assert book.refused(3, *words)["remedy"] == remedy


def test_a_title_cannot_steer_the_terminal(clerk: Clerk) -> None:
    """Nor fill the screen."""
    clerk.task("x" * 300)
    assert len(clerk.refused(3, "task", "show", "1")["remedy"]) < 200


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("tsk",), "task"),
        (("task", "lst"), "list"),
        (("unit", "shw"), "show"),
        (("task", "list", "--stauts"), "--status"),
    ],
)
def test_a_mistyped_command_is_offered_once(clerk: Clerk, words: tuple[str, ...], meant: str) -> None:
    """In the user's language."""
    for lang, question in (("en", "Did you mean"), ("vi", "")):
        said = clerk.run(*words, lang=lang)
        assert said.code == 2
        assert said.err.count(f"'{meant}'") == 1
        assert said.err.count("Did you mean") == (lang == "en") == said.err.count(question or "\0")


def test_a_command_like_nothing_is_offered_nothing(clerk: Clerk) -> None:
    assert "Did you mean" not in clerk.run("qqqq").err


NAMES = ("Sở Tài chính", "Sở Tư pháp", "Văn phòng Ủy ban", "Xã Đông Hòa", "Ban Quản lý dự án")


@given(st.sampled_from(NAMES), st.data())
def test_two_letters_swapped_are_forgiven(name: str, data: st.DataObject) -> None:
    """Wherever they stand: the name is the first that is offered."""
    place = data.draw(st.integers(0, len(name) - 2))
    typed = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    assert nearest(typed, ((one, one) for one in NAMES))[0] == name


@given(st.text(max_size=300), st.lists(st.text(max_size=30), max_size=8))
def test_anything_can_be_asked(typed: str, names: list[str]) -> None:
    """A few of the names come back, each once, and for nothing typed none."""
    found = nearest(typed, ((one, one) for one in names))
    assert set(found) <= set(names)
    assert len(found) == len(set(found)) <= 5
    assert task_codes(typed) == [code for code in task_codes(typed) if code.startswith("NV")]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("task", "list", "--today", "16/11/2026"), "tasktrack --today ... task list"),
        (("task", "list", "--today=16/11/2026"), "tasktrack --today ... task list"),
        (("task", "--db", "a.db", "list"), "tasktrack --db ... task"),
        (("today", "--no-pager"), "tasktrack --no-pager today"),
        (("unit", "list", "-V"), "tasktrack -V unit list"),
    ],
)
def test_an_option_of_the_program_stands_before_the_command(
    clerk: Clerk, words: tuple[str, ...], line: str
) -> None:
    error = clerk.refused(2, *words)
    option = line.split()[1]
    assert error["remedy"] == f"{option} stands before the command: {line}"


def test_an_option_that_nothing_has_leads_to_the_help(clerk: Clerk) -> None:
    assert clerk.refused(2, "task", "list", "--nowhere")["remedy"] == "See 'tasktrack task list --help'."


@given(st.integers(1, 999_999))
def test_a_number_alone_is_its_code(number: int) -> None:
    """Zeros before it are nothing."""
    for typed in (f"{number}", f"NV 0{number}", f"nv-{number}", f"{number:08}"):
        assert task_codes(typed)[0] == f"NV{number}"
