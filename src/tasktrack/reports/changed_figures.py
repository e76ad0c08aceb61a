"""What is said of a period that was opened again: why, and what its figures say now that they did not say before."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from tasktrack.domain.dates import day_text
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.ranking import OPEN, Basis, RankRow
from tasktrack.domain.reopening import Changed, FactChange, FactValue, Reopening, TaskChange
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import changed_books, labels, rank
from tasktrack.reports.report import Column, Lines, Section, Table

_NOTHING = "–"


def reopened_lines(basis: Basis) -> tuple[str, ...]:
    """Say of every reopening of the period what it means for these figures."""
    return tuple(_reopened_line(one, basis) for one in basis.reopened)


def _reopened_line(one: Reopening, basis: Basis) -> str:
    if one.revision > basis.revision:
        sentence = _(
            "No longer in force: reopened as no. {revision} on {day} by {who}, document {document}, because: {reason}"
        )
    elif one.revision == basis.revision and basis.state == OPEN:
        sentence = _(
            "Open again, to be closed as no. {revision}; reopened on {day} by {who}, document {document},"
            " because: {reason}"
        )
    else:
        sentence = _(
            "Closed again as no. {revision}; reopened on {day} by {who}, document {document}, because: {reason}"
        )
    return sentence.format(**_words(one))


def reopened_line(one: Reopening) -> str:
    """Say when, by whom, by which document and why a period was opened again."""
    sentence = _("Reopened as no. {revision} on {day} by {who}, document {document}, because: {reason}")
    return sentence.format(**_words(one))


def _words(one: Reopening) -> dict[str, object]:
    return {
        "revision": one.revision,
        "day": day_text(one.on),
        "who": one.decided_by,
        "document": one.document,
        "reason": one.reason,
    }


def reopened_data(reopened: Sequence[Reopening]) -> list[dict[str, object]]:
    """Return reopenings for programs."""
    return [
        {
            "revision": one.revision,
            "on": one.on,
            "decided_by": one.decided_by,
            "document": one.document,
            "reason": one.reason,
        }
        for one in reopened
    ]


def sections(changed: Changed) -> tuple[Section, ...]:
    """Show who stands otherwise than before, and the settings, marks and tasks behind it."""
    title = _("What changed since closing no. {revision}").format(revision=changed.revision)
    books = changed_books.sections(changed)
    if not changed.comparable:
        told = Lines((_("That closing did not run this scheme: there is nothing to compare."),), title)
        return (told, *books)
    tables = (
        _settings(changed) if changed.settings else None,
        _subjects(changed) if changed.subjects else None,
        _marks(changed) if changed.marks else None,
        _tasks(changed) if changed.tasks else None,
    )
    found = (*(table for table in tables if table), *books)
    return (Lines((title,)), *found) if found else (Lines((_("Nothing differs."),), title),)


def _subjects(changed: Changed) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("score", pgettext("col", "Score")),
        Column("rank", pgettext("col", "Rank")),
        Column("class", pgettext("col", "Class")),
    )
    rows = [
        (
            one.code,
            one.name,
            _pair(_score(one.before), _score(one.after)),
            _pair(_rank(one.before), _rank(one.after)),
            _pair(_class(one.before), _class(one.after)),
        )
        for one in changed.subjects
    ]
    return Table(columns, rows, _("Scores, ranks and classes"))


def _marks(changed: Changed) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("criterion", pgettext("col", "Criterion")),
        Column("before", pgettext("col", "Before"), "decimal"),
        Column("after", pgettext("col", "After"), "decimal"),
    )
    rows = [(one.code, f"{one.criterion} {one.label}", one.before, one.after) for one in changed.marks]
    return Table(columns, rows, _("Marks"))


def _tasks(changed: Changed) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("fact", pgettext("col", "Fact")),
        Column("before", pgettext("col", "Before")),
        Column("after", pgettext("col", "After")),
    )
    rows = [
        (task.code, "" if number else task.title, *cells)
        for task in changed.tasks
        for number, cells in enumerate(_fact_rows(task))
    ]
    title = _("Tasks whose facts differ: {count}").format(count=len(changed.tasks))
    return Table(columns, rows, title)


def _fact_rows(task: TaskChange) -> Iterator[tuple[str, str, str]]:
    if task.how != "changed":
        counted = (_("no"), _("yes"))
        yield (_("counted"), *(counted if task.how == "added" else reversed(counted)))
    for fact in task.facts:
        yield fact_label(fact.name, task.role), _told(fact, fact.before), _told(fact, fact.after)


def _settings(changed: Changed) -> Table:
    columns = (
        Column("name", pgettext("col", "Setting"), "code"),
        Column("before", pgettext("col", "Before")),
        Column("after", pgettext("col", "After")),
    )
    rows = [(one.name, one.before or _NOTHING, one.after or _NOTHING) for one in changed.settings]
    return Table(columns, rows, _("The scheme"))


def _pair(before: str, after: str) -> str:
    """Write both, or the one value that they share."""
    if before == after:
        return after
    return _("{before} -> {after}").format(before=before, after=after)


def _score(row: RankRow | None) -> str:
    if row is None or row.points is None:
        return _NOTHING
    return decimal_text(row.points, 2, language=language())


def _rank(row: RankRow | None) -> str:
    if row is None or row.rank is None:
        return _NOTHING
    return f"{row.rank}{'=' if row.tied else ''}"


def _class(row: RankRow | None) -> str:
    return rank.class_words(row) if row else _NOTHING


def fact_label(name: str, role: str) -> str:
    """Return the words for a fact of a task in a role."""
    if name == "subject":
        return {
            "officer": pgettext("col", "Officer"),
            "support": pgettext("col", "Support"),
        }.get(role, pgettext("col", "Lead"))
    return {
        "state": pgettext("col", "State"),
        "due_on": pgettext("col", "Due"),
        "done_on": pgettext("col", "Done on"),
        "completed_on": pgettext("col", "Reported done on"),
        "on_time": pgettext("col", "On time"),
        "percent": pgettext("col", "Progress (%)"),
        "quantity": pgettext("col", "Quantity done"),
        "reviewed_quantity": pgettext("col", "Quantity reviewed"),
        "assigned_quantity": pgettext("col", "Quantity assigned"),
        "coefficient": pgettext("col", "Coefficient"),
        "reviewed": pgettext("col", "Reviewed"),
        "failed_reviews": pgettext("col", "Failed reviews"),
        "exceeded": pgettext("col", "Exceeded"),
        "exempt": pgettext("col", "Objective cause"),
        "extended": pgettext("col", "Extended"),
        "inherited": pgettext("col", "Inherited"),
        "kind": pgettext("col", "Kind"),
        "urgency": pgettext("col", "Urgency"),
        "taken_over": pgettext("col", "Taken over"),
        "head_in_person": pgettext("col", "Head in person"),
        "assigned_on": pgettext("col", "Assigned"),
        "last_on": pgettext("col", "Last update"),
    }[name]


def _told(fact: FactChange, value: FactValue) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Fraction):
        return decimal_text(value, 3, language=language(), trim=True)
    words = _WORDS.get(fact.name)
    return words(str(value)) if words else str(value)


def _state(code: str) -> str:
    return {
        "open": pgettext("task-state", "Not done"),
        "done": pgettext("task-state", "Done"),
    }.get(code) or labels.status(code)


_WORDS = {"state": _state, "kind": labels.kind, "urgency": labels.urgency}


def data(changed: Changed) -> dict[str, object]:
    """Return the differences for programs."""
    return {
        "revision": changed.revision,
        "comparable": changed.comparable,
        "subjects": [
            {"subject": one.code, "name": one.name, "before": _row(one.before), "after": _row(one.after)}
            for one in changed.subjects
        ],
        "marks": [
            {
                "subject": one.code,
                "criterion": one.criterion,
                "label": one.label,
                "before": one.before,
                "after": one.after,
            }
            for one in changed.marks
        ],
        "tasks": [_task(one) for one in changed.tasks],
        "settings": [
            {"name": one.name, "before": one.before or None, "after": one.after or None}
            for one in changed.settings
        ],
        **changed_books.data(changed),
    }


def _row(row: RankRow | None) -> Mapping[str, object] | None:
    if row is None:
        return None
    return {
        "score": row.points,
        "score_text": None if row.points is None else _score(row),
        "rank": row.rank,
        "tied": row.tied,
        "class": row.reached.code,
        "class_label": rank.class_words(row),
    }


def _task(task: TaskChange) -> dict[str, object]:
    return {
        "code": task.code,
        "title": task.title,
        "role": task.role,
        "change": task.how,
        "facts": [
            {
                "fact": fact.name if fact.name != "subject" else task.role,
                "label": fact_label(fact.name, task.role),
                "before": fact.before,
                "after": fact.after,
            }
            for fact in task.facts
        ],
    }
