"""The roll-up of what many offices closed: tables with totals, and lines that check them."""

from collections.abc import Iterable, Iterator
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.offices_report import Classed, ClassTable, Line, OfficesReport
from tasktrack.domain.period import label
from tasktrack.domain.period_figures import Figures, ratios
from tasktrack.domain.ratio import percent
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import national, on_paper
from tasktrack.reports.offices_counters import counters_data, counters_sections
from tasktrack.reports.offices_dossiers import dossiers_data, dossiers_sections
from tasktrack.reports.period_charts import standing
from tasktrack.reports.period_counts import figures_data, standing_checks
from tasktrack.reports.period_words import PERCENT_PLACES, number, ratio, ratios_data
from tasktrack.reports.report import Cell, Column, Report, Section, Table
from tasktrack.reports.task_lines import MACHINES, sentences

_CHECKED: Final = ("total", "done", "in_progress", "withdrawn")
_NO_CLASS: Final = ("no-score", "unclassified", "below-all", "points-ok-condition-failed", "quota-tie")


def offices_report(told: OfficesReport, form: str) -> Report:
    """Tell what offices closed, added up: tables for people, and a row an office (or a block) for programs."""
    machine = form in MACHINES
    return Report(
        command="report offices",
        title=_("What offices closed, {period}").format(period=label(told.key)),
        data=[_line_data(one, told.by) for one in told.lines],
        sections=(_machine_heading(told.by),) if machine else tuple(_sections(told, form)),
        as_of=max(one.as_of for one in told.closings),
        envelope=_envelope(told),
        language=language(),
        paper=on_paper.report_paper(
            _("What offices closed, {period}").format(period=on_paper.period_words(told.key))
        ),
    )


def _sections(told: OfficesReport, form: str) -> Iterator[Section]:
    yield sentences(_under_title(told), form)
    yield _done(told)
    yield _in_progress(told)
    if len(told.lines) > 1:
        words = {
            "office": _("How the tasks of the offices stand"),
            "block": _("How the tasks of the blocks stand"),
        }
        named = [(one.name or one.code or "–", one.figures) for one in told.lines]
        yield standing(words[told.by], named)
    yield sentences(checks(told), form, _("Check lines"))
    yield _ratios(told.total)
    for table in told.classes:
        yield _classes(table, several=len(told.classes) > 1)
    if lines := list(_left_out(told)):
        yield sentences(lines, form)
    yield from counters_sections(told.counters, form)
    yield from dossiers_sections(told.dossiers, form)
    yield national.closings_table(told.closings)


def _under_title(told: OfficesReport) -> Iterator[str]:
    count = len(told.closings)
    yield ngettext(
        "Figures that {count} office closed and sealed, from {first} to {last}.",
        "Figures that {count} offices closed and sealed, from {first} to {last}.",
        count,
    ).format(
        count=count,
        first=day_text(min(one.from_on for one in told.closings)),
        last=day_text(max(one.cut_on for one in told.closings)),
    )
    yield from national.missing_lines(told.missing)
    yield _("Total = done + in progress; done = early + on day + no date + late.")
    yield _("% done: done of assigned. % on time: on time of done.")
    if told.by == "block" and (told.classes or told.counters or told.dossiers):
        yield _("Classes, counters and dossiers are told by office below, not by block.")


def checks(told: OfficesReport) -> list[str]:
    """Say that the lines add up to what was counted over all tasks at once, and how the total stands."""
    sentence = {
        "office": _("Check: {parts} by office = {total} {what}"),
        "block": _("Check: {parts} by block = {total} {what}"),
    }[told.by]
    words = {
        "total": pgettext("summed", "assigned"),
        "done": pgettext("summed", "done"),
        "in_progress": pgettext("summed", "in progress"),
        "withdrawn": pgettext("summed", "withdrawn"),
    }
    lines = [
        sentence.format(
            parts=" + ".join(number(getattr(one.figures, name)) for one in told.lines) or "0",
            total=number(getattr(told.total, name)),
            what=words[name],
        )
        for name in _CHECKED
    ]
    return lines + standing_checks(told.total, told.long_days)[:3]


def _done(told: OfficesReport) -> Table:
    heads = (
        ("total", pgettext("period-report", "Total")),
        ("done", pgettext("period-report", "Done")),
        ("on_time", pgettext("period-report", "On time")),
        ("done_early", pgettext("period-report", "Early")),
        ("done_on_time", pgettext("period-report", "On day")),
        ("done_no_deadline", pgettext("period-report", "No date")),
        ("done_late", pgettext("period-report", "Late")),
    )
    shares = (("done_of_assigned", _("% done")), ("on_time_of_done", _("% on time")))
    return _table(told, _("Assigned and done"), heads, shares)


def _in_progress(told: OfficesReport) -> Table:
    heads = (
        ("in_progress", pgettext("period-report", "In progress")),
        ("later", pgettext("period-report", "In time")),
        ("due_soon", pgettext("period-report", "Due soon")),
        ("no_deadline", pgettext("period-report", "No date")),
        ("overdue_open", pgettext("period-report", "Overdue")),
        ("held", pgettext("period-report", "Held")),
        ("withdrawn", pgettext("period-report", "Withdrawn")),
        *((("left_out", pgettext("period-report", "Left out")),) if told.total.left_out else ()),
    )
    return _table(told, _("In progress"), heads)


