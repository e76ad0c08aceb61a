"""The list of tasks handed over from one unit to another, as both sides sign it."""

from collections.abc import Iterator, Mapping

from tasktrack.domain.dates import day_text
from tasktrack.domain.handover import HandedOver, HandedSupport, HandedTask, Handover
from tasktrack.domain.succession import Party
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels
from tasktrack.reports.report import Column, Fact, Facts, Lines, Report, Section, Table
from tasktrack.reports.task_fields import number, row_data
from tasktrack.reports.task_lines import overdue_words


def handover(found: HandedOver) -> Report:
    """Print the lists of a unit, one after the other, each with its sum, its check and the places to sign."""
    return Report(
        command="report handover",
        title=_("List of tasks handed over"),
        data=[data for one in found.lists for data in _rows_data(one)],
        sections=tuple(section for one in found.lists for section in _sections(one)),
        envelope={
            "unit": found.unit.code,
            "unit_name": found.unit.name,
            "lists": list(map(_data, found.lists)),
        },
        language=language(),
    )


def _sections(one: Handover) -> Iterator[Section]:
    yield _head(one)
    yield _tasks(one)
    yield Lines((check(one.by_status),))
    if one.supports:
        yield _supports(one)
    if one.officers:
        yield _officers(one)
    yield _signatures(one)


def _head(one: Handover) -> Facts:
    return Facts(
        (
            Fact(pgettext("form", "Handed over by"), _named(one.giver)),
            Fact(pgettext("form", "Taken over by"), _named(one.taker)),
            Fact(pgettext("form", "By document"), one.document or ""),
            *((Fact(pgettext("form", "Approved by"), one.approved_by),) if one.approved_by else ()),
            Fact(pgettext("form", "Led by the taker from"), one.on, "date"),
        )
    )


def _named(party: Party) -> str:
    return f"{party.name} ({party.code})"


def _tasks(one: Handover) -> Table:
    columns = (
        Column("number", pgettext("form", "No."), "number"),
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("document", pgettext("task", "Document"), "code"),
        Column("due_original", pgettext("col", "Original due date"), "date"),
        Column("due_on", pgettext("col", "Due"), "date"),
        Column("status_label", pgettext("col", "Status")),
        Column("percent", pgettext("col", "Progress (%)"), "percent"),
        Column("note", pgettext("col", "Note")),
    )
    rows = [
        (
            place,
            task.row.code,
            task.row.title,
            _document(task),
            task.row.due_original,
            labels.due(task.row.due_on, task.row.due_text),
            labels.status(task.row.status),
            number(task.row.percent),
            _note(task),
        )
        for place, task in enumerate(one.tasks, 1)
    ]
    title = _("Unfinished tasks, as they stood at the end of the day before: {count}")
    return Table(columns, rows, title.format(count=len(rows)))


def _document(task: HandedTask) -> str:
    """Say number and date of the document that assigned a task."""
    number_of, on = task.row.document or "", task.document_date
    return _("{number}, {day}").format(number=number_of, day=day_text(on)) if number_of and on else number_of


def _note(task: HandedTask) -> str:
    row = task.row
    words = (
        _("passed on {day}").format(day=day_text(task.since)) if task.since else "",
        overdue_words(row),
        ngettext("extended {count} time", "extended {count} times", row.extended).format(count=row.extended)
        if row.extended
        else "",
        _("part of {code}").format(code=task.parent) if task.parent else "",
        _("officer {value}").format(value=task.officer_name) if task.officer_name else "",
    )
    return "; ".join(filter(None, words))


def check(by_status: Mapping[str, int]) -> str:
    """Say how the tasks of a list add up by their status."""
    if not by_status:
        return _("Check: no task handed over")
    parts = " + ".join(f"{count} {labels.status(status).lower()}" for status, count in by_status.items())
    return _("Check: {parts} = {total} handed over").format(parts=parts, total=sum(by_status.values()))


def _supports(one: Handover) -> Table:
    columns = (
        Column("number", pgettext("form", "No."), "number"),
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("lead", pgettext("col", "Lead"), "code"),
        Column("part", pgettext("col", "Part")),
        Column("due_on", pgettext("col", "Due"), "date"),
    )
    rows = [
        (place, task.code, task.title, task.lead, task.part or "", task.due_on)
        for place, task in enumerate(one.supports, 1)
    ]
    return Table(columns, rows, _("Tasks in which it supports: {count}").format(count=len(rows)))


def _officers(one: Handover) -> Table:
    columns = (
        Column("number", pgettext("form", "No."), "number"),
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("position", pgettext("col", "Position")),
    )
    rows = [
        (place, who.code, who.name, labels.position(who.position))
        for place, who in enumerate(one.officers, 1)
    ]
    return Table(columns, rows, _("Officers who go on with the taker: {count}").format(count=len(rows)))


def _signatures(one: Handover) -> Table:
    day = _(".........., day ..... month ..... year ..........")
    signed = _("(Signature and full name)")
    rows = [
        (one.giver.name, one.taker.name),
        (day, day),
        (signed, signed),
        ("", ""),
        ("", ""),
        ("." * 30, "." * 30),
    ]
    return Table(
        (Column("", pgettext("form", "HANDED OVER BY")), Column("", pgettext("form", "TAKEN OVER BY"))), rows
    )


def _rows_data(one: Handover) -> Iterator[dict[str, object]]:
    for place, task in enumerate(one.tasks, 1):
        yield {
            "from": one.giver.code,
            "to": one.taker.code,
            "on": one.on,
            "handover_document": one.document,
            "number": place,
            **row_data(task.row),
            "document_date": task.document_date,
            "officer_name": task.officer_name,
            "parent": task.parent,
            "note": _note(task),
        }


def _data(one: Handover) -> dict[str, object]:
    return {
        "from": one.giver.code,
        "from_name": one.giver.name,
        "to": one.taker.code,
        "to_name": one.taker.name,
        "on": one.on,
        "document": one.document,
        "approved_by": one.approved_by,
        "total": len(one.tasks),
        "by_status": one.by_status,
        "supports": [_support_data(task) for task in one.supports],
        "officers": [who._asdict() for who in one.officers],
    }


def _support_data(task: HandedSupport) -> dict[str, object]:
    return task._asdict()
