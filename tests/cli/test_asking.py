"""`task add` with nothing given asks field by field, and writes nothing before the last look."""

import io
import json
import sqlite3
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from clerk import TODAY, Clerk, Said
from terminal import at_terminal, needs_a_terminal

from tasktrack import i18n
from tasktrack.cli import asking

# The questions in their order, by how each begins.
QUESTIONS = (
    "What is to be done",
    "Lead unit",
    "Supporting unit",
    "Kind",
    "Number and symbol",
    "Day it was assigned",
    "Due",
    "Officer",
    "Urgency",
    "Write it?",
)
Asked = Callable[..., Said]


class Script:
    """Someone who types prepared lines; what is a function is done first and gives the line."""

    def __init__(self, lines: tuple[object, ...]) -> None:
        self.left = list(lines)
        self.questions: list[str] = []

    def line(self, prompt: str, completions: object = ()) -> str:
        self.questions.append(prompt)
        if not self.left:
            raise EOFError
        typed = self.left.pop(0)
        return str(typed() if callable(typed) else typed)


@pytest.fixture
def asked(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Return what asks for a task and answers with these lines, none of which may be left over."""
    monkeypatch.setattr(asking, "is_possible", lambda: True)

    def ask(*lines: object, options: tuple[str, ...] = ()) -> Said:
        script = Script(lines)
        monkeypatch.setattr(asking, "line", script.line)
        said = clerk.run("task", "add", *options)
        assert script.left == [], script.questions
        return Said(said.code, said.out, "\n".join([*script.questions, said.err]))

    return ask


def registered(said: Said) -> str:
    """Return the code of the task that was written."""
    assert said.code == 0, said.err
    return said.out.split()[0]


# The fewest answers: a title, a lead, Enter for all the rest (STC has officers to choose from).
FEW = ("Draft the plan", "STC", "", "", "", "", "", "", "")
WHOLE = (
    "Draft the plan",
    "tu phap",  # without accents, in part
    "stc",
    "XA1",
    "",
    "4",
    "12/QĐ-UBND",
    "20/11/2026",
    "UBND tỉnh",
    "2026-11-20",
    "+10d",
    "very-urgent",
    "yes",
)
AS_OPTIONS = (
    *("--lead", "STP", "--support", "STC", "--support", "XA1", "--kind", "adhoc"),
    *("--document", "12/QĐ-UBND", "--document-date", "2026-11-20", "--issuer", "UBND tỉnh"),
    *("--assigned", "2026-11-20", "--due", "+10d", "--urgency", "very-urgent"),
)


def test_a_title_and_a_lead_are_enough(clerk: Clerk, asked: Asked) -> None:
    said = asked(*FEW, "yes")
    task = clerk.data("task", "show", registered(said))
    assert (task["title"], task["lead"], task["kind"]) == ("Draft the plan", "STC", "regular")
    assert (task["assigned_on"], task["due_on"], task["officer"]) == (TODAY, None, None)
    assert [said.err.find(question) >= 0 for question in QUESTIONS] == [True] * len(QUESTIONS)
    assert "Date of the document" not in said.err


def test_what_is_asked_for_equals_what_is_given_as_options(clerk: Clerk, asked: Asked) -> None:
    """The very same functions read both."""
    first = clerk.data("task", "show", registered(asked(*WHOLE)))
    second = clerk.data("task", "add", "Draft the plan", *AS_OPTIONS)
    differing = {"code", "registered_at", "warnings", "timeline", "progress", "edits", "entries"}
    shared = (first.keys() & second.keys()) - differing
    assert {"due_on", "support", "document_date", "urgency"} <= shared
    assert {key: first[key] for key in shared} == {key: second[key] for key in shared}


def test_days_are_repeated_with_their_weekday(asked: Asked) -> None:
    said = asked(*WHOLE)
    assert "= 2026-11-30 (Monday)" in said.err
    assert "= STP Sở Tư pháp" in said.err
    assert "yes" not in said.out
    assert said.out.splitlines()[1] == "Lead: Sở Tư pháp (STP)."


@pytest.mark.parametrize(
    ("place", "wrong", "sentence"),
    [
        (0, "", "Title is empty."),
        (1, "no such", "There is no unit no such."),
        (2, "STC", "Unit STC cannot both lead and support the task."),
        (2, "tai chinh", "Unit STC cannot both lead and support the task."),
        (2, "no such", "There is no unit no such."),
        (3, "often", "Kind 'often' is not known."),
        (3, "9", "Kind '9' is not known."),
        (5, "tomorrow", "The day of assignment, 2026-11-23, lies after today, 2026-11-22."),
        (5, "30/2/2026", "There is no day 30/2/2026."),
        (6, "soon", "soon is not a date that tasktrack reads."),
        (6, "2026-11-21", "The task is due on 2026-11-21, before it is assigned on 2026-11-22."),
        (7, "9", "There is no officer 9."),
        (7, "DUNG", "Officer DUNG does not serve in unit STC."),
        (8, "asap", "Urgency 'asap' is not known."),
    ],
)
def test_a_faulty_answer_is_explained_and_asked_again(
    clerk: Clerk, asked: Asked, place: int, wrong: str, sentence: str
) -> None:
    """With the sentence of the option, and without losing what was answered before."""
    clerk.ok("officer", "add", "DUNG", "Lê Dũng", "--unit", "STP", "--position", "head")
    said = asked(*FEW[:place], wrong, *FEW[place:], "yes")
    assert sentence in said.err
    assert clerk.data("task", "show", registered(said))["title"] == "Draft the plan"


def test_of_several_units_one_is_chosen_by_its_number(clerk: Clerk, asked: Asked) -> None:
    said = asked("Draft", "so", "2", *FEW[2:], "yes")
    assert "1  STC Sở Tài chính" in said.err
    assert "2  STP Sở Tư pháp" in said.err
    # STP has no officers, so nothing was asked there: one of the Enters fell on the last look.
    assert clerk.data("task", "show", registered(said))["lead"] == "STP"


def test_of_several_units_one_is_chosen_by_other_words(clerk: Clerk, asked: Asked) -> None:
    said = asked("Draft", "so", "tai chinh", *FEW[2:], "yes")
    assert clerk.data("task", "show", registered(said))["lead"] == "STC"


def test_of_several_units_none_is_chosen(clerk: Clerk, asked: Asked) -> None:
    said = asked("Draft", "so", "", "STC", *FEW[2:], "yes")
    assert "None was chosen." in said.err
    assert clerk.data("task", "show", registered(said))["lead"] == "STC"


def test_enter_at_the_lead_lists_the_units(clerk: Clerk, asked: Asked) -> None:
    said = asked("Draft", "", "XA1", *FEW[3:], "yes")
    assert "STC Sở Tài chính" in said.err
    assert clerk.data("task", "show", registered(said))["lead"] == "XA1"


def test_a_long_list_says_how_many_more_there_are(clerk: Clerk, asked: Asked) -> None:
    for number in range(25):
        clerk.ok("unit", "add", f"P{number}", f"Phường {number}")
    said = asked("Draft", "phuong", "P7", *FEW[3:], "yes")
    assert "20  P" in said.err
    assert "21  P" not in said.err
    assert "… and 5 more; other words find fewer." in said.err


def test_a_unit_supports_once(clerk: Clerk, asked: Asked) -> None:
    said = asked("Draft", "STC", "STP", "tư pháp", "", *FEW[3:], "yes")
    assert clerk.data("task", "show", registered(said))["support"] == ["STP"]


@pytest.mark.parametrize(("typed", "officer"), [("1", "AN"), ("binh", "BINH"), ("BINH", "BINH"), ("", None)])
def test_officers_are_those_of_the_lead_unit(
    clerk: Clerk, asked: Asked, typed: str, officer: str | None
) -> None:
    said = asked(*FEW[:7], typed, "", "yes")
    assert "1  AN Nguyễn Văn An" in said.err
    assert clerk.data("task", "show", registered(said))["officer"] == officer


def test_a_unit_without_officers_is_not_asked_for_one(clerk: Clerk, asked: Asked) -> None:
    said = asked("Draft", "XA1", *FEW[3:], "yes")
    assert "Officer:" not in said.err
    assert clerk.status(registered(said)) == "not-started"


# -- the last look -------------------------------------------------------------------------------------------

TITLE, LEAD, SUPPORT, KIND, DOCUMENT, DOCUMENT_DATE, ISSUER, ASSIGNED, DUE, OFFICER, URGENCY = map(
    str, range(1, 12)
)


def test_a_field_is_changed_before_it_is_written(clerk: Clerk, asked: Asked) -> None:
    said = asked(*FEW, TITLE, "Another title", KIND, "1", URGENCY, "express", "", "12", "yes")
    task = clerk.data("task", "show", registered(said))
    assert (task["title"], task["kind"], task["urgency"]) == ("Another title", "key-registered", "express")


def test_enter_keeps_a_field_and_a_dash_takes_it_out(clerk: Clerk, asked: Asked) -> None:
    said = asked(*FEW[:2], "STP", "XA1", *FEW[2:], SUPPORT, "", DUE, "2026-12", DUE, "", "yes")
    assert clerk.data("task", "show", registered(said))["support"] == ["STP", "XA1"]
    said = asked(*FEW[:2], "STP", *FEW[2:], SUPPORT, "-", DUE, "2026-12", DUE, "-", OFFICER, "AN", "yes")
    task = clerk.data("task", "show", registered(said))
    assert (task["support"], task["due_on"], task["officer"]) == ([], None, "AN")


def test_another_supporting_unit_takes_the_place_of_those_before(clerk: Clerk, asked: Asked) -> None:
    said = asked(*FEW[:2], "STP", *FEW[2:], SUPPORT, "XA1", "", "yes")
    assert clerk.data("task", "show", registered(said))["support"] == ["XA1"]


def test_another_lead_asks_for_support_and_officer_again(clerk: Clerk, asked: Asked) -> None:
    """An officer of the old lead would be none of the new one."""
    said = asked(*FEW[:2], "STP", *FEW[2:7], "AN", "", LEAD, "STP", "STC", "", "yes")
    task = clerk.data("task", "show", registered(said))
    assert (task["lead"], task["support"], task["officer"]) == ("STP", ["STC"], None)


def test_the_same_lead_asks_for_nothing_more(clerk: Clerk, asked: Asked) -> None:
    said = asked(*FEW[:7], "AN", "", LEAD, "", "yes")
    assert clerk.data("task", "show", registered(said))["officer"] == "AN"


def test_a_document_brings_its_date_and_issuer(clerk: Clerk, asked: Asked) -> None:
    said = asked(*FEW, DOCUMENT, "5/CV", "2026-11-01", "UBND", "yes")
    task = clerk.data("task", "show", registered(said))
    assert (task["document"], task["document_date"], task["issuer"]) == ("5/CV", "2026-11-01", "UBND")


def test_another_day_of_assignment_asks_for_the_due_date_again(clerk: Clerk, asked: Asked) -> None:
    """It may have been a span from that day."""
    said = asked(*FEW[:6], "+10d", "", "", ASSIGNED, "2026-11-02", "+10d", "yes")
    assert clerk.data("task", "show", registered(said))["due_on"] == "2026-11-12"


def test_what_contradicts_itself_is_not_written(clerk: Clerk, asked: Asked) -> None:
    """Yes is no answer then; a field is changed, or nothing is written."""
    early = (*FEW[:5], "2026-11-02", "2026-11-10", "", "")
    said = asked(*early, ASSIGNED, "2026-11-20", "", "yes", DUE, "2026-11-30", "yes")
    assert "The task is due on 2026-11-10, before it is assigned on 2026-11-20." in said.err
    assert "The number of the field to change, or no" in said.err
    assert clerk.data("task", "show", registered(said))["due_on"] == "2026-11-30"


def test_what_should_be_looked_at_again_is_said_before(clerk: Clerk, asked: Asked) -> None:
    code = clerk.task("Draft", "--document", "5/CV")
    before = clerk.digest()
    said = asked("Draft", "STC", "", "", "5/CV", "", "", "", "", "", "", "no")
    warning = f"Warning: The same title of document 5/CV is registered already: {code}."
    assert said.err.count(warning) == 1
    assert clerk.digest() == before
    said = asked("Draft", "STC", "", "", "5/CV", "", "", "", "", "", "", "yes")
    assert (said.code, said.err.count(warning)) == (0, 1)


# -- nothing is written before the end -----------------------------------------------------------------------


@pytest.mark.parametrize("answers", range(len(FEW) + 1))
def test_broken_off_at_any_question_nothing_is_written(clerk: Clerk, asked: Asked, answers: int) -> None:
    before = clerk.digest()

    def break_off() -> str:
        raise KeyboardInterrupt

    for end in ((break_off,), ()):  # Ctrl-C, and the end of the input
        said = asked(*FEW[:answers], *end)
        assert (said.code, said.out) == (130, "")
        assert "Interrupted; nothing was written." in said.err
        assert clerk.digest() == before


def test_no_writes_nothing(clerk: Clerk, asked: Asked) -> None:
    before = clerk.digest()
    said = asked(*FEW, "no")
    assert (said.code, said.out) == (130, "")
    assert said.err.endswith("nothing was written.\n")
    assert clerk.digest() == before


def test_a_dry_run_writes_nothing(clerk: Clerk, asked: Asked) -> None:
    before = clerk.digest()
    said = asked(*FEW, "yes", options=("--dry-run",))
    assert said.code == 0
    assert said.out.startswith("Dry run, nothing is written.")
    assert clerk.digest() == before


def test_while_it_asks_others_write(clerk: Clerk, asked: Asked) -> None:
    """No lock is held between two answers."""

    def meanwhile(typed: str) -> Callable[[], str]:
        return lambda: (clerk.ok("log", "NV1", "meanwhile"), typed)[1]

    clerk.task("Another")
    said = asked(*(meanwhile(typed) for typed in (*FEW, "yes")))
    assert registered(said) == "NV2"
    assert len(clerk.data("progress", "list")) == len(FEW) + 1


@pytest.fixture
def holding(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Return another program that can take the write lock; ours does not wait for it."""
    monkeypatch.setenv("TASKTRACK_WAIT", "0")
    other = sqlite3.connect(clerk.db, isolation_level=None)
    yield other
    other.close()


def test_answers_outlive_a_register_that_is_busy(
    clerk: Clerk, asked: Asked, holding: sqlite3.Connection
) -> None:
    """What was typed is not lost because another program writes: it is offered to be written again."""

    def take(typed: str) -> Callable[[], str]:
        return lambda: (holding.execute("BEGIN IMMEDIATE"), typed)[1]

    def give_back(typed: str) -> Callable[[], str]:
        return lambda: (holding.execute("ROLLBACK"), typed)[1]

    said = asked(*FEW[:6], take("2026-12-01"), "", "", "yes", give_back("yes"))
    assert "Another program is writing to" in said.err
    assert clerk.data("task", "show", registered(said))["due_on"] == "2026-12-01"


# -- when it asks, and when it does not ----------------------------------------------------------------------


def test_without_a_terminal_it_is_a_usage_error(clerk: Clerk) -> None:
    error = clerk.refused(2, "task", "add")
    assert (error["code"], error["message"]) == ("usage", "Missing argument 'TITLE'.")
    assert clerk.refused(2, "task", "add", "Draft")["message"] == "Missing option '--lead'."


@pytest.mark.parametrize("options", [("Draft",), ("--lead", "STC"), ("--due", "2026-12-01")])
def test_when_anything_is_given_it_does_not_ask(clerk: Clerk, asked: Asked, options: tuple[str, ...]) -> None:
    said = asked(options=options)
    assert said.code == 2
    assert "Missing" in said.err


def test_a_register_without_units_says_what_to_do_first(
    empty: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "is_possible", lambda: True)
    said = empty.run("task", "add")
    assert said.code == 3
    assert "tasktrack unit add CODE NAME" in said.err


def test_what_is_no_text_is_asked_for_again(
    clerk: Clerk, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys that are not UTF-8 are a slip of the fingers, not a bug."""
    typed: list[object] = [UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"), " Draft \n"]

    def read(_prompt: str, _completions: object) -> str:
        one = typed.pop(0)
        if isinstance(one, Exception):
            raise one
        return str(one)

    monkeypatch.setattr(asking, "_typed", read)
    assert asking.line("Title") == "Draft"


@pytest.mark.parametrize(
    ("beginning", "found"),
    [("s", ["STC", "STP"]), ("S", ["STC", "STP"]), ("xa", ["XA1"]), ("q", []), ("", ["STC", "STP", "XA1"])],
)
def test_tab_completes_codes(beginning: str, found: list[str]) -> None:
    complete = asking.completer(["STC", "STP", "XA1"])
    assert [complete(beginning, place) for place in range(len(found) + 1)] == [*found, None]


@pytest.mark.parametrize(
    ("typed", "option"),
    [("1", "a"), ("2", "b"), ("0", None), ("3", None), ("x", None), ("²", None), ("", None)],
)
def test_a_number_chooses(typed: str, option: str | None) -> None:
    assert asking.chosen(typed, ["a", "b"]) == option


# -- at a real terminal --------------------------------------------------------------------------------------


def globals_of(clerk: Clerk) -> tuple[str, ...]:
    return ("--db", str(clerk.db), "--today", TODAY, "--lang", "en")


@pytest.mark.slow
@needs_a_terminal
def test_at_a_terminal_questions_go_to_stderr_and_the_task_to_stdout(clerk: Clerk, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    with at_terminal(*globals_of(clerk), "task", "add", "--format", "json", stdout=out) as terminal:
        for question, text in zip(QUESTIONS, (*FEW, "yes"), strict=True):
            terminal.answer(question, text)
        assert terminal.ended() == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    assert found["data"]["title"] == "Draft the plan"
    assert clerk.codes() == [found["data"]["code"]]


@pytest.mark.slow
@needs_a_terminal
def test_at_a_terminal_tab_completes_the_unit(clerk: Clerk) -> None:
    pytest.importorskip("readline")
    with at_terminal(*globals_of(clerk), "task", "add") as terminal:
        terminal.answer("What is to be done", "Vẽ bản đồ")
        terminal.until("Lead unit")
        terminal.type("xa\t\n")
        terminal.until("= XA1 Xã Đông Hòa")
        for question in (*QUESTIONS[2:7], "Urgency"):
            terminal.answer(question, "")
        terminal.answer("Write it?", "có")
        assert terminal.ended() == 0
    assert "NV1 Vẽ bản đồ" in terminal.screen
    assert clerk.data("task", "show", "NV1")["lead"] == "XA1"


@pytest.mark.slow
@needs_a_terminal
@pytest.mark.parametrize("answers", [0, 3, 9])
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_at_a_terminal_it_can_be_broken_off(clerk: Clerk, answers: int, key: str) -> None:
    before = clerk.digest()
    with at_terminal(*globals_of(clerk), "task", "add") as terminal:
        for question, text in zip(QUESTIONS[:answers], FEW, strict=False):
            terminal.answer(question, text)
        terminal.until(QUESTIONS[answers])
        terminal.press(key, until="nothing was written.")
        assert terminal.ended() == 130
    assert clerk.digest() == before


# -- yes or no -----------------------------------------------------------------------------------------------

YES = ("có", "co", "c", "y", "yes", "CÓ", unicodedata.normalize("NFD", "có"), " y ")
NO = ("không", "khong", "k", "n", "no", "NO", unicodedata.normalize("NFD", "không"), "")


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("answer", YES)
def test_yes_is_taken_in_both_languages(monkeypatch: pytest.MonkeyPatch, lang: str, answer: str) -> None:
    i18n.activate(lang)
    typed(monkeypatch, answer)
    asking.confirm("Take it back?")
    assert sys.stdin.read() == ""


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("answer", NO)
def test_no_and_enter_alone_break_it_off(monkeypatch: pytest.MonkeyPatch, lang: str, answer: str) -> None:
    i18n.activate(lang)
    typed(monkeypatch, answer, "yes")
    with pytest.raises(click.Abort):
        asking.confirm("Take it back?")


def test_what_is_neither_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The question goes to stderr; when the input ends, nothing was agreed to."""
    i18n.activate("en")
    typed(monkeypatch, "maybe", "co")
    asking.confirm("Take it back?")
    said = capsys.readouterr()
    assert (said.out, said.err.count("Take it back? [y/N]: "), "Answer yes or no." in said.err) == (
        "",
        2,
        True,
    )
    typed(monkeypatch, "maybe")
    with pytest.raises(click.Abort):
        asking.confirm("Take it back?")