def _table(
    told: OfficesReport,
    title: str,
    heads: tuple[tuple[str, str], ...],
    shares: tuple[tuple[str, str], ...] = (),
) -> Table:
    """Return a row a line and the total; the names stand last, where they may be as long as they are."""
    parts = {"done_of_assigned": ("done", "total"), "on_time_of_done": ("on_time", "done")}
    by_office = told.by == "office"
    columns = (
        Column("code", pgettext("col", "Code") if by_office else pgettext("col", "Block"), "code"),
        *(Column(name, words, "integer") for name, words in heads),
        *(Column(name, words, "percent", PERCENT_PLACES, parts[name]) for name, words in shares),
        *((Column("name", pgettext("col", "Name of office")),) if by_office else ()),
    )

    def cells(code: str, figures: Figures, name: str) -> tuple[Cell, ...]:
        return (
            code,
            *(getattr(figures, head) for head, _words in heads),
            *(percent(*(getattr(figures, part) for part in parts[share])) for share, _words in shares),
            *((name,) if by_office else ()),
        )

    total = cells(_("Total"), told.total, "")
    rows = [cells(one.code or "–", one.figures, one.name) for one in told.lines]
    return Table(columns, rows, title, total=total)


def _ratios(total: Figures) -> Table:
    columns = (
        Column("ratio", pgettext("period-report", "Ratio")),
        Column("numerator", pgettext("period-report", "Tasks"), "integer"),
        Column("denominator", pgettext("period-report", "Of"), "integer"),
        Column("percent", "%", "percent", PERCENT_PLACES, ("numerator", "denominator")),
    )
    rows = [(ratio(one.name), one.part, one.whole, one.percent) for one in ratios(total)]
    note = _("Every ratio names its denominator; withdrawn and proposed tasks are in none.")
    return Table(columns, rows, _("Ratios"), notes=(note,))


def _classes(table: ClassTable, *, several: bool) -> Table:
    """Count whom the offices scored by class; under a scheme that gives none, by band."""
    variant = table.variant
    there = {code for one in table.offices for code in one.classes}
    known = [(code, words) for code, words in variant.basis.classes if code in there or code not in _NO_CLASS]
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("subjects", pgettext("offices", "In the table"), "integer"),
        Column("scored", pgettext("offices", "Scored"), "integer"),
        *(Column(code, words, "integer") for code, words in known),
        Column("without", pgettext("offices", "Without"), "integer"),
        Column("name", pgettext("col", "Name of office")),
    )

    def cells(code: str, offices: Iterable[Classed], name: str) -> tuple[Cell, ...]:
        found = list(offices)
        counted = [sum(one.classes.get(each, 0) for one in found) for each, _words in known]
        subjects = sum(one.subjects for one in found)
        scored = sum(one.scored for one in found)
        return (code, subjects, scored, *counted, subjects - sum(counted), name)

    sentence = _("Classes by {title} ({code}, version {version})")
    if not variant.basis.gives_class:
        sentence = _("Bands by {title} ({code}, version {version})")
    title = sentence.format(
        title=variant.basis.title, code=variant.basis.scheme, version=variant.basis.version
    )
    if several:
        title = _("Variant {label}: {title}").format(label=variant.label, title=title)
    return Table(
        columns,
        [cells(one.closing.office.code, [one], one.closing.office.name) for one in table.offices],
        title,
        total=cells(_("Total"), table.offices, ""),
        notes=(
            _("Without: no score, or no class proposed. In the table = the classes + without."),
            *((_("Classes of different variants are not added up."),) if several else ()),
        ),
    )


def _left_out(told: OfficesReport) -> Iterator[str]:
    if told.no_classes:
        yield _("No classes are counted: {reason}").format(reason=told.no_classes)
    for gap in told.unscored:
        yield _("{office} closed the period without the scheme {scheme}; it ran: {codes}").format(
            office=gap.office.code,
            scheme=told.classes[0].variant.basis.scheme,
            codes=", ".join(gap.sent) or "–",
        )


def _line_data(one: Line, by: str) -> dict[str, object]:
    named = {"office": one.code, "name": one.name} if by == "office" else {"block": one.code}
    return {
        **named,
        **figures_data(one.figures),
        **{str(each["name"]): each["percent"] for each in ratios_data(one.figures)},
    }


def _machine_heading(by: str) -> Table:
    """Return the heading of a file for programs, in a table without rows."""
    return Table(tuple(Column(name, name) for name in _line_data(Line("", "", Figures()), by)), ())


def _envelope(told: OfficesReport) -> dict[str, object]:
    return {
        "period": str(told.key),
        "state": "received",
        "by": told.by,
        "offices": [national.closing_data(one) for one in told.closings],
        "missing": national.missing_data(told.missing),
        "total": figures_data(told.total),
        "ratios": ratios_data(told.total),
        "adds_up": _adds_up(told),
        "schemes": [_classes_data(one) for one in told.classes],
        "without_scheme": [gap.office.code for gap in told.unscored],
        "counters": counters_data(told.counters),
        "dossiers": dossiers_data(told.dossiers),
    }


def _adds_up(told: OfficesReport) -> bool:
    return all(
        sum(getattr(one.figures, name) for one in told.lines) == getattr(told.total, name)
        for name in Figures._fields
    )


def _classes_data(table: ClassTable) -> dict[str, object]:
    variant = table.variant
    return {
        "scheme": variant.basis.scheme,
        "version": variant.basis.version,
        "variant": variant.label,
        "sha256": variant.sha256,
        "offices": [
            {
                "office": one.closing.office.code,
                "subjects": one.subjects,
                "scored": one.scored,
                "classes": dict(sorted(one.classes.items())),
            }
            for one in table.offices
        ],
    }
