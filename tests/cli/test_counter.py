"""Counters: defined, given, listed, closed with their period, taken back."""

from typing import Any

import pytest
from clerk import Clerk


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """STC has two divisions below it; documents are counted, and who is on the payroll."""
    clerk.ok("unit", "add", "NS", "Phòng Ngân sách", "--parent", "STC")
    clerk.ok("unit", "add", "TH", "Phòng Tin học", "--parent", "STC", "--from", "2026-10-15")
    clerk.ok("counter", "define", "documents_in")
    clerk.ok("counter", "define", "staff", "--label-vi", "Biên chế", "--over", "last")
    return clerk


def figures(clerk: Clerk, *words: str) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Return (own, total) by unit and counter."""
    rows = clerk.data("counter", "list", *words)
    return {(row["unit"], row["counter"]): (row["own"], row["total"]) for row in rows}


def definition(clerk: Clerk, code: str) -> dict[str, Any]:
    rows = clerk.data("counter", "list", "--definitions")
    return next(row for row in rows if row["code"] == code)


def test_a_known_code_brings_its_wordings(clerk: Clerk) -> None:
    """Whatever it is held against is defined with it; what is given stands."""
    done = clerk.data("counter", "define", "dossiers_on_day")
    assert done["also_defined"] == ["dossiers_received"]
    assert (done["relation"], done["whole"], done["together"]) == ("part", "dossiers_received", "on-time")
    assert done["label"] == "Returned on the appointed day"
    own = clerk.data("counter", "define", "dossiers_late", "--label-vi", "Trễ hẹn", "--part-of", "none")
    assert (own["label_vi"], own["label_en"], own["whole"]) == ("Trễ hẹn", None, None)


def test_a_definition_is_changed_by_the_same_command(office: Clerk) -> None:
    """What is not given stays; the same again is said and not written."""
    office.ok("counter", "set", "2026-10", "STC", "staff", "50")
    said = office.ok("counter", "define", "STAFF", "--over", "sum", "--label-en", "Payroll")
    assert "Longer periods: the last part -> added up" in said.out
    assert "1 figure is given: longer periods that are open and made of their parts change." in said.out
    assert definition(office, "staff")["label_vi"] == "Biên chế"
    before = office.digest()
    assert office.data("counter", "define", "staff", "--over", "sum")["result"] == "same"
    assert office.digest() == before


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("define", "new"), 4, "A counter needs a wording."),
        (("define", "two words", "--label", "x"), 4, "is not fit to be typed"),
        (("define", "new", "--label", "x", "--over", "mean"), 4, "How longer periods are made 'mean'"),
        (("define", "new", "--label", "x", "--part-of", "nothing"), 3, "There is no counter nothing."),
        (("define", "new", "--label", "x", "--together", "y"), 4, "Only parts of another counter"),
        (
            ("define", "new", "--label", "x", "--part-of", "staff", "--used-of", "staff"),
            4,
            "held against one other only",
        ),
        (("define", "staff", "--part-of", "Biên chế"), 4, "staff would be held against itself."),
        (("define", "staff", "--label-vi", ""), 4, "A counter needs a wording."),
        (("set", "2026-10", "STC", "payroll", "5"), 3, "There is no counter payroll."),
        (("set", "2026-10", "STC", "staff", "\u22125"), 4, "below zero"),
        (("set", "2026-10", "STC", "staff", "13.825"), 4, "could be a decimal"),
        (("set", "2026-10", "STC", "staff", "1.234.567"), 4, "thousands separator"),
        (("set", "P2026-10", "STC", "staff", "5"), 4, "P2026-10 is a period of people"),
        (("set", "2026-12", "STC", "staff", "5"), 4, "2026-12 begins on 2026-12-01, after today"),
        (("set", "2026-09", "TH", "staff", "5"), 4, "TH begins on 2026-10-15, after 2026-09."),
        (("set", "2026-10", "STC", "staff", "none"), 3, "STC has no figure of staff in 2026-10."),
        (("set", "2026-10", "STC", "staff", "none", "--note", "x"), 4, "takes the figure out"),
        (("set", "2026-10", "XX", "staff", "5"), 3, "There is no unit XX."),
        (("list", "--definitions", "--unit", "STC"), 2, "--definitions lists what is counted"),
    ],
)
def test_refusals(office: Clerk, words: tuple[str, ...], code: int, says: str) -> None:
    error = office.refused(code, "counter", *words)
    assert says in error["message"]
    assert error["remedy"]


def test_the_remedy_of_an_unknown_counter_defines_it(office: Clerk) -> None:
    """By code, or by a wording that cannot be one."""
    assert (
        "tasktrack counter define payroll --label TEXT"
        in (office.refused(3, "counter", "set", "2026-10", "STC", "payroll", "5")["remedy"])
    )
    assert (
        'counter define CODE --label "Số cán bộ"'
        in (office.refused(3, "counter", "set", "2026-10", "STC", "Số cán bộ", "5")["remedy"])
    )


def test_ambiguous_thousands_name_both_readings(office: Clerk) -> None:
    error = office.refused(4, "counter", "set", "2026-10", "STC", "staff", "13.825")
    assert error["remedy"] == "Write 13825 or 13.8250."
    assert office.data("counter", "set", "2026-10", "STC", "staff", "13.8250")["value"] == 13.825
    assert office.refused(4, "counter", "set", "2026-10", "STC", "staff", "1.200")["remedy"] == (
        "Write 1200 or 1.2."
    )


def test_set_change_and_take_out(office: Clerk) -> None:
    """A note stays until it is cleared."""
    place = ("2026-10", "stc", "biên chế")
    assert office.data("counter", "set", *place, "50", "--note", "Quyết định 12")["result"] == "added"
    assert office.data("counter", "set", *place, "50")["result"] == "same"
    changed = office.data("counter", "set", *place, "51,5")
    assert (changed["result"], changed["value"], changed["note"]) == ("changed", 51.5, "Quyết định 12")
    assert office.data("counter", "set", *place, "51.5", "--note", "")["note"] is None
    assert office.data("counter", "set", *place, "none")["result"] == "removed"
    assert office.data("counter", "list") == []
    office.ok("undo", "--yes")
    assert figures(office)["STC", "staff"] == (51.5, 51.5)


def test_own_and_with_units_below(office: Clerk) -> None:
    """A parent of which nothing was given has a total all the same; an empty one has neither."""
    office.ok("counter", "set", "2026-10", "NS", "documents_in", "7")
    office.ok("counter", "set", "2026-10", "TH", "documents_in", "2")
    office.ok("counter", "set", "2026-10", "STP", "documents_in", "0")
    assert figures(office, "2026-10") == {
        ("STC", "documents_in"): (None, 9),
        ("NS", "documents_in"): (7, 7),
        ("TH", "documents_in"): (2, 2),
        ("STP", "documents_in"): (0, 0),
    }
    assert list(figures(office, "2026-10", "--under", "STC")) == [
        ("STC", "documents_in"),
        ("NS", "documents_in"),
        ("TH", "documents_in"),
    ]
    assert list(figures(office, "--unit", "NS")) == [("NS", "documents_in")]
    assert figures(office, "--counter", "staff") == {}


def test_a_longer_period_is_made_of_its_parts(office: Clerk) -> None:
    """It says which are there and which are not; a unit is not missed before it began."""
    for month, value in (("09", "5"), ("10", "6")):
        office.ok("counter", "set", f"2026-{month}", "STC", "documents_in", value)
    office.ok("counter", "set", "2026-10", "TH", "documents_in", "2")
    office.ok("counter", "set", "2026-10", "TH", "staff", "2")
    rows = {(row["unit"], row["counter"]): row for row in office.data("counter", "list", "2026-H2")}
    stc, th = rows["STC", "documents_in"], rows["TH", "documents_in"]
    assert (stc["own"], stc["total"]) == (11, 13)
    assert stc["parts"] == ["2026-09", "2026-10"]
    assert stc["missing"] == ["2026-07", "2026-08", "2026-11"]
    assert (th["parts"], th["missing"]) == (["2026-10"], ["2026-11"])
    assert rows["TH", "staff"]["own"] == 2
    office.ok("counter", "set", "2026-H2", "STC", "documents_in", "100")
    assert figures(office, "2026-H2")["STC", "documents_in"] == (100, 102)


def test_a_unit_that_ended_keeps_its_figures(office: Clerk) -> None:
    """They count where it stood; after its end they belong to who took over."""
    office.ok("counter", "set", "2026-10", "NS", "documents_in", "7")
    office.ok(*("unit", "merge", "NS", "--into", "TH", "--on", "2026-11-01", "--document", "5/QĐ", "--yes"))
    assert figures(office, "2026-10")["STC", "documents_in"] == (None, 7)
    error = office.refused(4, "counter", "set", "2026-11", "NS", "documents_in", "7")
    assert error["message"] == "NS ended on 2026-10-31, before 2026-11."
    assert "TH" in error["remedy"]


def test_a_closed_period_keeps_its_figures(office: Clerk) -> None:
    """And what a counter was called; a figure for it is refused, also by taking back."""
    office.ok("counter", "set", "2026-10", "NS", "documents_in", "7", today="2026-11-01")
    office.ok("counter", "set", "2026-10", "STC", "documents_in", "10", today="2026-11-01")
    office.ok("period", "open", "2026-10", today="2026-11-01")
    office.ok("period", "close", "2026-10")
    closed = figures(office, "2026-10")
    assert closed["STC", "documents_in"] == (10, 17)
    for words in (("STC", "documents_in", "11"), ("TH", "staff", "1"), ("STC", "documents_in", "none")):
        assert office.refused(5, "counter", "set", "2026-10", *words)["code"] == "period-closed"
    entries = office.data("history")
    seq = next(one["seq"] for one in entries if "counter set" in one["command"])
    assert office.run("undo", str(seq), "--yes").code == 5
    office.ok("counter", "define", "documents_in", "--label-en", "Letters", "--over", "last")
    office.ok("unit", "rename", "NS", "Phòng Quản lý ngân sách")
    rows = office.data("counter", "list", "2026-10")
    assert {row["label"] for row in rows} == {"Documents in"}
    assert "Phòng Ngân sách" in {row["name"] for row in rows}
    assert {row["closed"] for row in rows} == {True}
    assert office.run("verify").code == 0


def test_a_reopened_period_takes_figures_again(office: Clerk) -> None:
    office.ok("counter", "set", "2026-10", "STC", "documents_in", "10")
    office.ok("period", "open", "2026-10", today="2026-11-01")
    office.ok("period", "close", "2026-10")
    why = ("--reason", "A unit had miscounted", "--document", "15/QĐ-UBND", "--by", "Chủ tịch")
    office.ok("period", "reopen", "2026-10", *why)
    office.ok("counter", "set", "2026-10", "STC", "documents_in", "11")
    office.ok("period", "close", "2026-10")
    assert figures(office, "2026-10")["STC", "documents_in"] == (11, 11)
    for revision, value in (("1", 10), ("2", 11)):
        said = office.ok("report", "counters", "2026-10", "--revision", revision, "--format", "json").json
        assert (said["revision"], said["data"]["counters"][0]["value"]) == (int(revision), value)
    assert office.refused(3, "report", "counters", "2026-10", "--revision", "3")["message"]
    assert office.run("verify").code == 0


def test_the_list_is_read_again(office: Clerk, tmp_path: Any) -> None:
    """Figures and definitions, into another register."""
    office.ok("counter", "define", "online", "--label", "Online", "--share-of", "documents_in")
    office.ok("counter", "set", "2026-10", "STC", "documents_in", "1200", "--note", "=1+1")
    tables = {}
    for name, words in (("figures", ()), ("definitions", ("--definitions",))):
        tables[name] = str(tmp_path / f"{name}.csv")
        office.ok("counter", "list", *words, "--for-import", "--output", tables[name])
    done = office.data("counter", "import", tables["definitions"], "--define")
    assert (done["added"], done["changed"], done["same"]) == (0, 0, 3)
    assert office.data("counter", "import", tables["figures"])["same"] == 1
    assert office.refused(2, "counter", "list", "--under", "STC", "--for-import")["message"]


def test_wordings_do_no_harm(office: Clerk) -> None:
    """Control characters go, what looks like a formula stays a text, and a long wording is kept whole."""
    wicked = "=cmd\x1b[31m\u202e|\t" + "ă" * 5000
    office.ok("counter", "define", "w", "--label-vi", wicked, "--measure", "@x\n")
    office.ok("counter", "set", "2026-10", "STC", "w", "1", "--note", "-\x07")
    out = office.ok("counter", "list").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert definition(office, "w")["label_vi"].startswith("=cmd[31m| ă")
    for form in ("csv", "md", "html", "xlsx", "docx"):
        target = office.db.parent / f"out.{form}"
        office.ok("report", "counters", "2026-10", "--output", str(target))
        assert target.stat().st_size > 100


def test_a_correction_says_what_stood_there(office: Clerk) -> None:
    """And that the note stays, which may be about the figure before."""
    office.ok("counter", "set", "2026-10", "STC", "documents_in", "10", "--note", "Register no. 3")
    said = office.ok("counter", "set", "2026-10", "STC", "documents_in", "12").out
    assert "Documents in changed from 10 to 12 documents." in said
    assert "The note stays: Register no. 3." in said
    assert (
        "note stays"
        not in office.ok("counter", "set", "2026-10", "STC", "documents_in", "13", "--note", "").out
    )


def test_a_figure_below_zero_is_refused_in_words(office: Clerk) -> None:
    error = office.refused(4, "counter", "set", "2026-10", "STC", "documents_in", "-3")
    assert error["message"] == "Value: -3 is below zero."
    assert office.run("counter", "set", "2026-10", "STC", "documents_in", "3", "--nott", "x").code == 2


def test_each_row_has_the_decimals_it_needs(office: Clerk) -> None:
    office.ok("counter", "set", "2026-10", "STC", "documents_in", "1040")
    office.ok("counter", "set", "2026-10", "STC", "staff", "2.5")
    for words in (("counter", "list"), ("report", "counters")):
        out = office.ok(*words, "2026-10", lang="vi").out
        assert "1.040 " in out or "1.040\n" in out
        assert "1.040,0" not in out
        assert "2,5" in out


def test_a_closing_says_how_many_figures_it_keeps(office: Clerk) -> None:
    office.ok("counter", "set", "2026-10", "STC", "documents_in", "10", today="2026-11-01")
    office.ok("counter", "set", "2026-10", "NS", "documents_in", "1", today="2026-11-01")
    office.ok("period", "open", "2026-10", today="2026-11-01")
    assert "Figures of counters frozen: 2." in office.ok("period", "close", "2026-10").out
