"""Schemes over dossiers: TT 01/2018 from imported dossiers and marks, and an office's own figures."""

from fractions import Fraction
from pathlib import Path

import pytest
from clerk import Clerk
from dossier_tables import Given, dossier, put

SCHEME = "tt01-2018"
UNITS = ("XA1", "XA2", "XA3", "XA4", "XA5")


@pytest.fixture
def communes(empty: Clerk) -> Clerk:
    """Five communes with an officer, in the last year of the circular."""
    for unit in UNITS:
        empty.ok("unit", "add", unit, f"Xã {unit}", "--block", "xa", "--from", "2025-01-02")
    empty.ok("officer", "add", "AN", "Nguyễn Văn An", "--unit", "XA1", "--from", "2025-01-02")
    empty.ok("period", "open", "2025")
    return empty


def three(unit: str, **said: object) -> list[Given]:
    """Return two dossiers settled before the day and one on it: 5 points, 1.7 after rounding."""
    results = ("2025-03-04", "2025-03-05", "2025-03-10")
    return [
        dossier(f"{unit}-{n}", "2025-03-03", "2025-03-10", result, unit=unit, officer="AN", **said)
        for n, result in enumerate(results)
    ]


def whole(unit: str) -> list[Given]:
    """Return the same, with everything else assessed at 5 points in all too."""
    told: list[Given] = []
    for row, (times, points) in zip(three(unit), ((0, 2), (0, 2), (1, 1)), strict=True):
        both = {"parts_points": points, "attitude_points": points}
        told.append({**row, "supplements": times, "bodies": times, **both})
    return told


def marks(clerk: Clerk, folder: Path, given: dict[str, str]) -> None:
    """Mark indices 5, 6, 8 and 9 of units so that these marks add up to a number."""
    lines = ["period,subject,scheme,criterion,points"]
    for unit, total in given.items():
        left = Fraction(total)
        for criterion in "5689":
            points = min(Fraction(2), left)
            left -= points
            lines.append(f"2025,{unit},{SCHEME},{criterion},{float(points)}")
    path = folder / "marks.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    clerk.ok("mark", "import", str(path))


def test_classes_from_dossiers_and_marks(communes: Clerk, tmp_path: Path) -> None:
    """15.0 is excellent and 14.9 is not, 8.9 average, 5.9 weak; every index 5/3 is summed as 1.7."""
    weak = dict.fromkeys(("supplements", "bodies", "parts_points", "attitude_points"), 1)
    rows = [row for unit in UNITS[:4] for row in whole(unit)] + three("XA5", **weak)
    put(communes, tmp_path, *rows)
    marks(communes, tmp_path, {"XA1": "6.5", "XA2": "6.4", "XA3": "0.5", "XA4": "0.4", "XA5": "0.2"})
    found = {row["subject"]: row for row in communes.data("rank", "2025", "--scheme", SCHEME)}
    assert [(found[unit]["score_text"], found[unit]["class"]) for unit in UNITS] == [
        ("15.00", "excellent"),
        ("14.90", "good"),
        ("9.00", "fair"),
        ("8.90", "average"),
        ("5.90", "weak"),
    ]


