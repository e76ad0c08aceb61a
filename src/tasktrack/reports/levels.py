"""Tasks rolled up the levels of units: a row a unit, a check line a level, and the units that ended."""

from collections.abc import Iterator, Sequence

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.levels import Ended, Levels, LevelSum, Node
from tasktrack.domain.period import label
from tasktrack.domain.period_figures import Figures, ratios
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import on_paper, succession
from tasktrack.reports.period_charts import standing
from tasktrack.reports.period_counts import figures_data, left_out_check, standing_checks
from tasktrack.reports.period_words import PERCENT_PLACES, number, ratios_data, standing_words
from tasktrack.reports.report import Cell, Chart, Column, Fact, Facts, Report, Section, Table, Tone
from tasktrack.reports.task_lines import MACHINES, sentences
from tasktrack.reports.tree_words import choice_data, choice_words

_SHARES = ("done_of_assigned", "on_time_of_done")
_MOST_BARS = 40  # more cannot be read in one chart


def levels(told: Levels, form: str) -> Report:
    """Show the levels: two tables of units, check lines and who ended; csv and tsv hold a row a unit."""
    span = told.span
    machine = form in MACHINES
    return Report(
        command="report levels",
        title="; ".join((_title(told), *choice_words(told.choice))),
        data=[_node_data(one) for one in told.nodes],
        sections=(_heading(),) if machine else tuple(_sections(told, form)),
        as_of=span.as_of,
        envelope={
            "office": told.office,
            "period": str(told.period.key) if told.period else None,
            "from": span.from_on if told.period else None,
            "to": span.cut_on,
            "state": told.state,
            "provisional": told.seal is None,
            "revision": told.revision,
            "seal": told.seal,
            **choice_data(told.choice),
            "figures": figures_data(told.total),
            "ratios": ratios_data(told.total),
            "levels": [_sum_data(one) for one in told.sums],
            "ended": [_ended_data(one) for one in told.ended],
        },
        language=language(),
        empty=_("No units yet. Add one: tasktrack unit add CODE NAME."),
        paper=on_paper.report_paper(_subject(told))._replace(landscape=True, inline=True),
    )


def _title(told: Levels) -> str:
    if told.period is None:
        return _("Tasks by level of units, as of {day}").format(day=echo(told.span.as_of))
    return _("Tasks by level of units, {period}").format(period=label(told.period.key))


def _subject(told: Levels) -> str:
    """Return what the report says it is about, on paper."""
    if told.period is None:
        words = _("Tasks by level of units, as of {day}").format(day=day_text(told.span.as_of))
    else:
        words = _("Tasks by level of units, {period}").format(period=on_paper.period_words(told.period.key))
    return "; ".join((words, *choice_words(told.choice, code=False)))


def _sections(told: Levels, form: str) -> Iterator[Section]:
    if told.is_empty:
        return
    yield _head(told)
    yield sentences(_how_counted(told), form)
    yield _done(told)
    yield _in_progress(told)
    yield sentences(_checks(told), form, _("All levels"))
    yield from _charts(told)
    if told.ended:
        yield _ended(told.ended)


def _head(told: Levels) -> Facts:
    span = told.span
    facts = [Fact(_("Office"), told.office)]
    if words := choice_words(told.choice):
        facts.append(Fact(_("Only"), "; ".join(words)))
    if told.period is not None:
        facts.append(Fact(_("Period"), f"{label(told.period.key)} ({told.period.key})"))
        facts.append(Fact(_("Data window"), f"{echo(span.from_on)} – {echo(span.cut_on)}"))
    facts.append(Fact(_("As of"), echo(span.as_of)))
    if told.period is not None:
        words_of_state = standing_words(told.state, told.revision or 1, told.seal)
        facts.append(Fact(_("State"), words_of_state))
    return Facts(tuple(facts))


def _how_counted(told: Levels) -> list[str]:
    span = told.span
    if told.period is None:
        counted = _(
            "Counted: each task of the register once, with the unit that leads it on that day; a task that has"
            " sub-tasks is told by them."
        )
    else:
        counted = _(
            "Counted: each task once, with the unit that leads it, when it was assigned by {last} and not finished"
            " before {first}; a task that has sub-tasks is told by them."
        ).format(first=day_text(span.from_on), last=day_text(span.cut_on))
    return [
        counted,
        _("Own: the tasks that a unit leads itself. All other figures: with everything below it."),
        _("Supporting units are not counted here; see 'tasktrack report cooperation'."),
    ]


def _done(told: Levels) -> Table:
    heads = (
        Column("total", pgettext("period-report", "Total"), "integer"),
        Column("own", pgettext("levels", "Own"), "integer"),
        Column("done", pgettext("period-report", "Done"), "integer"),
        Column("done_early", pgettext("period-report", "Early"), "integer"),
        Column("done_on_time", pgettext("period-report", "On day"), "integer"),
        Column("done_late", pgettext("period-report", "Late"), "integer"),
        Column("done_no_deadline", pgettext("period-report", "No date"), "integer"),
        Column(
            "done_of_assigned", pgettext("levels", "% done"), "percent", PERCENT_PLACES, ("done", "total")
        ),
        Column("on_time_of_done", pgettext("levels", "% on time"), "percent", PERCENT_PLACES),
    )
    notes = (_("% done: of those assigned. % on time: of those done."),)
    return _table(told, heads, _("Assigned and done"))._replace(notes=notes)


