"""Reports on dossiers: the list, one explained, and what was said of an apology."""

from collections.abc import Iterator
from datetime import date

from tasktrack.domain import dossier as reckoning
from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.dossier import Apology, Dossier, DossierList, Facts, Reckoned, Rules
from tasktrack.domain.office_hours import Moment
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import said
from tasktrack.reports.dossier_words import moment_text, time_text
from tasktrack.reports.made_rows import MadeRows
from tasktrack.reports.report import Cell, Column, Fact, Lines, Report, Section, Table, Tone
from tasktrack.reports.report import Facts as Card

_TONES: dict[str, Tone] = {
    reckoning.EARLY: "good",
    reckoning.ON_DAY: "good",
    reckoning.LATE: "bad",
    reckoning.OVERDUE: "bad",
    reckoning.PAUSED: "muted",
    reckoning.NOT_ACCEPTED: "warn",
}


def listing(found: DossierList, today: date, *, filtered: bool, every_column: bool = False) -> Report:
    """List dossiers as they stand today; a file for programs holds every field."""
    rows = found.rows
    none = (
        _("No dossier passes the filter.")
        if filtered
        else _("No dossiers yet. Bring them in from the one-stop system: tasktrack dossier import FILE.")
    )
    data = MadeRows(rows, lambda one: row_data(one, found.rules))
    if every_column:
        table = Table(tuple(Column(name, name) for name in _FIELDS), MadeRows(data, _plain))
    else:
        table = Table(
            _columns(),
            MadeRows(rows, lambda one: _row(one, found.rules)),
            tones=[_TONES.get(one.facts.state, "") for one in rows],
        )
    more = (_("More dossiers pass the filter: --limit 0 shows them all."),) if found.total is None else ()
    return Report(
        command="dossier list",
        title=_("Dossiers on {day}").format(day=day_text(today)),
        data=data,
        sections=(table, *([Lines(more)] if more else ())),
        as_of=today,
        envelope={"total": found.total, "day_minutes": found.rules.hours.day_minutes},
        language=language(),
        empty=none,
        total=found.total,
    )


def card(one: Dossier, facts: Facts, rules: Rules, apologies: tuple[Apology, ...], today: date) -> Report:
    """Show one dossier: what is recorded, what it comes to, and why."""
    sections: list[Section] = [Card(tuple(_facts(one))), Lines(tuple(explained(one, facts, rules)))]
    if apologies:
        sections.append(_apologies(apologies))
    data = row_data(Reckoned(one, facts), rules) | {
        "day_minutes": rules.hours.day_minutes,
        "supplements": one.supplements,
        "bodies": one.bodies,
        "parts_points": one.parts_points,
        "attitude_points": one.attitude_points,
        "apologies": [_apology_data(sent) for sent in apologies],
    }
    return Report(
        command="dossier show",
        title=_("Dossier {key}").format(key=one.code),
        data=data,
        sections=tuple(sections),
        as_of=today,
        language=language(),
    )


def apologised(
    one: Dossier, facts: Facts, rules: Rules, apologies: tuple[Apology, ...], *, dry_run: bool
) -> Report:
    """Say that an apology was recorded."""
    newest = max(apologies, key=lambda sent: sent.on)
    sentence = _("Apology for dossier {key} recorded: {day}.").format(key=one.code, day=echo(newest.on))
    more = []
    if one.times.new_date:
        more.append(_("Promised now: {moment}.").format(moment=moment_text(one.times.new_date)))
        if newest.new_date and not rules.hours.is_working(newest.new_date.on):
            more.append(_("The new date is a day off: who comes on it finds the office closed."))
    if len(apologies) > 1:
        more.append(
            _("It is apology number {count} for this dossier; it counts once.").format(count=len(apologies))
        )
    data = row_data(Reckoned(one, facts), rules) | {"apologies": [_apology_data(sent) for sent in apologies]}
    return said.report("dossier apologise", sentence, data, dry_run=dry_run, more=more)


def entered(
    one: Dossier, facts: Facts, rules: Rules, *, dry_run: bool, command: str = "dossier add"
) -> Report:
    """Say how a dossier stands that was entered or changed by hand."""
    sentence = _("Dossier {key}: {unit}, {state}.").format(
        key=one.code, unit=one.unit, state=reckoning.state_label(facts.state)
    )
    return said.report(command, sentence, row_data(Reckoned(one, facts), rules), dry_run=dry_run)