class TestOneIndex:
    """How an index stands and is explained."""

    @pytest.fixture
    def one(self, communes: Clerk, tmp_path: Path) -> Clerk:
        put(communes, tmp_path, *three("XA1"))
        return communes

    def explained(self, clerk: Clerk, unit: str = "XA1") -> dict[str, dict[str, object]]:
        found = clerk.data("score", "explain", unit, "2025", "--scheme", SCHEME)
        return {line["code"]: line for line in found["lines"]}

    def test_it_shows_its_numbers(self, one: Clerk) -> None:
        lines = self.explained(one)
        assert (lines["1"]["value"], lines["1"]["substituted"]) == (1.7, "5 / (3 + 0 * 0)")
        assert (lines["time_points"]["value"], lines["time_points"]["formula"]) == (
            5,
            "sum(2 * early + on_day)",
        )
        assert lines["3"]["value"] is None

    def test_a_mark_stands_instead(self, one: Clerk) -> None:
        one.ok("mark", "set", "2025", "XA1", "1", "1.2", "--scheme", SCHEME)
        line = self.explained(one)["1"]
        assert (line["value"], line["source"]) == (1.2, "mark")
        assert str(line["substituted"]).endswith("= 1.7")

    def test_without_dossiers_it_is_marked(self, one: Clerk) -> None:
        lines = self.explained(one, "XA2")
        assert (lines["1"]["value"], lines["1"]["reason"]) == (None, "no dossier in the period")
        one.ok("mark", "set", "2025", "XA2", "1", "1.5", "--scheme", SCHEME)
        assert self.explained(one, "XA2")["1"]["value"] == 1.5

    def test_every_criterion_that_is_lacking_is_named(self, one: Clerk) -> None:
        """Dossiers there are: what is lacking is no assigned task, and it is not the first criterion alone."""
        assert "parts_assessed is 0" in str(self.explained(one)["2"]["reason"])
        (row,) = [
            row for row in one.data("score", "list", "2025", "--scheme", SCHEME) if row["subject"] == "XA1"
        ]
        lacking = row["reason"]
        assert lacking.startswith("neither reckoned nor marked: criterion 2, ")
        code = lacking.rpartition(", ")[2]
        one.ok("mark", "set", "2025", "XA1", code, "2", "--scheme", SCHEME)
        row = one.data("score", "explain", "XA1", "2025", "--scheme", SCHEME)
        assert row["reason"] == lacking.removesuffix(f", {code}")

    def test_overdue_dossiers_count_by_a_setting(self, one: Clerk, tmp_path: Path) -> None:
        put(one, tmp_path, dossier("XA1-9", "2025-12-01", "2025-12-10", unit="XA1"))
        assert self.explained(one)["1"]["value"] == 1.7
        one.ok("config", "set", f"{SCHEME}.count_overdue", "true")
        assert self.explained(one)["1"]["value"] == 1.3  # 5/4 = 1.25

    def test_what_a_closing_counted_stays(self, one: Clerk, tmp_path: Path) -> None:
        one.ok("mark", "set", "2025", "XA1", "5", "2", "--scheme", SCHEME)
        one.ok("period", "close", "2025", "--scheme", SCHEME)
        before = self.explained(one)
        put(one, tmp_path, dossier("XA1-8", "2025-05-05", "2025-05-09", "2025-05-30", unit="XA1"))
        assert self.explained(one) == before
        assert one.ok("verify").code == 0


OWN = """
[scheme]
code = "desk"
version = 1
subject = "{subject}"
title = "Desk"

{figures}

[[criteria]]
code = "points"
formula = "{formula}"

[score]
criterion = "points"

[[classes]]
code = "all"
from = 0
label = "All"
"""


def own(clerk: Clerk, folder: Path, figures: str, formula: str, subject: str = "unit") -> str:
    path = folder / "desk.toml"
    path.write_text(OWN.format(figures=figures, formula=formula, subject=subject), encoding="utf-8")
    return str(path)


def test_an_offices_own_figures(communes: Clerk, tmp_path: Path) -> None:
    """Time used of time allowed, per officer: 1 + 2 + 5 of 15 working days."""
    put(communes, tmp_path, *three("XA1"))
    figures = '[dossiers.used]\nformula = "sum(used)"\n[dossiers.allowed]\nformula = "sum(allowed)"'
    path = own(communes, tmp_path, figures, "100 * (1 - used / allowed)", "officer")
    communes.ok("scheme", "install", path)
    rows = communes.data("rank", "2025", "--scheme", "desk")
    assert [(row["subject"], row["score_text"]) for row in rows] == [("AN", "46.67")]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("used", "neither adds up nor counts dossiers"),
        ("sum(lates)", "lates is not known here"),
        ("sum(sum(late))", "cannot stand inside one another"),
        ("sum(late) + early", "stands outside sum and count"),
        ("sum(late, early)", "takes one expression over the facts of a dossier"),
        ("sum(late) / count()", ""),
        ("count(channel == 'online')", "no fact of a dossier is a word"),
    ],
)
def test_faults_are_named(clerk: Clerk, tmp_path: Path, formula: str, said: str) -> None:
    path = own(clerk, tmp_path, f'[dossiers.one]\nformula = "{formula}"', "one")
    found = clerk.run("scheme", "check", path)
    assert found.code == 1
    assert said in found.out
    assert "dossiers.one" in found.out


