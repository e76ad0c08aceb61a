"""What one dossier comes to: from when time counts, when it is due, late or not, and whether a letter is owed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.test_workdays import VIETNAM

from tasktrack.domain import dossier
from tasktrack.domain.dossier import Facts, Rules, Times
from tasktrack.domain.office_hours import Moment, moment, read_spans
from tasktrack.domain.settings import Settings

DAY = 450  # working minutes of a day


def rules(**settings: str) -> Rules:
    return dossier.rules_of(Settings({f"dossier_{name}": value for name, value in settings.items()}), VIETNAM)


def times(**moments: str) -> Times:
    days = {"apologised", "renewed"}
    return Times(
        **{  # type: ignore[arg-type]
            name: date.fromisoformat(text) if name in days else moment(text) for name, text in moments.items()
        }
    )


def at(text: str, now: Times, **settings: str) -> Facts:
    return dossier.facts(now, rules(**settings), moment(text))


# March 2026: the 2nd is a Monday, without holidays.
TO_FRIDAY = {"received": "2026-03-02T10:00", "appointed": "2026-03-06T16:00"}


def test_states_and_days() -> None:
    open_one = times(**TO_FRIDAY)
    assert at("2026-03-06", open_one) == Facts(
        "in-time", moment("2026-03-02T10:00"), moment("2026-03-06T16:00"), 4 * DAY, 4 * DAY
    )
    overdue = at("2026-03-10", open_one)
    assert (overdue.state, overdue.used, overdue.late, overdue.owes_apology) == (
        "overdue",
        6 * DAY,
        2 * DAY,
        True,
    )
    for returned, state, used in (
        ("2026-03-05T17:00", "early", 3),
        ("2026-03-06T16:59", "on-day", 4),
        ("2026-03-09T08:00", "late", 5),
    ):
        found = at("2026-03-31", open_one._replace(returned=moment(returned)))
        assert (found.state, found.used) == (state, used * DAY)
        assert found.owes_apology is (state == "late")


def test_hours_count_the_time_of_day() -> None:
    settled = times(**TO_FRIDAY, returned="2026-03-06T16:01")
    found = at("2026-03-31", settled, clock="hours")
    assert (found.state, found.late) == ("late", 1)
    assert found.allowed == 90 + 210 + 3 * DAY + 240 + 150
    assert at("2026-03-31", settled._replace(returned=moment("2026-03-06")), clock="hours").state == "on-day"


@pytest.mark.parametrize(
    ("received", "handed_on", "allowed"),
    [
        ("2026-03-02T15:00", "2026-03-02T15:00", 4),
        ("2026-03-02T15:01", "2026-03-03T07:30", 3),
        ("2026-03-02", "2026-03-02", 4),
        ("2026-02-28T09:00", "2026-03-02T07:30", 4),  # a Saturday
    ],
)
def test_what_comes_in_late_in_the_day_counts_from_the_next_working_morning(
    received: str, handed_on: str, allowed: int
) -> None:
    """The date of reception stays."""
    found = at("2026-03-03", times(received=received, appointed="2026-03-06"))
    assert (found.handed_on, found.allowed) == (moment(handed_on), allowed * DAY)


def test_handover_is_a_setting() -> None:
    late = times(received="2026-03-02T15:01", appointed="2026-03-06")
    assert at("2026-03-03", late, handover="16:00").allowed == 4 * DAY


@pytest.mark.parametrize(
    ("pause", "promised", "used"),
    [("stops", "2026-03-10", 3), ("anew", "2026-03-11", 2), ("keeps", "2026-03-06", 3)],
)
def test_a_supplement_stops_the_clock_or_lets_it_begin_anew(pause: str, promised: str, used: int) -> None:
    """Two working days from Tuesday to Thursday; the result comes on Monday."""
    paused = times(
        received="2026-03-02",
        appointed="2026-03-06",
        paused_from="2026-03-03",
        paused_to="2026-03-05",
        returned="2026-03-09",
    )
    found = at("2026-03-31", paused, pause=pause)
    assert (found.promised, found.used) == (moment(promised), used * DAY)
    assert found.state == ("late" if pause == "keeps" else "early")


def test_while_the_applicant_supplements_nothing_is_overdue() -> None:
    paused = times(received="2026-03-02", appointed="2026-03-06", paused_from="2026-03-03")
    for pause in ("stops", "anew", "keeps"):
        found = at("2026-03-31", paused, pause=pause)
        assert (found.state, found.used, found.owes_apology) == ("paused", DAY, False)
    too_late = paused._replace(paused_from=moment("2026-03-09"))
    assert at("2026-03-31", too_late).state == "overdue"


def test_online_and_not_accepted_within_a_working_day() -> None:
    sent = times(submitted="2026-03-02T09:00")
    assert at("2026-03-03", sent) == Facts("not-accepted")
    assert at("2026-03-04", sent) == Facts("not-accepted", not_accepted_late=True)
    accepted = sent._replace(received=moment("2026-03-04T08:00"), appointed=moment("2026-03-06"))
    assert at("2026-03-05", accepted).not_accepted_late
    assert not at(
        "2026-03-04T09:00", sent._replace(submitted=moment("2026-03-03T09:30")), clock="hours"
    ).not_accepted_late


def test_who_apologised_owes_nothing_and_a_new_date_counts_by_setting() -> None:
    renewed = times(**TO_FRIDAY, apologised="2026-03-05", renewed="2026-03-05", new_date="2026-03-11")
    by_then = renewed._replace(returned=moment("2026-03-10"))
    assert at("2026-03-31", by_then)[:3] == ("late", moment("2026-03-02T10:00"), moment("2026-03-06T16:00"))
    assert not at("2026-03-31", by_then).owes_apology
    assert at("2026-03-31", by_then, promise="new").state == "early"
    assert at("2026-03-31", by_then, promise="new").promised == moment("2026-03-11")


def test_of_an_earlier_day_later_events_are_not_known() -> None:
    settled = times(**TO_FRIDAY, returned="2026-03-09T08:00", apologised="2026-03-12")
    assert at("2026-03-05", settled).state == "in-time"
    assert at("2026-03-10", settled).owes_apology
    assert not at("2026-03-12", settled).owes_apology


def test_carried_over_is_what_had_no_result_before_the_day() -> None:
    settled = times(**TO_FRIDAY, returned="2026-04-01")
    april, may = date(2026, 4, 1), date(2026, 5, 1)
    assert dossier.is_carried_over(settled, april)
    assert not dossier.is_carried_over(settled, may)
    assert not dossier.is_carried_over(settled, date(2026, 3, 2))
    assert not dossier.is_carried_over(times(submitted="2026-03-01"), april)


MOMENTS = st.builds(Moment, st.dates(date(2026, 1, 20), date(2026, 5, 10)), st.none() | st.integers(0, 1439))


@given(
    st.lists(MOMENTS, min_size=6, max_size=6),
    st.integers(2, 6),
    st.sampled_from(["days", "hours"]),
    st.sampled_from(["stops", "anew", "keeps"]),
)
def test_facts_hold_together(moments: list[Moment], known: int, clock: str, pause: str) -> None:
    """Whatever the order of events: one state, no negative time, and late only after the promise."""
    received, *rest = sorted(moments, key=lambda one: (one.on, one.last_minute))
    appointed, returned, paused_from, paused_to = (*rest[: known - 2], None, None, None, None)[:4]
    now = Times(None, received, appointed or received, returned, paused_from, paused_to)
    found = dossier.facts(now, rules(clock=clock, pause=pause), Moment(date(2026, 6, 1)))
    assert found.state in dossier.STATES
    assert min(found.used or 0, found.allowed or 0, found.paused, found.late) >= 0
    assert found.promised is not None
    assert appointed is None or found.promised.on >= appointed.on
    assert found.owes_apology == (found.state in ("late", "overdue"))
    if returned is None:
        assert found.state in ("in-time", "overdue", "paused")
    elif found.state == "late":
        assert returned.on >= found.promised.on


def test_office_hours_are_a_setting() -> None:
    shorter = dossier.rules_of(Settings({"office_hours": "08:00-12:00"}), VIETNAM)
    assert shorter.hours.day_minutes == 240
    assert shorter.hours.spans == read_spans("08:00-12:00")
