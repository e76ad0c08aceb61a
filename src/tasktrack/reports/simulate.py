"""A simulated score beside the one that stands."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tasktrack.domain.dates import day_text
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period import label
from tasktrack.domain.ranking import RankRow, reason_text
from tasktrack.domain.reopening import FactChange, FactValue, TaskChange
from tasktrack.domain.simulation import LineChange, Simulation
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels, rank
from tasktrack.reports.changed_figures import fact_label
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table

_NOTHING = "–"
_PLACES = 6


def simulation(found: Simulation) -> Report:
    """Show what is supposed, the score, class and rank before and after, and the lines that change."""
    basis, subject = found.basis, found.before.subject
    return Report(
        command="score simulate",
        title=_("What if: {name}, {period}").format(name=subject.name, period=label(basis.period.key)),
        data={
            "subject": subject.code,
            "name": subject.name,
            "block": subject.block,
            "before": _row_data(found.before, found),
            "after": _row_data(found.after, found),
            "changes": [_line_data(one) for one in found.lines],
            "edits": [*map(_task_data, found.tasks), *_mark_data(found), *_setting_data(found)],
            "others": {"ranks": found.others.ranks, "classes": found.others.classes},
            "written": False,
        },
        sections=tuple(_sections(found)),
        as_of=basis.as_of,
        envelope=rank.envelope(basis) | {"state": "simulated", "over_closing": found.over},
        language=language(),
    )


def _sections(found: Simulation) -> Iterator[Section]:
    yield Lines(tuple(_on_what(found)))
    if found.tasks or found.marks or found.settings:
        yield _supposed(found)
    yield _result(found)
    if found.lines:
        yield _lines(found)
    yield Lines(tuple(_others(found)))


def _on_what(found: Simulation) -> Iterator[str]:
    basis = found.basis
    yield _("Scheme: {title} ({code}, version {version})").format(
        title=basis.title, code=basis.scheme, version=basis.version
    )
    yield _("Data from {first} to {last}, as of {day}").format(
        first=day_text(basis.window.from_on), last=day_text(basis.window.cut_on), day=day_text(basis.as_of)
    )
    if found.over is None:
        yield _("Simulated over the books: nothing is written")
    else:
        yield _("Simulated over closing no. {revision}: nothing is written, the closed figures stay").format(
            revision=found.over
        )
    if found.ahead:
        yield _("Both columns are as of {day}, as if nothing else happened until then").format(
            day=day_text(basis.as_of)
        )


def _supposed(found: Simulation) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "What")),
        Column("fact", pgettext("col", "Fact")),
        Column("before", pgettext("col", "Before")),
        Column("after", pgettext("col", "After")),
    )
    rows: list[tuple[Cell, ...]] = [
        (task.code, "" if number else task.title, *cells)
        for task in found.tasks
        for number, cells in enumerate(_fact_rows(task))
    ]
    rows += [
        (one.criterion, one.label, pgettext("col", "Points"), _number(one.before), _number(one.after))
        for one in found.marks
    ]
    rows += [("", one.name, pgettext("col", "Setting"), one.before, one.after) for one in found.settings]
    return Table(columns, rows, _("Supposed"))


def _fact_rows(task: TaskChange) -> Iterator[tuple[str, str, str]]:
    if task.how != "changed":
        counted = (_("no"), _("yes"))
        yield (_("counted"), *(counted if task.how == "added" else reversed(counted)))
    for fact in task.facts:
        yield fact_label(fact.name, task.role), _told(fact, fact.before), _told(fact, fact.after)
    if task.how == "changed" and not task.facts:
        yield (_("nothing changes"), "", "")


def _told(fact: FactChange, value: FactValue) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Fraction):
        return _number(value)
    return _state(str(value)) if fact.name == "state" else str(value)


def _state(code: str) -> str:
    return {
        "open": pgettext("task-state", "Not done"),
        "done": pgettext("task-state", "Done"),
    }.get(code) or labels.status(code)


def _number(value: Fraction | None) -> str:
    return _NOTHING if value is None else decimal_text(value, _PLACES, language=language(), trim=True)


def _result(found: Simulation) -> Table:
    basis = found.basis
    columns = (
        Column("what", ""),
        Column("before", pgettext("col", "Before")),
        Column("after", pgettext("col", "After")),
    )
    rows = [
        (pgettext("col", "Score"), *(_points(row.points) for row in _both(found))),
        *(
            ((pgettext("col", "Index (%)"), *(_points(row.score) for row in _both(found))),)
            if basis.is_index
            else ()
        ),
        (rank.class_heading(basis), *(rank.class_words(row) for row in _both(found))),
        *(
            ((pgettext("col", "Decided"), *(rank.decided_words(row, basis) for row in _both(found))),)
            if found.before.decided is not None
            else ()
        ),
        (_place_heading(found), *(_place(row) for row in _both(found))),
    ]
    if any(row.reason for row in _both(found)):
        rows.append((pgettext("col", "Note"), *(reason_text(row.reason) for row in _both(found))))
    return Table(columns, rows)


def _both(found: Simulation) -> tuple[RankRow, RankRow]:
    return found.before, found.after


def _place_heading(found: Simulation) -> str:
    block = found.before.subject.block
    if block is None:
        return pgettext("col", "Rank")
    if rank.of_officers(found.basis):
        return _("Rank in unit {unit}").format(unit=block)
    return _("Rank in block {block}").format(block=block)


def _points(value: Fraction | None) -> str:
    return _NOTHING if value is None else decimal_text(value, 2, language=language())


def _place(row: RankRow) -> str:
    return _NOTHING if row.rank is None else f"{row.rank}{'=' if row.tied else ''}"


def _lines(found: Simulation) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("label", pgettext("col", "Criterion")),
        Column("before", pgettext("col", "Before"), "decimal", 4),
        Column("after", pgettext("col", "After"), "decimal", 4),
        Column("change", pgettext("simulate", "Change"), "decimal", 4),
        Column("reason", pgettext("col", "Note")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            "  " * one.after.level + one.after.code,
            one.after.label,
            one.before.value,
            one.after.value,
            _difference(one),
            reason_text(one.after.reason),
        )
        for one in found.lines
    ]
    return Table(columns, rows, _("What changes"))


def _difference(one: LineChange) -> Fraction | None:
    before, after = one.before.value, one.after.value
    return None if before is None or after is None else after - before


def _others(found: Simulation) -> Iterator[str]:
    if not found.lines and found.before == found.after:
        yield _("Nothing changes for {name}.").format(name=found.before.subject.name)
    ranks, classes = found.others
    if ranks:
        yield ngettext(
            "{count} other would have another rank.", "{count} others would have another rank.", ranks
        ).format(count=ranks)
    else:
        yield _("Nobody else would have another rank.")
    if classes:
        yield (
            ngettext(
                "{count} other would have another class.", "{count} others would have another class.", classes
            )
            if found.basis.gives_class
            else ngettext(
                "{count} other would be in another band.", "{count} others would be in another band.", classes
            )
        ).format(count=classes)


def _row_data(row: RankRow, found: Simulation) -> dict[str, object]:
    told = rank.data(row, found.basis)
    return {name: value for name, value in told.items() if name not in ("subject", "name", "block", "change")}


def _line_data(one: LineChange) -> dict[str, object]:
    return {
        "code": one.after.code,
        "label": one.after.label,
        "source": one.after.source,
        "before": one.before.value,
        "after": one.after.value,
        "difference": _difference(one),
        "max_before": one.before.maximum,
        "max_after": one.after.maximum,
        "reason_before": reason_text(one.before.reason) or None,
        "reason_after": reason_text(one.after.reason) or None,
    }


def _task_data(task: TaskChange) -> dict[str, object]:
    return {
        "kind": "task",
        "code": task.code,
        "title": task.title,
        "change": task.how,
        "facts": [
            {
                "fact": fact.name,
                "label": fact_label(fact.name, task.role),
                "before": fact.before,
                "after": fact.after,
            }
            for fact in task.facts
        ],
    }


def _mark_data(found: Simulation) -> Iterator[dict[str, object]]:
    for one in found.marks:
        fact = {
            "fact": "points",
            "label": pgettext("col", "Points"),
            "before": one.before,
            "after": one.after,
        }
        yield {
            "kind": "mark",
            "code": one.criterion,
            "title": one.label,
            "change": "changed",
            "facts": [fact],
        }


def _setting_data(found: Simulation) -> Iterator[dict[str, object]]:
    for one in found.settings:
        fact = {
            "fact": "value",
            "label": pgettext("col", "Value"),
            "before": one.before,
            "after": one.after,
        }
        yield {"kind": "setting", "code": one.name, "title": None, "change": "changed", "facts": [fact]}
