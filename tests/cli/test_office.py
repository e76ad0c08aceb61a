"""Starting a register, finding it, and its settings."""

import errno
import stat
import sys
import unicodedata
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.__main__ import main
from tasktrack.store import register


def sources(clerk: Clerk) -> dict[str, tuple[str, str]]:
    """Return each setting's value and source."""
    return {row["name"]: (row["value"], row["source"]) for row in clerk.data("config", "list")}


def test_a_register_starts_private_and_never_over_another(clerk: Clerk) -> None:
    """A second init on the same file is refused and leaves it as it is."""
    if sys.platform != "win32":
        assert stat.S_IMODE(clerk.db.stat().st_mode) == 0o600
    assert clerk.refused(4, "init", "--office", "UBND xã")["code"] == "exists"


def test_init_needs_a_name(clerk: Clerk) -> None:
    """A register belongs to an office."""
    assert clerk.refused(2, "init")["code"] == "usage"
    clerk.refused(4, "--db", str(clerk.db.with_name("new.db")), "init", "--office", " ")
    assert not clerk.db.with_name("new.db").exists()


def test_a_dry_run_of_init_makes_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing stays in the folder."""
    clerk = Clerk(tmp_path / "office.db", capsys)
    assert "Dry run" in clerk.ok("init", "--office", "UBND", "--dry-run").out
    assert list(tmp_path.iterdir()) == []


def test_no_register_is_exit_7(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped path never creates a file."""
    said = Clerk(tmp_path / "none.db", capsys).run("unit", "list", "--format", "json")
    assert (said.code, said.error["code"]) == (7, "no-register")
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is no register is named and left alone."""
    clerk = Clerk(tmp_path / "letter.db", capsys)
    clerk.db.write_text("Kính gửi ...", encoding="utf-8")
    assert clerk.refused(7, "task", "list")["code"] in ("not-a-register", "damaged")


def test_every_value_says_where_it_comes_from(clerk: Clerk) -> None:
    """The register, the default, or the command line."""
    found = sources(clerk)
    assert found["database"] == (str(clerk.db), "command-line")
    assert found["actor"] == ("clerk", "command-line")
    assert found["language"] == ("en", "command-line")
    assert found["office"] == ("UBND tỉnh", "register")
    assert found["edit_days"] == ("3", "default")
    clerk.ok("config", "set", "edit_days", "5")
    assert sources(clerk)["edit_days"] == ("5", "register")


def test_the_environment_is_named(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without options the variables count, then the register, the folder and the login."""
    monkeypatch.setenv("TASKTRACK_ACTOR", "Lan")
    monkeypatch.setenv("TASKTRACK_DB", str(clerk.db))
    main(["config", "list", "--format", "csv"])
    rows = clerk.capsys.readouterr().out.splitlines()
    assert f"database,{clerk.db},environment,File of the register" in rows
    assert any(row.startswith("actor,Lan,environment,") for row in rows)
    assert any(row.startswith("language,en,register,") for row in rows)


def test_a_register_in_the_folder_is_found(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """tasktrack.db here is the register when nothing is named; the actor falls back on setting and login."""
    clerk.db.rename("tasktrack.db")
    monkeypatch.setenv("LOGNAME", "lan.nt")
    assert main(["config", "get", "database"]) == 0
    assert main(["config", "get", "actor"]) == 0
    assert main(["config", "set", "actor", "Nguyễn Thị Lan"]) == 0
    assert main(["config", "get", "actor"]) == 0
    out = clerk.capsys.readouterr().out.splitlines()
    assert out == ["tasktrack.db", "lan.nt", "actor is now Nguyễn Thị Lan.", "Nguyễn Thị Lan"]
    Path("tasktrack.db").rename(clerk.db)


def test_get_prints_the_bare_value(clerk: Clerk) -> None:
    """A script reads it without parsing."""
    assert clerk.ok("config", "get", "due_soon_days").out == "7\n"
    assert clerk.data("config", "get", "due_soon_days")["source"] == "default"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("edit_days", "999"),
        ("edit_days", "many"),
        ("due_soon_days", "²"),
        ("due_soon_days", "٣"),
        ("due_soon_days", "9" * 5000),
        ("zone", "Hanoi"),
        ("windows", "lunar"),
        ("language", "fr"),
    ],
)
def test_a_setting_takes_only_what_it_allows(clerk: Clerk, name: str, value: str) -> None:
    """The refusal says what is allowed."""
    assert clerk.refused(4, "config", "set", name, value)["remedy"].startswith("It takes: ")


def test_the_scheme_of_the_office_must_exist(clerk: Clerk) -> None:
    """A closing would stumble over one that does not."""
    error = clerk.refused(3, "config", "set", "scheme", "nosuch")
    assert error["message"] == "There is no scheme nosuch."
    assert error["remedy"].endswith("nd90, par-index, pass-qd25, tt01-2018, unit-tasks.")
    assert clerk.data("config", "set", "scheme", "par-index")["value"] == "par-index"


