"""What supporting units have to do of a task, and how far they came: for people and for programs."""

from collections.abc import Iterable, Sequence

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.support import Dropped, Left, Part, PartSet, Reported, SupportEntry
from tasktrack.i18n import _, ngettext, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Cell, Column, Report, Table, Tone
from tasktrack.reports.task_fields import due, task_data


def part_set(done: PartSet, *, dry_run: bool) -> Report:
    """Say what a supporting unit has to do now, by when, and what its due date was."""
    row, part = done.task.row, done.after
    words = {"unit": part.unit_name, "code": part.unit, "what": _what(part)}
    more = [_("{unit} ({code}) supports the task: {what}").format(**words)]
    if done.before and done.before.due_on != part.due_on:
        more.append(_("Its due date was {due}.").format(due=due(done.before.due_on, None)))
    data = task_data(done.task) | {
        "supporting": part_data(part),
        "before": part_data(done.before) if done.before else None,
        "warnings": done.warnings,
    }
    return said.report("task support", f"{row.code} {row.title}", data, dry_run=dry_run, more=more)


def dropped(done: Dropped, *, dry_run: bool) -> Report:
    """Say that a unit supports a task no longer."""
    row, part = done.task.row, done.part
    more = [_("{unit} ({code}) supports the task no longer.").format(unit=part.unit_name, code=part.unit)]
    data = task_data(done.task) | {"supporting": None, "before": part_data(part), "warnings": ()}
    return said.report("task support", f"{row.code} {row.title}", data, dry_run=dry_run, more=more)


def logged(done: Reported, *, dry_run: bool) -> Report:
    """Say what a supporting unit reported, and how its part stands."""
    entry, part = done.entry, done.part
    sentence = _("Entry {entry} of {unit} on its part: {code} {title}").format(
        entry=entry.id, unit=entry.unit, code=part.task, title=part.title
    )
    data = {
        "entry": entry.id,
        "task": part.task,
        "title": part.title,
        **part_data(part),
        "on": entry.on,
        "warnings": done.warnings,
    }
    return said.report(
        "log", sentence, data, dry_run=dry_run, more=(f"{echo(entry.on)}; {part_words(part)}",)
    )


def part_data(part: Part, entries: Iterable[SupportEntry] | None = None) -> dict[str, object]:
    """Return a part for programs, with its entries where they are given."""
    data: dict[str, object] = {
        "unit": part.unit,
        "unit_name": part.unit_name,
        "part": part.part,
        "due_on": part.due_on,
        "own_due_on": part.own_due,
        "status": part.status,
        "status_label": part_words(part),
        "late_days": part.days,
        "done_on": part.done_on,
        "done_with_whole": part.with_whole,
        "last_entry_on": part.last_on,
    }
    if entries is None:
        return data
    return data | {"entries": [entry_data(one) for one in entries if one.unit == part.unit]}


def entry_data(entry: SupportEntry) -> dict[str, object]:
    """Return an entry of a supporting unit for programs."""
    return {
        "entry": entry.id,
        "unit": entry.unit,
        "unit_name": entry.unit_name,
        "on": entry.on,
        "done_on": entry.done_on,
        "result": entry.result,
        "obstacle": entry.obstacle,
        "proposal": entry.proposal,
        "evidence": entry.evidence,
        "actor": entry.actor,
        "voided": entry.taken_back,
    }


def part_words(part: Part) -> str:
    """Say how a part stands: in time, overdue, or when it was done."""
    match part.status:
        case "idle":
            return pgettext("part", "not asked for now")
        case "overdue":
            sentence = ngettext("overdue by {count} day", "overdue by {count} days", part.days)
            return sentence.format(count=part.days)
        case "open":
            return pgettext("part", "in time") if part.due_on else pgettext("part", "no deadline")
    day = day_text(part.done_on) if part.done_on else ""
    if part.status == "done-late":
        sentence = ngettext("done on {day}, {count} day late", "done on {day}, {count} days late", part.days)
        done = sentence.format(day=day, count=part.days)
    else:
        done = _("done on {day}").format(day=day)
    return _("{done} (with the whole task)").format(done=done) if part.with_whole else done


def part_tone(part: Part) -> Tone:
    """Return how a part should strike the eye."""
    tones: dict[str, Tone] = {"overdue": "bad", "done-late": "warn", "done-in-time": "good", "idle": "muted"}
    return tones.get(part.status, "")


def part_table(parts: Sequence[Part]) -> Table:
    """List the supporting units of a task with their parts."""
    columns = (
        Column("unit", pgettext("col", "Code"), "code"),
        Column("unit_name", pgettext("col", "Unit")),
        Column("part", pgettext("col", "Its part")),
        Column("due_on", pgettext("col", "Due"), "date"),
        Column("status", pgettext("col", "Status")),
        Column("last_entry_on", pgettext("col", "Last update"), "date"),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.unit, one.unit_name, one.part or "", one.due_on, part_words(one), one.last_on) for one in parts
    ]
    return Table(columns, rows, _("Supporting units"), [part_tone(one) for one in parts])


def entry_words(entry: SupportEntry) -> str:
    """Say what a supporting unit reported."""
    parts = (
        pgettext("undo", "taken back") if entry.taken_back else "",
        _("{unit} on its part").format(unit=entry.unit),
        _("done on {day}").format(day=day_text(entry.done_on)) if entry.done_on else "",
        entry.result or "",
        _("obstacle: {text}").format(text=entry.obstacle) if entry.obstacle else "",
        _("proposal: {text}").format(text=entry.proposal) if entry.proposal else "",
        _("evidence: {text}").format(text=entry.evidence) if entry.evidence else "",
    )
    return "; ".join(part for part in parts if part)


def _what(part: Part) -> str:
    day = due(part.due_on, None)
    sentence = _("due {due}") if part.own_due else _("due as the task: {due}")
    return "; ".join(filter(None, (part.part, sentence.format(due=day))))


def left_words(one: Left) -> str:
    """Say that a unit was taken off the supporting ones, and by what."""
    said_so = _("no longer supports: {unit}").format(unit=f"{one.unit_name} ({one.unit})")
    return "; ".join(filter(None, (said_so, one.reason)))


def left_data(one: Left) -> dict[str, object]:
    """Return a unit that was taken off the supporting ones, for programs."""
    return one._asdict()
