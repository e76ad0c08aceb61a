"""The list of error codes says what the sources raise, and its examples meet them."""

import ast
import contextlib
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typed
import workbooks

from tasktrack import errors, i18n
from tasktrack.errors import ExitCode, TasktrackError
from tasktrack.i18n import LANGUAGES
from tasktrack.services import help as pages
from tasktrack.services import manual

SOURCE = Path(__file__).parents[2] / "src" / "tasktrack"
CLASSES = {
    name: one
    for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, TasktrackError) and one is not TasktrackError
}
# A fault of a formula becomes a line in the list of a scheme's faults before anybody sees its code.
NEVER_SEEN = {"formula"}
WITH_EXAMPLE = [entry for entry in manual.entries("errors", "error") if "example" in entry]
# Copies of the register that another program changed.
ODD_FILES = {
    "bi-sua.db": (
        "DROP TRIGGER guard_unit_update",
        "UPDATE unit SET name = 'Sở Tài chính 2' WHERE code = 'STC'",
    ),
    "thieu-bang.db": ("DROP TABLE unit_alias", "DROP TABLE task_now", "DROP TABLE unit"),
    "mui-gio-la.db": (
        "DROP TRIGGER guard_setting_update",
        "UPDATE setting SET name = 'zone', value = 'Asia/Nowhere' WHERE name = 'language'",
    ),
    "niem-phong-sai.db": (
        "DROP TRIGGER guard_frozen_rank_update",
        "UPDATE frozen_rank SET rank = rank + 1",
    ),
    "moi-hon.db": ("PRAGMA user_version = 9999",),
}


def literal(node: ast.expr | None) -> str | None:
    """Return the text of a string literal."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def raised_in(text: str) -> Iterator[tuple[str, int | None]]:
    """Yield each code that a module gives to an error, with the exit code when it can be seen."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) in CLASSES for base in node.bases):
            yield from class_code(node)
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func).rpartition(".")[2]
        own = CLASSES.get(called)
        for keyword in node.keywords:
            if keyword.arg == "code" and (code := literal(keyword.value)):
                yield code, own and int(own.exit_code)
        if called == "_report" and (code := literal(node.args[1])):
            yield code, int(ExitCode[ast.unparse(node.args[4]).rpartition(".")[2]])


def class_code(node: ast.ClassDef) -> Iterator[tuple[str, int | None]]:
    """Yield the code of an error class that a module makes for itself."""
    base = next(CLASSES[name] for name in map(ast.unparse, node.bases) if name in CLASSES)
    for line in node.body:
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "code":
            yield literal(line.value) or "", int(base.exit_code)


@cache
def raised() -> dict[str, set[int]]:
    """Return every code of the program with the exit codes in which it ends."""
    found: dict[str, set[int]] = defaultdict(set)
    for one in CLASSES.values():
        found[one.code].add(int(one.exit_code))
    for path in SOURCE.rglob("*.py"):
        for code, exits in raised_in(path.read_text(encoding="utf-8")):
            found[code] |= {exits} if exits is not None else set()
    return {code: exits for code, exits in found.items() if code not in NEVER_SEEN}


def test_every_code_is_listed_with_its_exit_codes() -> None:
    """A new code, one that is gone, and one that ends otherwise are each found here."""
    listed, used = {card.code: set(card.exits) for card in manual.errors("en")}, raised()
    assert {code: exits for code, exits in used.items() if listed.get(code) != exits} == {}, "to be listed"
    assert sorted(listed.keys() - used.keys()) == [], "no longer raised"


def test_the_reader_of_codes_finds_each_way() -> None:
    """Class defaults, codes given where an error is raised, codes of the entry point and of own classes."""
    text = """
raise Invalid(_("..."), code="taken")
raise errors.PeriodClosed("...", code="walled")
made = partial(refuse, code="later")
_report(argv, "broken", "message", "", ExitCode.BUG)
class Faults(Invalid):
    code = "faults"
"""
    assert set(raised_in(text)) == {
        ("taken", 4), ("walled", 5), ("later", None), ("broken", 70), ("faults", 4)
    }  # fmt: skip
    assert raised()["usage"] == {2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_meaning_and_remedy_are_sentences(language: str) -> None:
    """Both are given in both languages."""
    for card in manual.errors(language):
        assert card.meaning.endswith("."), card.code
        assert card.remedy.endswith("."), card.code


def test_the_page_names_each_code_and_exit_code() -> None:
    """In both languages, and every number of ExitCode stands in its table."""
    for language in LANGUAGES:
        i18n.activate(language)
        text = pages.page("errors")
        assert [card.code for card in manual.errors(language) if f"\n### {card.code} (" not in text] == []
        assert [code for code in ExitCode if f"\n| {code.value} | " not in text] == []


@pytest.fixture
def clerk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> typed.Typist:
    """Return someone who sits before the sample, with files that are not what they should be."""
    clerk = typed.at_a_desk(tmp_path, capsys, monkeypatch, typed.province())
    monkeypatch.setenv("TASKTRACK_WAIT", "0")
    odd_tables(tmp_path)
    changed(tmp_path / "khac.db", "CREATE TABLE note (text)")
    for name, statements in ODD_FILES.items():
        shutil.copy(tmp_path / "ban-sao.db", tmp_path / name)
        changed(tmp_path / name, *statements)
    return clerk


def odd_tables(folder: Path) -> None:
    """Write tables that are not read, or not without a word more."""
    (folder / "ma-hoa-khac.csv").write_bytes("Nhiệm vụ,Ngày\n".encode("utf-16"))
    (folder / "bang-tinh.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    (folder / "trang-web.xlsx").write_text("<html><table></table></html>", encoding="utf-8")
    (folder / "co-mat-khau.xlsx").write_bytes(workbooks.compound("Root Entry", "EncryptedPackage"))
    workbooks.zipped(folder / "co-macro.xlsx", workbooks.parts(**{"xl/vbaProject.bin": "x"}))
    far = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    workbooks.zipped(folder / "qua-rong.xlsx", workbooks.parts(far))
    units = [["Mã", "Tên đơn vị", "Khối"], ["S1", "Sở Một", "so"]]
    workbooks.book(folder / "hai-trang.xlsx", {"Một": units, "Hai": units, "Trống": [["x", "y"]]})
    (folder / "cot-sai.toml").write_text('[columns]\n"Việc" = "viec"\n', encoding="utf-8")


def changed(path: Path, *statements: str) -> None:
    """Change a file behind the program's back."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


@pytest.mark.parametrize("entry", WITH_EXAMPLE, ids=[entry["code"] for entry in WITH_EXAMPLE])
def test_an_example_meets_its_error(entry: dict[str, Any], clerk: typed.Typist) -> None:
    """The line under a code is refused with that code, and says how to mend it."""
    for line in entry.get("before", ()):
        clerk.must(line)
    with contextlib.closing(sqlite3.connect(clerk.folder / "tasktrack.db")) as other:
        if entry.get("locked"):
            other.execute("BEGIN IMMEDIATE")
        said = clerk.type(f"{entry['example']} --format json")
    assert said.error["code"] == entry["code"], said.error
    assert said.code in entry["exits"]
    assert said.error["remedy"]


def test_what_has_no_example_is_named() -> None:
    """No command line brings these about by itself; other tests provoke them."""
    without = {entry["code"] for entry in manual.entries("errors", "error") if "example" not in entry}
    machine = {"bug", "changed", "copy-differs", "disk-full", "interrupted", "no-sample", "no-pyarrow"}
    assert without == {*machine, "sealed-damaged", "not-a-sealed-file", "diverged", "counted-twice"}
