"""The list of tasks: title with the filter in words, chosen columns, tones by status."""

from collections.abc import Iterable
from datetime import date

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.task import Listing, TaskFilter
from tasktrack.errors import UsageFault
from tasktrack.i18n import _, language, ngettext
from tasktrack.reports import labels
from tasktrack.reports.report import Column, Report, Table
from tasktrack.reports.task_fields import columns, row_data, tone
from tasktrack.reports.tree_words import choice_words

DEFAULT = ("code", "title", "lead", "due_on", "status", "percent", "overdue_days", "last_progress_on")


def listing(
    found: Listing,
    today: date,
    *,
    names: str | None = None,
    every_column: bool = False,
    view: str | None = None,
) -> Report:
    """List tasks; `names` are the columns asked for, joined by commas, `view` the saved view that was used.

    Raise UsageFault for a column that does not exist.
    """
    wanted = found.wanted
    known = columns()
    chosen = chosen_columns(names) if names is not None else tuple(known) if every_column else DEFAULT
    heads = tuple(Column(name, known[name].label, known[name].kind) for name in chosen)
    rows = [tuple(known[name].cell(row) for name in chosen) for row in found.rows]
    return Report(
        command="task list",
        title=_title(found.total, wanted, today, view),
        data=[row_data(row) for row in found.rows],
        sections=(Table(heads, rows, tones=[tone(row.status) for row in found.rows]),),
        as_of=today,
        envelope={"total": found.total, "view": view},
        language=language(),
        empty=_("No task passes the filter.") if filter_words(wanted) else _no_tasks(),
        total=found.total,
    )


def filter_words(wanted: TaskFilter) -> list[str]:
    """Say each part of a filter in words."""
    named = (
        (wanted.text, _('with the words "{value}"')),
        (wanted.unit, _("lead {value}")),
        (wanted.support, _("supported by {value}")),
        (wanted.block, _("block {value}")),
        (wanted.officer, _("officer {value}")),
        (wanted.programme, _("programme {value}")),
        (wanted.field, _("field {value}")),
        (wanted.document, _("document {value}")),
        (wanted.assigner, _("assigned by {value}")),
        (wanted.parent, _("sub-tasks of {value}")),
    )
    words = [sentence.format(value=value) for value, sentence in named if value]
    words += choice_words(wanted.choice)
    if wanted.without_parents:
        words.append(_("without tasks that have sub-tasks"))
    if wanted.kinds:
        words.append(_either(labels.kind(kind) for kind in wanted.kinds))
    if wanted.urgency:
        words.append(labels.urgency(wanted.urgency))
    if wanted.statuses:
        words.append(_either(labels.status(status) for status in wanted.statuses))
    return words + _due_words(wanted)


def _due_words(wanted: TaskFilter) -> list[str]:
    words = []
    if wanted.due_from:
        words.append(_("due from {day}").format(day=day_text(wanted.due_from)))
    if wanted.due_to:
        words.append(_("due by {day}").format(day=day_text(wanted.due_to)))
    if wanted.no_due:
        words.append(_("no deadline"))
    if wanted.silent_days is not None:
        words.append(
            ngettext(
                "no update for {count} day or more", "no update for {count} days or more", wanted.silent_days
            ).format(count=wanted.silent_days)
        )
    return words


def _either(words: Iterable[str]) -> str:
    return _(" or ").join(words)


def _title(total: int, wanted: TaskFilter, today: date, view: str | None) -> str:
    count = ngettext("{count} task", "{count} tasks", total).format(count=total)
    named = [_("view {name}").format(name=f"@{view}")] if view else []
    as_of = _("as of {day}").format(day=echo(today))
    return "; ".join((count, *named, *filter_words(wanted), as_of))


def _no_tasks() -> str:
    return _('No tasks yet. Register one: tasktrack task add "TITLE" --lead CODE.')


def chosen_columns(names: str) -> tuple[str, ...]:
    """Return the columns named, joined by commas; raise UsageFault for one that does not exist."""
    known = tuple(columns())
    chosen = tuple(name.strip() for name in names.split(",") if name.strip())
    unknown = [name for name in chosen if name not in known]
    if unknown or not chosen:
        from tasktrack.domain import near  # only a slip asks what was meant

        every = _("Columns: {names}.").format(names=", ".join(known))
        raise UsageFault(
            _("Column {names} is not known.").format(names=", ".join(unknown) or '""'),
            near.remedy(unknown[0], known, every) if unknown else every,
        )
    return tuple(dict.fromkeys(chosen))
