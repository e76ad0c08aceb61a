"""What lies on the desk today: what falls due in the weeks ahead, what is overdue, what waits, who reports late."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from tasktrack.domain.dashboard import Dashboard, Rhythm, WeekAhead, ages
from tasktrack.domain.dates import day_text
from tasktrack.domain.direction import Matter
from tasktrack.domain.period import label
from tasktrack.domain.standing import age
from tasktrack.domain.task import TaskRow
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import said
from tasktrack.reports.dashboard_words import PERCENT_PLACES, drawn
from tasktrack.reports.period_words import number
from tasktrack.reports.report import Cell, Chart, Column, Lines, Section, Series, Table, Tone
from tasktrack.reports.task_lines import paragraph, sentences, spoken

MOST_LISTED = 12
_TONES: dict[str, Tone] = {"over-30": "bad", "8-30": "warn", "1-7": ""}


def due_sections(told: Dashboard, form: str) -> Iterator[Section]:
    """Yield what falls due, week by week and by unit."""
    weeks = told.ahead
    rows = list(chain.from_iterable(week.rows for week in weeks))
    title = _("Falls due by {day}").format(day=day_text(weeks[-1].last))
    summary = ngettext(
        "{count} open task falls due from {first} to {last}.",
        "{count} open tasks fall due from {first} to {last}.",
        len(rows),
    ).format(count=number(len(rows)), first=day_text(told.today), last=day_text(weeks[-1].last))
    if not rows:
        yield sentences([_("No open task falls due in these weeks.")], form, title)
        return
    categories = tuple(map(_span, weeks))
    units = _units(rows)
    by_week = Series(_("All units"), tuple(len(week.rows) for week in weeks))
    by_unit = [Series(name, _per_week(weeks, code)) for code, name in units.items()]
    chart = Chart("heat", title, categories, (by_week, *by_unit), summary, highest=_most(by_unit))
    yield from drawn(form, chart, _due_table(weeks, units, title))


def _most(series: Sequence[Series]) -> int:
    """Return the greatest figure of a unit: by the sum of all, they would look alike."""
    return max(int(value or 0) for one in series for value in one.values)


def due_data(told: Dashboard) -> dict[str, object]:
    """Return what falls due for programs."""
    weeks = told.ahead
    rows = list(chain.from_iterable(week.rows for week in weeks))
    return {
        "from": told.today,
        "to": weeks[-1].last,
        "total": len(rows),
        "weeks": [
            {"week": str(week.key), "from": week.first, "to": week.last, "tasks": len(week.rows)}
            for week in weeks
        ],
        "units": [
            {"unit": code, "name": name, "weeks": list(counts), "total": sum(counts)}
            for code, name in _units(rows).items()
            for counts in (_per_week(weeks, code),)
        ],
    }


def overdue_sections(told: Dashboard, form: str) -> Iterator[Section]:
    """Yield what is overdue by how long, with the check line, and by unit."""
    rows, counts = told.overdue, ages(told.overdue)
    title = _("Overdue today, by how long")
    if not rows:
        yield sentences([_("No task is overdue.")], form, title)
        return
    units = sorted(_units(rows).items(), key=lambda unit: -_count(rows, unit[0]))
    series = tuple(
        Series(
            words,
            tuple(
                sum(row.lead == code and age(row.overdue_days) == name for row in rows) for code, _n in units
            ),
            _TONES[name],
        )
        for name, words in age_words().items()
    )
    longest = max(rows, key=lambda row: row.overdue_days)
    summary = _("The longest: {code} {title}, {days} days overdue ({lead}).").format(
        code=longest.code, title=longest.title, days=longest.overdue_days, lead=longest.lead_name
    )
    chart = Chart("stacked", title, tuple(name for _code, name in units), series, summary)
    yield from drawn(form, chart, _overdue_table(units, series, title))
    check = _("Check: {over_30} over 30 days + {middle} of 8 to 30 days + {few} of 1 to 7 days = {total}")
    named = {"over_30": counts["over-30"], "middle": counts["8-30"], "few": counts["1-7"], "total": len(rows)}
    line = check.format(**{name: number(count) for name, count in named.items()})
    yield sentences([line], form)


def overdue_data(told: Dashboard) -> dict[str, object]:
    """Return what is overdue for programs."""
    rows = told.overdue
    return {
        "as_of": told.today,
        "total": len(rows),
        "ages": ages(rows),
        "units": [
            {
                "unit": code,
                "name": name,
                "total": _count(rows, code),
                "ages": ages([row for row in rows if row.lead == code]),
            }
            for code, name in _units(rows).items()
        ],
    }


def obstacle_sections(told: Dashboard, form: str) -> Iterator[Section]:
    """Yield what waits for an answer, the oldest first."""
    waiting = told.waiting
    title = _("Obstacles and proposals that wait for an answer")
    if not waiting:
        yield sentences([_("None waits.")], form, title)
        return
    shown = waiting[:MOST_LISTED]
    if form == "text":
        yield Lines(tuple(chain.from_iterable(map(_matter_lines, shown))), title)
    else:
        yield _waiting_table(shown, title)
    if left := len(waiting) - len(shown):
        more = ngettext(
            "{count} more waits; see all with: tasktrack report obstacles.",
            "{count} more wait; see all with: tasktrack report obstacles.",
            left,
        )
        yield sentences([more.format(count=left)], form)


def obstacles_data(told: Dashboard) -> dict[str, object]:
    """Return all that waits for an answer for programs."""
    return {
        "total": len(told.waiting),
        "waiting": [
            {
                "task": one.row.code,
                "title": one.row.title,
                "lead": one.row.lead,
                "lead_name": one.row.lead_name,
                "entry": one.newest,
                "since": one.since,
                "days": one.days,
                "obstacle": one.obstacle,
                "proposal": one.proposal,
            }
            for one in told.waiting
        ],
    }


def rhythm_sections(told: Dashboard, form: str) -> Iterator[Section]:
    """Yield the warning about those who report only at the cut."""
    rhythm = told.rhythm
    title = _("Reported only at the cut")
    if not rhythm.units:
        nobody = _("No unit reported anything in {period}.")
        yield sentences([nobody.format(**_named(rhythm))], form, title)
        return
    if not rhythm.marked:
        none = _(
            "No unit of {units} put more than {most}% of its entries of {period} into its last {days} days."
        )
        yield sentences([none.format(**_named(rhythm))], form, title)
        return
    some = _(
        "{count} of {units} units put more than {most}% of their entries of {period} into its last {days} days."
    )
    columns = (
        Column("lead", pgettext("col", "Unit"), "code"),
        Column("lead_name", pgettext("col", "Name of unit")),
        Column("last_entries", pgettext("col", "In the last days"), "integer"),
        Column("entries", pgettext("col", "Entries"), "integer"),
        Column(
            "share", pgettext("col", "% of entries"), "percent", PERCENT_PLACES, ("last_entries", "entries")
        ),
    )
    rows = [
        (one.lead, one.lead_name, one.entries.last, one.entries.entries, one.entries.share)
        for one in rhythm.marked
    ]
    note = some.format(count=len(rhythm.marked), **_named(rhythm))
    yield Table(columns, rows, title, ["warn"] * len(rows), notes=sentences([note], form).lines)


def rhythm_data(rhythm: Rhythm) -> dict[str, object]:
    """Return the warning for programs; a share is a percentage of a unit's entries."""
    return {
        "period": str(rhythm.period.key),
        "cadence_days": rhythm.last_days,
        "cadence_share": rhythm.most,
        "units": rhythm.units,
        "marked": [
            {
                "unit": one.lead,
                "name": one.lead_name,
                "entries": one.entries.entries,
                "last_entries": one.entries.last,
                "share": one.entries.share,
            }
            for one in rhythm.marked
        ],
    }


