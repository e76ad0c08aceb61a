"""The list of scores and classes: what is proposed, told apart from what is decided (NĐ 335/2025/NĐ-CP Art. 8, 20)."""

from collections.abc import Sequence

from tasktrack.domain.class_list import Classed, ClassList, UnitList, notes
from tasktrack.domain.dates import day_text
from tasktrack.domain.period import label
from tasktrack.domain.ranking import CLOSED, COMPUTED, Basis
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import class_counts, labels, rank
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table, Tone

# csv and tsv hold every key of the rows, whatever columns people see.
_NO_KEY = ""


def classes(found: ClassList) -> Report:
    """Print the list: units, the people of each unit, how many in each class, the quotas."""
    basis = found.bases[0]
    sentence = _("Scores and classes, {period}") if found.gives_class else _("Scores and bands, {period}")
    rows = [*found.units, *(one for unit in found.people for one in unit.rows)]
    return Report(
        command="report classes",
        title=sentence.format(period=label(basis.period.key)),
        data=[_data(one) for one in rows],
        sections=(
            Lines((*_rests_on(found), *rank.reopened_lines(basis))),
            *_units(found),
            *(_people(unit, found) for unit in found.people),
            *class_counts.sections(found),
            *_left_out(found),
        ),
        as_of=basis.as_of,
        envelope={
            "period": str(basis.period.key),
            "state": basis.state,
            "revision": basis.revision,
            "seal": basis.seal,
            "gives_class": found.gives_class,
            "schemes": [one.scheme for one in found.bases],
            "unit": found.unit,
            **class_counts.data(found),
            "serving": found.serving,
            "missing": list(found.missing),
            "unranked": [{"code": code, "tasks": tasks} for code, tasks in found.unranked.items()],
        },
        language=language(),
        empty=_("Nobody is scored in this period."),
    )


def _rests_on(found: ClassList) -> list[str]:
    """Say what the list rests on: the schemes, the days, and whether the figures are closed."""
    scheme = _("Scheme: {title} ({code}, version {version})")
    basis = found.bases[0]
    told = [scheme.format(title=one.title, code=one.scheme, version=one.version) for one in found.bases]
    told.append(
        _("Data from {first} to {last}, as of {day}").format(
            first=day_text(basis.window.from_on),
            last=day_text(basis.window.cut_on),
            day=day_text(basis.as_of),
        )
    )
    told.append(_state(basis))
    if found.gives_class:
        told.append(
            _("Classes are proposed by the points and conditions; what was decided stands beside them.")
        )
    return told


def _state(basis: Basis) -> str:
    if basis.state == CLOSED:
        return _("Closed figures, closing no. {revision}, seal {seal}").format(
            revision=basis.revision, seal=(basis.seal or "")[:16]
        )
    if basis.state == COMPUTED:
        return _("Computed now over the closed figures; this scheme was not part of the closing")
    return _("Provisional: the period is not closed")


def _units(found: ClassList) -> list[Table]:
    """Return a table of units for each scheme that scores units."""
    tables = []
    for basis in found.bases:
        rows = [one for one in found.units if one.basis is basis]
        if rows:
            title = _("Units: {scheme}").format(scheme=basis.title)
            tables.append(_table(rows, title, of_people=False, gives_class=basis.gives_class))
    return tables


def _people(unit: UnitList, found: ClassList) -> Table:
    name = f"{unit.name} ({unit.unit})" if unit.name else unit.unit
    return _table(
        unit.rows, _("People of {unit}").format(unit=name), of_people=True, gives_class=found.gives_class
    )


def _table(rows: Sequence[Classed], title: str, *, of_people: bool, gives_class: bool) -> Table:
    grouped = any(one.group for one in rows)
    posts = (Column(_NO_KEY, pgettext("col", "Position")),) if of_people else ()
    groups = (Column(_NO_KEY, pgettext("form", "Group")),) if grouped else ()
    decided = (
        (Column(_NO_KEY, pgettext("form", "Decided")), Column(_NO_KEY, pgettext("form", "Decision")))
        if gives_class
        else ()
    )
    name = pgettext("col", "Name of officer") if of_people else pgettext("col", "Name of unit")
    columns = (
        Column(_NO_KEY, pgettext("form", "No."), "integer"),
        Column(_NO_KEY, pgettext("col", "Code"), "code"),
        Column(_NO_KEY, name),
        *posts,
        *groups,
        Column(_NO_KEY, pgettext("col", "Score"), "decimal"),
        Column(_NO_KEY, pgettext("form", "Proposed") if gives_class else pgettext("col", "Band")),
        *decided,
        Column(_NO_KEY, pgettext("col", "Note")),
    )
    cells = [
        _cells(number, one, of_people=of_people, grouped=grouped, gives_class=gives_class)
        for number, one in enumerate(rows, 1)
    ]
    return Table(columns, cells, title, [_tone(one) for one in rows])


def _cells(
    number: int, one: Classed, *, of_people: bool, grouped: bool, gives_class: bool
) -> tuple[Cell, ...]:
    row = one.row
    post = (labels.position(one.position) if one.position else "",) if of_people else ()
    group = (one.group or "",) if grouped else ()
    decided = (
        (one.basis.class_label(row.decided.code) if row.decided else "", _decision(one))
        if gives_class
        else ()
    )
    return (
        number,
        row.subject.code,
        row.subject.name,
        *post,
        *group,
        row.score,
        proposed_words(one),
        *decided,
        _note(one),
    )


def proposed_words(one: Classed) -> str:
    """Return the class that is proposed, or the band; else in a few words why there is none."""
    reached = one.row.reached
    if reached.proposed:
        return reached.proposed
    return {
        "no-score": pgettext("class", "No score"),
        "unclassified": pgettext("class", "Not classified"),
        "quota-tie": pgettext("form", "Tied at the quota"),
        "points-ok-condition-failed": _("Points for {band}").format(band=reached.label),
    }.get(reached.code, "–")


def _note(one: Classed) -> str:
    return "; ".join(notes(one.row))


def _decision(one: Classed) -> str:
    decided = one.row.decided
    if decided is None:
        return ""
    return _("{document}, {day}").format(document=decided.document, day=day_text(decided.on))


def _tone(one: Classed) -> Tone:
    if one.row.score is None and not one.row.reached.proposed:
        return "muted"
    return "warn" if one.row.reached.failed else ""


def _left_out(found: ClassList) -> list[Section]:
    """Say whose tasks are in no row."""
    if not found.unranked:
        return []
    count = sum(found.unranked.values())
    sentence = ngettext(
        "Not in this list: {count} task of those without a post or a block: {who}",
        "Not in this list: {count} tasks of those without a post or a block: {who}",
        count,
    )
    who = ", ".join(f"{code} ({tasks})" for code, tasks in found.unranked.items())
    return [Lines((sentence.format(count=count, who=who),))]


def _data(one: Classed) -> dict[str, object]:
    decided = one.row.decided
    return {
        "subject_kind": one.basis.subject_kind,
        "scheme": one.basis.scheme,
        "unit": one.unit or None,
        "position": one.position or None,
        "position_label": labels.position(one.position) if one.position else None,
        "group": one.group,
        **rank.data(one.row, one.basis),
        "class_label": proposed_words(one),
        "note": _note(one) or None,
        "decided_by": decided.decided_by if decided else None,
        "decision_reason": decided.reason if decided else None,
    }
