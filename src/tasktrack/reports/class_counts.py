"""How many stand in each class, unit by unit and in all, and what the quota of the best class allows."""

from collections.abc import Callable, Iterable, Sequence

from tasktrack.domain.class_list import Classed, ClassList, Count, QuotaFigure, decided, proposed
from tasktrack.i18n import _, pgettext
from tasktrack.reports.report import Cell, Column, Section, Table, Tone

# Which results are counted, as programs and as people read it.
Group = tuple[dict[str, str | None], str, Sequence[Classed]]
Counting = Callable[[Iterable[Classed], Iterable[str]], Count]


def sections(found: ClassList) -> list[Section]:
    """Return the counts of what is proposed, those of what is decided, and the quotas."""
    if not found.units and not found.people:
        return []
    heading = _("In each class, as proposed") if found.gives_class else _("In each band or class")
    shown: list[Section] = [_counts(found, proposed, heading, is_decided=False)]
    if any(one.row.decided for one in _everybody(found)):
        shown.append(_counts(found, decided, _("In each class, as decided"), is_decided=True))
    return [*shown, *_quota_tables(found.quotas)]


def data(found: ClassList) -> dict[str, object]:
    """Return the counts and the quotas as programs read them."""
    codes = [code for code, _label in found.classes]
    return {
        "summary": [
            {
                **where,
                "proposed": _count_data(proposed(rows, codes)),
                "decided": _count_data(decided(rows, codes)) if found.gives_class else None,
            }
            for where, _words, rows in _groups(found)
        ],
        "quotas": [_figure_data(figure) for figure in found.quotas],
    }


def _figure_data(figure: QuotaFigure) -> dict[str, object]:
    return figure._asdict() | {"schemes": list(figure.schemes), "body": figure.body or None}


def _everybody(found: ClassList) -> list[Classed]:
    return [*found.units, *(one for unit in found.people for one in unit.rows)]


def _groups(found: ClassList) -> list[Group]:
    """Return the units' own results first, then the people of each unit, then all people."""
    groups: list[Group] = []
    for basis in found.bases:
        rows = [one for one in found.units if one.basis is basis]
        if rows:
            where = {"of": "units", "scheme": basis.scheme, "unit": None}
            groups.append((where, _("Units: {scheme}").format(scheme=basis.scheme), rows))
    whose: dict[str, str | None] = {"of": "people", "scheme": None}
    groups += [(whose | {"unit": unit.unit}, unit.unit, unit.rows) for unit in found.people]
    everybody = [one for unit in found.people for one in unit.rows]
    return (
        [*groups, (whose | {"unit": None}, pgettext("form", "All people"), everybody)]
        if found.people
        else groups
    )


def _counts(found: ClassList, counting: Counting, title: str, *, is_decided: bool) -> Table:
    classes = found.classes
    codes = [code for code, _label in classes]
    without = (
        (Column("open", pgettext("form", "Not decided"), "integer"),)
        if is_decided
        else (
            Column("open", pgettext("form", "To be decided"), "integer"),
            Column("unclassified", pgettext("class", "Not classified"), "integer"),
            Column("no_score", pgettext("class", "No score"), "integer"),
        )
    )
    columns = (
        Column("unit", pgettext("col", "Unit")),
        *(Column(code, words, "integer") for code, words in classes),
        *without,
        Column("total", pgettext("form", "Total"), "integer"),
    )

    def cells(words: str, count: Count) -> tuple[Cell, ...]:
        rest = (count.open,) if is_decided else (count.open, count.unclassified, count.no_score)
        return (words, *(count.classed[code] for code in codes), *rest, count.total)

    groups = [(words, counting(rows, codes)) for _where, words, rows in _groups(found)]
    last = cells(*groups.pop()) if found.people else None
    rows = [cells(words, count) for words, count in groups]
    return Table(columns, rows, title, total=last, notes=_checks(found, counting, codes))


