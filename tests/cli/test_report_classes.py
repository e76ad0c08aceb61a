"""The list of scores and classes: units, people, counts, quotas; what is proposed and what is decided."""

import contextlib
import io
import shutil
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from cli.test_imports_at_run import HEAVY, loaded
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.__main__ import main
from tasktrack.clock import Clock
from tasktrack.domain.class_list import Allowance, Counted, figures, what_failed
from tasktrack.domain.labels import plain
from tasktrack.domain.quota import Quota, Scope, most
from tasktrack.domain.ranking import RankRow, Reached, Subject
from tasktrack.services import report_classes
from tasktrack.store.register import Caller, reading

START = "2026-12-01"
# Twelve at 70 or more: by the letter 20% of (12 - k) gives two, one of them tied between T1 and T2. G1 and G2
# are a group.
# Whoever does both pieces of the month's work has 70 points beside these common ones.
COMMON = {"A1": 29, "T1": 25, "T2": 25, **{f"G{number}": 10 for number in range(1, 10)}, "D1": 25, "F1": 10}
DONE = {"D1": 1, "F1": 0}
OFFICE = (
    ("unit", "add", "SNV", "Sở Nội vụ", "--block", "so"),
    ("unit", "add", "PCC", "Phòng Công chức", "--parent", "SNV"),
    ("officer", "add", "GD", "Trần Giám", "--unit", "SNV", "--position", "head", "--from", "2026-01-01"),
    ("officer", "add", "PGD", "Lê Phó", "--unit", "SNV", "--position", "deputy", "--from", "2026-01-01"),
    *(
        ("officer", "add", code, f"Người {code}", "--unit", "PCC", "--from", "2026-01-01",
         *(("--group", "CM") if code in ("G1", "G2") else ()))
        for code in COMMON
    ),
    ("config", "set", "people_schemes", "nd335-officer,nd335-leader"),
    ("config", "set", "nd335-officer.least_months", "1"),
    ("config", "set", "nd335-leader.least_months", "1"),
    ("config", "set", "nd335-officer.needs_review", "false"),
    ("config", "set", "nd335-leader.needs_review", "false"),
    ("period", "open", "2026-12"),
)  # fmt: skip
LAW = ("--reason", "Họp", "--document", "15/QĐ-SNV", "--by", "Giám đốc")


def play(path: Path, *lines: tuple[str, ...], today: str = START) -> None:
    for words in lines:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as told:
            code = main(["--db", str(path), "--lang", "en", "--today", today, *words])
        assert code == 0, (words, told.getvalue())


def write(path: Path, heading: str, rows: Iterable[str]) -> str:
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return str(path)


def work(folder: Path) -> tuple[tuple[str, ...], ...]:
    """Return the commands that enter what everybody was given, did and was marked in December."""
    people = dict.fromkeys(COMMON, "PCC") | {"GD": "SNV", "PGD": "SNV"}
    tasks = (f"{code},Báo cáo,{unit},{code},2026-12-12,2" for code, unit in people.items())
    done = {code: DONE.get(code, 2) for code in people}
    progress = (
        f"{code},2026-12-01,{count},{'yes' if count == 2 else ''}" for code, count in done.items() if count
    )
    marks = [f"2026-12,{code},nd335-officer,common,{points}" for code, points in COMMON.items()]
    for code, points in (("GD", 5), ("PGD", 0)):
        given = {"common": points, "dd": 50, "e": 50}
        marks += [f"2026-12,{code},nd335-leader,{criterion},{value}" for criterion, value in given.items()]
    return (
        ("task", "import", write(folder / "t.csv", "key,title,lead,officer,due_on,quantity", tasks)),
        ("progress", "import", write(folder / "p.csv", "task,on,quantity,done", progress)),
        ("mark", "import", write(folder / "m.csv", "period,subject,scheme,criterion,points", marks)),
    )


