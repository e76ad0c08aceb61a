"""One task whole: every fact recorded, and its timeline."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo

from tasktrack.clock import parse_utc
from tasktrack.domain.dates import day_text
from tasktrack.domain.direction import Direction
from tasktrack.domain.history import HistoryEntry
from tasktrack.domain.holding import Holder, holders
from tasktrack.domain.reminder import Reminder
from tasktrack.domain.task import LeadChange, Task, Timeline
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import change_words, labels
from tasktrack.reports.approval import approval_data
from tasktrack.reports.approval import words as approval_words
from tasktrack.reports.direction import direction_data, opener_words
from tasktrack.reports.history import entry_data
from tasktrack.reports.progress import entry_data as progress_data
from tasktrack.reports.reminder import reminder_data
from tasktrack.reports.report import Fact, Facts, Report
from tasktrack.reports.task import field_label
from tasktrack.reports.task_assign import holder_data
from tasktrack.reports.task_fields import due, number, task_data, tone
from tasktrack.reports.task_handing import handing_data, support_sections
from tasktrack.reports.task_timeline import timeline


def card(found: Timeline, zone: tzinfo, today: date) -> Report:
    """Show a task with its timeline."""
    task, held = found.task, holders(found.task, found.handings)
    return Report(
        command="task show",
        title=f"{task.row.code} {task.row.title}",
        data=task_data(task)
        | {
            "entries": [progress_data(entry) for entry in found.entries],
            "edits": [entry_data(done) for done in found.edits],
            "holders": [holder_data(holder) for holder in held],
            "approvals": [approval_data(one) for one in found.approvals],
            "refused": [_refused_data(done) for done in found.refused],
            "directions": [direction_data(one) for one in found.directions],
            "opened_by": [direction_data(one) for one in found.openers],
            "reminders": [reminder_data(one) for one in found.reminders],
            "changes": [change_words.data(change) for change in found.changes],
            "inherited_from": [_lead_data(one) for one in found.leads],
        }
        | handing_data(found, today),
        sections=(
            Facts((*_facts(found, held if found.handings else (), zone), *_leaders_facts(found))),
            *support_sections(found),
            timeline(found),
        ),
        as_of=today,
        language=language(),
    )


def _lead_data(one: LeadChange) -> dict[str, object]:
    return {"code": one.code, "name": one.name, "on": one.on, "document": one.document}


def _facts(found: Timeline, held: tuple[Holder, ...], zone: tzinfo) -> Iterator[Fact]:
    """Yield what is recorded; a field that nothing was given for is left out."""
    task, row = found.task, found.task.row
    yield Fact(pgettext("col", "Status"), labels.status(row.status), tone=tone(row.status))
    yield Fact(pgettext("col", "Lead"), f"{row.lead_name} ({row.lead})")
    yield Fact(pgettext("col", "Due"), due(row.due_on, row.due_text))
    facts: tuple[Fact, ...] = (
        Fact(
            pgettext("key tasks", "Approval"),
            "; ".join(approval_words(one, one.on) for one in found.approvals),
        ),
        Fact(field_label("support"), ", ".join(row.support)),
        Fact(field_label("officer"), f"{task.officer_name} ({row.officer})" if row.officer else ""),
        Fact(pgettext("col", "Held by"), "; ".join(map(_holder, held))),
        Fact(pgettext("col", "Original due date"), row.due_original if _is_moved(task) else None, "date"),
        Fact(pgettext("col", "Inherited"), "; ".join(map(_handed, found.leads))),
        Fact(pgettext("col", "Extended"), row.extended or None, "integer"),
        Fact(pgettext("col", "Assigned"), row.assigned_on, "date"),
        Fact(pgettext("col", "Done on"), row.done_on, "date"),
        Fact(pgettext("col", "Days overdue"), row.overdue_days or None, "integer", tone="bad"),
        Fact(pgettext("col", "Progress (%)"), number(row.percent)),
        Fact(pgettext("col", "Quantity"), _quantity(task)),
        Fact(pgettext("col", "Last update"), row.last_progress_on, "date"),
        Fact(field_label("kind_label"), labels.kind(row.kind)),
        Fact(field_label("urgency_label"), labels.urgency(row.urgency)),
        Fact(field_label("taken_over"), _("yes") if task.taken_over else ""),
        Fact(field_label("head_in_person"), _("yes") if task.head_in_person else ""),
        Fact(field_label("key"), row.key, "code"),
        Fact(field_label("document"), row.document, "code"),
        Fact(field_label("document_date"), task.document_date, "date"),
        Fact(field_label("issuer"), task.issuer),
        Fact(field_label("document_subject"), task.document_subject),
        Fact(field_label("linked_documents"), task.linked_documents),
        Fact(field_label("assigner"), task.assigner),
        Fact(field_label("coefficient"), number(task.coefficient) if task.coefficient != 1 else ""),
        Fact(field_label("product"), task.product),
        Fact(field_label("measure"), task.measure),
        Fact(field_label("target"), number(task.target)),
        Fact(field_label("baseline"), number(task.baseline)),
        Fact(field_label("parent"), task.parent, "code"),
        Fact(pgettext("col", "Sub-tasks"), ", ".join(task.children)),
        Fact(field_label("programmes"), ", ".join(task.programmes)),
        Fact(field_label("field"), task.field),
        Fact(field_label("origin_label"), labels.origin(task.origin) if task.origin else ""),
        Fact(pgettext("col", "Series"), _series(task)),
        Fact(pgettext("col", "Registered"), _moment(task.registered_at, zone), "date"),
        Fact(pgettext("col", "Registered by"), task.registered_by),
    )
    yield from (fact for fact in facts if fact.value not in (None, ""))


def _leaders_facts(found: Timeline) -> Iterator[Fact]:
    """Yield what leaders said of a task and how often its units were urged; nothing where nobody did."""
    facts = (
        Fact(pgettext("directing", "Opened by"), "; ".join(map(opener_words, found.openers))),
        Fact(pgettext("directing", "Directions"), _counted(found.directions)),
        Fact(pgettext("directing", "Urged"), _counted_kind(found, "reminder")),
        Fact(pgettext("directing", "Criticised"), _counted_kind(found, "criticism")),
    )
    yield from (fact for fact in facts if fact.value)


def _counted_kind(found: Timeline, kind: str) -> str:
    return _counted([one for one in found.reminders if one.kind == kind])


def _counted(every: Sequence[Direction] | Sequence[Reminder]) -> str:
    """Say how many there are and the day of the last."""
    if not every:
        return ""
    sentence = ngettext("{count} time, on {day}", "{count} times, last on {day}", len(every))
    return sentence.format(count=len(every), day=day_text(every[-1].on))


def _is_moved(task: Task) -> bool:
    """Tell whether the due date was extended, or moved by a suspension."""
    return bool(task.row.extended) or task.row.due_on != task.row.due_original


def _handed(one: LeadChange) -> str:
    """Say from whom a unit has a task, since when and by which document."""
    sentence = _("from {name} ({code}), since {day}")
    if one.document:
        sentence = _("from {name} ({code}), since {day}, {document}")
    return sentence.format(name=one.name, code=one.code, day=day_text(one.on), document=one.document)


def _holder(holder: Holder) -> str:
    """Say who held a task, from when to when, and whether he gave it back or took it over."""
    sentences = {
        (False, False): _("{name} ({code}) from {first}"),
        (False, True): _("{name} ({code}) from {first}, taken over"),
        (True, False): _("{name} ({code}) from {first} to {last}"),
        (True, True): _("{name} ({code}) from {first} to {last}, taken over"),
    }
    if holder.handed_back:
        sentence = _("{name} ({code}) from {first} to {last}, handed back")
    else:
        sentence = sentences[holder.to_on is not None, holder.taken_over]
    return sentence.format(
        name=holder.officer.name,
        code=holder.officer.code,
        first=day_text(holder.from_on),
        last=day_text(holder.to_on) if holder.to_on else "",
    )


def _quantity(task: Task) -> str:
    if task.done_quantity is not None:
        return _("{done} of {assigned}").format(
            done=number(task.done_quantity), assigned=number(task.assigned_quantity)
        )
    return (number(task.assigned_quantity) or "") if task.assigned_quantity != 1 else ""


def _series(task: Task) -> str:
    if task.series is None:
        return ""
    return _("of {code}, for {key}").format(code=task.series, key=task.series_period)


_DAY = len("2026-10-01")


def _moment(text: str, zone: tzinfo) -> datetime | date:
    """Return when a task was registered; of a copy its office told only the day."""
    if len(text) == _DAY:
        return date.fromisoformat(text)
    return parse_utc(text).astimezone(zone)


def _refused_data(done: HistoryEntry) -> dict[str, object]:
    return {
        "entry": done.seq,
        "on": date.fromisoformat(done.today),
        "actor": done.actor,
        "command": done.command,
        "message": done.reason,
    }