def _checks(found: ClassList, counting: Counting, codes: Sequence[str]) -> tuple[str, ...]:
    """Say that the classes add up to the whole, and that the list holds everybody in service."""
    everybody = [one for unit in found.people for one in unit.rows] or list(found.units)
    whole = counting(everybody, codes)
    parts = sum(whole.classed.values())
    check = (
        _("Check: {classed} with a class + {without} without = {total}")
        if found.gives_class
        else _("Check: {classed} with a band + {without} without = {total}")
    )
    told = [
        check.format(
            classed=parts, without=whole.open + whole.unclassified + whole.no_score, total=whole.total
        )
    ]
    if found.people:
        told.append(
            _(
                "Check: {listed} listed + {missing} in service and not in this list = {total} in service"
            ).format(listed=whole.total, missing=len(found.missing), total=found.serving)
        )
        if found.missing:
            told.append(_("In service and not in this list: {who}").format(who=", ".join(found.missing)))
    return tuple(told)


def _quota_tables(figures: Sequence[QuotaFigure]) -> list[Section]:
    """Return a table for each quota; where several are of one class, each names its schemes."""
    quotas = list(dict.fromkeys((one.label, one.schemes) for one in figures))
    labels = [label for label, _schemes in quotas]
    tables: list[Section] = []
    for label, schemes in quotas:
        title = _("Quota of the class {label}").format(label=label)
        if labels.count(label) > 1:
            title = _("Quota of the class {label}: {schemes}").format(label=label, schemes=", ".join(schemes))
        tables.append(_quota([one for one in figures if (one.label, one.schemes) == (label, schemes)], title))
    return tables


def _quota(figures: Sequence[QuotaFigure], title: str) -> Table:
    columns = (
        Column("body", pgettext("form", "Body, group")),
        Column("counted", pgettext("form", "Counted"), "integer"),
        Column("base", pgettext("form", "Base"), "integer"),
        Column("share", pgettext("form", "Share (%)"), "integer"),
        Column("limit", pgettext("form", "At most"), "integer"),
        Column("reached", pgettext("form", "Reached"), "integer"),
        Column("proposed", pgettext("form", "Proposed"), "integer"),
        Column("over", pgettext("form", "Beyond"), "integer"),
        Column("ties", pgettext("form", "Tied"), "integer"),
        Column("decided", pgettext("form", "Decided"), "integer"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            one.where,
            one.counted,
            one.base,
            one.share,
            one.limit,
            one.reached,
            one.proposed,
            one.over,
            one.ties,
            one.decided,
        )
        for one in figures
    ]
    notes = (
        _("Base: those whose points and conditions reach this class or the one below it."),
        *dict.fromkeys(_reading(one) for one in figures),
        *_bounds(figures),
    )
    tones: list[Tone] = ["bad" if _is_exceeded(one) else "warn" if one.ties else "" for one in figures]
    return Table(columns, rows, title, tones, notes=notes)


def _is_exceeded(one: QuotaFigure) -> bool:
    return max(one.proposed, one.decided) > one.limit


def _bounds(figures: Sequence[QuotaFigure]) -> list[str]:
    """Say whether the quota is kept: by what is proposed, and by what was decided."""
    told = []
    if all(one.proposed <= one.limit for one in figures):
        told.append(_("Check: nowhere are more proposed than the quota allows."))
    sentences = (
        ("proposed", _("More are proposed than the quota allows in {body}: {count} of at most {limit}.")),
        ("decided", _("More are decided than the quota allows in {body}: {count} of at most {limit}.")),
    )
    for name, sentence in sentences:
        told += [
            sentence.format(body=one.where, count=getattr(one, name), limit=one.limit)
            for one in figures
            if getattr(one, name) > one.limit
        ]
    return told


def _reading(one: QuotaFigure) -> str:
    """Say how the share is measured."""
    if one.reading == "good_or_better":
        return _(
            "At most {share}% of the base, those of this class with it (quota_base = good_or_better)."
        ).format(share=one.share)
    return _(
        "At most {share}% of those of the base who are not in this class, by the letter (quota_base = good_only)."
    ).format(share=one.share)


def _count_data(count: Count) -> dict[str, object]:
    return {
        "classes": dict(count.classed),
        "open": count.open,
        "unclassified": count.unclassified,
        "no_score": count.no_score,
        "total": count.total,
    }
