"""The ranked table."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period import label
from tasktrack.domain.ranking import CLOSED, COMPUTED, Basis, Ranking, RankRow, Unranked, reason_text
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Column, Lines, Report, Section, Table, Tone
from tasktrack.reports.tree_words import choice_data, choice_words

# What people see in one cell (2=, +1) or above the table (the block) programs get apart: these columns have no
# key, so that csv and tsv hold every key of the rows.
NO_KEY = ""


def ranking(table: Ranking) -> Report:
    """Show a ranked table block by block, under a title that says what it rests on."""
    basis = table.basis
    return Report(
        command="rank",
        title="; ".join((title(basis), *choice_words(table.choice))),
        data=[data(row, basis) for row in table.rows],
        sections=(
            Lines((*under_title(basis), *part_lines(table), *reopened_lines(basis))),
            *_blocks(table),
            *left_out(table.unranked, basis),
            *_changed_sections(table),
        ),
        as_of=basis.as_of,
        envelope=envelope(basis)
        | choice_data(table.choice)
        | {"unranked": unranked_data(table.unranked, basis), "changed": _changed_data(table)},
        language=language(),
        empty=_empty(table),
    )


def _empty(table: Ranking) -> str:
    if table.choice is not None:
        return _("Nobody of this part of the tree of units is ranked.")
    if of_officers(table.basis):
        return _("No officer is scored in this period.")
    return _("No unit is scored in this period.")


def title(basis: Basis) -> str:
    """Return `Ranked table, Month 10/2026`."""
    return _("Ranked table, {period}").format(period=label(basis.period.key))


def envelope(basis: Basis) -> dict[str, object]:
    """Return what stands beside the rows in JSON."""
    return {
        "period": str(basis.period.key),
        "state": basis.state,
        "revision": basis.revision,
        "scheme": basis.scheme,
        "scheme_version": basis.version,
        "data_from": basis.window.from_on,
        "cut_on": basis.window.cut_on,
        "seal": basis.seal,
        "gives_class": basis.gives_class,
        "reopened": _reopened_data(basis),
    }


def reopened_lines(basis: Basis) -> tuple[str, ...]:
    """Say by whom, by which document and why the period was opened again; nothing when it never was."""
    if not basis.reopened:
        return ()
    from tasktrack.reports import changed_figures  # few periods are ever opened again

    return changed_figures.reopened_lines(basis)


def of_officers(basis: Basis) -> bool:
    """Return whether people are ranked, each inside the unit that takes the place of a block."""
    return basis.subject_kind == "officer"


def data(row: RankRow, basis: Basis) -> dict[str, object]:
    """Return a row as programs read it; a score has six decimals beside its printed text."""
    return {
        "rank": row.rank,
        "tied": row.tied,
        "subject": row.subject.code,
        "name": row.subject.name,
        "block": row.subject.block,
        "score": row.points,
        "score_text": _printed(row.points),
        "max": row.maximum,
        "index": row.score if basis.is_index else None,
        "class": row.reached.code,
        "class_label": class_words(row),
        "band": row.reached.band,
        "band_label": row.reached.label or None,
        **_decided_data(row, basis),
        "conditions_failed": list(row.reached.conditions),
        "change": row.change,
        "reason": reason_text(row.reason) or None,
        # Scripts read rows by place: what is new stands at the end.
        "rank_within": row.rank_within,
        "tied_within": row.tied_within,
    }


def place_text(row: RankRow) -> str:
    """Return the rank as it is printed: 2, 2= when it is shared, a dash for none."""
    return "–" if row.rank is None else f"{row.rank}{'=' if row.tied else ''}"


def place_within(row: RankRow) -> str:
    """Return the place among what is shown as it is printed."""
    return "–" if row.rank_within is None else f"{row.rank_within}{'=' if row.tied_within else ''}"


def is_part(table: Ranking) -> bool:
    """Return whether places among what is shown may differ from ranks; officers are ranked inside whole units."""
    return table.choice is not None and not of_officers(table.basis)


def part_lines(table: Ranking) -> tuple[str, ...]:
    """Say of a part of a table which places are which."""
    if not is_part(table):
        return ()
    return (_("Rank: the place in the whole block. Of these: the place among what is shown of it."),)


def class_words(row: RankRow) -> str:
    """Return the class, or in words why there is none."""
    reached = row.reached
    reasons = "; ".join(reached.conditions)
    if reached.code == "no-score":
        return pgettext("class", "No score")
    if reached.code == "unclassified":
        return _("Not classified: {reasons}").format(reasons=reasons)
    if not reached.conditions:
        return reached.proposed or reached.label or "–"
    if reached.code == "quota-tie":
        return _("Points reached for {band}; {reasons}").format(band=reached.label, reasons=reasons)
    if not reached.proposed:
        return _("Points reached for {band}, conditions not met: {conditions}").format(
            band=reached.label, conditions=reasons
        )
    return f"{reached.proposed} ({reasons})"


def decided_words(row: RankRow, basis: Basis) -> str:
    """Return the class that a person decided, with the document; empty while nobody did."""
    if row.decided is None:
        return ""
    return _("{label}, {document}").format(
        label=basis.class_label(row.decided.code), document=row.decided.document
    )


def _decided_data(row: RankRow, basis: Basis) -> dict[str, object]:
    decided = row.decided
    return {
        "class_decided": decided.code if decided else None,
        "class_decided_label": basis.class_label(decided.code) if decided else None,
        "decision_document": decided.document if decided else None,
        "decided_on": decided.on if decided else None,
    }


def under_title(basis: Basis) -> tuple[str, ...]:
    """Say by which scheme, over which days, and whether the figures are closed."""
    days = _("Data from {first} to {last}, as of {day}").format(
        first=day_text(basis.window.from_on), last=day_text(basis.window.cut_on), day=day_text(basis.as_of)
    )
    if basis.state == CLOSED:
        state = _("Closed figures, closing no. {revision}, seal {seal}").format(
            revision=basis.revision, seal=(basis.seal or "")[:16]
        )
    elif basis.state == COMPUTED:
        state = _("Computed now over the closed figures; this scheme was not part of the closing")
    else:
        state = _("Provisional: the period is not closed")
    return scheme_line(basis), days, state


def scheme_line(basis: Basis) -> str:
    """Say by which scheme."""
    return _("Scheme: {title} ({code}, version {version})").format(
        title=basis.title, code=basis.scheme, version=basis.version
    )


def _blocks(table: Ranking) -> list[Section]:
    if table.choice is not None and not table.rows:
        return [_block(None, (), table)]
    return [
        _block(block, list(rows), table)
        for block, rows in groupby(table.rows, key=lambda row: row.subject.block)
    ]


def _block(block: str | None, rows: Sequence[RankRow], whole: Ranking) -> Table:
    basis = whole.basis
    scored = [row.score for row in rows if row.score is not None]
    notes = [count_line(rows)]
    if scored:
        mean = decimal_text(sum(scored, Fraction(0)) / len(scored), 2, language=language())
        sentence = _("Mean of the index: {mean}") if basis.is_index else _("Mean: {mean}")
        notes.append(sentence.format(mean=mean))
    if basis.tie_breakers and len(set(scored)) < len(scored):
        notes.append(_("Equal scores are parted by: {labels}").format(labels="; ".join(basis.tie_breakers)))
    if any(row.tied for row in rows):
        notes.append(_("= tied: what is equal in all of that shares a rank"))
    some_decided = any(row.decided is not None for row in rows)
    # What was decided takes the room of columns that would be empty.
    shown = _Shown(
        some_decided,
        change=not some_decided or any(row.change is not None for row in rows),
        note=not some_decided or any(row.reason for row in rows),
        within=is_part(whole),
    )
    if some_decided:
        notes.append(
            _("Classes are proposed by the points and conditions; what was decided stands beside them.")
        )
    return Table(
        _columns(basis, shown),
        [_cells(row, basis, shown) for row in rows],
        heading(block, basis),
        [tone(row) for row in rows],
        None,
        tuple(notes),
    )


def count_line(rows: Sequence[RankRow]) -> str:
    """Return the check line of a block: who has a score and who has none make the whole."""
    scored = sum(row.score is not None for row in rows)
    return _("Check: {scored} scored + {unscored} without a score = {total}").format(
        scored=scored, unscored=len(rows) - scored, total=len(rows)
    )


def heading(block: str | None, basis: Basis) -> str:
    """Return the title over the rows of a block, of officers over those of a unit."""
    if block is None:
        return ""
    if of_officers(basis):
        return _("Unit {unit}").format(unit=block)
    return _("Block {block}").format(block=block)


def left_out(unranked: Sequence[Unranked], basis: Basis) -> tuple[Lines, ...]:
    """Say whose tasks are in no row, so that nobody takes the table for the whole."""
    if not unranked:
        return ()
    count = sum(one.tasks for one in unranked)
    if of_officers(basis):
        sentence = ngettext(
            "Not in this table: {count} task of officers without a posting at the cut: {who}",
            "Not in this table: {count} tasks of officers without a posting at the cut: {who}",
            count,
        )
    else:
        sentence = ngettext(
            "Not in this table: {count} task of units without a block or ended before the period: {who}",
            "Not in this table: {count} tasks of units without a block or ended before the period: {who}",
            count,
        )
    who = ", ".join(f"{one.code} ({one.tasks})" for one in unranked)
    return (Lines((sentence.format(count=count, who=who),)),)


def _reopened_data(basis: Basis) -> list[dict[str, object]]:
    if not basis.reopened:
        return []
    from tasktrack.reports import changed_figures

    return changed_figures.reopened_data(basis.reopened)


def _changed_sections(table: Ranking) -> tuple[Section, ...]:
    if table.changed is None:
        return ()
    from tasktrack.reports import changed_figures

    return changed_figures.sections(table.changed)


def _changed_data(table: Ranking) -> dict[str, object] | None:
    if table.changed is None:
        return None
    from tasktrack.reports import changed_figures

    return changed_figures.data(table.changed)


def unranked_data(unranked: Sequence[Unranked], basis: Basis) -> list[dict[str, object]]:
    """Return them for programs."""
    return [{basis.subject_kind: one.code, "tasks": one.tasks} for one in unranked]


def class_heading(basis: Basis) -> str:
    """Return the heading over classes, or over the bands of a period that gives no class."""
    return pgettext("col", "Class") if basis.gives_class else pgettext("col", "Band")


class _Shown(NamedTuple):
    """Which columns stand in a table beside those that always do."""

    decided: bool
    change: bool
    note: bool
    within: bool


def _columns(basis: Basis, shown: _Shown) -> tuple[Column, ...]:
    index = (Column(NO_KEY, pgettext("col", "Index (%)"), "percent"),) if basis.is_index else ()
    name = pgettext("col", "Name of officer") if of_officers(basis) else pgettext("col", "Name of unit")
    return (
        Column(NO_KEY, pgettext("col", "Rank"), "code"),
        *((Column(NO_KEY, pgettext("rank", "Of these"), "code"),) if shown.within else ()),
        Column(NO_KEY, pgettext("col", "Code"), "code"),
        Column(NO_KEY, name),
        Column(NO_KEY, pgettext("col", "Score"), "decimal"),
        Column(NO_KEY, pgettext("col", "Maximum"), "decimal", 1),
        *index,
        Column(NO_KEY, class_heading(basis)),
        *((Column(NO_KEY, pgettext("col", "Decided")),) if shown.decided else ()),
        *((Column(NO_KEY, pgettext("col", "Change"), "code"),) if shown.change else ()),
        *((Column(NO_KEY, pgettext("col", "Note")),) if shown.note else ()),
    )


def _cells(row: RankRow, basis: Basis, shown: _Shown) -> tuple[str | Fraction | None, ...]:
    change = "" if row.change is None else f"{row.change:+d}" if row.change else "0"
    index = (row.score,) if basis.is_index else ()
    return (
        place_text(row),
        *((place_within(row),) if shown.within else ()),
        row.subject.code,
        row.subject.name,
        row.points,
        row.maximum,
        *index,
        class_words(row),
        *((decided_words(row, basis),) if shown.decided else ()),
        *((change,) if shown.change else ()),
        *((reason_text(row.reason),) if shown.note else ()),
    )


def tone(row: RankRow) -> Tone:
    """Return how a row stands out."""
    if row.score is None:
        return "muted"
    return {"excellent": "good", "failed": "bad", "weak": "bad"}.get(row.reached.code, "")  # type: ignore[return-value]


def _printed(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value, 2, language=language())
