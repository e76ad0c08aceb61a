"""The sheet of one unit in a period: figures, rank and score, tasks, reports, reminders, obstacles."""

from collections.abc import Iterable, Iterator
from datetime import date

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.period import label
from tasktrack.domain.ranking import Line, reason_text
from tasktrack.domain.unit_sheet import LISTS, UnitSheet, UnitTask
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels, on_paper, period_counts, period_lists, rank
from tasktrack.reports.period_changes import urged_data
from tasktrack.reports.period_data import obstacle_data, said_data
from tasktrack.reports.period_lists import Style, bullet
from tasktrack.reports.period_report import state_words
from tasktrack.reports.period_words import number
from tasktrack.reports.report import Cell, Column, Fact, Facts, Lines, Report, Section, Table
from tasktrack.reports.task_fields import due, tone
from tasktrack.reports.task_fields import number as exact
from tasktrack.reports.task_lines import MACHINES, sentences

_PLACES = 2
_NO_DAY = date(2000, 1, 1)


def sheet(found: UnitSheet, form: str, limit: int = 0) -> Report:
    """Print the sheet of a unit; csv and tsv hold its tasks. At most `limit` rows of each list are shown, 0 for all."""
    machine, told = form in MACHINES, found.told
    rows = [_task_data(task) for task in found.tasks]
    period = on_paper.period_words(told.period.key)
    return Report(
        command="report unit",
        title=_("Sheet of {unit}, {period}").format(unit=found.name, period=label(told.period.key)),
        data=rows if machine else _data(found) | {"tasks": rows},
        sections=(_machine_heading(),) if machine else tuple(_sections(found, Style(form, limit))),
        as_of=told.span.as_of,
        envelope={
            "office": told.office,
            "unit": found.code,
            "period": str(told.period.key),
            "from": told.span.from_on,
            "to": told.span.cut_on,
            "state": told.state,
            "provisional": not told.is_closed,
            "revision": told.revision,
            "seal": told.seal,
        },
        language=language(),
        paper=on_paper.report_paper(
            _("Situation and results of the tasks of {unit}, {period}").format(unit=found.name, period=period)
        ),
    )


def _sections(found: UnitSheet, style: Style) -> Iterator[Section]:
    parts = (
        (_("General information"), _head(found)),
        (_("Tasks by state and kind"), period_counts.sections(found.told, style.form)),
        (_("Rank and score"), _score(found, style.form)),
        (_("Tasks of the unit"), _tasks(found, style)),
        (_("Reports and reminders"), _reports(found)),
        (_("Obstacles and proposals"), period_lists.obstacle_sections(found.told, style)),
    )
    for place, (title, sections) in enumerate(parts, 1):
        first, *others = list(sections) or [Lines((_("None."),))]
        yield first._replace(title=f"{place}. {title}")
        yield from others


def _head(found: UnitSheet) -> Iterator[Section]:
    span = found.told.span
    facts = (
        Fact(_("Office"), found.told.office),
        Fact(pgettext("col", "Unit"), f"{found.name} ({found.code})"),
        Fact(pgettext("col", "Block"), found.block or "–"),
        Fact(_("Period"), f"{label(found.told.period.key)} ({found.told.period.key})"),
        Fact(_("Data window"), f"{echo(span.from_on)} – {echo(span.cut_on)}"),
        Fact(_("As of"), echo(span.as_of)),
        Fact(_("State"), state_words(found.told)),
    )
    yield Facts(facts)