def explained(one: Dossier, facts: Facts, rules: Rules) -> Iterator[str]:
    """Say in sentences how a dossier comes to its state: from when, until when, how much time, and what is owed."""
    times = one.times
    yield pgettext("dossier", "State: {state}.").format(state=reckoning.state_label(facts.state))
    if times.received is None or times.appointed is None or facts.handed_on is None or facts.promised is None:
        yield from _not_accepted(one, facts)
        return
    yield from _start(times.received, facts.handed_on, rules)
    if facts.promised != times.appointed:
        yield _("Promised for {appointed}, now for {promised}: {why}.").format(
            appointed=moment_text(times.appointed),
            promised=moment_text(facts.promised),
            why=_why_moved(one, facts, rules),
        )
    if times.new_date and facts.promised != times.new_date:
        yield _(
            "A new date was announced, {day}; what is late goes by the first promise (dossier_promise)."
        ).format(day=moment_text(times.new_date))
    if facts.paused:
        yield _("The supplement took {time}, which is not counted.").format(
            time=time_text(facts.paused, rules)
        )
    if facts.used is not None and facts.allowed is not None:
        yield _("Used {used} of {allowed} allowed.").format(
            used=time_text(facts.used, rules), allowed=time_text(facts.allowed, rules)
        )
    yield from _not_accepted(one, facts)
    yield from _late(one, facts, rules)


def _start(received: Moment, handed_on: Moment, rules: Rules) -> Iterator[str]:
    if handed_on == received:
        return
    hour = f"{rules.handover // 60:02}:{rules.handover % 60:02}"
    why = (
        _("received after {hour}").format(hour=hour)
        if rules.hours.is_working(received.on)
        else _("received on a day off")
    )
    yield _("Received {received}, counted from {start}: {why}.").format(
        received=moment_text(received), start=moment_text(handed_on), why=why
    )


def _why_moved(one: Dossier, facts: Facts, rules: Rules) -> str:
    if facts.promised == one.times.new_date:
        return _("a new date was announced")
    if rules.pause == reckoning.ANEW:
        return _("time counts anew from the supplement")
    return _("the clock stood still while the applicant supplemented")


def _not_accepted(one: Dossier, facts: Facts) -> Iterator[str]:
    if facts.not_accepted_late:
        yield (
            _("Sent in online, and accepted only after more than a working day.")
            if one.times.received
            else _("Sent in online and not accepted within a working day.")
        )


def _late(one: Dossier, facts: Facts, rules: Rules) -> Iterator[str]:
    if facts.state not in (reckoning.LATE, reckoning.OVERDUE):
        return
    if facts.late:
        yield _("Late by {time}.").format(time=time_text(facts.late, rules))
    else:
        yield _("Late, though no working time lies between: the day promised had passed.")
    if facts.owes_apology:
        yield _("A written apology is owed: tasktrack dossier apologise {key} --on DATE.").format(
            key=one.code
        )
    elif one.times.apologised:
        yield _("An apology was sent on {day}.").format(day=day_text(one.times.apologised))


