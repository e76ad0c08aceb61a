"""The sheet of one unit in the reform index: criteria, lost points with their reasons, what they are worth, years."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil

from tasktrack.domain.period import label
from tasktrack.domain.ranking import reason_text
from tasktrack.domain.reform_index import Area, IndexLine, IndexSheet, Lift
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import on_paper, rank, report_index_compared
from tasktrack.reports.report import Cell, Column, Fact, Facts, Lines, Report, Section, Table
from tasktrack.reports.report_index import PLACES, area_data, maximum_text, signed, two
from tasktrack.reports.task_lines import MACHINES

_HUNDRED = Fraction(100)
_MOST_LIFTS = 10


def sheet(found: IndexSheet, form: str) -> Report:
    """Show the sheet of a unit; csv and tsv hold its criteria."""
    basis, subject = found.basis, found.row.subject
    words = _("Reform index sheet of {unit}, {period}")
    machine = form in MACHINES
    rows = [_line_data(line) for line in found.lines]
    return Report(
        command="report index",
        title=words.format(unit=subject.name, period=label(basis.period.key)),
        data=rows if machine else _data(found) | {"criteria": rows},
        sections=(_machine_heading(rows),) if machine else tuple(_sections(found)),
        as_of=basis.as_of,
        envelope=rank.envelope(basis) | {"unit": subject.code},
        language=language(),
        paper=on_paper.report_paper(
            words.format(unit=subject.name, period=on_paper.period_words(basis.period.key))
        ),
    )


def _sections(found: IndexSheet) -> Iterator[Section]:
    yield Lines((*rank.under_title(found.basis), *rank.reopened_lines(found.basis)))
    yield _result(found)
    yield _whole() if found.is_whole else _areas(found)
    yield from _lifts(found)
    yield from _unexplained(found)
    yield from report_index_compared.sections(found)
    yield _criteria(found)


def _result(found: IndexSheet) -> Facts:
    row, basis = found.row, found.basis
    place = _("{place} of {count} in block {block}").format(
        place=rank.place_text(row), count=found.ranked, block=row.subject.block or "–"
    )
    reason = (Fact(pgettext("col", "Note"), reason_text(row.reason)),) if row.reason else ()
    decided = (Fact(pgettext("col", "Decided"), rank.decided_words(row, basis)),) if row.decided else ()
    return Facts(
        (
            Fact(pgettext("col", "Code"), row.subject.code, "code"),
            Fact(pgettext("col", "Name of unit"), row.subject.name),
            Fact(pgettext("col", "Score"), row.points, "decimal", PLACES),
            Fact(pgettext("col", "Own maximum"), row.maximum, "decimal", PLACES),
            Fact(pgettext("col", "Index (%)"), row.score, "percent", PLACES),
            Fact(pgettext("col", "Rank"), place if row.rank else "–"),
            Fact(rank.class_heading(basis), rank.class_words(row)),
            *decided,
            *reason,
        )
    )


def _whole() -> Lines:
    return Lines((_("The index is marked as a whole: nothing is known of its areas."),))


def _areas(found: IndexSheet) -> Table:
    columns = (
        Column("area", pgettext("col", "Area"), "code"),
        Column("label", pgettext("col", "Name")),
        Column("max", pgettext("col", "Own maximum"), "decimal", PLACES),
        Column("self_points", pgettext("col", "Self-marked"), "decimal", PLACES),
        Column("points", pgettext("col", "Score"), "decimal", PLACES),
        Column("lost", pgettext("col", "Points lost"), "decimal", PLACES),
        Column("share", pgettext("col", "Reached (%)"), "percent", PLACES, ("points", "max")),
    )
    by_code = {line.code: line.self_points for line in found.lines}
    rows: list[tuple[Cell, ...]] = [
        (
            area.code,
            area.label,
            area.maximum,
            by_code.get(area.code),
            area.points,
            _lost(area),
            _share(area),
        )
        for area in found.areas
    ]
    row = found.row
    lost = row.maximum - row.points if row.maximum is not None and row.points is not None else None
    total = ("", pgettext("col", "Total"), row.maximum, _self_points(found), row.points, lost, row.score)
    notes: tuple[str, ...] = ()
    if row.points is not None and row.maximum is not None:
        notes = (
            _("Check: own maximum {maximum} − points lost {lost} = {score}").format(
                maximum=two(row.maximum), lost=two(row.maximum - row.points), score=two(row.points)
            ),
        )
    return Table(columns, rows, _("Areas"), (), total, (*notes, *_self_note(found)))


def _self_note(found: IndexSheet) -> tuple[str, ...]:
    """Say of how many criteria the self-marked points are, and how far these were appraised otherwise."""
    below = next((line.below for line in found.lines if line.level == 0), None)
    if below is None:
        return ()
    said = _("Self-marked: {count} of {whole} criteria, {points} points; appraised: {difference}.")
    apart = signed(below.difference, PLACES) if below.difference is not None else "–"
    return (
        said.format(
            count=below.self_marked, whole=below.criteria, points=two(below.points), difference=apart
        ),
    )


def _self_points(found: IndexSheet) -> Fraction | None:
    """Return what the unit gave itself in all."""
    return next((line.self_points for line in found.lines if line.level == 0), None)


def _lost(area: Area) -> Fraction | None:
    return None if area.points is None or area.maximum is None else area.maximum - area.points


def _share(area: Area) -> Fraction | None:
    return area.points / area.maximum * _HUNDRED if area.points is not None and area.maximum else None


def _criteria(found: IndexSheet) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("label", pgettext("col", "Criterion")),
        Column("kind", pgettext("col", "Kind of points")),
        Column("max", pgettext("col", "Maximum"), "decimal", PLACES),
        Column("self_points", pgettext("col", "Self-marked"), "decimal", PLACES),
        Column("points", pgettext("col", "Appraised"), "decimal", PLACES),
        Column("difference", pgettext("col", "Difference"), "decimal", PLACES),
        Column("lost", pgettext("col", "Points lost"), "decimal", PLACES),
        Column("reason", pgettext("col", "Reason")),
        Column("evidence", pgettext("col", "Evidence")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            line.code,
            line.label,
            kind_words(line),
            line.maximum if line.applies else line.full,
            line.self_points,
            line.points if line.applies else None,
            line.difference if line.applies else None,
            line.lost if line.applies else None,
            remark_words(line),
            line.evidence,
        )
        for line in found.lines
    ]
    tones = ["warn" if line.is_unexplained else "" for line in found.lines]
    return Table(columns, rows, _("Criteria"), tones)  # type: ignore[arg-type]


def kind_words(line: IndexLine) -> str:
    """Say how the points of a criterion came about."""
    if not line.applies:
        return _("does not apply")
    if line.kind == "computed" and line.register:
        return pgettext("index", "Marked instead of computed")
    return {
        "computed": pgettext("index", "Computed from the register"),
        "marked": pgettext("index", "Marked"),
        "survey": pgettext("index", "Survey"),
        "sum": "",
    }[line.kind]


def remark_words(line: IndexLine) -> str:
    """Say why points were lost, or are not there yet; of computed ones with their numbers."""
    told = [line.remark] if line.remark else []
    if line.missing:
        told.append(reason_text(line.missing))
    if line.register:
        told.append(
            _("by the register: {computed}, marked: {marked}").format(
                computed=_register(line), marked=maximum_text(line.points)
            )
        )
    elif line.numbers and not line.missing:
        told.append(f"{line.numbers} = {maximum_text(line.points)}")
    if line.below is not None and line.below.self_marked < line.below.criteria:
        told.append(
            _("self-marked: {count} of {whole} criteria").format(
                count=line.below.self_marked, whole=line.below.criteria
            )
        )
    if line.is_unexplained:
        told.append(_("no reason given"))
    return "; ".join(told)


def _register(line: IndexLine) -> str:
    return "–" if line.register == "–" else maximum_text(Fraction(line.register))


def _lifts(found: IndexSheet) -> Iterator[Section]:
    title = _("What would lift the unit most")
    if found.row.score is None:
        yield Lines((_("The unit has no score yet: what its lost points are worth is not known."),), title)
        return
    if not found.lifts:
        yield Lines((_("No point was lost."),), title)
        return
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("label", pgettext("col", "Criterion")),
        Column("lost", pgettext("col", "Points lost"), "decimal", PLACES),
        Column("reason", pgettext("col", "Reason")),
        Column("best", pgettext("col", "Best of the others")),
        Column("index_then", pgettext("col", "Index with them (%)"), "percent", PLACES),
        Column("rank_then", pgettext("col", "Rank with them"), "integer"),
        Column("gained", pgettext("col", "Places gained"), "code"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            one.line.code,
            one.line.label,
            one.line.lost,
            remark_words(one.line),
            _best(one),
            one.score,
            one.rank,
            signed(Fraction(one.gained), 0),
        )
        for one in found.lifts[:_MOST_LIFTS]
    ]
    lost = sum((one.line.lost or Fraction(0) for one in found.lifts), Fraction(0))
    check = _("Check: points lost by criterion {lost}, of the whole {whole}").format(
        lost=two(lost), whole=two((found.row.maximum or Fraction(0)) - (found.row.points or Fraction(0)))
    )
    note = _("Each line by itself, all else as it is; the block is ranked anew on exact values.")
    yield Table(columns, rows, title, (), None, (*_next(found), *_left_out(found), check, note))


def _next(found: IndexSheet) -> tuple[str, ...]:
    """Say how far the next place is, and whether one criterion is enough for it."""
    if found.ranked == 1:
        return (_("It is the only unit of its block with a score: there is no place to gain."),)
    if found.next is None:
        return (_("It is first in its block."),)
    above = found.next
    said = _("To draw level with {unit} (rank {rank}, index {score}) it needs {points} points more.").format(
        unit=above.unit,
        rank=above.rank,
        score=two(above.score),
        points=two(Fraction(ceil(above.points * 10**PLACES), 10**PLACES)),
    )
    if any(one.gained > 0 for one in found.lifts):
        return (said,)
    return (said, _("No criterion gains a place by itself."))


def _left_out(found: IndexSheet) -> tuple[str, ...]:
    rest = found.lifts[_MOST_LIFTS:]
    if not rest:
        return ()
    said = ngettext(
        "{count} more criterion with {points} points lost is in the table of criteria.",
        "{count} more criteria with {points} points lost are in the table of criteria.",
        len(rest),
    )
    points = sum((one.line.lost or Fraction(0) for one in rest), Fraction(0))
    return (said.format(count=len(rest), points=two(points)),)


def _best(one: Lift) -> str:
    if one.best is None:
        return "–"
    best = one.best
    if best.is_behind:
        return _("the unit itself; then {points} of {maximum}, {unit}").format(
            points=maximum_text(best.points), maximum=maximum_text(best.maximum), unit=best.unit
        )
    return _("{points} of {maximum}, {unit}").format(
        points=maximum_text(best.points), maximum=maximum_text(best.maximum), unit=best.unit
    )


def _unexplained(found: IndexSheet) -> Iterator[Lines]:
    if not found.unexplained:
        return
    told = [
        _("{code} {label}: {lost} points lost").format(
            code=line.code, label=line.label, lost=maximum_text(line.lost)
        )
        for line in found.unexplained
    ]
    command = _(
        "Give each its reason: tasktrack mark set {key} {unit} {code} --reason TEXT --scheme {scheme}"
    ).format(
        key=found.basis.period.key,
        unit=found.row.subject.code,
        code=found.unexplained[0].code,
        scheme=found.basis.scheme,
    )
    if found.basis.period.closed:
        command = _("The period is closed: reasons are added when it is opened again.")
    count = len(told)
    title = ngettext(
        "{count} criterion with points lost and no reason",
        "{count} criteria with points lost and no reason",
        count,
    ).format(count=count)
    yield Lines((*told, command), title)


def _machine_heading(rows: Iterable[dict[str, object]]) -> Table:
    first = next(iter(rows), {})
    return Table(tuple(Column(name, name) for name in first), ())


def _line_data(line: IndexLine) -> dict[str, object]:
    return {
        "code": line.code,
        "label": line.label,
        "level": line.level,
        "kind": line.kind,
        "kind_label": kind_words(line) or None,
        "applies": line.applies,
        "max": line.full,
        "own_max": line.maximum,
        "self_points": line.self_points,
        "points": line.points,
        "difference": line.difference,
        "lost": line.lost,
        "reason": line.remark or None,
        "missing": reason_text(line.missing) or None,
        "evidence": line.evidence or None,
        "numbers": line.numbers or None,
        "register": Fraction(line.register) if line.register not in ("", "–") else None,
        "unexplained": line.is_unexplained,
    }


def _lift_data(one: Lift) -> dict[str, object]:
    best = one.best
    return {
        "code": one.line.code,
        "lost": one.line.lost,
        "reason": one.line.remark or None,
        "best_unit": best.unit if best else None,
        "best_points": best.points if best else None,
        "best_max": best.maximum if best else None,
        "best_is_behind": best.is_behind if best else None,
        "index": one.score,
        "rank": one.rank,
        "places_gained": one.gained,
    }


def _next_data(found: IndexSheet) -> dict[str, object] | None:
    above = found.next
    if above is None:
        return None
    return {"unit": above.unit, "rank": above.rank, "index": above.score, "points": above.points}


def _data(found: IndexSheet) -> dict[str, object]:
    return {
        **rank.data(found.row, found.basis),
        "ranked": found.ranked,
        "areas": [area_data(area) for area in found.areas],
        "self_points": _self_points(found),
        "next": _next_data(found),
        "lifts": [_lift_data(one) for one in found.lifts],
        "unexplained": [line.code for line in found.unexplained],
        "years": [report_index_compared.data(one) for one in found.years],
    }
