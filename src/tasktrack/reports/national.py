"""The ranked table over all offices that sent a closing."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.national import Gap, NationalRanking, NationalRow, Received, Variant
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period import label
from tasktrack.domain.ranking import RECEIVED, Basis, reason_text
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import rank
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table

SEAL_DIGITS = 16


def ranking(table: NationalRanking) -> Report:
    """Show the table variant by variant, block by block; then what it is made of, and who is missing."""
    return Report(
        command="rank",
        title=_("Ranked table over all offices, {period}").format(period=label(table.key)),
        data=[data(row, variant) for variant in table.variants for row in variant.rows],
        sections=(
            Lines(tuple(_under_title(table))),
            *_versions(table),
            *(section for variant in table.variants for section in _blocks(variant, table)),
            *(lines for one in table.variants for lines in rank.left_out(one.unranked, one.basis)),
            closings_table(table.closings),
            *_notes(table),
        ),
        as_of=max(variant.basis.as_of for variant in table.variants),
        envelope=_envelope(table),
        language=language(),
        empty=_("Nobody is scored in these closings."),
    )


def data(row: NationalRow, variant: Variant) -> dict[str, object]:
    """Return a row as programs read it: as `rank` has it, with the place over all offices."""
    return rank.data(row.row, variant.basis) | {
        "rank": row.rank,
        "tied": row.tied,
        "change": None,
        "office": row.office.code,
        "office_name": row.office.name,
        "office_rank": row.row.rank,
        "office_tied": row.row.tied,
        "variant": variant.label,
    }


def closing_data(one: Received) -> dict[str, object]:
    """Return a received closing for programs."""
    return {
        "office": one.office.code,
        "name": one.office.name,
        "period": one.period,
        "revision": one.revision,
        "number": one.number,
        "from": one.from_on,
        "cut_on": one.cut_on,
        "as_of": one.as_of,
        "closed_at": one.at,
        "seal": one.seal,
        "previous_seal": one.previous_seal or None,
        "file": one.file,
        "replaces": list(one.earlier),
        "replaced_by": list(one.later),
    }


def closings_table(closings: Sequence[Received]) -> Table:
    """List the closings that a table is made of, with the first digits of their seals."""
    columns = (
        Column(rank.NO_KEY, pgettext("col", "Code"), "code"),
        Column(rank.NO_KEY, pgettext("col", "Name of office")),
        Column(rank.NO_KEY, pgettext("col", "Closing no."), "integer"),
        Column(rank.NO_KEY, pgettext("col", "From"), "date"),
        Column(rank.NO_KEY, pgettext("col", "Counts to"), "date"),
        Column(rank.NO_KEY, pgettext("col", "Seal"), "code"),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.office.code, one.office.name, one.revision, one.from_on, one.cut_on, one.seal[:SEAL_DIGITS])
        for one in closings
    ]
    return Table(columns, rows, _("What the table is made of"), notes=tuple(_closing_notes(closings)))


def _closing_notes(closings: Sequence[Received]) -> Iterator[str]:
    for one in closings:
        if note := _again(one):
            yield note.format(
                office=one.office.code,
                revision=one.revision,
                earlier=", ".join(map(str, one.earlier)),
                newest=max(one.later, default=one.revision),
            )
    if len({(one.from_on, one.cut_on) for one in closings}) > 1:
        yield _("The offices did not count the same days.")


def _again(one: Received) -> str:
    """Return the sentence for an office that closed the period more than once."""
    if one.later:
        return _(
            "{office} closed the period again: closing no. {revision} is shown and no longer in force,"
            " no. {newest} came in too."
        )
    if one.earlier:
        return _("{office} closed the period again: closing no. {revision} counts, not no. {earlier}.")
    return _("{office} closed the period again: closing no. {revision} counts.") if one.revision > 1 else ""


def missing_lines(missing: Sequence[Gap]) -> list[str]:
    """Name the offices of which other periods came in and this one did not, or another closing of it."""
    lines = []
    if nothing := [gap for gap in missing if not gap.closings]:
        sentence = ngettext(
            "{count} office did not send this period: {offices}",
            "{count} offices did not send this period: {offices}",
            len(nothing),
        )
        offices = ", ".join(f"{gap.office.code} ({gap.office.name})" for gap in nothing)
        lines.append(sentence.format(count=len(nothing), offices=offices))
    if others := [gap for gap in missing if gap.closings]:
        sentence = ngettext(
            "{count} office sent this period, but not the closing that is asked for: {offices}",
            "{count} offices sent this period, but not the closing that is asked for: {offices}",
            len(others),
        )
        lines.append(sentence.format(count=len(others), offices=", ".join(map(_with_closings, others))))
    return lines


def _with_closings(gap: Gap) -> str:
    return _("{office} (only no. {closings})").format(
        office=gap.office.code, closings=", ".join(map(str, gap.closings))
    )


def missing_data(missing: Sequence[Gap]) -> list[dict[str, object]]:
    """Return them for programs, with the periods, and the closings of the very period, that they did send."""
    return [
        {
            "office": gap.office.code,
            "name": gap.office.name,
            "sent": list(gap.sent),
            "closings": list(gap.closings),
        }
        for gap in missing
    ]


def _under_title(table: NationalRanking) -> Iterator[str]:
    first = table.variants[0].basis
    if len(table.variants) == 1:
        yield rank.scheme_line(first)
    else:
        yield _("Scheme: {title} ({code}), in {count} variants, each ranked apart").format(
            title=first.title, code=first.scheme, count=len(table.variants)
        )
    days = [(variant.basis.window.from_on, variant.basis.window.cut_on) for variant in table.variants]
    yield _("Data from {first} to {last}").format(
        first=day_text(min(first for first, _last in days)), last=day_text(max(last for _first, last in days))
    )
    count = len(table.closings)
    yield ngettext(
        "Figures that {count} office closed and sealed; the places over all of them are reckoned here on exact values",
        "Figures that {count} offices closed and sealed; the places over all of them are reckoned here on exact values",
        count,
    ).format(count=count)
    yield from missing_lines(table.missing)


def _versions(table: NationalRanking) -> Iterator[Section]:
    """Say which offices ran the scheme in which way, where not all did alike."""
    variants = (*table.variants, *table.left_out)
    if len(variants) == 1:
        return
    columns = (
        Column(rank.NO_KEY, pgettext("col", "Variant"), "code"),
        Column(rank.NO_KEY, pgettext("col", "Version"), "integer"),
        Column(rank.NO_KEY, pgettext("col", "Hash"), "code"),
        Column(rank.NO_KEY, pgettext("col", "Offices")),
        Column(rank.NO_KEY, pgettext("col", "What differs")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            one.label,
            one.basis.version,
            one.sha256[:SEAL_DIGITS],
            ", ".join(each.office.code for each in one.closings),
            "; ".join(_differences(one)),
        )
        for one in variants
    ]
    if table.left_out:
        note = _("Left out, for they did not score as most did: variants {labels}.").format(
            labels=", ".join(one.label for one in table.left_out)
        )
    else:
        note = _("Scores of different variants are not comparable; each variant has places of its own.")
    yield Table(columns, rows, _("The offices did not all score alike"), notes=(note,))


def _differences(one: Variant) -> Iterator[str]:
    if not one.differs:
        yield _("as most offices do")
    for found in one.differs:
        name = {"version": _("version"), "sha256": _("text of the scheme")}.get(found.name, found.name)
        yield _("{name}: {here} instead of {most}").format(
            name=name, here=found.here or "–", most=found.most or "–"
        )


def _blocks(variant: Variant, table: NationalRanking) -> Iterator[Section]:
    for block, rows in groupby(variant.rows, key=lambda row: row.row.subject.block):
        yield _block(block, list(rows), variant, several=len(table.variants) > 1)


def _block(block: str | None, rows: Sequence[NationalRow], variant: Variant, *, several: bool) -> Table:
    basis = variant.basis
    # A maximum that is everybody's takes the room of the names; a note says it.
    shown = _Shown(
        maximum=len({row.row.maximum for row in rows}) > 1, note=any(row.row.reason for row in rows)
    )
    title = rank.heading(block, basis)
    if several:
        title = _("Variant {label}: {title}").format(label=variant.label, title=title or basis.title)
    return Table(
        _columns(basis, shown),
        [_cells(row, basis, shown) for row in rows],
        title,
        [rank.tone(row.row) for row in rows],
        None,
        tuple(_block_notes(rows, variant)),
    )


def _block_notes(rows: Sequence[NationalRow], variant: Variant) -> Iterator[str]:
    scored = [row.row.score for row in rows if row.row.score is not None]
    yield rank.count_line([row.row for row in rows])
    counts = {
        office: len(list(inside)) for office, inside in groupby(sorted(row.office.code for row in rows))
    }
    yield _("Check: {parts} by office = {total}").format(
        parts=" + ".join(map(str, counts.values())), total=len(rows)
    )
    if scored:
        mean = decimal_text(sum(scored, Fraction(0)) / len(scored), 2, language=language())
        sentence = _("Mean of the index: {mean}") if variant.basis.is_index else _("Mean: {mean}")
        yield sentence.format(mean=mean)
    maxima = {row.row.maximum for row in rows}
    if len(maxima) == 1 and (most := maxima.pop()) is not None:
        yield _("Of at most {points} points each").format(
            points=decimal_text(most, 1, language=language(), trim=True)
        )
    if variant.basis.tie_breakers and len(set(scored)) < len(scored):
        yield _("Equal scores are parted by: {labels}").format(labels="; ".join(variant.basis.tie_breakers))
    if variant.unread:
        yield _("Parts nobody here, for closings do not keep what it asks: {labels}").format(
            labels="; ".join(variant.unread)
        )
    if any(row.tied for row in rows):
        yield _("= tied: what is equal in all of that shares a rank")


class _Shown(NamedTuple):
    """Which columns stand in a table beside those that always do."""

    maximum: bool
    note: bool


def _columns(basis: Basis, shown: _Shown) -> tuple[Column, ...]:
    index = (Column(rank.NO_KEY, pgettext("col", "Index (%)"), "percent"),) if basis.is_index else ()
    name = pgettext("col", "Name of officer") if rank.of_officers(basis) else pgettext("col", "Name of unit")
    return (
        Column(rank.NO_KEY, pgettext("col", "Rank"), "code"),
        Column(rank.NO_KEY, pgettext("col", "Code"), "code"),
        Column(rank.NO_KEY, name),
        Column(rank.NO_KEY, pgettext("col", "Office")),
        Column(rank.NO_KEY, pgettext("col", "In the office"), "code"),
        Column(rank.NO_KEY, pgettext("col", "Score"), "decimal"),
        *((Column(rank.NO_KEY, pgettext("col", "Maximum"), "decimal", 1),) if shown.maximum else ()),
        *index,
        Column(rank.NO_KEY, rank.class_heading(basis)),
        *((Column(rank.NO_KEY, pgettext("col", "Note")),) if shown.note else ()),
    )


def _cells(found: NationalRow, basis: Basis, shown: _Shown) -> tuple[Cell, ...]:
    row = found.row
    return (
        rank.place_text(row._replace(rank=found.rank, tied=found.tied)),
        row.subject.code,
        row.subject.name,
        found.office.name,
        rank.place_text(row),
        row.points,
        *((row.maximum,) if shown.maximum else ()),
        *((row.score,) if basis.is_index else ()),
        rank.class_words(row),
        *((reason_text(row.reason),) if shown.note else ()),
    )


def _notes(table: NationalRanking) -> Iterator[Section]:
    lines = [
        _("{office} closed the period without the scheme {scheme}; it ran: {codes}").format(
            office=gap.office.code, scheme=table.scheme, codes=", ".join(gap.sent) or "–"
        )
        for gap in table.unscored
    ]
    if any(rank.of_officers(variant.basis) for variant in table.variants):
        lines.append(
            _("Officers are ranked beside those of units with the same code, whatever office they belong to.")
        )
    if lines:
        yield Lines(tuple(lines))


def _envelope(table: NationalRanking) -> dict[str, object]:
    first = table.variants[0].basis
    versions = {variant.basis.version for variant in table.variants}
    return rank.envelope(first) | {
        "state": RECEIVED,
        "revision": None,
        "scheme_version": first.version if len(versions) == 1 else None,
        "seal": None,
        "unranked": [row for one in table.variants for row in rank.unranked_data(one.unranked, one.basis)],
        "changed": None,
        "offices": [closing_data(one) for one in table.closings],
        "missing": missing_data(table.missing),
        "without_scheme": [
            {"office": gap.office.code, "name": gap.office.name, "schemes": list(gap.sent)}
            for gap in table.unscored
        ],
        "variants": [_variant_data(one, shown=True) for one in table.variants]
        + [_variant_data(one, shown=False) for one in table.left_out],
    }


def _variant_data(one: Variant, *, shown: bool) -> dict[str, object]:
    return {
        "variant": one.label,
        "version": one.basis.version,
        "sha256": one.sha256,
        "offices": [each.office.code for each in one.closings],
        "shown": shown,
        "differs": [{"name": each.name, "here": each.here, "most": each.most} for each in one.differs],
        "unread_tie_breakers": list(one.unread),
    }