def _named(rhythm: Rhythm) -> dict[str, object]:
    return {
        "units": rhythm.units,
        "most": rhythm.most,
        "period": said.inside(label(rhythm.period.key)),
        "days": rhythm.last_days,
    }


def age_words() -> dict[str, str]:
    """Return the words for how long a task is overdue, the gravest first."""
    return {
        "over-30": _("Over 30 days"),
        "8-30": _("8 to 30 days"),
        "1-7": _("1 to 7 days"),
    }


def _units(rows: Sequence[TaskRow]) -> dict[str, str]:
    """Return the units that lead these tasks, names by codes, by where most of them are."""
    names = {row.lead: row.lead_name for row in rows}
    counts = Counter(row.lead for row in rows)
    return {code: names[code] for code in sorted(names, key=lambda code: (-counts[code], code))}


def _count(rows: Sequence[TaskRow], code: str) -> int:
    return sum(row.lead == code for row in rows)


def _per_week(weeks: Sequence[WeekAhead], code: str) -> tuple[int, ...]:
    return tuple(_count(week.rows, code) for week in weeks)


def _span(week: WeekAhead) -> str:
    """Name the days of a week shortly: 23/11–29/11, in English 11-23–11-29; a lone day once."""
    form = "%d/%m" if language() == "vi" else "%m-%d"
    return "–".join(dict.fromkeys((f"{week.first:{form}}", f"{week.last:{form}}")))