def _score(found: UnitSheet, form: str) -> Iterator[Section]:
    row, table = found.row, found.ranking
    if row is None or table is None:
        yield sentences([found.no_score or _("The unit has no place in the ranked table.")], form)
        return
    basis = table.basis
    place = _("{place} of {count} in block {block}").format(
        place=rank.place_text(row), count=number(found.ranked), block=found.block or "–"
    )
    scheme = _("{title} ({code}, version {version})").format(
        title=basis.title, code=basis.scheme, version=basis.version
    )
    reason = (Fact(pgettext("col", "Note"), reason_text(row.reason)),) if row.reason else ()
    decided = (Fact(pgettext("col", "Decided"), rank.decided_words(row, basis)),) if row.decided else ()
    yield Facts(
        (
            Fact(pgettext("col", "Scheme"), scheme),
            Fact(pgettext("col", "Rank"), place if row.rank else "–"),
            Fact(pgettext("col", "Score"), row.points, "decimal", _PLACES),
            Fact(pgettext("col", "Maximum"), row.maximum, "decimal", _PLACES),
            Fact(rank.class_heading(basis), rank.class_words(row)),
            *decided,
            *reason,
        )
    )
    if found.explanation is not None:
        yield _lines(line for line in found.explanation.lines if line.source != "measure")


def _lines(lines: Iterable[Line]) -> Table:
    """Show what the score is made of; how each line was reckoned is told by score explain."""
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("label", pgettext("col", "Criterion")),
        Column("substituted", pgettext("form", "Formula with its numbers")),
        Column("value", pgettext("col", "Value"), "decimal", _PLACES),
        Column("max", pgettext("col", "Maximum"), "decimal", _PLACES),
    )
    rows: list[tuple[Cell, ...]] = [
        (line.code, "  " * line.level + line.label, line.substituted, line.value, line.maximum)
        for line in lines
    ]
    return Table(columns, rows, _("What the score is made of"))


def _tasks(found: UnitSheet, style: Style) -> Iterator[Section]:
    counts = [len(found.listed(name)) for name in LISTS if name != "left_out"]
    if not found.tasks:
        return
    yield sentences(
        [
            _(
                "Check: {late} done late + {overdue} overdue + {held} suspended, returned or awaiting review"
                " + {open} open in time + {done} done in time = {total} tasks of the period"
            ).format(
                late=number(counts[0]),
                overdue=number(counts[1]),
                held=number(counts[2]),
                open=number(counts[3]),
                done=number(counts[4]),
                total=number(sum(counts)),
            )
        ],
        style.form,
    )
    titles = {
        "done_late": _("Finished late"),
        "overdue": _("Overdue, not reported done"),
        "held": _("Suspended, returned or awaiting review"),
        "open": _("Open, in time"),
        "done_in_time": _("Done in time"),
        "left_out": _("Left out for incomplete information"),
    }
    for name, title in titles.items():
        rows = found.listed(name)
        if name in ("done_late", "overdue"):
            rows.sort(key=lambda task: -task.days)
        if rows:
            yield _list(rows, style, title)


def _list(rows: list[UnitTask], style: Style, title: str) -> Section:
    """List tasks; a column in which no task has anything is left out."""
    done = any(task.done_on for task in rows)
    late = any(task.days for task in rows)
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("document", pgettext("task", "Document"), "code"),
        Column("due_on", pgettext("col", "Due"), "date"),
        *((Column("done_on", pgettext("col", "Done on"), "date"),) if done else ()),
        *((Column("days", pgettext("col", "Days overdue"), "integer"),) if late else ()),
        *(() if done else (Column("percent", pgettext("col", "Progress (%)"), "percent"),)),
        Column("status", pgettext("col", "Status")),
    )

    def cells(task: UnitTask) -> tuple[Cell, ...]:
        return (
            task.code,
            task.title,
            task.document or "",
            labels.due(task.due_on, task.due_text),
            *((task.done_on,) if done else ()),
            *((task.days or None,) if late else ()),
            *(() if done else (exact(task.percent),)),
            labels.status(status(task)),
        )

    made = period_lists.listed(rows, style, title, columns, cells, _task_lines)
    return made._replace(tones=[tone(status(task)) for task in rows]) if isinstance(made, Table) else made