@pytest.fixture(scope="module")
def played(made: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register whose year 2026 is open, with one month behind."""
    folder = tmp_path_factory.mktemp("classes")
    path = Path(shutil.copy(made[0], folder / "office.db"))
    play(path, *OFFICE, *work(folder))
    play(path, ("period", "close", "2026-12"), ("period", "open", "2026"), today="2026-12-31")
    return path


@pytest.fixture
def year(played: Path, clerk: Clerk) -> Clerk:
    shutil.copy(played, clerk.db)
    return Clerk(clerk.db, clerk.capsys, today="2026-12-31")


def told(clerk: Clerk, *words: str) -> dict[str, Any]:
    return clerk.ok("report", "classes", *words, "--format", "json").json


def summary(said: dict[str, Any], unit: str | None, what: str = "proposed") -> dict[str, Any]:
    found = next(one for one in said["summary"] if (one["of"], one["unit"]) == ("people", unit))
    return dict(found[what])


def test_units_come_first_then_people_by_post_and_score(year: Clerk) -> None:
    rows = told(year, "2026")["data"]
    assert [(row["subject_kind"], row["scheme"], row["subject"]) for row in rows[:2]] == [
        ("unit", "unit-tasks", "SNV"), ("unit", "nd335-unit", "SNV"),
    ]  # fmt: skip
    assert [(row["unit"], row["position"], row["subject"]) for row in rows[2:6]] == [
        ("SNV", "head", "GD"), ("SNV", "deputy", "PGD"), ("PCC", "staff", "A1"), ("PCC", "staff", "T1"),
    ]  # fmt: skip
    assert [row["score"] for row in rows[4:]] == sorted((row["score"] for row in rows[4:]), reverse=True)
    said = year.ok("report", "classes", "2026").out
    assert said.index("People of Sở Nội vụ (SNV)") < said.index("People of Phòng Công chức (PCC)")
    assert "Provisional: the period is not closed" in said


def test_the_counts_add_up(year: Clerk) -> None:
    said = told(year, "2026")
    everybody, staff, leaders = summary(said, None), summary(said, "PCC"), summary(said, "SNV")
    assert staff == {
        "classes": {"excellent": 1, "good": 9, "completed": 1, "failed": 1},
        "open": 2, "unclassified": 0, "no_score": 0, "total": 14,
    }  # fmt: skip
    assert leaders["classes"] == {"excellent": 0, "good": 0, "completed": 2, "failed": 0}
    assert everybody["total"] == 16 == said["serving"]
    for name, count in everybody["classes"].items():
        assert count == staff["classes"][name] + leaders["classes"][name]
    out = year.ok("report", "classes", "2026").out
    assert "Check: 14 with a class + 2 without = 16" in out
    assert "Check: 16 listed + 0 in service and not in this list = 16 in service" in out


def test_the_figures_of_the_quota(year: Clerk) -> None:
    """Base 12: at most two; one is within, two are tied for the other place; a group of two may have none."""
    figures_of = {(one["body"], one["group"]): one for one in told(year, "2026")["quotas"] if one["body"]}
    agency = figures_of["SNV", None]
    assert {name: agency[name] for name in ("counted", "base", "share", "limit", "reached")} == {
        "counted": 16, "base": 12, "share": 20, "limit": 2, "reached": 3,
    }  # fmt: skip
    assert (agency["proposed"], agency["over"], agency["ties"], agency["decided"]) == (1, 0, 2, 0)
    group = figures_of["SNV", "CM"]
    assert (group["counted"], group["base"], group["limit"], group["reached"], group["proposed"]) == (
        2,
        2,
        0,
        0,
        0,
    )
    out = year.ok("report", "classes", "2026").out
    assert "Quota of the class Excellent" in out
    assert "SNV, group CM" in out
    assert "At most 20% of those of the base who are not in this class, by the letter" in out
    assert "Check: nowhere are more proposed than the quota allows." in out
    year.ok("config", "set", "nd335-officer.quota_base", "good_or_better")
    year.ok("config", "set", "nd335-leader.quota_base", "good_or_better")
    year.ok("decision", "add", "2026", "SNV", "--quota", "25", "--scheme", "nd335-officer", *LAW)
    again = next(one for one in told(year, "2026")["quotas"] if (one["body"], one["group"]) == ("SNV", None))
    assert (again["share"], again["limit"], again["reading"]) == (25, 3, "good_or_better")


def test_decided_is_told_apart_from_proposed(year: Clerk) -> None:
    assert "In each class, as decided" not in year.ok("report", "classes", "2026").out
    year.ok("period", "close", "2026", today="2027-01-02")
    for code, chosen in (("T1", "excellent"), ("T2", "good"), ("A1", "excellent"), ("G1", "excellent")):
        year.ok(
            "decision",
            "add",
            "2026",
            code,
            "--class",
            chosen,
            "--scheme",
            "nd335-officer",
            *LAW,
            today="2027-01-02",
        )
    said = told(year, "2026")
    rows = {row["subject"]: row for row in said["data"] if row["subject_kind"] == "officer"}
    assert (rows["G1"]["class"], rows["G1"]["class_decided"], rows["G1"]["decision_document"]) == (
        "good", "excellent", "15/QĐ-SNV",
    )  # fmt: skip
    assert rows["G2"]["class_decided"] is None
    assert summary(said, "PCC")["classes"]["excellent"] == 1
    assert summary(said, "PCC", "decided") == {
        "classes": {"excellent": 3, "good": 1, "completed": 0, "failed": 0},
        "open": 10, "unclassified": 0, "no_score": 0, "total": 14,
    }  # fmt: skip
    agency = next(one for one in said["quotas"] if (one["body"], one["group"]) == ("SNV", None))
    # What was decided after the closing does not change what was proposed by it.
    assert (agency["base"], agency["limit"], agency["reached"], agency["decided"]) == (12, 2, 3, 3)
    out = year.ok("report", "classes", "2026").out
    assert "More are decided than the quota allows in SNV: 3 of at most 2." in out
    assert "15/QĐ-SNV, 2027-01-02" in out
    assert "Closed figures, closing no. 1" in out
    assert "Check: 4 with a class + 12 without = 16" in out


def test_what_failed_is_noted(year: Clerk) -> None:
    rows = {row["subject"]: row for row in told(year, "2026", "--scheme", "nd335-leader")["data"]}
    assert rows["GD"]["note"] == "the unit has no class yet"
    staff = {row["subject"]: row for row in told(year, "2026", "--scheme", "nd335-officer")["data"]}
    assert (staff["T1"]["class"], staff["T1"]["class_label"]) == ("quota-tie", "Tied at the quota")
    assert staff["T1"]["note"] == "equal scores at the cut of the quota: a person decides"
    assert staff["G1"]["note"] is None
    units = [row for row in told(year, "2026")["data"] if row["subject_kind"] == "unit"]
    assert (units[1]["class_label"], units[1]["note"]) == ("No score", "criterion 1 is not marked")


def test_conditions_that_failed_are_noted_as_not_met() -> None:
    """What the quota, a veto or the unit did stands in its own words."""
    words = ("Nothing is late", "All is above requirement", "beyond the quota")
    assert what_failed(Reached("good", "excellent", (0, 2, "quota"), "", words)) == (
        "not met: Nothing is late; All is above requirement", "beyond the quota",
    )  # fmt: skip
    assert what_failed(Reached("failed", "good", ("veto:0",), "", ("Disciplined",))) == ("Disciplined",)
    assert what_failed(Reached("good", "good")) == ()


def test_an_unmet_condition_in_the_list(clerk: Clerk) -> None:
    """A department that does its work late has the points of a class and not its conditions."""
    clerk.ok("period", "open", "2026")
    task = clerk.task("Việc", "--lead", "STC", "--due", "2026-10-20")
    clerk.ok("log", task, "--done", "--on", "2026-10-25")
    for criterion, points in (("common", "30"), ("results", "65")):
        clerk.ok("mark", "set", "2026", "STC", criterion, points, "--scheme", "nd335-unit")
    rows = {row["subject"]: row for row in told(clerk, "2026", "--scheme", "nd335-unit")["data"]}
    assert rows["STC"]["note"].startswith("not met: All are done on time")


def test_decisions_change_no_figure_of_what_is_proposed(year: Clerk) -> None:
    """Both tables count the same proposals, before a decision and after it."""
    before = told(year, "2026")
    for code in ("G1", "G2", "D1", "T1"):
        year.ok("decision", "add", "2026", code, "--class", "excellent", "--scheme", "nd335-officer", *LAW)
    after = told(year, "2026")
    assert [one["proposed"] for one in after["summary"]] == [one["proposed"] for one in before["summary"]]
    assert [{**one, "decided": 0} for one in after["quotas"]] == before["quotas"]
    agency = next(one for one in after["quotas"] if (one["body"], one["group"]) == ("SNV", None))
    assert agency["proposed"] == summary(after, None)["classes"]["excellent"] == 1
    assert agency["ties"] == summary(after, None)["open"] == 2
    assert agency["decided"] == 4


def test_one_scheme_shows_the_quota_of_all_who_share_it(year: Clerk) -> None:
    whole = [one for one in told(year, "2026")["quotas"] if one["subject_kind"] == "officer"]
    assert told(year, "2026", "--scheme", "nd335-leader")["quotas"] == whole[:1]


def decide(clerk: Clerk, subject: str, scheme: str, chosen: str = "excellent") -> list[str]:
    """Decide a class and return what is warned of."""
    words = ("decision", "add", "2026", subject, "--class", chosen, "--scheme", scheme, *LAW)
    return [line.removeprefix("Warning: ") for line in clerk.ok(*words).err.splitlines()]


@pytest.mark.parametrize("closed", [False, True])
def test_a_decision_beyond_the_quota_is_warned_of(year: Clerk, closed: bool) -> None:
    """With both numbers, of the agency and of the group; a tie is left to a person."""
    year.today = "2027-01-02"
    if closed:
        year.ok("period", "close", "2026")
    assert decide(year, "T1", "nd335-officer") == []
    assert decide(year, "T2", "nd335-officer", "good") == []
    assert decide(year, "G1", "nd335-officer") == [
        "The rules propose Good for G1 (Người G1), not Excellent.",
        "Decided to be Excellent in SNV, group CM: 1; the quota allows 0.",
    ]
    assert decide(year, "A1", "nd335-officer") == ["Decided to be Excellent in SNV: 3; the quota allows 2."]


@pytest.mark.parametrize("closed", [False, True])
def test_a_head_above_the_unit_is_warned_of(year: Clerk, closed: bool) -> None:
    """Decree 335/2025 Art. 20(6): also where the unit was decided after the closing."""
    year.today = "2027-01-02"
    assert decide(year, "GD", "nd335-leader", "completed") == [
        "GD (Trần Giám) is proposed so with a note: the unit has no class yet."
    ]
    if closed:
        said = year.ok("period", "close", "2026").out
        assert "Warning: 1 head is classed without the class of the unit led; units are classed first" in said
        assert "open this period again and close it: tasktrack period reopen 2026." in said
    decide(year, "SNV", "nd335-unit", "failed")
    cap = "The head is classed no higher than the organisation led (Art. 20(6))"
    warned = decide(year, "GD", "nd335-leader", "good")
    if closed:
        assert warned == [
            "The rules propose Completed for GD (Trần Giám), not Good: the unit has no class yet.",
            f"SNV was decided to be Not completed, GD (Trần Giám) Good: {cap}.",
        ]
    else:
        assert warned == [f"The rules propose Not completed for GD (Trần Giám), not Good: {cap}."]
        assert "units are classed first" not in year.ok("period", "close", "2026").out


def test_a_dry_closing_warns_of_heads_without_units(year: Clerk) -> None:
    said = year.ok("period", "close", "2026", "--dry-run", "--format", "json", today="2027-01-02").json
    assert said["data"]["heads_without_unit_class"] == 1
    out = year.ok("period", "close", "2026", "--dry-run", today="2027-01-02").out
    assert "Close the year of the units first." in out


def test_a_month_has_bands(year: Clerk) -> None:
    said = told(year, "2026-12")
    assert (said["gives_class"], said["state"], said["quotas"]) == (False, "closed", [])
    assert {row["subject"]: row["class"] for row in said["data"]}["T1"] == "excellent"
    assert summary(said, "PCC")["classes"] == {"excellent": 3, "good": 9, "completed": 1, "failed": 1}
    out = year.ok("report", "classes").out
    assert out.startswith("Scores and bands, Month 12/2026")
    assert "Decided" not in out.split("People of Sở Nội vụ")[1]
    assert "Check: 16 with a band + 0 without = 16" in out


def test_one_unit_and_one_scheme(year: Clerk) -> None:
    said = told(year, "2026", "--unit", "pcc")
    assert {row["unit"] for row in said["data"]} == {"PCC"}
    assert (said["unit"], said["serving"], said["missing"]) == ("PCC", 14, [])
    # The quota counts in the whole agency, whichever unit is shown.
    assert [(one["group"], one["base"]) for one in said["quotas"]] == [(None, 12), ("CM", 2)]
    assert len(told(year, "2026", "--unit", "SNV")["data"]) == 18
    officers = told(year, "2026", "--scheme", "nd335-officer")
    assert officers["schemes"] == ["nd335-officer"]
    assert officers["missing"] == ["GD", "PGD"]
    assert (
        "In service and not in this list: GD, PGD"
        in year.ok("report", "classes", "2026", "--scheme", "nd335-officer").out
    )
    year.refused(3, "report", "classes", "2026", "--unit", "XX")
    year.refused(3, "report", "classes", "2026", "--scheme", "xx")
    year.refused(3, "report", "classes", "2030")


def test_an_office_that_scores_units_alone(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-11")
    assert clerk.refused(3, "report", "classes")["remedy"].endswith("tasktrack report classes 2026-11.")
    said = told(clerk, "2026-11")
    assert {row["subject_kind"] for row in said["data"]} == {"unit"}
    assert (said["serving"], said["missing"], said["schemes"]) == (0, [], ["unit-tasks"])
    assert "Check: 0 with a class + 3 without = 3" in clerk.ok("report", "classes", "2026-11").out


def test_whose_tasks_are_in_no_row(clerk: Clerk) -> None:
    """A unit that one scheme leaves out and another lists has a row; one that none lists is named."""
    clerk.ok("unit", "add", "KHAC", "Ban khác")
    clerk.ok("config", "set", "people_schemes", "nd335-officer,nd335-leader")
    clerk.ok("period", "open", "2026")
    for lead in ("STC", "KHAC"):
        clerk.task(f"Việc {lead}", "--lead", lead, "--due", "2026-11-20")
    said = told(clerk, "2026")
    assert {"nd233-unit", "nd335-unit", "unit-tasks"} <= set(said["schemes"])
    assert said["unranked"] == [{"code": "KHAC", "tasks": 1}]
    assert (
        "Not in this list: 1 task of those without a post or a block: KHAC (1)"
        in clerk.ok("report", "classes", "2026").out
    )


def test_every_format(year: Clerk) -> None:
    for form in ("table", "text", "md", "csv", "tsv", "json", "jsonl"):
        assert "Người T1" in year.ok("report", "classes", "2026", "--format", form).out, form
    heading, *rows = year.ok("report", "classes", "2026", "--format", "csv").out.splitlines()
    assert heading.startswith("subject_kind,scheme,unit,position,position_label,group,")
    assert len(rows) == 18


def statements(clerk: Clerk) -> int:
    """Count what is sent to SQLite; who directs whom goes in by one statement, which the trace shows once a row."""
    with reading(clerk.db, Caller(clock=Clock(given=date(2026, 12, 31)))) as register:
        sent: list[str] = []
        register.db.set_trace_callback(sent.append)
        report_classes.classes(register, "2026")
        register.db.set_trace_callback(None)
    return sum("temp.directing" not in statement for statement in sent)


def test_the_statements_do_not_grow_with_people(year: Clerk, tmp_path: Path) -> None:
    before = statements(year)
    path = tmp_path / "officers.csv"
    rows = [f"X{number},Người {number},PCC,staff,2026-01-01" for number in range(60)]
    path.write_text("\n".join(["code,name,unit,position,from", *rows]) + "\n", encoding="utf-8")
    year.ok("officer", "import", str(path))
    assert len(told(year, "2026")["data"]) == 78
    assert statements(year) == before


def test_nothing_heavy_is_imported(year: Clerk) -> None:
    assert not loaded(year, "report", "classes", "2026-12") & set(HEAVY)
    assert not loaded(year, "report", "officer", "A1", "2026-12") & set(HEAVY)


QUOTA = Quota("excellent", "good", ("agency",), (), plain("quota"))
AGENCY: Scope = ("agency", 1)
STANDINGS = (
    Reached("excellent", "excellent"), Reached("good", "excellent", ("quota",)), Reached("good", "good"),
    Reached("quota-tie", "excellent", ("quota-tie",)), Reached("completed", "completed"), Reached("no-score"),
)  # fmt: skip


@given(
    st.lists(st.sampled_from(STANDINGS)), st.integers(0, 25), st.sampled_from(["good_only", "good_or_better"])
)
def test_the_figures_add_up(standings: list[Reached], share: int, reading: Any) -> None:
    """Whoever reaches the class is within, beyond or tied; the base counts them and those one below."""
    rows = [
        RankRow(Subject(place, str(place), "", None), None, False, None, None, Fraction(1), standing)
        for place, standing in enumerate(standings)
    ]
    found = figures(QUOTA, [Counted(row, (AGENCY,)) for row in rows], {AGENCY: Allowance(share, reading)})
    if not standings:
        assert found == {}
        return
    counted, base, limit, reached, proposed, over, ties, decided = found[AGENCY]
    assert (counted, decided) == (len(standings), 0)
    assert reached == proposed + over + ties == sum(one.band == "excellent" for one in standings)
    assert base == sum(one.band in ("excellent", "good") for one in standings)
    assert limit == most(share, base, reading)
