"""Reports on incidents."""

from collections.abc import Sequence
from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.incident import Against, Incident
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import people_words, said
from tasktrack.reports.report import Cell, Column, Fact, Facts, Report, Table


def added(one: Incident, *, dry_run: bool, is_merit: bool = False) -> Report:
    """Say that an incident was recorded, under which number, and whether it counts."""
    sentence = _("Incident {number} recorded: {code} {name}, {kind}, {day}.").format(
        number=one.id,
        code=one.subject,
        name=one.subject_name,
        kind=people_words.incident(one.kind),
        day=day_text(one.on),
    )
    more = [] if one.concluded_on else [_waits(one)]
    told = [*_where(one), *_answers(one, is_merit=is_merit), *more]
    return said.report("incident add", sentence, data(one), dry_run=dry_run, more=told)


def concluded(one: Incident, *, dry_run: bool) -> Report:
    """Say that an incident was concluded."""
    sentence = _("Incident {number} concluded on {day} by {document}: it counts.").format(
        number=one.id, day=day_text(one.concluded_on) if one.concluded_on else "", document=one.document
    )
    return said.report("incident conclude", sentence, data(one), dry_run=dry_run)


def fixed(one: Incident, *, dry_run: bool) -> Report:
    """Say that a shortcoming was mended."""
    sentence = _("Incident {number} mended on {day}.").format(
        number=one.id, day=day_text(one.fixed_on) if one.fixed_on else ""
    )
    return said.report("incident fix", sentence, data(one), dry_run=dry_run)


def against(one: Incident, *, dry_run: bool, is_merit: bool = False) -> Report:
    """Say who answers for an incident now, or whom a merit counts for too."""
    sentence = _("Incident {number}: {code} {name}, {kind}, {day}.").format(
        number=one.id,
        code=one.subject,
        name=one.subject_name,
        kind=people_words.incident(one.kind),
        day=day_text(one.on),
    )
    nobody = (
        _("It counts for nobody beside {code}.") if is_merit else _("Nobody answers for it beside {code}.")
    )
    more = _answers(one, is_merit=is_merit) or [nobody.format(code=one.subject)]
    return said.report("incident against", sentence, data(one), dry_run=dry_run, more=more)


def closed(keys: Sequence[str]) -> tuple[str, ...]:
    """Say which closed periods an incident comes too late for."""
    if not keys:
        return ()
    sentence = ngettext(
        "Period {keys} is closed: its figures stay as they are. To count the incident, have it reopened.",
        "Periods {keys} are closed: their figures stay as they are. To count the incident, have them reopened.",
        len(keys),
    )
    return (sentence.format(keys=", ".join(keys)),)


def listing(found: Sequence[Incident], today: date, *, filtered: bool) -> Report:
    """List incidents, a row each."""
    none = (
        _("No incident passes the filter.")
        if filtered
        else _("No incidents yet. Record one: tasktrack incident add SUBJECT --kind KIND --on DATE.")
    )
    return Report(
        command="incident list",
        title=_("Incidents"),
        data=[data(one) for one in found],
        sections=(Table(_columns(), [_row(one) for one in found]),),
        as_of=today,
        language=language(),
        empty=none,
    )


def card(one: Incident, today: date, *, is_merit: bool = False) -> Report:
    """Show one incident."""
    unit = f"{one.unit} {one.unit_name}" if one.unit else ""
    answerable = pgettext("col", "Counts also for") if is_merit else pgettext("col", "Answerable")
    facts = (
        Fact(pgettext("incident", "No."), one.id, "number"),
        Fact(people_words.subject(one.subject_kind), f"{one.subject} {one.subject_name}"),
        *([Fact(pgettext("col", "Where it happened"), unit)] if one.subject_kind == "officer" else ()),
        Fact(answerable, ", ".join(map(_answering, one.against))),
        Fact(pgettext("col", "Kind"), people_words.incident(one.kind)),
        Fact(pgettext("col", "Happened on"), one.on, "date"),
        Fact(pgettext("col", "Concluded on"), one.concluded_on, "date"),
        Fact(pgettext("col", "Concluding document"), one.document or ""),
        Fact(pgettext("col", "Mended on"), one.fixed_on, "date"),
        Fact(pgettext("col", "Note"), one.note or ""),
    )
    return Report(
        command="incident show",
        title=_("Incident {number}").format(number=one.id),
        data=data(one),
        sections=(Facts(facts),),
        as_of=today,
        language=language(),
    )


def data(one: Incident) -> dict[str, object]:
    """Return an incident for programs."""
    return {
        "id": one.id,
        "subject_kind": one.subject_kind,
        "subject_kind_label": people_words.subject(one.subject_kind),
        "subject": one.subject,
        "subject_name": one.subject_name,
        "unit": one.unit,
        "unit_name": one.unit_name,
        "kind": one.kind,
        "kind_label": people_words.incident(one.kind),
        "on": one.on,
        "concluded_on": one.concluded_on,
        "document": one.document,
        "fixed_on": one.fixed_on,
        "note": one.note,
        "answerable": [who.subject for who in one.against],
        "against": [who._asdict() for who in one.against],
    }


def _columns() -> tuple[Column, ...]:
    return (
        Column("id", pgettext("incident", "No."), "number"),
        Column("subject", pgettext("col", "Code"), "code"),
        Column("subject_name", pgettext("col", "Name")),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("kind", pgettext("col", "Kind")),
        Column("on", pgettext("col", "Happened on"), "date"),
        Column("concluded_on", pgettext("col", "Concluded on"), "date"),
        Column("document", pgettext("col", "Concluding document")),
        Column("fixed_on", pgettext("col", "Mended on"), "date"),
        Column("note", pgettext("col", "Note")),
        Column("answerable", pgettext("col", "Answerable")),
    )


def _row(one: Incident) -> tuple[Cell, ...]:
    return (
        one.id,
        one.subject,
        one.subject_name,
        one.unit or "",
        people_words.incident(one.kind),
        one.on,
        one.concluded_on,
        one.document or "",
        one.fixed_on,
        one.note or "",
        ", ".join(who.subject for who in one.against),
    )


def _answers(one: Incident, *, is_merit: bool) -> list[str]:
    if not one.against:
        return []
    sentence = _("Counts also for: {who}.") if is_merit else _("Answerable for it too: {who}.")
    return [sentence.format(who=", ".join(map(_answering, one.against)))]


def _answering(who: Against) -> str:
    return f"{who.subject_name} ({who.subject})"


def _where(one: Incident) -> list[str]:
    if one.subject_kind == "unit":
        return []
    if one.unit is None:
        return [_("Where {code} served that day is not recorded.").format(code=one.subject)]
    return [_("It happened in {unit} ({unit_name}).").format(unit=one.unit, unit_name=one.unit_name)]


def _waits(one: Incident) -> str:
    return _(
        "It counts once concluded: tasktrack incident conclude {number} --on DATE --document NO."
    ).format(number=one.id)