def _due_table(weeks: Sequence[WeekAhead], units: dict[str, str], title: str) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name of unit")),
        *(Column(str(week.key), _span(week), "integer") for week in weeks),
        Column("total", _("Total"), "integer"),
    )
    rows: list[tuple[Cell, ...]] = []
    for code, name in units.items():
        counts = _per_week(weeks, code)
        rows.append((code, name, *counts, sum(counts)))
    totals = [len(week.rows) for week in weeks]
    return Table(columns, rows, title, total=("", _("Total"), *totals, sum(totals)))


def _overdue_table(units: Sequence[tuple[str, str]], series: Sequence[Series], title: str) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name of unit")),
        *(Column(name, one.name, "integer") for name, one in zip(age_words(), series, strict=True)),
        Column("total", _("Total"), "integer"),
    )
    rows: list[tuple[Cell, ...]] = []
    for place, (code, name) in enumerate(units):
        counts = [int(one.values[place] or 0) for one in series]
        rows.append((code, name, *counts, sum(counts)))
    totals = [sum(int(value or 0) for value in one.values) for one in series]
    return Table(columns, rows, title, total=("", _("Total"), *totals, sum(totals)))


def _waiting_table(shown: Sequence[Matter], title: str) -> Table:
    columns = (
        Column("task", pgettext("col", "Code"), "code"),
        Column("days", pgettext("directing", "Days"), "integer"),
        Column("since", pgettext("directing", "Since"), "date"),
        Column("lead_name", pgettext("col", "Lead")),
        Column("title", pgettext("col", "Task")),
        Column("obstacle", pgettext("col", "Obstacle")),
        Column("proposal", pgettext("col", "Proposal")),
    )
    rows = [
        (
            one.row.code,
            one.days,
            one.since,
            one.row.lead_name,
            one.row.title,
            one.obstacle or "",
            one.proposal or "",
        )
        for one in shown
    ]
    return Table(columns, rows, title)


def _matter_lines(one: Matter) -> list[str]:
    waits = ngettext("waiting since {day}, {count} day", "waiting since {day}, {count} days", one.days)
    inside = waits.format(day=day_text(one.since), count=one.days)
    head = f"- {one.row.code} {one.row.title} ({one.row.lead_name}; {inside})"
    return [*paragraph(head), *spoken(one.obstacle, one.proposal)]