def row_data(row: Reckoned, rules: Rules) -> dict[str, object]:
    """Return a dossier for programs; times are working minutes."""
    one, facts = row
    times = one.times
    return {
        "code": one.code,
        "key": one.key,
        "unit": one.unit,
        "unit_name": one.unit_name,
        "officer": one.officer,
        "officer_name": one.officer_name,
        "procedure": one.procedure,
        "channel": one.channel,
        "channel_label": reckoning.channel_label(one.channel) or None,
        "submitted_at": _text(times.submitted),
        "received_at": _text(times.received),
        "handed_on_at": _text(facts.handed_on),
        "appointed_at": _text(times.appointed),
        "promised_at": _text(facts.promised),
        "new_date": _text(times.new_date),
        "returned_at": _text(times.returned),
        "paused_from": _text(times.paused_from),
        "paused_to": _text(times.paused_to),
        "state": facts.state,
        "state_label": reckoning.state_label(facts.state),
        "used_minutes": facts.used,
        "allowed_minutes": facts.allowed,
        "paused_minutes": facts.paused,
        "late_minutes": facts.late,
        "late_days": -(-facts.late // rules.hours.day_minutes),
        "not_accepted_late": facts.not_accepted_late,
        "owes_apology": facts.owes_apology,
        "apologised_on": times.apologised,
    }


_FIELDS = (
    "code",
    "unit",
    "officer",
    "procedure",
    "channel",
    "submitted_at",
    "received_at",
    "handed_on_at",
    "appointed_at",
    "promised_at",
    "returned_at",
    "paused_from",
    "paused_to",
    "state",
    "used_minutes",
    "allowed_minutes",
    "late_minutes",
    "not_accepted_late",
    "owes_apology",
    "apologised_on",
)


def _plain(data: dict[str, object]) -> tuple[Cell, ...]:
    return tuple(value if isinstance(value := data[name], str | int | date) else None for name in _FIELDS)


def _columns() -> tuple[Column, ...]:
    return (
        Column("code", pgettext("dossier", "Code"), "code"),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("officer", pgettext("col", "Officer"), "code"),
        Column("procedure", pgettext("dossier", "Procedure")),
        Column("received_at", pgettext("dossier", "Received")),
        Column("promised_at", pgettext("dossier", "Promised")),
        Column("returned_at", pgettext("dossier", "Returned")),
        Column("state", pgettext("col", "State")),
        Column("late", pgettext("col", "Days late"), "integer"),
        Column("apology", pgettext("dossier", "Apology")),
    )


def _row(row: Reckoned, rules: Rules) -> tuple[Cell, ...]:
    one, facts = row
    owed = pgettext("apology", "owed") if facts.owes_apology else None
    is_late = facts.state in (reckoning.LATE, reckoning.OVERDUE)
    return (
        one.code,
        one.unit,
        one.officer or "",
        one.procedure or "",
        moment_text(one.times.received or one.times.submitted),
        moment_text(facts.promised),
        moment_text(one.times.returned),
        reckoning.state_label(facts.state),
        -(-facts.late // rules.hours.day_minutes) if is_late else None,
        owed or (day_text(one.times.apologised) if one.times.apologised else ""),
    )


def _facts(one: Dossier) -> Iterator[Fact]:
    times = one.times
    yield Fact(pgettext("col", "Unit"), f"{one.unit} {one.unit_name}")
    if one.officer:
        yield Fact(pgettext("col", "Officer"), f"{one.officer} {one.officer_name}")
    told = (
        (pgettext("dossier", "Procedure"), one.procedure or ""),
        (pgettext("dossier", "Channel"), reckoning.channel_label(one.channel)),
        (pgettext("dossier", "Sent in"), moment_text(times.submitted)),
        (pgettext("dossier", "Received"), moment_text(times.received)),
        (pgettext("dossier", "Promised at first"), moment_text(times.appointed)),
        (pgettext("dossier", "New date announced"), moment_text(times.new_date)),
        (pgettext("dossier", "Supplement asked for"), moment_text(times.paused_from)),
        (pgettext("dossier", "Supplement given"), moment_text(times.paused_to)),
        (pgettext("dossier", "Returned"), moment_text(times.returned)),
    )
    yield from (Fact(label, text) for label, text in told if text)
    counts = (
        (pgettext("dossier", "Times supplemented"), one.supplements),
        (pgettext("dossier", "Bodies turned to"), one.bodies),
        (pgettext("dossier", "Points for the time of the bodies taking part"), one.parts_points),
        (pgettext("dossier", "Points for attitude"), one.attitude_points),
    )
    yield from (Fact(label, number, "integer") for label, number in counts if number is not None)


def _apologies(apologies: tuple[Apology, ...]) -> Table:
    columns = (
        Column("on", pgettext("col", "Day"), "date"),
        Column("document", pgettext("col", "Document")),
        Column("reason", pgettext("col", "Reason")),
        Column("signed_by", pgettext("dossier", "Signed by")),
        Column("new_date", pgettext("dossier", "New date")),
    )
    rows: list[tuple[Cell, ...]] = [
        (sent.on, sent.document or "", sent.reason or "", sent.signed_by or "", moment_text(sent.new_date))
        for sent in apologies
    ]
    return Table(columns, rows, title=_("Apologies"))


def _apology_data(sent: Apology) -> dict[str, object]:
    return {**sent._asdict(), "new_date": _text(sent.new_date)}


def _text(at: Moment | None) -> str | None:
    return at.text if at else None
