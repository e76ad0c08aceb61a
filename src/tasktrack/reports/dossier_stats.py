"""The report on dossiers counted: what there was to settle, what came of it, the time it took, what adds up."""

from collections.abc import Iterator
from fractions import Fraction

from tasktrack.domain.dates import echo
from tasktrack.domain.dossier_counts import Counts, Group, Kept, Stats, ratios
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period import label
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import on_paper
from tasktrack.reports.dossier_figures import (
    Figure,
    all_figures,
    coming,
    counted_figures,
    ratio_label,
    service,
    settling,
    time_taken,
)
from tasktrack.reports.period_words import PERCENT_PLACES, number, percent_text
from tasktrack.reports.report import Cell, Column, Report, Section, Table
from tasktrack.reports.task_lines import MACHINES, sentences


def stats(found: Stats, form: str) -> Report:
    """Show dossiers counted group by group, with check lines, ratios that name their denominator, and the target."""
    machine = form in MACHINES
    return Report(
        command="dossier stats",
        title=_title(found),
        data=[_group_data(found, one) for one in found.groups],
        sections=(_machine_table(found),) if machine else tuple(_sections(found, form)),
        as_of=found.last,
        envelope=_envelope(found),
        language=language(),
        paper=on_paper.report_paper(_subject(found))._replace(landscape=True, inline=True),
    )


def _subject(found: Stats) -> str:
    """Return what the report says it is about, on paper."""
    days = on_paper.days_words(found.first, found.last)
    if found.key is None:
        return _("Settling of administrative procedures {days}").format(days=days)
    return _("Settling of administrative procedures, {period} ({days})").format(
        period=on_paper.period_words(found.key), days=days
    )


def _title(found: Stats) -> str:
    days = _("{first} to {last}").format(first=echo(found.first), last=echo(found.last))
    period = f"{label(found.key)}, " if found.key else ""
    return _("Dossiers settled, {days}").format(days=f"{period}{days}")


def _sections(found: Stats, form: str) -> Iterator[Section]:
    yield sentences(_under_title(found), form)
    yield from _changes_table(found)
    if not any(found.total):
        yield sentences([_("No dossier was to be settled, and none was sent in.")], form)
        return
    yield _table(found, coming(), _("Dossiers to settle"))
    yield _table(found, settling(), _("What came of them"))
    yield sentences([_check(found.total), *_ratio_lines(found.total), *_target(found)], form)
    yield _table(found, time_taken(found), _("Ratios and time"))
    yield _table(found, service(), _("Acceptance and apologies"))


def _under_title(found: Stats) -> list[str]:
    told = [_("Of {unit} and the units below it.").format(unit=found.under)] if found.under else []
    if found.kept is None:
        sentence = _("As of {day}, from the book as it is now; no closing stands for these days.")
        return [*told, sentence.format(day=echo(found.last))]
    return [*told, *_closed(found.kept)]


def _closed(kept: Kept) -> Iterator[str]:
    """Say which closing kept the figures, whether it stands, and whether the book says now what it said then."""
    yield _("Closed figures, closing no. {revision}, seal {seal}").format(
        revision=kept.revision, seal=kept.seal[:16]
    )
    if not kept.in_force:
        yield _("This closing is no longer in force: the period was opened again.")
    if kept.differing:
        yield _(
            "Counted from the book as it is now, by the settings of that closing, others: {groups}."
        ).format(groups=", ".join(one or _unstated() for one in kept.differing))


def _changes(found: Stats) -> list[tuple[Figure, int | Fraction | None, int | Fraction | None]]:
    """Return the counts that the book would give otherwise now, as the closing kept them and now."""
    if found.kept is None or found.kept.now is None:
        return []
    both = [(one, one.value(found.total), one.value(found.kept.now)) for one in counted_figures()]
    return [(one, kept, now) for one, kept, now in both if kept != now]


