"""tasktrack dossier stats: dossiers counted, frozen by a closing, and told with their denominators."""

import sqlite3
from pathlib import Path

import pytest
from clerk import Clerk
from dossier_tables import dossier, ha_tinh, put


@pytest.fixture
def office(empty: Clerk, tmp_path: Path) -> Clerk:
    """The office of a provincial committee, with the dossiers of half a year."""
    empty.ok("unit", "add", "VP", "Văn phòng Tỉnh ủy", "--block", "vp", today="2015-01-05")
    put(empty, tmp_path, *ha_tinh())
    return empty


class TestHaTinh:
    """The first half of 2015 (HT2): 443 received, 65 before the day, 360 on it, 1,551 of 2,872 days used."""

    def test_figures(self, office: Clerk) -> None:
        answer = office.ok("dossier", "stats", "2015-H1", "--format", "json").json
        total = answer["total"]
        assert (total["received"], total["early"], total["on_day"], total["late"]) == (443, 65, 360, 0)
        assert (total["unsettled"], total["in_time"], total["time_used"], total["time_allowed"]) == (
            18,
            18,
            1551,
            2872,
        )
        assert total["time_saved"] == pytest.approx(100 - 100 * 1551 / 2872)
        assert (answer["adds_up"], answer["time_in"], answer["target"]) == (True, "days", None)

    def test_sentences(self, office: Clerk) -> None:
        office.ok("config", "set", "dossier_time_saved_target", "50")
        said = office.ok("dossier", "stats", "2015-H1").out
        assert "Time saved of time allowed: 46.0% (1 - 1,551 / 2,872 working days)" in said
        assert "Target: save 50%; saved 46%, missed by 4 points." in said
        assert (
            "Check: 0 carried over + 443 received = 443 to settle = 65 before the day + 360 on the day + 0 late"
            in " ".join(said.split())
        )
        assert "On time of received: 95.9% (425 of 443)" in said
        assert "On time of settled: 100.0% (425 of 425)" in said
        assert "Overdue of settled and overdue: 0.0% (0 of 425)" in said

    def test_a_target_that_is_reached(self, office: Clerk) -> None:
        office.ok("config", "set", "dossier_time_saved_target", "40")
        said = office.ok("dossier", "stats", "2015-H1").out
        assert "Target: save 40%; saved 46%, reached, 6 points above." in said
        assert office.refused(4, "config", "set", "dossier_time_saved_target", "101")["code"]

    def test_by_channel_the_parts_make_the_whole(self, office: Clerk) -> None:
        rows = office.data("dossier", "stats", "2015-H1", "--by", "channel")
        assert [(row["code"], row["received"]) for row in rows] == [
            ("post", 18),
            ("direct", 65),
            ("online", 360),
        ]


def test_more_time_than_was_allowed_is_said_in_words(clerk: Clerk, tmp_path: Path) -> None:
    """Two working days allowed, three used."""
    clerk.ok("config", "set", "dossier_time_saved_target", "10")
    put(clerk, tmp_path, dossier("A", "2026-10-05", "2026-10-07", "2026-10-08"))
    said = clerk.ok("dossier", "stats", "2026-10").out
    assert "Time used beyond the time allowed: 50.0% (3 / 2 working days - 1)" in said
    assert "Target: save 10%; the time allowed was exceeded by 50%." in said
    assert "Overdue of unsettled" in said


