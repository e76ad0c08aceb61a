"""How units were urged and criticised in a span of days, and what they have not answered."""

from collections.abc import Sequence

from tasktrack.domain.dates import day_text
from tasktrack.domain.following import Outcomes, outcomes
from tasktrack.domain.reminder import Reminders, Reminding, UnitReminders
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.following import check, followed_data, followed_words, outcomes_data
from tasktrack.reports.reminder import kind_label, reminder_data
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table
from tasktrack.reports.task_lines import MACHINES, paragraph, sentences


def reminders(found: Reminders, form: str) -> Report:
    """Show a row a unit with a total and its check, and the tasks of which nothing was reported since."""
    followed = [one.followed for one in found.every]
    count = len(followed)
    total = ngettext("{count} reminder or criticism", "{count} reminders and criticisms", count).format(
        count=count
    )
    waiting = [one for unit in found.units for one in unit.waiting]
    sections = (
        _by_unit(found),
        sentences(check(followed, total), form),
        *([_waiting(waiting, form)] if waiting else []),
    )
    return Report(
        command="report reminders",
        title=_title(found, total),
        data=[_data(unit) for unit in found.units],
        sections=_heading() if form in MACHINES else sections if count else (),
        as_of=found.as_of,
        envelope={
            "from": found.from_on,
            "to": found.to_on,
            "unit": found.wanted.unit,
            "block": found.wanted.block,
            "total": count,
            "reminders": _of_kind(found, "reminder"),
            "criticisms": _of_kind(found, "criticism"),
            **outcomes_data(followed),
        },
        language=language(),
    )


def _title(found: Reminders, total: str) -> str:
    sentence = _("{total} from {first} to {last}").format(
        total=total if found.every else _("No reminder or criticism"),
        first=day_text(found.from_on),
        last=day_text(found.to_on),
    )
    wanted = found.wanted
    narrowed = (
        (wanted.unit, _("of {unit}")),
        (wanted.block, _("block {value}")),
    )
    return "; ".join((sentence, *(words.format(unit=one, value=one) for one, words in narrowed if one)))


def _of_kind(found: Reminders, kind: str) -> int:
    return sum(unit.of_kind(kind) for unit in found.units)


def _data(unit: UnitReminders) -> dict[str, object]:
    return {
        **_figures(unit),
        "tasks_waiting": [one.reminder.task for one in unit.waiting],
        "every": [
            reminder_data(one.reminder) | {"title": one.row.title, **followed_data(one.followed)}
            for one in unit.every
        ],
    }


def _figures(unit: UnitReminders) -> dict[str, Cell]:
    days = [one.reminder.on for one in unit.every]
    return {
        "unit": unit.unit,
        "name": unit.name,
        "block": unit.block,
        "reminders": unit.of_kind("reminder"),
        "criticisms": unit.of_kind("criticism"),
        "tasks": len(unit.tasks),
        "first_on": min(days),
        "last_on": max(days),
        **outcomes(one.followed for one in unit.every)._asdict(),
    }


_FIELDS = (
    "unit", "name", "block", "reminders", "criticisms", "tasks", "first_on", "last_on", *Outcomes._fields,
    "tasks_waiting",
)  # fmt: skip


def _heading() -> tuple[Section, ...]:
    return (Table(tuple(Column(name, name) for name in _FIELDS), ()),)


def _by_unit(found: Reminders) -> Table:
    columns = (
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("reminders", pgettext("directing", "Urged"), "integer"),
        Column("criticisms", pgettext("directing", "Criticised"), "integer"),
        Column("tasks", pgettext("directing", "Tasks"), "integer"),
        Column("reported", pgettext("directing", "Reported since"), "integer"),
        Column("waiting", pgettext("directing", "Not yet"), "integer"),
        Column("withdrawn", pgettext("directing", "Withdrawn"), "integer"),
        Column("first_on", pgettext("directing", "First"), "date"),
        Column("last_on", pgettext("directing", "Last"), "date"),
        Column("name", pgettext("col", "Name")),
    )
    rows = [tuple(_figures(unit)[column.key] for column in columns) for unit in found.units]
    followed = outcomes(one.followed for one in found.every)
    total: tuple[Cell, ...] = (
        "",
        _of_kind(found, "reminder"),
        _of_kind(found, "criticism"),
        sum(len(unit.tasks) for unit in found.units),
        followed.reported,
        followed.waiting,
        followed.withdrawn,
        None,
        None,
        pgettext("directing", "Total"),
    )
    return Table(columns, rows, total=total)


def _waiting(waiting: Sequence[Reminding], form: str) -> Section:
    title = _("Nothing reported since the last time: {count}").format(count=len(waiting))
    if form == "text":
        return Lines(tuple(line for one in waiting for line in _lines(one)), title)
    columns = (
        Column("on", pgettext("col", "Day"), "date"),
        Column("days", pgettext("directing", "Days"), "integer"),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("task", pgettext("col", "Code"), "code"),
        Column("kind", pgettext("col", "Kind")),
        Column("document", pgettext("task", "Document"), "code"),
        Column("title", pgettext("col", "Task")),
    )
    rows = [
        (
            one.reminder.on,
            one.followed.days,
            one.reminder.unit,
            one.reminder.task,
            kind_label(one.reminder.kind),
            one.reminder.document or "",
            one.row.title,
        )
        for one in waiting
    ]
    return Table(columns, rows, title)


def _lines(one: Reminding) -> list[str]:
    made = one.reminder
    inside = (
        made.unit_name,
        kind_label(made.kind).lower(),
        day_text(made.on),
        made.document or "",
        followed_words(one.followed),
    )
    return paragraph(f"- {made.task} {one.row.title} ({'; '.join(filter(None, inside))})")
