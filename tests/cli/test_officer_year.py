"""A year of officers: months into the mean, classes with their gates, vetoes, caps and quotas (NĐ 335/2025)."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

from tasktrack.clock import Clock
from tasktrack.services import score
from tasktrack.store.register import Caller, reading

MONTHS = tuple(f"2026-{number:02}" for number in range(1, 13))
SCHEMES = "nd335-officer,nd335-leader"
# Everybody does all there is, so a month is 70 points and the common ones, that the superior confirmed.
STAFF = {
    "HAI": ["20"] * 12,  # 90 exactly
    "BA": ["20"] * 11 + ["19.999999"],  # a hair below
    "TU": ["21", "20", "19.5"] * 4,  # mean of 20.1666...
    "NAM": ["10"] * 12,
    "SAU": ["10"] * 12,
    "BAY": ["10"] * 12,
    "TAM": ["10"] * 12,
    "MOI": ["25"] * 12,  # there since September
    "NGHI": ["25"] * 12,  # on maternity leave from January to August
    "LOI": ["25"] * 12,  # disciplined
}


def month_end(key: str) -> str:
    """Return the day after the period was cut: December is cut on the 14th."""
    year, month = (int(part) for part in key.split("-"))
    return "2026-12-15" if month == 12 else f"{year}-{month + 1:02}-01"


def write(path: Path, heading: str, rows: Sequence[str]) -> str:
    path.write_text("\n".join((heading, *rows)) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def year_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("year") / "office.db"


@pytest.fixture
def office(empty: Clerk, year_db: Path, tmp_path: Path) -> Clerk:
    """Return a clerk in front of a register with twelve closed months, made once and copied."""
    if not year_db.exists():
        _make(empty, tmp_path)
        year_db.write_bytes(empty.db.read_bytes())
    empty.db.write_bytes(year_db.read_bytes())
    empty.today = "2026-12-15"
    return empty


def _make(clerk: Clerk, folder: Path) -> None:
    start = "2026-01-02"
    clerk.ok("unit", "add", "SNV", "Sở Nội vụ", "--block", "so", today=start)
    clerk.ok("unit", "add", "PTC", "Phòng Tổ chức", "--parent", "SNV", today=start)
    for name, value in (
        ("people_schemes", SCHEMES),
        ("nd335-officer.needs_review", "false"),
        ("nd335-leader.needs_review", "false"),
    ):
        clerk.ok("config", "set", name, value, today=start)
    people = [f"{code},{code.title()},PTC,staff,2026-01-01" for code in STAFF if code != "MOI"]
    people += ["MOI,Moi,PTC,staff,2026-09-01", "GD,Giám,SNV,head,2026-01-01"]
    clerk.ok(
        "officer", "import", write(folder / "o.csv", "code,name,unit,position,from", people), today=start
    )
    leave = ("--kind", "maternity", "--from", "2026-01-01", "--to", "2026-08-31")
    clerk.ok("officer", "leave", "NGHI", *leave, today=start)
    for key in MONTHS:
        _month(clerk, folder, key)


def _month(clerk: Clerk, folder: Path, key: str) -> None:
    first, last, place = f"{key}-02", f"{key}-12", MONTHS.index(key)
    there = [code for code in (*STAFF, "GD") if _is_there(code, place)]
    clerk.ok("period", "open", key, today=first)
    tasks = [f"{code}-{key},Báo cáo,{'SNV' if code == 'GD' else 'PTC'},{code},{last},2" for code in there]
    clerk.ok(
        "task",
        "import",
        write(folder / "t.csv", "key,title,lead,officer,due_on,quantity", tasks),
        today=first,
    )
    done = [f"{code}-{key},{last},2,yes" for code in there]
    clerk.ok("progress", "import", write(folder / "p.csv", "task,on,quantity,done", done), today=last)
    marks = [f"{key},{code},nd335-officer,common,{STAFF[code][place]}" for code in there if code in STAFF]
    marks += [f"{key},GD,nd335-leader,{criterion},{points}" for criterion, points in _head_marks()]
    clerk.ok(
        "mark", "import", write(folder / "m.csv", "period,subject,scheme,criterion,points", marks), today=last
    )
    clerk.ok("period", "close", key, today=month_end(key))


def _is_there(code: str, month: int) -> bool:
    return month >= 8 if code in ("MOI", "NGHI") else True


def _head_marks() -> tuple[tuple[str, str], ...]:
    return (("common", "29"), ("dd", "100"), ("e", "100"))


def rows_of(clerk: Clerk, scheme: str, key: str = "2026") -> dict[str, dict[str, Any]]:
    listed = clerk.data("score", "list", key, "--scheme", scheme)
    return {row["subject"]: row for row in listed}


def close_year(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026")
    for criterion, points in (("common", "30"), ("results", "50")):
        clerk.ok("mark", "set", "2026", "SNV", criterion, points, "--scheme", "nd335-unit")
    clerk.ok(
        "incident",
        "add",
        "LOI",
        "--kind",
        "discipline",
        "--on",
        "2026-05-04",
        "--concluded",
        "2026-06-01",
        "--document",
        "7/QĐ-SNV",
    )
    clerk.ok("config", "set", "nd335-unit.subunits_first", "false")
    clerk.ok("period", "close", "2026", "--scheme", "nd335-officer", "--scheme", "nd335-leader")


def test_the_year_is_the_exact_mean_of_its_months(office: Clerk) -> None:
    close_year(office)
    found = rows_of(office, "nd335-officer")
    assert found["HAI"]["score"] == 90
    assert found["HAI"]["band"] == "excellent"
    assert found["BA"]["score"] == pytest.approx(90 - 1e-6 / 12, abs=1e-6)
    assert (found["BA"]["band"], found["BA"]["class"]) == ("good", "good")
    explained = office.data("score", "explain", "TU", "2026", "--scheme", "nd335-officer")
    parts = [line for line in explained["lines"] if line["source"] == "part"]
    assert [line["code"] for line in parts] == list(MONTHS)
    assert sum(Fraction(str(line["value"])) for line in parts) / 12 == Fraction(541, 6)


def test_who_is_away_and_who_came_late(office: Clerk) -> None:
    close_year(office)
    found = rows_of(office, "nd335-officer")
    assert found["MOI"]["class"] == "unclassified"
    assert found["MOI"]["score"] == 95
    # Eight months of maternity leave do not count against her, and drop out of the mean.
    assert (found["NGHI"]["score"], found["NGHI"]["band"]) == (95, "excellent")
    lines = office.data("score", "explain", "NGHI", "2026", "--scheme", "nd335-officer")["lines"]
    reasons = {line["code"]: line["reason"] for line in lines if line["source"] == "part"}
    assert reasons["2026-08"] == "on maternity leave"
    assert reasons["2026-09"] is None
    lines = office.data("score", "explain", "MOI", "2026", "--scheme", "nd335-officer")["lines"]
    assert {line["reason"] for line in lines if line["code"] == "2026-08"} == {"not in service here"}


def test_a_fault_decides_whatever_the_points(office: Clerk) -> None:
    close_year(office)
    row = rows_of(office, "nd335-officer")["LOI"]
    assert (row["band"], row["class"]) == ("excellent", "failed")
    assert "Disciplined" in row["class_label"]


def test_the_head_is_classed_no_higher_than_the_unit(office: Clerk) -> None:
    close_year(office)
    assert rows_of(office, "nd335-unit")["SNV"]["class"] == "good"
    row = rows_of(office, "nd335-leader")["GD"]
    assert (row["band"], row["class"]) == ("excellent", "good")


def test_the_quota_is_measured_over_both_schemes_and_ties_are_left(office: Clerk) -> None:
    """Classed good or better: HAI TU NGHI BA NAM SAU BAY TAM and GD; by the letter 0.2 * (9 - k) gives one."""
    close_year(office)
    found = rows_of(office, "nd335-officer")
    assert found["NGHI"]["class"] == "excellent"
    assert [found[code]["class"] for code in ("HAI", "TU")] == ["good", "good"]
    assert found["HAI"]["conditions_failed"] == ["beyond the quota"]


def test_a_decided_share_gives_more_room(office: Clerk) -> None:
    """Ten are classed good or better while nothing is concluded of LOI: 20% of the others give one, 25% two.

    The head has most points and no class of the unit holds him; LOI and NGHI have 95 each, and are tied for the
    second place that a decision gives.
    """
    office.ok("period", "open", "2026")
    found = rows_of(office, "nd335-officer") | rows_of(office, "nd335-leader")
    assert {code for code, row in found.items() if row["class"] == "excellent"} == {"GD"}
    assert {found[code]["class"] for code in ("LOI", "NGHI")} == {"good"}
    reason = ("--reason", "kết quả nổi trội", "--document", "9/QĐ-UBND")
    office.ok("decision", "add", "2026", "--scheme", "nd335-officer", "--quota", "25", *reason)
    found = rows_of(office, "nd335-officer")
    assert {code for code, row in found.items() if row["class"] == "quota-tie"} == {"LOI", "NGHI"}
    assert "a person decides" in found["LOI"]["class_label"]
    # Both schemes declare the quota, and it is held once: the tie does not push out who has more.
    assert rows_of(office, "nd335-leader")["GD"]["class"] == "excellent"


def test_what_is_decided_stands_beside_what_is_proposed(office: Clerk) -> None:
    """A decision changes no proposal, neither the person's own nor those of others."""
    office.ok("period", "open", "2026")
    before = {code: row["class"] for code, row in rows_of(office, "nd335-officer").items()}
    reason = ("--reason", "theo đề nghị", "--document", "9/QĐ-UBND")
    office.ok("decision", "add", "2026", "TU", "--scheme", "nd335-officer", "--class", "excellent", *reason)
    found = rows_of(office, "nd335-officer")
    assert {code: row["class"] for code, row in found.items()} == before
    assert (found["TU"]["class"], found["TU"]["class_decided"]) == ("good", "excellent")
    said = office.ok("score", "list", "2026", "--scheme", "nd335-officer").out
    assert "Excellent, 9/QĐ-UBND" in said