def _changes_table(found: Stats) -> Iterator[Table]:
    if changes := _changes(found):
        columns = (
            Column("figure", pgettext("col", "Figure")),
            Column("kept", pgettext("dossiers", "As closed")),
            Column("now", pgettext("dossiers", "In the book now")),
        )
        rows = [(one.label, *(_figure_text(value, one.places) for value in both)) for one, *both in changes]
        yield Table(columns, rows, _("What the book says otherwise now"))


def _figure_text(value: int | Fraction | None, places: int) -> str:
    return "–" if value is None else decimal_text(Fraction(value), places, language=language(), group=True)


def _table(found: Stats, figures: tuple[Figure, ...], title: str) -> Table:
    shown = [one for one in figures if not one.is_rare or one.value(found.total)]
    rows = [
        (*heads, *(one.value(counts) for one in shown))
        for group in found.groups
        for heads, counts in _rows(found, group)
    ]
    total: tuple[Cell, ...] = (
        *(("", _("Total")) if _is_coded(found) else (_("Total"),)),
        *(one.value(found.total) for one in shown),
    )
    return Table((*_head_columns(found), *map(_column, shown)), rows, title, total=total)


def _rows(found: Stats, group: Group) -> Iterator[tuple[tuple[str, ...], Counts]]:
    """Yield a group with all below it, and behind that what is the unit's own."""
    indent = "  " * group.depth
    heads = tuple(f"{indent}{head}" for head in _heads(found, group))
    yield heads, group.counts if group.whole is None else group.whole
    if group.whole is not None and any(group.counts):
        yield ("", f"{indent}  {_('of these the unit itself')}"), group.counts


def _machine_table(found: Stats) -> Table:
    """Return a row a group; of a unit its own counts, and those with all below it in one cell."""
    figures = all_figures(found)
    in_tree = found.by == "unit"
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        *map(_column, figures),
        *((Column("depth", pgettext("dossiers", "Depth"), "integer"),) if in_tree else ()),
        *((Column("with_below", pgettext("dossiers", "With the units below")),) if in_tree else ()),
    )
    rows = [
        (
            one.code,
            one.name or _unstated(),
            *(figure.value(one.counts) for figure in figures),
            *((one.depth, "") if in_tree else ()),
        )
        for one in found.groups
    ]
    return Table(columns, rows)


def _column(figure: Figure) -> Column:
    return Column(figure.key, figure.label, figure.kind, figure.places)


def _is_coded(found: Stats) -> bool:
    """Whether groups have a code beside their name."""
    return found.by in ("unit", "officer")


def _head_columns(found: Stats) -> tuple[Column, ...]:
    name = {
        "unit": pgettext("col", "Unit"),
        "officer": pgettext("col", "Officer"),
        "procedure": pgettext("col", "Procedure"),
        "channel": pgettext("col", "Channel"),
        "month": pgettext("col", "Month of receipt"),
    }[found.by]
    if _is_coded(found):
        return Column("code", pgettext("col", "Code"), "code"), Column("name", name)
    return (Column("name", name),)


def _heads(found: Stats, group: Group) -> tuple[str, ...]:
    name = group.name or _unstated()
    return (group.code, name) if _is_coded(found) else (name,)


def _unstated() -> str:
    return _("(not stated)")


def _check(total: Counts) -> str:
    """Say that what was to be settled is what came of it; where it is not, that too."""
    sentence = (
        _(
            "Check: {carried} carried over + {received} received = {to_settle} to settle = {early} before the day"
            " + {on_day} on the day + {late} late + {in_time} in time + {overdue} overdue + {paused} paused"
        )
        if total.adds_up
        else _(
            "Does not add up: {carried} carried over + {received} received = {to_settle} to settle, but {early} before"
            " the day + {on_day} on the day + {late} late + {in_time} in time + {overdue} overdue + {paused} paused"
        )
    )
    names = ("carried", "received", "to_settle", "early", "on_day", "late", "in_time", "overdue", "paused")
    return sentence.format(**{name: number(getattr(total, name)) for name in names})