def _in_progress(told: Levels) -> Table:
    heads = (
        ("in_progress", pgettext("period-report", "In progress")),
        ("later", pgettext("period-report", "In time")),
        ("due_soon", pgettext("period-report", "Due soon")),
        ("no_deadline", pgettext("period-report", "No date")),
        ("overdue_open", pgettext("period-report", "Overdue")),
        ("held", pgettext("period-report", "Held")),
        ("withdrawn", pgettext("period-report", "Withdrawn")),
    )
    columns = tuple(Column(name, words, "integer") for name, words in heads)
    notes = (_("Held: suspended, returned or awaiting review. Withdrawn: in no total."),)
    return _table(told, columns, _("In progress"))._replace(notes=notes)


def _table(told: Levels, heads: tuple[Column, ...], title: str) -> Table:
    """Return a row a unit, indented by its level."""
    columns = (
        Column("unit", pgettext("col", "Code"), "code"),
        *heads,
        Column("name", pgettext("col", "Name of unit")),
    )
    first = min((one.level for one in told.nodes), default=1)

    def cells(code: str, own: Figures, total: Figures, name: str) -> tuple[Cell, ...]:
        return (code, *(_cell(own, total, head.key) for head in heads), name)

    rows = [
        # Paper centres codes: there the names are what shows who stands below whom.
        cells(f"{indent}{one.code}", one.own, one.total, f"{indent}{_name(one)}")
        for one in told.nodes
        for indent in ("  " * (one.level - first),)
    ]
    tones: list[Tone] = ["muted" if one.ended_on else "" for one in told.nodes]
    return Table(columns, rows, title, tones)


def _cell(own: Figures, total: Figures, name: str) -> Cell:
    if name in _SHARES:
        return next(one.percent for one in ratios(total) if one.name == name)
    if name == "own":
        return own.total
    value: int = getattr(total, name)
    return value


def _name(one: Node) -> str:
    if one.ended_on is None:
        return one.name
    return _("{name} (to {day})").format(name=one.name, day=day_text(one.ended_on))


def _checks(told: Levels) -> list[str]:
    """Say that every level's own tasks and those below it make its total, and how the whole adds up."""
    lines = [
        ngettext(
            "Check, level {level}, {units} unit: {own} own + {below} below = {total} assigned",
            "Check, level {level}, {units} units: {own} own + {below} below = {total} assigned",
            one.units,
        ).format(
            level=one.level,
            units=number(one.units),
            own=number(one.own.total),
            below=number(one.below.total),
            total=number(one.total.total),
        )
        for one in told.sums
    ]
    if told.total.left_out:
        lines.append(left_out_check(told.total))
    return [*lines, *standing_checks(told.total, told.span.long_days)[:3]]


def _charts(told: Levels) -> Iterator[Chart]:
    """Yield how the tasks stand of the topmost level on which several units are shown."""
    for level in sorted({one.level for one in told.nodes}):
        those = [one for one in told.nodes if one.level == level]
        if 1 < len(those) <= _MOST_BARS:
            yield standing(
                _("How the tasks of the units stand, level {level}").format(level=level),
                [(one.name, one.total) for one in those],
            )
            return


def _ended(found: Sequence[Ended]) -> Table:
    columns = (
        Column("unit", pgettext("col", "Code"), "code"),
        Column("last", pgettext("levels", "Last day"), "date"),
        Column("how", pgettext("levels", "How")),
        Column("successor", pgettext("levels", "Taken over by"), "code"),
        Column("document", pgettext("col", "Document")),
        Column("passed", pgettext("levels", "Tasks passed on"), "integer"),
        Column("kept", pgettext("levels", "Still counted here"), "integer"),
        Column("name", pgettext("col", "Name of unit")),
    )
    note = _(
        "Tasks passed on are counted with who took them over, those finished before with the unit that ended."
    )
    rows = [row for one in found for row in _ended_rows(one)]
    return Table(columns, rows, _("Units that ended"), notes=(note,))


def _ended_rows(one: Ended) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each that took over from a unit, then for others that were handed tasks of it."""
    first = (one.unit.code, one.last)
    kept: Cell = one.own.total
    others = [code for code in one.passed if code not in {each.new_code for each in one.successions}]
    taken = [(succession.kind(each.kind), each.new_code, each.document) for each in one.successions]
    nobody = [(succession.kind("close"), "–", one.closed_by)] if one.closed_by else [("–", "–", "")]
    for how, code, document in [*taken, *(("", code, "") for code in others)] or nobody:
        yield (*first, how, code, document, one.passed.get(code, 0), kept, one.unit.name)
        kept = None


def _node_data(one: Node) -> dict[str, object]:
    """Return a unit for programs: figures with everything below it, and its own under names that begin with own_."""
    own = figures_data(one.own)
    return {
        "unit": one.code,
        "name": one.name,
        "block": one.block,
        "superior": one.superior,
        "level": one.level,
        "ended_on": one.ended_on,
        **figures_data(one.total),
        **{str(ratio["name"]): ratio["percent"] for ratio in ratios_data(one.total)},
        **{f"own_{name}": value for name, value in own.items()},
    }


def _sum_data(one: LevelSum) -> dict[str, object]:
    return {
        "level": one.level,
        "units": one.units,
        "own": figures_data(one.own),
        "below": figures_data(one.below),
        "total": figures_data(one.total),
    }


def _ended_data(one: Ended) -> dict[str, object]:
    return {
        "unit": one.unit.code,
        "name": one.unit.name,
        "last": one.last,
        "successors": [
            {
                "unit": each.new_code,
                "name": each.new_name,
                "kind": each.kind,
                "on": each.on,
                "document": each.document,
            }
            for each in one.successions
        ],
        "closed_by": one.closed_by,
        "passed": [{"to": code, "tasks": tasks} for code, tasks in one.passed.items()],
        "figures": figures_data(one.own),
    }


def _heading() -> Table:
    """Return the heading of a file for programs, in a table without rows."""
    nobody = Node("", "", None, None, 1, None, Figures(), Figures())
    return Table(tuple(Column(name, name) for name in _node_data(nobody)), ())