def test_december_is_cut_before_the_year_is_classed(office: Clerk) -> None:
    shown = office.data("period", "show", "2026-12")
    assert shown["cut_on"] == "2026-12-14"


@pytest.mark.parametrize("key", ["2027-01", "2026"])
def test_statements_do_not_grow_with_officers(office: Clerk, key: str) -> None:
    """One pass per view: as many statements for three times the officers."""
    office.ok("period", "open", key, today="2027-01-31")
    before = statements(office, key)
    for number in range(30):
        office.ok("officer", "add", f"X{number}", f"X {number}", "--unit", "PTC", "--from", "2026-01-01")
    assert statements(office, key) == before


def statements(clerk: Clerk, key: str) -> int:
    """Count what is sent to SQLite to compute a table of leaders, which needs those of officers and units.

    Who directs whom goes in by one statement, which the trace shows once a row.
    """
    with reading(clerk.db, Caller(clock=Clock(given=date(2027, 1, 31)))) as register:
        sent: list[str] = []
        register.db.set_trace_callback(sent.append)
        score.ranking(register, key, "nd335-leader")
        register.db.set_trace_callback(None)
    return sum("temp.directing" not in statement for statement in sent)


def test_months_that_another_office_scored_enter_the_mean(office: Clerk) -> None:
    """NĐ 335/2025 Art. 19: who moved in brings the scores of the old office."""
    office.ok("period", "open", "2026")
    place = ("MOI", "2026-03", "71", "--scheme", "nd335-officer", "--reason", "theo phiếu của Sở Tài chính")
    office.ok("mark", "set", "2026", *place)
    assert rows_of(office, "nd335-officer")["MOI"]["score"] == pytest.approx((4 * 95 + 71) / 5)
    refused = office.refused(4, "mark", "set", "2026", "MOI", "2026-04", "101", "--scheme", "nd335-officer")
    assert "not between 0 and 100" in refused["message"]
    assert office.refused(4, "mark", "set", "2026", "MOI", "2025-04", "80", "--scheme", "nd335-officer")
    own = office.refused(4, "mark", "set", "2026", "MOI", "2026-10", "1", "--scheme", "nd335-officer")
    assert own["message"] == "2026-10 has a score of its own here, which stands."
    assert rows_of(office, "nd335-officer")["MOI"]["score"] == pytest.approx((4 * 95 + 71) / 5)