class TestOpenPeriod:
    """Dossiers of October 2026, counted from the book."""

    @pytest.fixture
    def october(self, clerk: Clerk, tmp_path: Path) -> Clerk:
        """One carried over and late, one early, one on the day, one overdue, one paused, one in time, two online."""
        put(
            clerk,
            tmp_path,
            dossier("A", "2026-09-25", "2026-10-05", "2026-10-07", officer="AN", procedure="Đất đai"),
            dossier("B", "2026-10-01", "2026-10-12", "2026-10-05", officer="AN", procedure="Đất đai"),
            dossier("C", "2026-10-01", "2026-10-08", "2026-10-08", officer="BINH", procedure="Hộ tịch"),
            dossier("D", "2026-10-05", "2026-10-20", unit="XA1", channel="post"),
            dossier("E", "2026-10-05", "2026-10-20", unit="XA1", paused_from="2026-10-15"),
            dossier("F", "2026-10-28", "2026-11-09", channel="online", submitted_at="2026-10-23"),
            {"key": "G", "unit": "STC", "channel": "online", "submitted_at": "2026-10-30"},
            dossier("H", "2026-08-03", "2026-08-10", "2026-09-30"),
        )
        return clerk

    def test_every_dossier_stands_in_one_bucket(self, october: Clerk) -> None:
        total = october.ok("dossier", "stats", "2026-10", "--format", "json").json["total"]
        asked = "carried received to_settle early on_day late in_time overdue paused submitted slow waiting"
        assert [total[name] for name in asked.split()] == [1, 5, 6, 1, 1, 1, 1, 1, 1, 2, 1, 1]
        assert (total["owed"], total["unsent"], total["settled"]) == (2, 2, 3)

    def test_units_add_up_to_the_total(self, october: Clerk) -> None:
        answer = october.ok("dossier", "stats", "2026-10", "--format", "json").json
        rows = {row["code"]: row for row in answer["data"]}
        assert list(rows) == ["STC", "XA1"]
        for name in ("carried", "received", "late", "overdue", "time_used", "waiting"):
            assert sum(row[name] for row in rows.values()) == answer["total"][name]

    @pytest.mark.parametrize(
        ("by", "groups"),
        [
            ("procedure", [("Đất đai", 1), ("Hộ tịch", 1), (None, 3)]),
            ("officer", [("AN", 1), ("BINH", 1), (None, 3)]),
            ("channel", [("post", 1), ("online", 1), ("direct", 3)]),
            ("month", [("2026-09", 0), ("2026-10", 5)]),
        ],
    )
    def test_by(self, october: Clerk, by: str, groups: list[tuple[str | None, int]]) -> None:
        rows = october.data("dossier", "stats", "2026-10", "--by", by)
        assert sorted((row["code"] or "", row["received"]) for row in rows) == sorted(
            (code or "", count) for code, count in groups
        )

    def test_below_a_unit(self, october: Clerk, tmp_path: Path) -> None:
        october.ok("unit", "add", "DESK", "Bộ phận Một cửa", "--parent", "XA1")
        put(october, tmp_path, dossier("Z", "2026-10-05", "2026-10-20", unit="DESK"))
        answer = october.ok("dossier", "stats", "2026-10", "--under", "XA1", "--format", "json").json
        assert sorted(row["code"] for row in answer["data"]) == ["DESK", "XA1"]
        assert (answer["under"], answer["total"]["received"]) == ("XA1", 3)

    def test_units_stand_in_their_tree_with_all_below_them(self, october: Clerk, tmp_path: Path) -> None:
        """A row with everything below, one of the unit itself; the total counts each dossier once."""
        for code in ("D1", "D2"):
            october.ok("unit", "add", code, f"Phòng {code}", "--parent", "STC", "--from", "2026-01-05")
        put(october, tmp_path, *(dossier(f"Z{n}", "2026-10-05", "2026-10-20", unit=f"D{n}") for n in (1, 2)))
        answer = october.ok("dossier", "stats", "2026-10", "--format", "json").json
        rows = {row["code"]: row for row in answer["data"]}
        assert [(code, row["depth"]) for code, row in rows.items()] == [
            ("STC", 0),
            ("D1", 1),
            ("D2", 1),
            ("XA1", 0),
        ]
        assert (rows["STC"]["received"], rows["STC"]["with_below"]["received"]) == (3, 5)
        assert (rows["D1"]["with_below"], answer["total"]["received"]) == (None, 7)
        said = october.ok("dossier", "stats", "2026-10").out
        assert "of these the unit itself" in said
        assert "  D1" in said
        csv = october.ok("dossier", "stats", "2026-10", "--format", "csv").out.splitlines()
        assert csv[0].endswith(",depth,with_below")
        assert '""received"":5' in csv[1].replace(" ", "")

    def test_any_days(self, october: Clerk) -> None:
        answer = october.ok(
            "dossier", "stats", "--from", "2026-10-05", "--to", "2026-10-07", "--format", "json"
        ).json
        assert (answer["period"], answer["from"], answer["to"]) == (None, "2026-10-05", "2026-10-07")
        assert (answer["total"]["carried"], answer["total"]["received"], answer["total"]["settled"]) == (
            3,
            2,
            2,
        )

    def test_a_csv_holds_every_figure(self, october: Clerk) -> None:
        lines = october.ok("dossier", "stats", "2026-10", "--format", "csv").out.splitlines()
        assert len(lines) == 3
        assert {"carried", "time_saved", "slow", "unsent"} <= set(lines[0].split(","))

    def test_nothing_to_divide_by_is_a_dash(self, clerk: Clerk) -> None:
        said = clerk.ok("dossier", "stats", "2026-10")
        assert "No dossier was to be settled" in said.out
        answer = clerk.ok("dossier", "stats", "2026-10", "--format", "json").json
        assert all(one["percent"] is None for one in answer["ratios"])

    @pytest.mark.parametrize(
        ("code", "words"),
        [
            (3, ()),
            (4, ("2027-01",)),
            (2, ("2026-10", "--from", "2026-10-01")),
            (2, ("--to", "2026-10-01")),
            (4, ("--from", "2026-10-05", "--to", "2026-10-01")),
            (4, ("2026-10", "--by", "colour")),
            (3, ("2026-10", "--under", "NOBODY")),
        ],
    )
    def test_what_cannot_be_told(self, clerk: Clerk, code: int, words: tuple[str, ...]) -> None:
        assert clerk.refused(code, "dossier", "stats", *words)["remedy"]


