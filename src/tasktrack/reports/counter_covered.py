"""What figures of counters cover, in words: which units gave nothing, of which periods one is made, what is missing."""

from collections.abc import Iterator, Sequence
from typing import Final

from tasktrack.domain.counter import Terms
from tasktrack.domain.counter_coverage import Gap, months_of
from tasktrack.domain.counter_report import CountersReport, Source, Told
from tasktrack.domain.period import PeriodKey, label
from tasktrack.domain.period_state import CLOSED
from tasktrack.i18n import _, ngettext
from tasktrack.reports import said

# How many units a sentence names.
_NAMED: Final = 10


def ended(told: CountersReport) -> Iterator[str]:
    """Say whose stocks do not count, for the units were no longer there at the end of the period."""
    labels = {one.code: one for one in told.terms}
    by_units: dict[tuple[str, ...], list[Terms]] = {}
    for code, units in told.gone.items():
        by_units.setdefault(tuple(units), []).append(labels[code])
    for those, terms in by_units.items():
        yield _("{labels}: no longer there at the end of the period, so not counted: {units}.").format(
            labels=labels_of(terms), units=some(those)
        )


def uncovered(told: CountersReport, name: str, source: Source) -> Iterator[str]:
    """Say of which counters no change is told, and what is missing."""
    if told.state == CLOSED:
        yield _compared_from(source)
    found = [gap for row in told.rows for gap in row.compared(name)[1]]
    if found:
        yield _("No change since {period} is told where the figures do not cover the same: {gaps}").format(
            period=said.inside(label(source.key)), gaps=gap_words(found)
        )


def _compared_from(source: Source) -> str:
    """Say where the figures come from that stand beside those of a closed period; the seal covers only its own."""
    period = label(source.key)
    if source.revision is None:
        return _(
            "{period} is not closed: its figures are those of the book as it stands now, and no seal covers them."
        ).format(period=period)
    return _("{period}: figures of its own closing no. {revision}.").format(
        period=period, revision=source.revision
    )


def gap_words(found: Sequence[Gap]) -> str:
    """Say what is missing: counter, units, periods; counters that lack the same stand together."""
    units: dict[tuple[str, tuple[str, ...], bool], dict[str, None]] = {}
    for gap in found:
        units.setdefault((gap.terms.label, gap.periods, gap.begun), {})[gap.unit] = None
    together: dict[tuple[tuple[str, ...], tuple[str, ...], bool], list[str]] = {}
    for (words, periods, begun), those in units.items():
        together.setdefault((tuple(those), periods, begun), []).append(words)
    sentences = (
        _("{labels}: nothing from {units} for {periods}.").format(
            labels="; ".join(labels), units=some(those), periods=named(periods)
        )
        if begun
        else _("Not begun yet: {periods}.").format(periods=named(periods))
        for (those, periods, begun), labels in together.items()
    )
    return " ".join(dict.fromkeys(sentences))


def some(codes: Sequence[str]) -> str:
    """Name units, the first of many."""
    more = len(codes) - _NAMED
    if more <= 1:
        return ", ".join(codes)
    return (
        ", ".join(codes[:_NAMED])
        + " "
        + ngettext("and {count} more", "and {count} more", more).format(count=more)
    )


def made_of(told: CountersReport, compared: Sequence[tuple[str, Source]]) -> Iterator[str]:
    """Say which figures are made of shorter periods, and for which of these nothing was given, unit by unit."""
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], list[Terms]] = {}
    for name in ("now", *dict(compared)):
        for row in told.rows:
            found: Told | None = getattr(row, name)
            for parts, missing, units in _patterns(found) if found else ():
                groups.setdefault((row.terms.over, parts, missing, units), []).append(row.terms)
    for (over, parts, missing, units), terms in groups.items():
        sentence = (
            _("Added up of {parts}: {labels}.") if over == "sum" else _("The last of {parts}: {labels}.")
        )
        labels = f"{labels_of(terms)} ({some(units)})" if units else labels_of(terms)
        told_parts = sentence.format(parts=named(parts), labels=labels)
        if missing:
            told_parts += " " + _("Nothing was given for {periods}.").format(
                periods=named(months_of(missing))
            )
        yield told_parts


def _patterns(found: Told) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Yield of which parts units made a figure, what was missing, and which units; none where all did the same."""
    by: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for one in found.had:
        by.setdefault((one.parts, one.missing), []).append(one.unit)
    for (parts, missing), units in by.items():
        if parts:
            yield parts, missing, tuple(units) if len(by) > 1 else ()


def named(keys: Sequence[str]) -> str:
    """Name periods; those of one kind after the other, for months and quarters are not told in one breath."""
    by_kind: dict[str, list[PeriodKey]] = {}
    for key in map(PeriodKey.parse, keys):
        by_kind.setdefault(key.kind, []).append(key)
    return "; ".join(", ".join(_runs(those)) for those in by_kind.values())


def _runs(keys: Sequence[PeriodKey]) -> Iterator[str]:
    """Name periods of one kind; three and more that follow each other by the first and the last."""
    runs: list[list[PeriodKey]] = []
    for key in keys:
        last = runs[-1][-1] if runs else None
        if last is not None and (key.year, key.number) == (last.year, last.number + 1):
            runs[-1].append(key)
        else:
            runs.append([key])
    for run in runs:
        words = [said.inside(label(key)) for key in run]
        if len(run) > 2:
            yield _("{first} to {last}").format(first=words[0], last=words[-1])
        else:
            yield from words


def labels_of(terms: Sequence[Terms]) -> str:
    return "; ".join(one.label for one in terms)
