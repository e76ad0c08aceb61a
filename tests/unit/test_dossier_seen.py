"""Dossiers seen fast, held against the rules themselves, on whatever dossiers and windows there may be."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.dossier import Facts, Rules, Times, facts, is_accepted_late, is_carried_over
from tasktrack.domain.dossier_counts import Counts, ratios, together
from tasktrack.domain.dossier_seen import Letters, Recorded, Seen, Sight, Span, times
from tasktrack.domain.dossier_tally import tally
from tasktrack.domain.office_hours import Moment, OfficeHours
from tasktrack.domain.workdays import Calendar

BASE = date(2026, 4, 1)
CALENDAR = Calendar(
    off=frozenset({date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1)}),
    worked=frozenset({date(2026, 4, 25)}),
)
SPANS = ((450, 690), (810, 1020))

days = st.integers(0, 50).map(lambda number: BASE + timedelta(days=number))
moments = st.builds(Moment, days, st.none() | st.integers(420, 1080)).map(lambda at: at.text)


@st.composite
def recorded(draw: st.DrawFn) -> Recorded:
    """Draw a dossier in any order of its days, as a bad one-stop system may give them."""
    received = draw(st.none() | moments)
    submitted = draw(moments) if received is None else draw(st.none() | moments)
    paused_from = draw(st.none() | moments)
    return Recorded(
        draw(st.integers(1, 3)),
        draw(st.integers(1, 2)),
        None,
        None,
        draw(st.sampled_from(["direct", "online", "post", None])),
        submitted,
        received,
        draw(moments) if received else draw(st.none() | moments),
        draw(st.none() | moments) if received else None,
        paused_from,
        draw(st.none() | moments) if paused_from else None,
        None,
        None,
        None,
        None,
    )


rules = st.builds(
    Rules,
    st.just(OfficeHours(CALENDAR, SPANS)),
    st.sampled_from([0, 660, 900, 1439]),
    st.sampled_from(["days", "hours"]),
    st.sampled_from(["stops", "anew", "keeps"]),
    st.sampled_from(["first", "new"]),
)
letters = st.builds(
    Letters,
    days.map(date.isoformat),
    st.none() | days.map(date.isoformat),
    st.none() | moments,
).map(lambda one: one if one.renewed and one.new_date else one._replace(renewed=None, new_date=None))
spans = st.tuples(days, days).map(lambda pair: Span(min(pair), max(pair)))


@given(recorded(), rules, letters | st.none(), spans)
def test_what_is_seen_is_what_the_rules_say(
    one: Recorded, by: Rules, letter: Letters | None, span: Span
) -> None:
    """State, time used and allowed, slow acceptance, carried over: each as the pure functions say it."""
    seen = Sight(by, span, {one.id: letter} if letter else {}).see(one)
    at, told = Moment(span.last), times(one, letter)
    said = facts(told, by, at)
    assert (seen.state, seen.used, seen.allowed) == (said.state, said.used or 0, said.allowed or 0)
    before = Moment(span.first - timedelta(days=1))
    was_slow = is_accepted_late(told.at(before), by, before) and is_submitted_by(told, before)
    assert seen.is_slow == (said.not_accepted_late and not was_slow)
    assert seen.is_carried == is_carried_over(told, span.first)
    assert seen.is_received == (told.received is not None and span.first <= told.received.on <= span.last)
    assert owes(seen) == said.owes_apology


def is_submitted_by(told: Times, at: Moment) -> bool:
    return told.submitted is not None and told.submitted.on <= at.on


def owes(seen: Seen) -> bool:
    return seen.state in ("late", "overdue") and not seen.is_apologised


def plainly(told: Times, said: Facts, channel: str | None, span: Span) -> Counts:
    """Count one dossier by hand."""
    received = told.received is not None and span.first <= told.received.on <= span.last
    is_online = channel in ("online", None)
    submitted = told.submitted is not None and is_online and span.first <= told.submitted.on <= span.last
    counted = Counts(submitted=int(submitted))
    if said.state == "not-accepted":
        return counted._replace(waiting=1)
    if not (received or is_carried_over(told, span.first)):
        return counted
    came = channel or "unstated" if received else "carried"
    counted = counted._replace(**{came: 1})
    counted = counted._replace(**{said.state.replace("-", "_"): 1})
    if said.state in ("early", "on-day", "late"):
        on_time = int(received and said.state != "late")
        counted = counted._replace(used=said.used or 0, allowed=said.allowed or 0, received_on_time=on_time)
    return counted


@given(st.lists(recorded(), max_size=12), rules, spans)
def test_counts_add_up(dossiers: list[Recorded], by: Rules, span: Span) -> None:
    """By unit as over all, and every dossier to be settled stands in one bucket."""
    sight = Sight(by, span, {})
    by_unit = tally(sight.every(dossiers), lambda seen: seen.dossier.unit)
    whole = together(by_unit.values())
    assert whole == tally(sight.every(dossiers), lambda _seen: "").get("", Counts())
    expected = together(
        plainly(times(one, None), facts(times(one, None), by, Moment(span.last)), one.channel, span)
        for one in dossiers
    )
    assert whole._replace(slow=0) == expected
    assert whole.adds_up
    assert all(one.adds_up for one in by_unit.values())
    for ratio in ratios(whole):
        assert ratio.percent is None or ratio.percent <= 100