class TestBehind:
    """The dossiers behind a figure are counted, and the first late ones are named."""

    def test_twenty_of_many_late_ones(self, communes: Clerk, tmp_path: Path) -> None:
        late = [
            dossier(f"L{n:02}", "2025-03-03", f"2025-03-{31 - n:02}", "2025-04-07", unit="XA1")
            for n in range(25)
        ]
        put(communes, tmp_path, *three("XA1"), *late)
        found = communes.data("score", "explain", "XA1", "2025", "--scheme", SCHEME)["dossiers"]
        assert (found["settled"], found["late"], found["frozen"]) == (28, 25, False)
        assert [one["code"] for one in found["broken"]] == [f"L{n:02}" for n in range(24, 4, -1)]
        said = communes.ok("score", "explain", "XA1", "2025", "--scheme", SCHEME).out
        assert "Late and overdue: 20 of 25, the oldest promise first" in said
        assert "settled = count(returned) = 28" in said

    def test_of_a_closing_its_own_counts(self, communes: Clerk, tmp_path: Path) -> None:
        put(communes, tmp_path, *three("XA1"))
        communes.ok("period", "close", "2025", "--scheme", SCHEME)
        put(communes, tmp_path, dossier("X", "2025-05-05", "2025-05-09", "2025-05-30", unit="XA1"))
        found = communes.data("score", "explain", "XA1", "2025")["dossiers"]
        assert (found["settled"], found["late"], found["frozen"]) == (3, 0, True)
        assert [one["code"] for one in found["broken"]] == ["X"]

    def test_of_an_officer(self, communes: Clerk, tmp_path: Path) -> None:
        """Those of others of the same unit are not his."""
        put(communes, tmp_path, *three("XA1"), dossier("X", "2025-05-05", "2025-05-09", unit="XA1"))
        path = own(communes, tmp_path, '[dossiers.done]\nformula = "count(returned)"', "done", "officer")
        communes.ok("scheme", "install", path)
        found = communes.data("score", "explain", "AN", "2025", "--scheme", "desk")["dossiers"]
        assert (found["settled"], found["unsettled"], found["broken"]) == (3, 0, [])


def test_what_a_unit_that_is_gone_left_counts_for_its_heir(clerk: Clerk, tmp_path: Path) -> None:
    """Received by a department before it became part of another, settled afterwards."""
    row = dossier("X", "2026-02-25", "2026-03-10", "2026-03-09", unit="STP")
    put(clerk, tmp_path, row, today="2026-03-20")
    clerk.ok("unit", "merge", "STP", "--into", "STC", "--on", "2026-03-01", "--document", "1/NQ", "--yes")
    clerk.ok("period", "open", "2026-03")
    path = own(clerk, tmp_path, '[dossiers.done]\nformula = "count(early)"', "done")
    clerk.ok("scheme", "install", path)
    rows = clerk.data("rank", "2026-03", "--scheme", "desk")
    assert {row["subject"]: row["score"] for row in rows} == {"STC": 1, "XA1": 0}
    found = clerk.data("score", "explain", "STC", "2026-03", "--scheme", "desk")["dossiers"]
    assert (found["carried"], found["early"]) == (1, 1)


def test_a_department_is_scored_by_what_its_divisions_settled(clerk: Clerk, tmp_path: Path) -> None:
    """A setting asks for each unit's own alone."""
    clerk.ok("unit", "add", "NS", "Phòng Ngân sách", "--parent", "STC", "--from", "2026-01-05")
    put(
        clerk,
        tmp_path,
        dossier("A", "2026-10-01", "2026-10-12", "2026-10-09", unit="NS"),
        dossier("B", "2026-10-01", "2026-10-12", "2026-10-09"),
    )
    clerk.ok("period", "open", "2026-10")
    clerk.ok("scheme", "install", own(clerk, tmp_path, '[dossiers.done]\nformula = "count(early)"', "done"))

    def scores() -> dict[str, int]:
        rows = clerk.data("rank", "2026-10", "--scheme", "desk")
        return {row["subject"]: row["score"] for row in rows if row["score"]}

    assert scores() == {"STC": 2}
    found = clerk.data("score", "explain", "STC", "2026-10", "--scheme", "desk")["dossiers"]
    assert (found["received"], found["early"]) == (2, 2)
    clerk.ok("config", "set", "desk.dossiers", "own")
    assert scores() == {"STC": 1}
    found = clerk.data("score", "explain", "STC", "2026-10", "--scheme", "desk")["dossiers"]
    assert found["early"] == 1
