"""The report on apologies for late dossiers: who owes them, who sent them, and when."""

from collections.abc import Iterator, Sequence

from tasktrack.domain.apologies import Apologies, ApologyReport, LateDossier, Owing
from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.dossier import state_label
from tasktrack.domain.ratio import percent as percent_of
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import on_paper
from tasktrack.reports.period_words import number, percent_text, signed
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table
from tasktrack.reports.task_lines import MACHINES


def apologies(found: ApologyReport, form: str) -> Report:
    """Count apologies owed and sent by unit and officer, check that they add up, and list the dossiers."""
    told = found.total.owed or form in MACHINES or (found.frozen is not None and found.frozen.owed)
    return Report(
        command="report apologies",
        title=_title(found),
        data=[_data(one) for one in found.listed],
        sections=tuple(_sections(found, form)) if told else (),
        as_of=found.today,
        envelope={
            "from": found.first,
            "to": found.last,
            "under": found.under,
            "owing_only": found.owing_only,
            "total": _counts(found.total),
            "units": [_owing_data(one) for one in found.units],
            "officers": [_owing_data(one) for one in found.officers],
            "closed": _frozen_data(found),
            "listed": len(found.listed),
            "listed_of": found.listed_of,
        },
        language=language(),
        empty=_("No dossier was late or overdue: no apology is owed."),
        paper=on_paper.report_paper(_subject(found))._replace(landscape=True, inline=True),
    )


def _subject(found: ApologyReport) -> str:
    return _("Apologies for late dossiers {days}").format(days=on_paper.days_words(found.first, found.last))


def _title(found: ApologyReport) -> str:
    days = {"first": echo(found.first), "last": echo(found.last)}
    count = found.total.owed
    if not count:
        return _("No apology is owed for dossiers, {first} to {last}").format(**days)
    sentence = ngettext(
        "{count} apology owed for late dossiers, {first} to {last}",
        "{count} apologies owed for late dossiers, {first} to {last}",
        count,
    )
    return sentence.format(count=number(count), **days)


def _sections(found: ApologyReport, form: str) -> Iterator[Section]:
    if form in MACHINES:
        yield _listed(found)
        return
    yield Lines(tuple(_under_title(found)))
    yield _owing(found.units, found.total, _("By unit"), pgettext("col", "Unit"))
    yield Lines((_check(found.total),))
    if any(one.code for one in found.officers):
        yield _owing(found.officers, found.total, _("By officer"), pgettext("col", "Officer"))
    if found.listed:
        yield _listed(found)


def _under_title(found: ApologyReport) -> Iterator[str]:
    if found.under:
        yield _("Only of {unit}.").format(unit=found.under)
    yield _(
        "A dossier that was late or is overdue owes a written apology; those sent until {day} are counted."
    ).format(day=day_text(found.today))
    if found.frozen is None:
        return
    yield _("As of {day}, from the book as it is now.").format(day=day_text(found.today))
    yield _(
        "Closing no. {revision}, seal {seal}, kept {owed} owed and {sent} sent until {cut};"
        " since then {more_owed} owed, {more_sent} sent."
    ).format(
        revision=found.frozen.revision,
        seal=found.frozen.seal[:16],
        owed=number(found.frozen.owed),
        sent=number(found.frozen.sent),
        cut=day_text(found.frozen.cut_on),
        more_owed=signed(found.total.owed - found.frozen.owed),
        more_sent=signed(found.total.sent - found.frozen.sent),
    )


def _frozen_data(found: ApologyReport) -> dict[str, object] | None:
    if (kept := found.frozen) is None:
        return None
    return {
        "revision": kept.revision,
        "seal": kept.seal,
        "cut_on": kept.cut_on,
        "owed": kept.owed,
        "sent": kept.sent,
        "owed_since": found.total.owed - kept.owed,
        "sent_since": found.total.sent - kept.sent,
    }


def _check(total: Apologies) -> str:
    sentence = _("Check: {owed} owed = {sent} sent + {unsent} not sent; sent of owed: {percent}")
    return sentence.format(
        owed=number(total.owed),
        sent=number(total.sent),
        unsent=number(total.unsent),
        percent=percent_text(percent_of(total.sent, total.owed)),
    )


def _owing(rows: Sequence[Owing], total: Apologies, title: str, name: str) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", name),
        Column("owed", pgettext("dossiers", "Apologies owed"), "integer"),
        Column("sent", pgettext("dossiers", "Apologies sent"), "integer"),
        Column("ahead", pgettext("dossiers", "of these before the promised day"), "integer"),
        Column("unsent", pgettext("dossiers", "Apologies not sent"), "integer"),
        Column("renewed", pgettext("dossiers", "New dates"), "integer"),
    )
    cells: list[tuple[Cell, ...]] = [
        (one.code, one.name or _("(not stated)"), *_figures(one.apologies)) for one in rows
    ]
    return Table(columns, cells, title, total=("", _("Total"), *_figures(total)))


def _figures(one: Apologies) -> tuple[int, ...]:
    return one.owed, one.sent, one.ahead, one.unsent, one.renewed


def _listed(found: ApologyReport) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("officer", pgettext("col", "Officer"), "code"),
        Column("procedure", pgettext("col", "Procedure")),
        Column("received_on", pgettext("dossiers", "Received on"), "date"),
        Column("promised_on", pgettext("dossiers", "Promised for"), "date"),
        Column("returned_on", pgettext("dossiers", "Result on"), "date"),
        Column("days_late", pgettext("dossiers", "Working days late"), "integer"),
        Column("sent_on", pgettext("dossiers", "Apology sent on"), "date"),
        Column("document", pgettext("dossiers", "Apology no.")),
        Column("new_date", pgettext("dossiers", "New date"), "date"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            one.code,
            one.unit,
            one.officer,
            one.procedure,
            one.received,
            one.promised,
            one.returned,
            one.late,
            one.sent,
            one.document,
            one.new_date,
        )
        for one in found.listed
    ]
    title = (
        _("Dossiers without an apology: {shown} of {count}, the oldest promise first")
        if found.owing_only
        else _("Dossiers: {shown} of {count}, those without an apology first")
    ).format(shown=number(len(rows)), count=number(found.listed_of))
    return Table(columns, rows, title, ["" if one.sent else "warn" for one in found.listed])


def _data(one: LateDossier) -> dict[str, object]:
    return {
        "code": one.code,
        "unit": one.unit,
        "officer": one.officer or None,
        "procedure": one.procedure or None,
        "received_on": one.received,
        "promised_on": one.promised,
        "returned_on": one.returned,
        "state": one.state,
        "state_label": state_label(one.state),
        "days_late": one.late,
        "sent_on": one.sent,
        "document": one.document or None,
        "new_date": one.new_date,
    }


def _owing_data(one: Owing) -> dict[str, object]:
    return {"code": one.code or None, "name": one.name or None, **_counts(one.apologies)}


def _counts(one: Apologies) -> dict[str, object]:
    return {
        "owed": one.owed,
        "sent": one.sent,
        "ahead": one.ahead,
        "unsent": one.unsent,
        "renewed": one.renewed,
    }