class TestClosedPeriod:
    """What a closing counted stays, and what came later is said."""

    @pytest.fixture
    def closed(self, clerk: Clerk, tmp_path: Path) -> Clerk:
        put(
            clerk,
            tmp_path,
            dossier("B", "2026-10-01", "2026-10-12", "2026-10-05", officer="AN", procedure="Đất đai"),
            dossier("D", "2026-10-05", "2026-10-20", unit="XA1", channel="post"),
        )
        clerk.ok("period", "open", "2026-10")
        clerk.ok("period", "close", "2026-10")
        return clerk

    def test_the_frozen_figures_are_printed(self, closed: Clerk, tmp_path: Path) -> None:
        before = closed.ok("dossier", "stats", "--format", "json").json
        assert (before["period"], before["state"], before["revision"]) == ("2026-10", "closed", 1)
        assert (before["in_force"], before["changes"], before["changed_groups"]) == (True, [], [])
        put(
            closed,
            tmp_path,
            dossier("D", "2026-10-05", "2026-10-20", "2026-10-19", unit="XA1", channel="post"),
            dossier("N", "2026-10-06", "2026-10-20", "2026-10-30"),
        )
        closed.ok("config", "set", "office_hours", "08:00-16:00")
        after = closed.ok("dossier", "stats", "2026-10", "--format", "json").json
        assert {one["figure"]: (one["kept"], one["now"]) for one in after["changes"]}["early"] == (1, 2)
        assert after["changed_groups"] == ["STC", "XA1"]
        assert (after["total"], after["data"]) == (before["total"], before["data"])
        said = closed.ok("dossier", "stats", "2026-10").out
        assert f"Closed figures, closing no. 1, seal {before['seal'][:16]}" in said
        assert "What the book says otherwise now" in said
        for by in ("procedure", "officer", "channel"):
            rows = closed.data("dossier", "stats", "2026-10", "--by", by)
            assert sum(row["received"] for row in rows) == 2
        assert [row["code"] for row in closed.data("dossier", "stats", "2026-10", "--under", "XA1")] == [
            "XA1"
        ]
        assert closed.ok("verify").code == 0

    def test_months_are_not_kept_apart(self, closed: Clerk) -> None:
        error = closed.refused(4, "dossier", "stats", "2026-10", "--by", "month")
        assert "tasktrack dossier stats --from 2026-10-01 --to 2026-10-31 --by month" in error["remedy"]

    def test_another_closing(self, closed: Clerk, tmp_path: Path) -> None:
        """A period opened again is counted anew; the first closing can still be read."""
        put(closed, tmp_path, dossier("N", "2026-10-06", "2026-10-20", "2026-10-30"))
        words = ("--reason", "left out", "--document", "2/QĐ", "--by", "Chủ tịch")
        closed.ok("period", "reopen", "2026-10", *words)
        closed.ok("period", "close", "2026-10", "--reason", "again")
        for revision, received in (("1", 2), ("2", 3)):
            answer = closed.ok("dossier", "stats", "2026-10", "--revision", revision, "--format", "json").json
            assert answer["total"]["received"] == received
        assert closed.refused(3, "dossier", "stats", "2026-10", "--revision", "7")["message"]

    def test_a_later_result_is_no_change_and_an_older_dossier_may_be_one(
        self, closed: Clerk, tmp_path: Path
    ) -> None:
        """What happened after the window is not of it; a dossier from before it that was settled in it is."""
        put(
            closed,
            tmp_path,
            dossier("D", "2026-10-05", "2026-10-20", "2026-11-03", unit="XA1", channel="post"),
        )
        after = closed.ok("dossier", "stats", "2026-10", "--format", "json").json
        assert (after["changes"], after["changed_groups"]) == ([], [])
        assert "otherwise now" not in closed.ok("dossier", "stats", "2026-10").out
        put(closed, tmp_path, dossier("S", "2026-09-24", "2026-10-05", "2026-10-07"))
        after = closed.ok("dossier", "stats", "2026-10", "--format", "json").json
        told = {one["figure"]: (one["kept"], one["now"]) for one in after["changes"]}
        assert (told["carried"], told["late"], after["changed_groups"]) == ((0, 1), (0, 1), ["STC"])

    def test_a_closing_that_was_replaced_says_so(self, closed: Clerk) -> None:
        words = ("--reason", "left out", "--document", "2/QĐ", "--by", "Chủ tịch")
        closed.ok("period", "reopen", "2026-10", *words)
        answer = closed.ok("dossier", "stats", "2026-10", "--revision", "1", "--format", "json").json
        assert answer["in_force"] is False
        assert "no longer in force" in closed.ok("dossier", "stats", "2026-10", "--revision", "1").out

    def test_a_changed_row_is_found(self, closed: Clerk) -> None:
        """Whatever program changed it."""
        db = sqlite3.connect(closed.db)
        db.execute("DROP TRIGGER guard_frozen_dossier_update")
        db.execute("UPDATE frozen_dossier SET counts = '{\"direct\":9}' WHERE procedure <> ''")
        db.commit()
        db.close()
        assert closed.run("verify").code == 1


