"""tasktrack dossier stats: dossiers counted, frozen by a closing, and told with their denominators."""

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
