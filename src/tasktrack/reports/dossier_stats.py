"""The report on dossiers counted: what there was to settle, what came of it, the time it took, what adds up."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.dates import echo
from tasktrack.domain.dossier_counts import Counts, Group, Kept, Stats, ratios
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period import label
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import on_paper
from tasktrack.reports.period_words import PERCENT_PLACES, number, percent_text
from tasktrack.reports.report import Cell, Column, Kind, Report, Section, Table
from tasktrack.reports.task_lines import MACHINES, sentences


class Figure(NamedTuple):
    """A column: its key, its heading, what it shows of counts, and whether it is left out where nothing is counted."""

    key: str
    label: str
    value: Callable[[Counts], int | Fraction | None]
    kind: Kind = "integer"
    places: int = 0
    is_rare: bool = False


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
    yield _table(found, _coming(), _("Dossiers to settle"))
    yield _table(found, _settling(), _("What came of them"))
    yield sentences([_check(found.total), *_ratio_lines(found.total), *_target(found)], form)
    yield _table(found, _time(found), _("Ratios and time"))
    yield _table(found, _service(), _("Acceptance and apologies"))


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


def _coming() -> tuple[Figure, ...]:
    return (
        Figure("carried", pgettext("dossiers", "Carried over"), lambda one: one.carried),
        Figure("received", pgettext("dossiers", "Received"), lambda one: one.received),
        Figure("direct", pgettext("dossiers", "direct"), lambda one: one.direct),
        Figure("online", pgettext("dossiers", "online"), lambda one: one.online),
        Figure("post", pgettext("dossiers", "by post"), lambda one: one.post),
        Figure("unstated", pgettext("dossiers", "way not stated"), lambda one: one.unstated, is_rare=True),
        Figure("to_settle", pgettext("dossiers", "To settle"), lambda one: one.to_settle),
    )


def _settling() -> tuple[Figure, ...]:
    return (
        Figure("settled", pgettext("dossiers", "Settled"), lambda one: one.settled),
        Figure("early", pgettext("dossiers", "before the day"), lambda one: one.early),
        Figure("on_day", pgettext("dossiers", "on the day"), lambda one: one.on_day),
        Figure("late", pgettext("dossiers", "late"), lambda one: one.late),
        Figure("unsettled", pgettext("dossiers", "Being settled"), lambda one: one.unsettled),
        Figure("in_time", pgettext("dossiers", "in time"), lambda one: one.in_time),
        Figure("overdue", pgettext("dossiers", "overdue"), lambda one: one.overdue),
        Figure("paused", pgettext("dossiers", "paused"), lambda one: one.paused),
    )


def _time(found: Stats) -> tuple[Figure, ...]:
    def time(minutes: int) -> Fraction:
        return Fraction(minutes, found.unit_minutes)

    places = 0 if found.by_days else 1
    used, allowed = (
        (pgettext("dossiers", "Days used"), pgettext("dossiers", "Days allowed"))
        if found.by_days
        else (pgettext("dossiers", "Hours used"), pgettext("dossiers", "Hours allowed"))
    )
    return (
        *(_percent(name) for name in _IN_TABLE[:-1]),
        Figure("time_used", used, lambda one: time(one.used), "decimal", places),
        Figure("time_allowed", allowed, lambda one: time(one.allowed), "decimal", places),
        _percent("time_saved"),
    )


def _service() -> tuple[Figure, ...]:
    return (
        Figure("submitted", pgettext("dossiers", "Sent in online"), lambda one: one.submitted),
        Figure("slow", pgettext("dossiers", "Not accepted within a working day"), lambda one: one.slow),
        Figure("waiting", pgettext("dossiers", "Not accepted yet"), lambda one: one.waiting),
        Figure("owed", pgettext("dossiers", "Apologies owed"), lambda one: one.owed),
        Figure("apologised", pgettext("dossiers", "Apologies sent"), lambda one: one.apologised),
        Figure("unsent", pgettext("dossiers", "Apologies not sent"), lambda one: one.unsent),
        Figure("renewed", pgettext("dossiers", "New dates"), lambda one: one.renewed),
    )


_IN_TABLE = ("on_time_of_received", "on_time_of_settled", "overdue_of_unfinished", "time_saved")


def ratio_label(name: str) -> str:
    """Return the words for a ratio of dossiers, which name its denominator."""
    return {
        "on_time_of_received": pgettext("ratio", "On time of received"),
        "on_time_of_settled": pgettext("ratio", "On time of settled"),
        "settled_of_to_settle": pgettext("ratio", "Settled of those to settle"),
        "overdue_of_unfinished": pgettext("dossiers", "Overdue of unsettled"),
        "overdue_of_settled_and_overdue": pgettext("ratio", "Overdue of settled and overdue"),
        "online_of_received": pgettext("ratio", "Received online of received"),
        "sent_of_owed": pgettext("ratio", "Apologies sent of owed"),
        "time_saved": pgettext("ratio", "Time saved of time allowed"),
    }[name]


def _percent(name: str) -> Figure:
    def value(counts: Counts) -> Fraction | None:
        return next(one.percent for one in ratios(counts) if one.name == name)

    return Figure(name, f"{ratio_label(name)} (%)", value, "percent", PERCENT_PLACES)


def _all_figures(found: Stats) -> tuple[Figure, ...]:
    return (*_coming(), *_settling(), *_time(found), *_service())


def counted_figures() -> tuple[Figure, ...]:
    """Return what is counted, the time in working hours, without the ratios."""
    return (
        *_coming(),
        *_settling(),
        Figure(
            "received_on_time", pgettext("dossiers", "received and on time"), lambda one: one.received_on_time
        ),
        Figure(
            "hours_used", pgettext("dossiers", "Hours used"), lambda one: Fraction(one.used, 60), "decimal", 1
        ),
        Figure(
            "hours_allowed",
            pgettext("dossiers", "Hours allowed"),
            lambda one: Fraction(one.allowed, 60),
            "decimal",
            1,
        ),
        *_service(),
    )


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
    figures = _all_figures(found)
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
    return {one.key: one.value(counts) for one in _all_figures(found)}


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
