"""Reports on periods."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tasktrack.domain.dates import day_text, moment_text
from tasktrack.domain.period import label
from tasktrack.domain.period_state import LOCKED, OPEN, DataWindow, Period, reports_due
from tasktrack.domain.ranking import Closed, PeopleStatus, PeriodStatus
from tasktrack.domain.updating import owing
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import incomplete, labels, rank, said
from tasktrack.reports.report import Column, Fact, Facts, Lines, Report, Table

if TYPE_CHECKING:
    from tasktrack.domain.reopening import Past

Row = tuple[Period, str, DataWindow]
_SHOWN: Final = 20


def opened(row: Row, *, dry_run: bool) -> Report:
    """Say that a period was opened, and over which days."""
    period, _state, days = row
    sentence = _("{label} ({key}) opened: {first} to {last}.").format(
        label=label(period.key), key=period.key, first=day_text(days.from_on), last=day_text(days.cut_on)
    )
    locks = (_lock_sentence(period),) if period.locks_at else ()
    more = (*locks, _due_sentence(period, days))
    return said.report("period open", sentence, data(*row), dry_run=dry_run, more=more)


def locked(row: Row, *, dry_run: bool) -> Report:
    """Say when entry locks, or since when it has been locked."""
    period, state, days = row
    due = _due_sentence(period, days)
    if not period.locks_at:
        return said.report("period lock", due, data(*row), dry_run=dry_run)
    sentence = _since_sentence(period) if state == LOCKED else _lock_sentence(period)
    more = (
        _("Entries dated after {day} belong to the next period.").format(day=day_text(days.cut_on)),
        due,
    )
    return said.report("period lock", sentence, data(*row), dry_run=dry_run, more=more)


def listing(rows: Sequence[Row]) -> Report:
    """List periods in order of time."""
    columns = (
        Column("key", pgettext("col", "Period"), "code"),
        Column("label", pgettext("col", "Name")),
        Column("starts_on", pgettext("col", "From"), "date"),
        Column("ends_on", pgettext("col", "To"), "date"),
        Column("cut_on", pgettext("col", "Counts to"), "date"),
        Column("locks_at", pgettext("col", "Locks")),
        Column("state", pgettext("col", "State")),
        Column("revision", pgettext("col", "Closing no."), "integer"),
    )
    table = [
        (
            str(period.key),
            label(period.key),
            period.starts_on,
            period.ends_on,
            days.cut_on,
            _moment(period.locks_at),
            _state(period, state),
            _closing(period),
        )
        for period, state, days in rows
    ]
    return Report(
        command="period list",
        title=_("Reporting periods"),
        data=[data(*row) for row in rows],
        sections=(Table(columns, table),),
        language=language(),
        empty=_("No periods yet. Open one: tasktrack period open 2026-11."),
    )


def card(row: Row, past: "Past | None" = None) -> Report:
    """Show one period, with every closing of it and the reopenings between them."""
    return Report(
        command="period show",
        title=label(row[0].key),
        data=data(*row) | _past_data(past),
        sections=(_facts(*row), *_past_sections(past)),
        language=language(),
    )


def status(found: PeriodStatus) -> Report:
    """Show how a period stands and what blocks its closing."""
    counts = Facts(
        (
            Fact(_("Tasks to be counted"), found.due, "integer"),
            Fact(_("of which done"), found.done, "integer"),
            Fact(_("of which unfinished"), found.unfinished, "integer"),
            Fact(_("unfinished without an update in the period"), found.silent, "integer"),
            Fact(_("reported done, awaiting review"), len(found.awaiting), "integer"),
            Fact(incomplete.status_label(is_due=found.is_due), len(found.incomplete), "integer"),
        ),
        _("Tasks due by {day}").format(day=day_text(found.window.cut_on)),
    )
    check = Lines(
        (
            _("Check: {done} + {unfinished} = {due}").format(
                done=found.done, unfinished=found.unfinished, due=found.due
            ),
        )
    )
    blocked = Lines(found.blockers or (_("Nothing blocks closing."),), _("Closing"))
    waiting = (Lines((", ".join(found.awaiting),), _("Awaiting review")),) if found.awaiting else ()
    closing = () if found.period.closed else (blocked,)
    owed = owing(found.incomplete) if found.is_due else ()
    return Report(
        command="period status",
        title=label(found.period.key),
        data=data(found.period, found.state, found.window)
        | {
            "due": found.due,
            "done": found.done,
            "unfinished": found.unfinished,
            "silent": found.silent,
            "awaiting_review": list(found.awaiting),
            "blockers": list(found.blockers),
        }
        | incomplete.status_data(found.incomplete, owed, is_due=found.is_due)
        | _people_data(found.people)
        | _past_data(found.past),
        sections=(
            _facts(found.period, found.state, found.window),
            counts,
            check,
            *waiting,
            *incomplete.section(owed),
            *_people_sections(found.people),
            *closing,
            *_past_sections(found.past),
        ),
        as_of=found.as_of,
        language=language(),
    )


def _people_sections(people: PeopleStatus | None) -> tuple[Lines, ...]:
    """Say who owes marks, and what was reported and not approved: it would not count."""
    if people is None:
        return ()
    owed = people.sentences or (_("Nobody owes marks."),)
    sections = [Lines(owed, _("Officers"))]
    if people.unapproved:
        shown = [f"{one.task} ({one.officer})" for one in people.unapproved[:_SHOWN]]
        more = (", …",) if len(people.unapproved) > _SHOWN else ()
        title = _("Reported and not approved, not counted: {count}").format(count=len(people.unapproved))
        sections.append(Lines((", ".join(shown) + "".join(more),), title))
    return tuple(sections)


def _people_data(people: PeopleStatus | None) -> dict[str, object]:
    if people is None:
        return {"marks_owed": [], "unapproved": []}
    return {
        "marks_owed": [
            {"scheme": code, "not_self_marked": gaps.unmarked, "not_confirmed": gaps.unconfirmed}
            for code, gaps in people.gaps.items()
        ],
        "unapproved": [{"task": one.task, "officer": one.officer} for one in people.unapproved],
    }


def closed(done: Closed, *, dry_run: bool) -> Report:
    """Say that a period was closed, print the seal and the table; on a dry run, what would be."""
    period, days = done.period, done.ranking.basis.window
    others = [table for table in done.others if table.rows or table.unranked]
    tables = [rank.ranking(table) for table in (done.ranking, *others)]
    schemes = [table.basis.scheme for table in (done.ranking, *done.others)]
    return Report(
        command="period close",
        data=data(period, done.state, days)
        | {
            "schemes": schemes,
            "scheme": schemes[0],
            "seal": None if dry_run else done.seal,
            "previous_seal": done.previous_seal or None,
            "tasks": done.tasks,
            "heads_without_unit_class": _heads(done),
            "rankings": [{**table.envelope, "data": table.data} for table in tables],
        }
        | _people_data(done.people),
        sections=(
            closed_lines(done, dry_run=dry_run),
            *(part for table in tables for part in table.sections),
            *_units_first(done, dry_run=dry_run),
            *_owed_at_closing(done),
        ),
        as_of=days.cut_on,
        envelope={"dry_run": dry_run},
        language=language(),
    )


def _owed_at_closing(done: Closed) -> tuple[Lines, ...]:
    """Say whose marks were lacking, and what was reported, not approved and so not counted; nothing when all is in."""
    people = done.people
    if people is None or not (people.sentences or people.unapproved):
        return ()
    return _people_sections(people)


def closed_lines(done: Closed, *, dry_run: bool) -> Lines:
    """Say that a period was closed and its seal, or would be closed."""
    named = {"label": label(done.period.key), "revision": done.period.revision, "count": done.tasks}
    if dry_run:
        sentence = _("{label} would be closed, closing no. {revision}; tasks frozen: {count}.")
        return Lines((_("Dry run, nothing is written."), sentence.format(**named), *_figures(done)))
    sentence = _("{label} closed, closing no. {revision}; tasks frozen: {count}.")
    return Lines((sentence.format(**named), *_figures(done), _("Seal: {seal}").format(seal=done.seal)))


def _figures(done: Closed) -> list[str]:
    """Say how many figures of counters a closing kept, where any was given."""
    if not done.figures:
        return []
    return [_("Figures of counters frozen: {count}.").format(count=done.figures)]


def _heads(done: Closed) -> int:
    """Return how many heads are classed while their unit has no class."""
    tables = (done.ranking, *done.others)
    return sum("unit-unclassed" in row.reached.failed for table in tables for row in table.rows)


def _units_first(done: Closed, *, dry_run: bool) -> tuple[Lines, ...]:
    """Warn that heads were classed before their units (NĐ 335/2025/NĐ-CP Art. 9(1), 20(6))."""
    count = _heads(done)
    if not count:
        return ()
    said = ngettext(
        "{count} head is classed without the class of the unit led; units are classed first (Art. 9(1), 20(6)).",
        "{count} heads are classed without the class of the unit led; units are classed first (Art. 9(1), 20(6)).",
        count,
    ).format(count=count)
    remedy = (
        _("Close the year of the units first.")
        if dry_run
        else _(
            "Once the units are classed, open this period again and close it: tasktrack period reopen {key}."
        ).format(key=done.period.key)
    )
    return (Lines((_("Warning: {warning}").format(warning=said), remedy)),)


def data(period: Period, state: str, days: DataWindow) -> dict[str, object]:
    """Return a period as programs read it."""
    return {
        "key": str(period.key),
        "kind": period.key.kind,
        "label": label(period.key),
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        "cut_on": days.cut_on,
        "locks_at": period.locks_at.isoformat() if period.locks_at else None,
        "state": state,
        "revision": period.revision,
        "seal": period.seal,
        "schemes": list(period.schemes),
        "scheme": period.schemes[0] if period.schemes else None,
        "windows": period.windows,
        "data_from": days.from_on,
        "meeting_on": period.meeting_on,
        "reports_due_on": reports_due(period, days.cut_on),
    }


def _facts(period: Period, state: str, days: DataWindow) -> Facts:
    return Facts(
        (
            Fact(pgettext("col", "Period"), str(period.key), "code"),
            Fact(pgettext("col", "State"), _state(period, state)),
            Fact(pgettext("col", "From"), period.starts_on, "date"),
            Fact(pgettext("col", "To"), period.ends_on, "date"),
            Fact(_("Data from"), days.from_on, "date"),
            Fact(_("Data to"), days.cut_on, "date"),
            Fact(_("Meeting"), period.meeting_on, "date"),
            Fact(_("Entry locks"), _moment(period.locks_at) or "–"),
            Fact(_("Reports due"), reports_due(period, days.cut_on), "date"),
            Fact(_("Closing no."), _closing(period), "integer"),
            Fact(_("Schemes"), ", ".join(period.schemes) or "–"),
            Fact(_("Seal"), period.seal or "–", "code"),
        )
    )


def _past_sections(past: "Past | None") -> tuple[Lines, ...]:
    if past is None:
        return ()
    from tasktrack.reports import reopening  # only of a period that was closed

    return reopening.sections(past)


def _past_data(past: "Past | None") -> dict[str, object]:
    if past is None:
        return {"closings": [], "reopened": [], "built_on": []}
    from tasktrack.reports import reopening

    return reopening.past_data(past)


def _state(period: Period, state: str) -> str:
    """Say the state; an open one that was closed before says so."""
    if period.is_reopened and state == OPEN:
        return pgettext("period-state", "Open again")
    return labels.period_state(state)


def _lock_sentence(period: Period) -> str:
    return _("Entry for {key} locks at {moment}.").format(key=period.key, moment=_moment(period.locks_at))


def _since_sentence(period: Period) -> str:
    return _("Entry for {key} has been locked since {moment}.").format(
        key=period.key, moment=_moment(period.locks_at)
    )


def _due_sentence(period: Period, days: DataWindow) -> str:
    return _("The reports of the units for {key} are due on {day}.").format(
        key=period.key, day=day_text(reports_due(period, days.cut_on))
    )


def _moment(moment: datetime | None) -> str:
    return moment_text(moment) if moment else ""


def _closing(period: Period) -> int | None:
    """Return the number of the newest closing; None before the first."""
    return period.revision if period.closed else period.revision - 1 or None
