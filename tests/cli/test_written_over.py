"""What a report is written to: whole or not at all, and over nothing that nobody gave up."""

import os
from pathlib import Path

import pytest
from clerk import Clerk
from terminal import at_terminal, needs_a_terminal

LIST = ("unit", "list", "--format", "csv", "--output")


def test_a_new_file_is_written_whole_and_alone(clerk: Clerk, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    clerk.ok(*LIST, str(folder / "units.csv"))
    assert [path.name for path in folder.iterdir()] == ["units.csv"]
    assert (folder / "units.csv").read_text(encoding="utf-8").startswith("code,name,")


@pytest.mark.skipif(os.name != "posix", reason="there is no umask")
def test_it_gets_the_rights_that_the_umask_gives(clerk: Clerk, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        clerk.ok(*LIST, str(tmp_path / "units.csv"))
    finally:
        os.umask(before)
    assert (tmp_path / "units.csv").stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_there_stays_until_somebody_says_yes(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("mine", encoding="utf-8")
    error = clerk.refused(4, *LIST[:-3], "--output", str(path))
    assert error["code"] == "not-written-over"
    assert path.read_text(encoding="utf-8") == "mine"
    clerk.ok(*LIST, str(path), "--yes")
    assert path.read_text(encoding="utf-8").startswith("code,")


def test_a_link_is_not_followed_until_somebody_says_yes(clerk: Clerk, tmp_path: Path) -> None:
    """Neither when what it points to is there nor when it is not."""
    target, link, dangling = tmp_path / "mine", tmp_path / "units.csv", tmp_path / "none.csv"
    target.write_text("mine", encoding="utf-8")
    link.symlink_to(target)
    dangling.symlink_to(tmp_path / "elsewhere")
    for path in (link, dangling):
        assert "link" in clerk.refused(4, *LIST[:-3], "--output", str(path))["message"]
    assert target.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "elsewhere").exists()
    clerk.ok(*LIST, str(link), "--yes")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("code,")


@pytest.mark.parametrize("path", ["there.txt", "no-folder/there.txt"])
def test_nothing_is_done_to_the_register_when_the_record_of_it_cannot_be_written(
    clerk: Clerk, tmp_path: Path, path: str
) -> None:
    """A period is not closed first and its record refused afterwards."""
    (tmp_path / "there.txt").write_text("mine", encoding="utf-8")
    clerk.ok("period", "open", "2026-10", today="2026-10-01")
    clerk.refused(4, "period", "close", "2026-10", "--output", str(tmp_path / path))
    assert clerk.data("period", "show", "2026-10")["state"] != "closed"


def test_devices_are_no_files(clerk: Clerk) -> None:
    clerk.ok(*LIST, os.devnull)
    clerk.ok(*LIST, os.devnull)


def test_a_list_of_faults_of_this_run_is_our_own(clerk: Clerk, tmp_path: Path) -> None:
    """It is begun before the import, and written again when there are faults."""
    table, faults = tmp_path / "units.csv", tmp_path / "faults.csv"
    table.write_text("code,name,block\n,Nameless,so\n", encoding="utf-8")
    clerk.run("unit", "import", str(table), "--faults", str(faults))
    assert "code" in faults.read_text(encoding="utf-8")
    clerk.refused(4, "unit", "import", str(table), "--faults", str(faults))


@needs_a_terminal
@pytest.mark.parametrize(("answer", "kept"), [("n", True), ("y", False)])
def test_at_a_terminal_it_is_asked(clerk: Clerk, tmp_path: Path, answer: str, kept: bool) -> None:
    path = tmp_path / "units.csv"
    path.write_text("mine", encoding="utf-8")
    with at_terminal("--db", str(clerk.db), "--lang", "en", *LIST, str(path)) as terminal:
        terminal.answer("Write over it?", answer)
        assert terminal.ended() == (130 if kept else 0)
    assert (path.read_text(encoding="utf-8") == "mine") is kept