def status(task: UnitTask) -> str:
    """Return the status of a task in the words of a listing."""
    names = {
        "due_soon": "due-soon",
        "overdue_long": "overdue",
        "overdue_short": "overdue",
        "done_early": "done-early",
        "done_on_time": "done-on-time",
        "done_late": "done-late",
        "done_no_deadline": "done-no-deadline",
    }
    started = "in-progress" if task.last_on else "not-started"
    return names.get(task.bucket) or (started if task.state == "open" else task.state)


def _task_lines(task: UnitTask) -> list[str]:
    days = ngettext("{count} day overdue", "{count} days overdue", task.days).format(count=task.days)
    done = _("done on {day}").format(day=day_text(task.done_on)) if task.done_on else ""
    when = due(task.due_on, task.due_text)
    return bullet(
        task.code,
        task.title,
        (
            _("due {due}").format(due=when) if task.due_on else when,
            done,
            days if task.days else "",
            labels.status(status(task)),
        ),
    )


def _reports(found: UnitSheet) -> Iterator[Section]:
    """Say how often the unit reported, and how often it was urged."""
    told = found.reporting
    said = [
        Fact(_("Entries in the period"), told.entries, "integer"),
        Fact(_("Days with entries"), told.days, "integer"),
        Fact(pgettext("col", "Last update"), told.last_on, "date"),
        Fact(
            ngettext(
                "Open without update for {days} day or more",
                "Open without update for {days} days or more",
                found.silent_days,
            ).format(days=found.silent_days),
            found.silent,
            "integer",
        ),
    ]
    words = {
        "reminders": pgettext("period-report", "Reminders"),
        "criticisms": pgettext("period-report", "Criticisms"),
        "refusals": pgettext("period-report", "Refusals"),
        "handed_out": pgettext("period-report", "Handed out"),
        "handed_in": pgettext("period-report", "Handed in"),
    }
    urged = found.told.urged
    said += [Fact(title, getattr(urged[0], name) if urged else 0, "integer") for name, title in words.items()]
    yield Facts(tuple(said))


def _machine_heading() -> Table:
    nobody = UnitTask(0, "", "", None, "regular", "later", "open", _NO_DAY, None, None, None, None, 0, None)
    return Table(tuple(Column(name, name) for name in _task_data(nobody)), ())


def _task_data(task: UnitTask) -> dict[str, object]:
    return {
        "code": task.code,
        "title": task.title,
        "document": task.document,
        "kind": task.kind,
        "kind_label": labels.kind(task.kind),
        "status": status(task),
        "status_label": labels.status(status(task)),
        "assigned_on": task.assigned_on,
        "due_on": task.due_on,
        "done_on": task.done_on,
        "percent": task.percent,
        "overdue_days": task.days,
        "last_progress_on": task.last_on,
        "result": task.result,
        "left_out": task.bucket == "left_out",
    }


def _data(found: UnitSheet) -> dict[str, object]:
    told, row = found.told, found.row
    lines = found.explanation.lines if found.explanation else ()
    return {
        "unit": found.code,
        "name": found.name,
        "block": found.block,
        **period_counts.counts_data(told.counts),
        "score": None if row is None or found.ranking is None else rank.data(row, found.ranking.basis),
        "ranked": found.ranked,
        "no_score": found.no_score or None,
        "lines": [
            {
                "code": line.code,
                "label": line.label,
                "substituted": line.substituted,
                "value": line.value,
                "max": line.maximum,
            }
            for line in lines
            if line.source != "measure"
        ],
        "reports": found.reporting._asdict() | {"silent": found.silent, "stale_days": found.silent_days},
        "reminders": urged_data(told.urged[0]) if told.urged else None,
        "obstacles": [obstacle_data(one) for one in told.obstacles.reported],
        "obstacles_carried_in": [obstacle_data(one) for one in told.obstacles.carried_in],
        "support_obstacles": [said_data(one) for one in told.obstacles.supporting],
    }
