"""A list of unfinished tasks by who answers for them: a table of counts with its check, then a list for each."""

from collections.abc import Callable, Iterator, Sequence

from tasktrack.domain.grouping import NO_DEADLINE, OVERDUE, Group, Grouped, Limits
from tasktrack.domain.task import TaskRow
from tasktrack.i18n import _, pgettext
from tasktrack.reports.report import Cell, Column, Section, Table
from tasktrack.reports.task_lines import sentences

# What is listed of a group: its rows under a title.
Listed = Callable[[Sequence[TaskRow], str], Section]
# A column of the counts: its key, its heading and the buckets that it adds up.
_Count = tuple[str, str, tuple[str, ...]]


def sections(found: Grouped, form: str, listed: Listed) -> Iterator[Section]:
    """Yield the counts with their total, the check, and the tasks of each group that has any to list."""
    yield _counts(found)
    yield sentences([*_notes(found), _check(found)], form)
    for group in found.groups:
        if group.rows:
            yield listed(group.rows, f"{_name(found.by, group)} ({len(group.rows)})")


def envelope(found: Grouped | None) -> dict[str, object]:
    """Return the groups with their counts for programs, None where nothing was grouped."""
    if found is None:
        return {"by": None, "groups": None}
    return {
        "by": found.by,
        "overdue_bucket_days": found.limits.days,
        "no_deadline_months": found.limits.months,
        "groups": [
            {"group": group.key, "group_name": group.name, **group.counts, "total": len(group.rows)}
            for group in found.groups
        ],
    }


def group_data(found: Grouped | None) -> dict[object, dict[str, object]]:
    """Return what each task has beside its fields, by its code: the group that it is of."""
    if found is None:
        return {}
    return {
        row.code: {"group": group.key, "group_name": group.name}
        for group in found.groups
        for row in group.rows
    }


def group_keys(found: Grouped | None) -> tuple[str, ...]:
    """Return the fields that grouping adds to a row."""
    return ("group", "group_name") if found else ()


def _name(by: str, group: Group) -> str:
    if group.name is not None:
        return f"{group.name}, {group.key}" if by == "officer" else group.name
    return {
        "officer": _("Without an officer"),
        "assigner": _("Without an assigner"),
        "field": _("Without a field"),
    }[by]


def _counts(found: Grouped) -> Table:
    counts = list(_columns(found))
    has_codes = found.by in ("unit", "officer")
    head = Column("group", pgettext("col", "Code"), "code")
    columns = (
        *([head] if has_codes else []),
        *(Column(key, label, "integer") for key, label, _buckets in counts),
        Column("group_name", pgettext("col", "Name")),
    )

    def row(code: str, name: str, groups: Sequence[Group]) -> tuple[Cell, ...]:
        numbers = [
            sum(group.counts[one] for group in groups for one in buckets) for _key, _label, buckets in counts
        ]
        return (*([code] if has_codes else []), *numbers, name)

    rows = [row(group.key or "", group.name or _name(found.by, group), [group]) for group in found.groups]
    total = row("", pgettext("directing", "Total"), found.groups)
    return Table(columns, rows, _by_words(found.by), total=total)


def _by_words(by: str) -> str:
    return {
        "unit": _("By unit"),
        "officer": _("By officer"),
        "assigner": _("By assigner"),
        "field": _("By field"),
    }[by]


def _columns(found: Grouped) -> Iterator[_Count]:
    """Yield the columns; overdue tasks and those without a due date have a total each where both are counted."""
    labels = _labels(found.limits)
    buckets = tuple(found.buckets)
    if buckets == (*OVERDUE, *NO_DEADLINE):
        yield from ((name, labels[name], (name,)) for name in OVERDUE)
        yield "overdue", pgettext("directing", "Overdue"), OVERDUE
        yield from ((name, labels[name], (name,)) for name in NO_DEADLINE)
        yield "no_deadline", pgettext("directing", "No deadline"), NO_DEADLINE
        return
    yield from ((name, labels[name], (name,)) for name in buckets)
    yield "total", pgettext("directing", "Total"), buckets


def _labels(limits: Limits) -> dict[str, str]:
    days, months = limits
    return {
        "reported": pgettext("directing", "Reported on"),
        "not_reported": pgettext("directing", "Never reported on"),
        "in_time": pgettext("directing", "In time"),
        "overdue_up_to": pgettext("directing", "Overdue to {days}").format(days=days),
        "overdue_over": pgettext("directing", "Over {days}").format(days=days),
        "no_deadline_up_to": pgettext("directing", "No date to {months}").format(months=months),
        "no_deadline_over": pgettext("directing", "Over {months}").format(months=months),
    }


def _notes(found: Grouped) -> tuple[str, ...]:
    if "overdue_over" not in found.buckets:
        return ()
    return (
        _(
            "Overdue: up to {days} days, and over. No due date: assigned up to {months} months ago, and over."
        ).format(**found.limits._asdict()),
    )


def _check(found: Grouped) -> str:
    """Say how the buckets add up."""
    numbers = {name: found.total(name) for name in found.buckets}
    words = numbers | {"days": found.limits.days, "months": found.limits.months}
    if "reported" in numbers:
        return _("Check: {reported} reported on + {not_reported} never = {total}").format(
            **words, total=sum(numbers.values())
        )
    if "in_time" in numbers:
        return _(
            "Check: {in_time} in time + {overdue_up_to} overdue up to {days} days + {overdue_over} over"
            " + {no_deadline_up_to} without a due date, assigned up to {months} months ago + {no_deadline_over}"
            " over = {total}"
        ).format(**words, total=sum(numbers.values()))
    return _(
        "Check: {overdue_up_to} up to {days} days + {overdue_over} over = {overdue} overdue; without a due date,"
        " not listed: {no_deadline_up_to} assigned up to {months} months ago + {no_deadline_over} over ="
        " {no_deadline}"
    ).format(**words, overdue=found.total(*OVERDUE), no_deadline=found.total(*NO_DEADLINE))