class TestHours:
    """Where times of day are known and the office counts hours."""

    def test_hours_used_of_hours_allowed(self, clerk: Clerk, tmp_path: Path) -> None:
        """Received at 08:00, settled at 10:00 the next day less an hour of supplement: 8.5 hours; after 15:00: 4."""
        clerk.ok("config", "set", "dossier_clock", "hours")
        told = {"paused_from": "2026-10-06T08:00", "paused_to": "2026-10-06T09:00"}
        put(
            clerk,
            tmp_path,
            dossier("A", "2026-10-05T08:00", "2026-10-06T17:00", "2026-10-06T10:00", **told),
            dossier("B", "2026-10-05T16:00", "2026-10-06T11:30", "2026-10-06T11:31"),
        )
        answer = clerk.ok("dossier", "stats", "2026-10", "--format", "json").json
        total = answer["total"]
        assert (answer["time_in"], total["time_used"], total["time_allowed"]) == ("hours", 12.5, 18.5)
        assert (total["early"], total["late"]) == (1, 1)
        assert "working hours" in clerk.ok("dossier", "stats", "2026-10").out


def test_what_a_reopening_changed_in_counters_and_dossiers(clerk: Clerk, tmp_path: Path) -> None:
    """The same is said while it is open again, on a dry run, and after the second closing."""
    clerk.ok("counter", "define", "documents_in", "--label-en", "Documents in")
    clerk.ok("counter", "set", "2026-10", "STC", "documents_in", "10")
    put(clerk, tmp_path, dossier("D", "2026-10-05", "2026-10-20", unit="XA1", channel="post"))
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10")
    words = ("--reason", "left out", "--document", "2/QĐ", "--by", "Chủ tịch")
    clerk.ok("period", "reopen", "2026-10", *words)
    assert "Nothing differs." in clerk.ok("rank", "2026-10").out
    clerk.ok("counter", "set", "2026-10", "STC", "documents_in", "12")
    put(clerk, tmp_path, dossier("D", "2026-10-05", "2026-10-20", "2026-10-19", unit="XA1", channel="post"))
    changed = clerk.ok("rank", "2026-10", "--format", "json").json["changed"]
    (counted,) = changed["counters"]
    assert (counted["unit"], counted["before"], counted["after"]) == (
        "STC",
        {"own": 10, "total": 10},
        {"own": 12, "total": 12},
    )
    (counts,) = changed["dossiers"]
    assert (counts["unit"], counts["before"]["overdue"], counts["after"]["early"]) == ("XA1", 1, 1)
    said = clerk.ok("rank", "2026-10").out
    assert "Nothing differs." not in said
    assert "Documents in" in said
    clerk.ok("period", "close", "2026-10", "--reason", "again")
    assert clerk.ok("rank", "2026-10", "--format", "json").json["changed"] == changed
