"""What unfinished tasks named as obstacles or proposed: counted by unit, and listed with how long it waits."""

from collections.abc import Sequence

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.direction import Matter, Obstacles
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table
from tasktrack.reports.task_lines import MACHINES, lead_words, officer_words, paragraph, sentences, spoken
from tasktrack.reports.task_list import filter_words


def obstacles(found: Obstacles, form: str, *, answered: bool) -> Report:
    """List what waits for an answer, or what has one, the longest waiting first; both are counted by unit."""
    shown = found.answered if answered else found.waiting
    counts = _counts(found)
    summary: tuple[Section, ...] = (
        (_by_unit(found, counts), sentences([_check(found)], form)) if counts else ()
    )
    return Report(
        command="report obstacles",
        title="; ".join((_title(found, answered=answered), *filter_words(found.wanted))),
        data=[_data(one) for one in shown],
        sections=_heading() if form in MACHINES else (*summary, *_list(shown, found, form)),
        as_of=found.as_of,
        envelope={
            "answered_shown": answered,
            "waiting": len(found.waiting),
            "answered": len(found.answered),
            "total": len(shown),
            "unit": found.wanted.unit,
            "block": found.wanted.block,
            "officer": found.wanted.officer,
            "field": found.wanted.field,
            "assigner": found.wanted.assigner,
            "units": counts,
        },
        language=language(),
    )


def _title(found: Obstacles, *, answered: bool) -> str:
    count, day = len(found.answered if answered else found.waiting), echo(found.as_of)
    if answered:
        sentence = ngettext(
            "{count} obstacle or proposal of unfinished tasks was answered by {day}",
            "{count} obstacles and proposals of unfinished tasks were answered by {day}",
            count,
        )
        none = _("No obstacle or proposal of an unfinished task was answered by {day}")
    else:
        sentence = ngettext(
            "{count} obstacle or proposal waits for an answer, as of {day}",
            "{count} obstacles and proposals wait for an answer, as of {day}",
            count,
        )
        none = _("No obstacle or proposal waits for an answer, as of {day}")
    return (sentence if count else none).format(count=count, day=day)


def _check(found: Obstacles) -> str:
    waiting, answered = len(found.waiting), len(found.answered)
    return _(
        "Check: {waiting} waiting + {answered} answered = {total} obstacles and proposals of unfinished tasks"
    ).format(waiting=waiting, answered=answered, total=waiting + answered)


def _counts(found: Obstacles) -> list[dict[str, Cell]]:
    """Count by unit, where most waits first."""
    units = {one.row.lead: one.row.lead_name for one in (*found.waiting, *found.answered)}
    rows = []
    for code, name in units.items():
        waiting = [one.days for one in found.waiting if one.row.lead == code]
        answered = sum(one.row.lead == code for one in found.answered)
        longest = max(waiting, default=None)
        rows.append((code, len(waiting), longest, answered, len(waiting) + answered, name))
    rows.sort(key=lambda row: (-row[1], row[0]))
    return [dict(zip(_COUNTED, row, strict=True)) for row in rows]


_COUNTED = ("unit", "waiting", "longest_days", "answered", "total", "unit_name")


def _by_unit(found: Obstacles, counts: Sequence[dict[str, Cell]]) -> Table:
    columns = (
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("waiting", pgettext("directing", "Waiting"), "integer"),
        Column("longest_days", pgettext("directing", "Longest (days)"), "integer"),
        Column("answered", pgettext("directing", "Answered"), "integer"),
        Column("total", pgettext("directing", "Total"), "integer"),
        Column("unit_name", pgettext("col", "Name")),
    )
    waiting, answered = len(found.waiting), len(found.answered)
    longest = max((one.days for one in found.waiting), default=None)
    total = ("", waiting, longest, answered, waiting + answered, pgettext("directing", "Total"))
    return Table(
        columns, [tuple(row[name] for name in _COUNTED) for row in counts], _("By unit"), total=total
    )


def _data(one: Matter) -> dict[str, object]:
    row, answer = one.row, one.answer
    return {
        "task": row.code,
        "title": row.title,
        "lead": row.lead,
        "lead_name": row.lead_name,
        "officer": row.officer,
        "status": row.status,
        "status_label": labels.status(row.status),
        "due_on": row.due_on,
        "entry": one.newest,
        "entries": one.entries,
        "since": one.since,
        "days": one.days,
        "obstacle": one.obstacle,
        "proposal": one.proposal,
        "last_progress_on": row.last_progress_on,
        "answered_on": answer.on if answer else None,
        "answered_by": answer.given_by if answer else None,
        "direction": answer.direction if answer else None,
    }


_FIELDS = (
    "task", "title", "lead", "lead_name", "officer", "status", "status_label", "due_on", "entry", "entries", "since",
    "days", "obstacle", "proposal", "last_progress_on", "answered_on", "answered_by", "direction",
)  # fmt: skip


def _heading() -> tuple[Section, ...]:
    return (Table(tuple(Column(name, name) for name in _FIELDS), ()),)


def _list(shown: Sequence[Matter], found: Obstacles, form: str) -> tuple[Section, ...]:
    if not shown:
        return ()
    title = _("The oldest first")
    if form == "text":
        return (Lines(tuple(line for one in shown for line in _lines(one, found)), title),)
    columns = (
        Column("since", pgettext("directing", "Since"), "date"),
        Column("days", pgettext("directing", "Days"), "integer"),
        Column("task", pgettext("col", "Code"), "code"),
        Column("entry", pgettext("col", "Entry"), "number"),
        Column("title", pgettext("col", "Task")),
        Column("lead_name", pgettext("col", "Lead")),
        Column("obstacle", pgettext("col", "Obstacle")),
        Column("proposal", pgettext("col", "Proposal")),
        Column("answered_on", pgettext("directing", "Answered on"), "date"),
    )
    rows = [
        (
            one.since,
            one.days,
            one.row.code,
            one.newest,
            one.row.title,
            one.row.lead_name,
            one.obstacle or "",
            one.proposal or "",
            one.answer.on if one.answer else None,
        )
        for one in shown
    ]
    return (Table(columns, rows, title),)


def _lines(one: Matter, found: Obstacles) -> list[str]:
    row = one.row
    remarks = (lead_words(row, found.wanted), officer_words(row), _entries(one), _how_long(one))
    head = f"- {row.code} {row.title} ({'; '.join(filter(None, remarks))})"
    return [*paragraph(head), *spoken(one.obstacle, one.proposal)]


def _entries(one: Matter) -> str:
    """Name the entry to answer, and how many said the same."""
    if len(one.entries) == 1:
        return _("entry {entry}").format(entry=one.newest)
    return _("{count} entries, the last {entry}").format(count=len(one.entries), entry=one.newest)


def _how_long(one: Matter) -> str:
    if one.answer:
        sentence = ngettext(
            "since {day}, answered by {name} on {answered} after {count} day",
            "since {day}, answered by {name} on {answered} after {count} days",
            one.days,
        )
        return sentence.format(
            day=day_text(one.since),
            name=one.answer.given_by,
            answered=day_text(one.answer.on),
            count=one.days,
        )
    sentence = ngettext("waiting since {day}, {count} day", "waiting since {day}, {count} days", one.days)
    return sentence.format(day=day_text(one.since), count=one.days)
