"""What lies on the desk today: for each pile how much, the first few, and the command that shows all."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tasktrack.domain.dates import day_text, echo, moment_text
from tasktrack.domain.period import label
from tasktrack.domain.task import TaskRow
from tasktrack.domain.today import Desk, OpenPeriod, Pile
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels
from tasktrack.reports.report import Column, Lines, Report, Section, Table
from tasktrack.reports.task_fields import columns, row_data, tone
from tasktrack.reports.tree_words import choice_words

Words = tuple[str, ...]

_PERIOD_LIST: Words = ("period", "list")
_COLUMNS = ("code", "title", "lead", "due_on")


def desk(found: Desk, start: str) -> Report:
    """Show the desk; `start` is how a command begins that is to work on the same register and day."""
    sections = (_periods(found, start), *_joined(_piles(found, start)))
    return Report(
        command="today",
        title=_title(found),
        data=_data(found),
        sections=sections,
        as_of=found.today,
        envelope={
            "office": found.office,
            "unit": found.unit,
            "officer": found.officer,
            "under": found.choice.under if found.choice else None,
        },
        language=language(),
    )


def _title(found: Desk) -> str:
    words = [found.office] if found.office else []
    if found.unit:
        words.append(_("lead {value}").format(value=found.unit))
    words += choice_words(found.choice)
    if found.officer:
        words.append(_("officer {value}").format(value=found.officer))
    return "; ".join((*words, _("as of {day}").format(day=echo(found.today))))


# -- commands that show all ----------------------------------------------------------------------------------


def _tasks(found: Desk, *words: str) -> Words:
    """Return the list of tasks that a pile is the beginning of, of those whom the desk is of."""
    unit: Words = ("--unit", found.unit) if found.unit else ()
    under: Words = ("--under", found.choice.under) if found.choice and found.choice.under else ()
    officer: Words = ("--officer", found.officer) if found.officer else ()
    return ("task", "list", *words, "--without-parents", *unit, *under, *officer)


def _overdue(found: Desk) -> Words:
    return _tasks(found, "--status", "overdue")


def _this_week(found: Desk) -> Words:
    # The status due-soon reaches as far as the setting says, which may be less than the week.
    rest = () if found.week_ends <= found.soon else ("--status", "in-progress", "--status", "not-started")
    return _tasks(found, "--status", "due-soon", *rest, "--due-to", found.week_ends.isoformat())


def _due_soon(found: Desk) -> Words:
    return _tasks(found, "--status", "due-soon")


def _silent(found: Desk) -> Words:
    return _tasks(found, "--silent", str(found.silent_days), "--sort", "updated")


def _awaiting(found: Desk) -> Words:
    return _tasks(found, "--status", "awaiting-review")


def _returned(found: Desk) -> Words:
    return _tasks(found, "--status", "returned")


def _period_command(period: OpenPeriod) -> Words:
    return ("period", "close" if period.closable else "status", str(period.key))


# -- for people ----------------------------------------------------------------------------------------------


def _periods(found: Desk, start: str) -> Section:
    title = _("Open periods")
    if not found.periods:
        none = _("None is open. Open one: {command}")
        return Lines((none.format(command=_line(start, ("period", "open", str(found.next_key)))),), title)
    heads = (
        Column("key", pgettext("col", "Period"), "code"),
        Column("label", pgettext("col", "Name")),
        Column("stands", pgettext("col", "State")),
    )
    rows = [(str(one.key), label(one.key), _stands(one)) for one in found.periods]
    notes = tuple(_what_next(one, start) for one in found.periods if one.over)
    return Table(heads, rows, title, notes=(*notes, _all(start, _PERIOD_LIST)))


def _stands(period: OpenPeriod) -> str:
    """Say how long entry stays open, then whether the period can be closed."""
    words = [_entry(period)]
    if period.closable:
        words.append(_("can be closed"))
    elif period.blockers:
        words.append(_("cannot be closed: {reason}").format(reason=period.blockers[0]))
    return "; ".join(words)


def _what_next(period: OpenPeriod, start: str) -> str:
    sentence = _("Close {key}: {command}") if period.closable else _("What blocks {key}: {command}")
    return sentence.format(key=period.key, command=_line(start, _period_command(period)))


def _entry(period: OpenPeriod) -> str:
    moment = moment_text(period.locks_at) if period.locks_at else ""
    left = period.days_left
    if left is None:
        if moment:
            return _("locked since {moment}").format(moment=moment)
        return _("ended on {day}").format(day=day_text(period.ends_on))
    if moment and not left:
        return _("locks today, at {moment}").format(moment=moment)
    if moment:
        sentence = ngettext(
            "locks at {moment}, {count} day left", "locks at {moment}, {count} days left", left
        )
        return sentence.format(moment=moment, count=left)
    sentence = ngettext("ends on {day}, {count} day left", "ends on {day}, {count} days left", left)
    return sentence.format(day=day_text(period.ends_on), count=left)


def _piles(found: Desk, start: str) -> Iterator[Section]:
    yield _pile(_("Overdue"), found.overdue, start, _overdue(found), ("overdue_days",))
    week = _("Due this week, by {day}").format(day=echo(found.week_ends))
    yield _pile(week, found.this_week, start, _this_week(found), ("status", "percent"))
    if found.due_soon > found.this_week.total:
        soon = _("Due soon, by {day}").format(day=echo(found.soon))
        yield Lines((_heading(soon, found.due_soon), _all(start, _due_soon(found))))
    silent = ngettext(
        "No update for {count} day or more", "No update for {count} days or more", found.silent_days
    ).format(count=found.silent_days)
    silent_days = [_silent_days(row, found.today) for row in found.silent.tasks]
    yield _pile(silent, found.silent, start, _silent(found), ("status",), silent_days=silent_days)
    yield _pile(_("Awaiting review"), found.awaiting, start, _awaiting(found), ("last_progress_on",))
    returned = _("Returned, to be done again")
    yield _pile(returned, found.returned, start, _returned(found), ("last_progress_on",))


def _pile(
    heading: str,
    pile: Pile,
    start: str,
    command: Words,
    more: Sequence[str],
    *,
    silent_days: Sequence[int] = (),
) -> Section:
    """Show the first of a pile under what all need to know, the columns `more`, and the days of silence."""
    if not pile.total:
        return Lines((_("{heading}: none").format(heading=heading),))
    known = columns()
    names = (*_COLUMNS, *more)
    heads = [Column(name, known[name].label, known[name].kind) for name in names]
    rows = [tuple(known[name].cell(row) for name in names) for row in pile.tasks]
    if silent_days:
        heads.append(Column("silent_days", pgettext("col", "Days silent"), "integer"))
        rows = [(*row, days) for row, days in zip(rows, silent_days, strict=True)]
    tones = [tone(row.status) for row in pile.tasks]
    title = _heading(heading, pile.total)
    return Table(tuple(heads), rows, title, tones=tones, notes=(_rest(pile, start, command),))


def _heading(heading: str, count: int) -> str:
    tasks = ngettext("{count} task", "{count} tasks", count).format(count=count)
    return _("{heading}: {count}").format(heading=heading, count=tasks)


def _joined(sections: Iterable[Section]) -> Iterator[Section]:
    """Put lines that follow each other under one another."""
    lines: tuple[str, ...] = ()
    for section in sections:
        if isinstance(section, Lines) and not section.title:
            lines += section.lines
            continue
        if lines:
            yield Lines(lines)
            lines = ()
        yield section
    if lines:
        yield Lines(lines)


def _rest(pile: Pile, start: str, command: Words) -> str:
    left = pile.total - len(pile.tasks)
    if not left:
        return _all(start, command)
    return _("… and {count} more. All: {command}").format(count=left, command=_line(start, command))


def _all(start: str, command: Words) -> str:
    return _("All: {command}").format(command=_line(start, command))


def _line(start: str, command: Words) -> str:
    return " ".join((start, *command))


# -- for programs --------------------------------------------------------------------------------------------


def _data(found: Desk) -> dict[str, object]:
    return {
        "periods": [_period_data(one) for one in found.periods],
        "overdue": _pile_data(found, found.overdue, _overdue(found)),
        "due_this_week": {"due_to": found.week_ends} | _pile_data(found, found.this_week, _this_week(found)),
        "due_soon": {"due_to": found.soon, "total": found.due_soon, "command": _due_soon(found)},
        "silent": {"days": found.silent_days} | _pile_data(found, found.silent, _silent(found)),
        "awaiting_review": _pile_data(found, found.awaiting, _awaiting(found)),
        "returned": _pile_data(found, found.returned, _returned(found)),
    }


def _period_data(period: OpenPeriod) -> dict[str, object]:
    return {
        "key": str(period.key),
        "kind": period.key.kind,
        "label": label(period.key),
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        "cut_on": period.cut_on,
        "locks_at": period.locks_at.isoformat() if period.locks_at else None,
        "state": period.state,
        "state_label": labels.period_state(period.state),
        "days_left": period.days_left,
        "closable": period.closable,
        "blockers": period.blockers,
        "command": _period_command(period),
    }


def _pile_data(found: Desk, pile: Pile, command: Words) -> dict[str, object]:
    """Return a pile; `command` are the words after `tasktrack` that list all of it."""
    tasks = [row_data(row) | {"silent_days": _silent_days(row, found.today)} for row in pile.tasks]
    return {"total": pile.total, "command": command, "tasks": tasks}


def _silent_days(row: TaskRow, today: date) -> int:
    return (today - (row.last_progress_on or row.assigned_on)).days