def _ratio_lines(total: Counts) -> Iterator[str]:
    for one in ratios(total):
        if one.name == "time_saved":
            continue
        if one.percent is None:
            yield _("{ratio}: –").format(ratio=ratio_label(one.name))
        else:
            yield _("{ratio}: {percent} ({part} of {whole})").format(
                ratio=ratio_label(one.name),
                percent=percent_text(one.percent),
                part=number(one.part),
                whole=number(one.whole),
            )


def _target(found: Stats) -> Iterator[str]:
    """Say how much of the time allowed was saved, and how that stands against what the office set out to save."""
    saved = found.total.time_saved
    if saved is None:
        yield _("Time saved of time allowed: –")
        return
    used, allowed = _amount(found, found.total.used), _amount(found, found.total.allowed)
    if saved < 0:
        beyond = (
            _("Time used beyond the time allowed: {over} ({used} / {allowed} working days - 1)")
            if found.by_days
            else _("Time used beyond the time allowed: {over} ({used} / {allowed} working hours - 1)")
        )
        yield beyond.format(over=percent_text(-saved), used=used, allowed=allowed)
        if found.target is not None:
            yield _("Target: save {target}; the time allowed was exceeded by {over}.").format(
                target=f"{found.target}%", over=f"{_trimmed(-saved)}%"
            )
        return
    sentence = (
        _("Time saved of time allowed: {saved} (1 - {used} / {allowed} working days)")
        if found.by_days
        else _("Time saved of time allowed: {saved} (1 - {used} / {allowed} working hours)")
    )
    yield sentence.format(saved=percent_text(saved), used=used, allowed=allowed)
    if found.target is not None:
        yield _against(saved, found.target)


def _against(saved: Fraction, target: int) -> str:
    sentence = (
        _("Target: save {target}; saved {saved}, reached, {points} points above.")
        if saved >= target
        else _("Target: save {target}; saved {saved}, missed by {points} points.")
    )
    return sentence.format(
        target=f"{target}%", saved=f"{_trimmed(saved)}%", points=_trimmed(abs(saved - target))
    )


def _trimmed(value: Fraction) -> str:
    return decimal_text(value, PERCENT_PLACES, language=language(), trim=True)


def _amount(found: Stats, minutes: int) -> str:
    places = 0 if found.by_days else 1
    return decimal_text(
        Fraction(minutes, found.unit_minutes), places, language=language(), group=True, trim=True
    )


def _group_data(found: Stats, group: Group) -> dict[str, object]:
    told = {"code": group.code or None, "name": group.name or None, **_counts_data(found, group.counts)}
    if found.by != "unit":
        return told
    below = None if group.whole is None else _counts_data(found, group.whole)
    return {**told, "depth": group.depth, "with_below": below}


def _counts_data(found: Stats, counts: Counts) -> dict[str, object]:
    return {one.key: one.value(counts) for one in all_figures(found)}


def _envelope(found: Stats) -> dict[str, object]:
    kept = found.kept
    return {
        "period": str(found.key) if found.key else None,
        "from": found.first,
        "to": found.last,
        "by": found.by,
        "under": found.under,
        "state": "closed" if kept else "open",
        "revision": kept.revision if kept else None,
        "seal": kept.seal if kept else None,
        "in_force": kept.in_force if kept else None,
        "changes": [
            {"figure": one.key, "label": one.label, "kept": was, "now": now}
            for one, was, now in _changes(found)
        ],
        "changed_groups": list(kept.differing) if kept else [],
        "time_in": "days" if found.by_days else "hours",
        "target": found.target,
        "total": _counts_data(found, found.total),
        "adds_up": found.total.adds_up,
        "ratios": [
            {
                "name": one.name,
                "label": ratio_label(one.name),
                "numerator": _told(found, one.name, one.part),
                "denominator": _told(found, one.name, one.whole),
                "percent": one.percent,
            }
            for one in ratios(found.total)
        ],
    }


def _told(found: Stats, name: str, part: int) -> int | Fraction:
    return Fraction(part, found.unit_minutes) if name == "time_saved" else part