@pytest.mark.parametrize(
    "words",
    [
        ("mark", "list", "--limit"),
        ("history", "--limit"),
        ("rank", "2026-10", "--revision"),
        ("score", "list", "2026-10", "--revision"),
        ("score", "explain", "STC", "2026-10", "--revision"),
        ("log", "NV1", "text", "--corrects"),
        ("task", "review", "NV1", "--accept", "--entry"),
    ],
)
@pytest.mark.parametrize("number", [str(2**31), "9" * 25, "-" + "9" * 25])
def test_numbers_that_no_register_holds_are_faults_of_usage(
    clerk: Clerk, words: tuple[str, ...], number: str
) -> None:
    """The largest number that is taken does not overflow either."""
    clerk.task()
    assert "is not in the range" in clerk.refused(2, *words, number)["message"]
    said = clerk.run(*words, number, lang="vi")
    assert (said.code, "nằm ngoài khoảng cho phép" in said.err) == (2, True)
    assert clerk.run(*words, str(2**31 - 1)).code in (0, 3, 4)


@pytest.mark.parametrize("first", ["đ1", "Đ1", "É1", "XÃ-Ơ"])
def test_codes_are_the_same_in_any_case(clerk: Clerk, first: str) -> None:
    """Vietnamese letters too, and however they are put together."""
    clerk.ok("unit", "add", first, "Xã Đông")
    clerk.ok("officer", "add", first, "Lê Văn Đông", "--unit", first)
    for other in (first.swapcase(), unicodedata.normalize("NFD", first.swapcase())):
        assert clerk.refused(4, "unit", "add", other, "Xã khác")["code"] == "exists"
        error = clerk.refused(4, "officer", "add", other, "Người khác", "--unit", "STC")
        assert error["code"] == "exists"
        assert clerk.data("unit", "show", other)["code"] == first
        assert clerk.data("officer", "show", other)["code"] == first
    assert clerk.refused(3, "unit", "show", "đ2")["code"] == "not-found"
    assert clerk.refused(3, "officer", "show", "đ2")["code"] == "not-found"
    assert clerk.data("unit", "show", "stc")["code"] == "STC"
    assert clerk.data("officer", "show", "an")["code"] == "AN"


def test_an_unknown_setting_is_not_found(clerk: Clerk) -> None:
    """Its remedy names those there are."""
    assert "edit_days" in clerk.refused(3, "config", "get", "edit_day")["remedy"]
    clerk.refused(3, "config", "set", "database", "other.db")


def test_yes_and_no_may_be_vietnamese(clerk: Clerk) -> None:
    """Có and không are kept as yes and no."""
    clerk.ok("config", "set", "done_needs_review", "có")
    assert clerk.ok("config", "get", "done_needs_review").out == "yes\n"


def test_a_dry_run_changes_no_setting(clerk: Clerk) -> None:
    """The answer is the same, the file too."""
    before = clerk.digest()
    assert "lock_days is now 5." in clerk.ok("config", "set", "lock_days", "5", "--dry-run").out
    assert clerk.digest() == before


@pytest.mark.parametrize(
    ("day", "code"), [("2026-02-30", 2), ("11/22/2026", 2), ("22.11.2026", 2), ("22/11/2026", 0)]
)
def test_today_is_read_day_first(clerk: Clerk, day: str, code: int) -> None:
    """A day that cannot be read is a fault of the command line."""
    assert clerk.run("task", "list", today=day).code == code


def test_a_language_not_spoken_is_refused(clerk: Clerk) -> None:
    """Use vi or en."""
    assert clerk.run("task", "list", lang="fr").code == 2


def test_help_and_version_need_no_register(capsys: pytest.CaptureFixture[str]) -> None:
    """They answer in an empty folder."""
    assert main(["--version"]) == 0
    assert main(["task", "add", "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("tasktrack ")
    assert "--head-in-person" in out


def test_commands_without_arguments_show_help(clerk: Clerk) -> None:
    """A group alone is a fault of usage, an unknown command too."""
    assert clerk.run("task").code == 2
    assert clerk.run("tusk", "list").code == 2
    assert clerk.run("task", "list", "--colour").code == 2


def test_a_zone_that_this_machine_does_not_know_is_said(
    empty: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file may come from another machine; it is no bug of the program."""

    def unknown(name: str) -> object:
        raise ValueError(name)

    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(register, "zone", unknown)
        error = empty.refused(4, "unit", "list")
    assert error["code"] == "unknown-zone"
    assert "tzdata" in error["remedy"]


def test_a_disk_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no draft to remove, and even asking for that fails."""

    def read_only(*_given: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("tasktrack.services.office.os.open", read_only)
    monkeypatch.setattr(Path, "unlink", read_only)
    said = Clerk(tmp_path / "office.db", capsys).run("init", "--office", "UBND", "--format", "json")
    assert (said.code, said.error["code"]) == (7, "not-writable")
    assert "Read-only file system" in said.error["message"]


def test_schemes_for_people_are_checked_one_by_one(clerk: Clerk) -> None:
    """A slip would hold up every closing; a scheme for units scores no people."""
    error = clerk.refused(3, "config", "set", "people_schemes", "nd335-officer,nd335-leadr")
    assert "no scheme nd335-leadr" in error["message"]
    assert "nd335-leader" in error["remedy"]
    error = clerk.refused(4, "config", "set", "people_schemes", "nd335-officer nd335-unit")
    assert "nd335-unit scores units" in error["message"]
    put = clerk.data("config", "set", "people_schemes", " nd335-officer, nd335-leader nd335-officer")
    assert put["value"] == "nd335-officer,nd335-leader"
    assert clerk.data("config", "set", "people_schemes", "")["value"] == ""
