"""The key tasks of each head: which are registered, approved by whom and when, which are common, what is missing."""

from collections.abc import Iterator

from tasktrack.domain.approval import APPROVED, PROPOSED, REJECTED
from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.key_tasks import WITHDRAWN, HeadList, HeadLists, ListedTask
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels
from tasktrack.reports.approval import approval_data, words
from tasktrack.reports.report import Cell, Column, Report, Table, Tone
from tasktrack.reports.task_fields import due, row_data, tone


def heads(found: HeadLists) -> Report:
    """Show the counts of every head, then the list of each who has one."""
    empty = _("No unit is to have key tasks: none stands in a block, and none leads one.")
    listed = [one for one in found.lists if one.registered or one.common]
    return Report(
        command="report heads",
        title=_title(found),
        data=[_data(found, one) for one in found.lists],
        sections=(_summary(found), *(_list(found, one) for one in listed)) if found.lists else (),
        as_of=found.as_of,
        envelope={
            "year": found.year,
            "need_registered": found.need_registered,
            "need_common": found.need_common,
            "registration_deadline": found.deadline,
            "unit": found.unit,
            "block": found.block,
        },
        language=language(),
        empty=empty,
    )


def _title(found: HeadLists) -> str:
    parts = [
        _("Key tasks of heads in {year}, as of {day}").format(year=found.year, day=echo(found.as_of)),
        _("lead {value}").format(value=found.unit) if found.unit else "",
        _("block {value}").format(value=found.block) if found.block else "",
    ]
    return "; ".join(filter(None, parts))


def _summary(found: HeadLists) -> Table:
    columns = (
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("unit_name", pgettext("col", "Name")),
        Column("heads", pgettext("key tasks", "Head")),
        Column("registered", pgettext("key tasks", "Registered"), "integer"),
        Column("approved", pgettext("key tasks", "Approved"), "integer"),
        Column("proposed", pgettext("key tasks", "Awaiting approval"), "integer"),
        Column("late", pgettext("key tasks", "Registered late"), "integer"),
        Column("missing_registered", pgettext("key tasks", "Missing"), "integer"),
        Column("rejected", pgettext("key tasks", "Rejected"), "integer"),
        Column("common", pgettext("key tasks", "Common"), "integer"),
        Column("missing_common", pgettext("key tasks", "Common missing"), "integer"),
    )
    rows = [_summary_row(found, one) for one in found.lists]
    sums = tuple(sum(int(str(row[place])) for row in rows) for place in range(3, len(columns)))
    tones: list[Tone] = ["warn" if _missing(found, one) else "" for one in found.lists]
    return Table(columns, rows, tones=tones, total=("", _("Total"), "", *sums), notes=_notes(found))


def _summary_row(found: HeadLists, one: HeadList) -> tuple[Cell, ...]:
    return (
        one.unit,
        one.unit_name,
        _heads(one),
        one.filled,
        one.how_many(APPROVED),
        one.how_many(PROPOSED),
        one.late,
        found.missing_registered(one),
        one.how_many(REJECTED),
        one.given,
        found.missing_common(one),
    )


def _notes(found: HeadLists) -> tuple[str, ...]:
    approved, proposed = (
        sum(one.how_many(standing) for one in found.lists) for standing in (APPROVED, PROPOSED)
    )
    check = _("Check: {approved} approved + {proposed} awaiting approval = {registered} registered").format(
        approved=approved, proposed=proposed, registered=approved + proposed
    )
    need = _("Each head is to have {registered} registered and {common} common ones.").format(
        registered=found.need_registered, common=found.need_common
    )
    if found.deadline is None:
        return check, need
    by = _("In time is what was registered by {day}.").format(day=day_text(found.deadline))
    return check, f"{need} {by}"


def _missing(found: HeadLists, one: HeadList) -> bool:
    return bool(found.missing_registered(one) or found.missing_common(one))


def _heads(one: HeadList) -> str:
    return ", ".join(f"{head.name} ({head.code})" for head in one.heads)


def _list(found: HeadLists, one: HeadList) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("kind", pgettext("col", "Kind")),
        Column("title", pgettext("col", "Task")),
        Column("due_on", pgettext("col", "Due")),
        Column("registered_on", pgettext("key tasks", "Registered on"), "date"),
        Column("decision", pgettext("key tasks", "Approval")),
        Column("status", pgettext("col", "Status")),
    )
    tasks = (*one.registered, *one.common)
    return Table(
        columns,
        [_row(task) for task in tasks],
        "; ".join(_heading(found, one)),
        tones=[tone(task.row.status) for task in tasks],
    )


def _heading(found: HeadLists, one: HeadList) -> Iterator[str]:
    """Say whose list it is, and how far it is filled."""
    yield f"{one.unit_name} ({one.unit})"
    if one.heads:
        yield _("head: {name}").format(name=_heads(one))
    if not one.is_asked:
        yield _("the unit has ended: none is asked of it")
        return
    filled = _("{count} of {need} registered").format(count=one.filled, need=found.need_registered)
    yield _with_missing(filled, found.need_registered - one.filled)
    given = _("{count} of {need} common").format(count=one.given, need=found.need_common)
    yield _with_missing(given, found.need_common - one.given)


def _with_missing(sentence: str, missing: int) -> str:
    """Say beside how many there are how many are missing, or too many."""
    if not missing:
        return sentence
    difference = (
        ngettext("{count} missing", "{count} missing", missing).format(count=missing)
        if missing > 0
        else ngettext("{count} more than asked", "{count} more than asked", -missing).format(count=-missing)
    )
    return f"{sentence}, {difference}"


def _row(task: ListedTask) -> tuple[Cell, ...]:
    row = task.row
    return (
        row.code,
        kind(row.kind),
        row.title,
        due(row.due_on, row.due_text),
        row.assigned_on,
        _decision(task),
        labels.status(row.status),
    )


def kind(code: str) -> str:
    """Return the short word for a kind of key task."""
    return {
        "key-registered": pgettext("key task", "registered"),
        "key-common": pgettext("key task", "common"),
    }[code]


def _decision(task: ListedTask) -> str:
    """Say what was decided of a registered task; one that was entered as accepted says nothing."""
    parts = [
        words(task.approval, task.approval.on) if task.approval else "",
        _("awaits approval") if task.standing == PROPOSED else "",
        _("withdrawn since") if task.standing == WITHDRAWN else "",
        _("registered after the deadline") if task.is_late else "",
    ]
    return "; ".join(filter(None, parts))


def _data(found: HeadLists, one: HeadList) -> dict[str, object]:
    return {
        "unit": one.unit,
        "unit_name": one.unit_name,
        "block": one.block,
        "heads": [{"officer": head.code, "officer_name": head.name} for head in one.heads],
        "registered": one.filled,
        "approved": one.how_many(APPROVED),
        "proposed": one.how_many(PROPOSED),
        "rejected": one.how_many(REJECTED),
        "withdrawn": one.how_many(WITHDRAWN),
        "late": one.late,
        "missing_registered": found.missing_registered(one),
        "common": one.given,
        "missing_common": found.missing_common(one),
        "tasks": [_task_data(task) for task in (*one.registered, *one.common)],
    }


def _task_data(task: ListedTask) -> dict[str, object]:
    return row_data(task.row) | {
        "standing": task.standing,
        "registered_on": task.row.assigned_on,
        "registered_late": task.is_late,
        "approval": approval_data(task.approval) if task.approval else None,
    }
