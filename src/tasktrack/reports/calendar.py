"""Reports on the calendar of working days."""

from collections.abc import Iterator, Sequence

from tasktrack.domain.calendar_day import OFF, OFFICIAL, Added, CalendarDay, DayChange, MonthSheet
from tasktrack.domain.dates import echo, weekday_name
from tasktrack.domain.period import PeriodKey, label
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Cell, Column, Lines, Report, Table, Tone


def listing(days: Sequence[CalendarDay], year: int | None = None) -> Report:
    """List days off and days worked, a row each."""
    return Report(
        command="calendar list",
        title=_("Calendar of {year}").format(year=year) if year else _("Calendar"),
        data=[_data(day) for day in days],
        sections=(_table(days),),
        language=language(),
        empty=_("The register has no calendar of that time. Enter its days with: tasktrack calendar add."),
    )


def month(sheet: MonthSheet) -> Report:
    """Show a month week by week, with its holidays and swapped days below."""
    key = PeriodKey("month", sheet.year, sheet.month)
    special = [day for _on, _working, day in sheet.days if day]
    worked = sum(working for _on, working, _day in sheet.days)
    count = ngettext(
        "{count} working day; days off stand in brackets.",
        "{count} working days; days off stand in brackets.",
        worked,
    )
    below = (_table(special),) if special else ()
    return Report(
        command="calendar show",
        title=label(key),
        data={
            "month": str(key),
            "working_days": worked,
            "days": [
                {
                    "date": on,
                    "weekday": on.isoweekday(),
                    "weekday_label": weekday_name(on),
                    "working": working,
                }
                | ({name: value for name, value in _data(day).items() if name != "date"} if day else _NO_ROW)
                for on, working, day in sheet.days
            ],
        },
        sections=(_grid(sheet), Lines((count.format(count=worked),)), *below),
        language=language(),
    )


def added(done: Added, *, dry_run: bool) -> Report:
    """Say which days were entered, and that nothing reckoned before moves."""
    first, last = done.days[0], done.days[-1]
    count = len(done.days)
    if count == 1:
        sentence = _("{day}: {kind}, {name}.").format(day=echo(first.on), kind=_kind(first), name=first.name)
    else:
        sentence = ngettext(
            "{count} day from {first} to {last}: {kind}, {name}.",
            "{count} days from {first} to {last}: {kind}, {name}.",
            count,
        ).format(count=count, first=echo(first.on), last=echo(last.on), kind=_kind(first), name=first.name)
    more = []
    if done.settled:
        more.append(
            ngettext(
                "{count} provisional day is decided by it.",
                "{count} provisional days are decided by it.",
                len(done.settled),
            ).format(count=len(done.settled))
        )
    if done.passed_over:
        more.append(
            ngettext(
                "{count} weekend day between them is off anyway.",
                "{count} weekend days between them are off anyway.",
                len(done.passed_over),
            ).format(count=len(done.passed_over))
        )
    data = {
        "days": [_data(day) for day in done.days],
        "settled": [day.on for day in done.settled],
        "passed_over": list(done.passed_over),
    }
    return said.report("calendar add", sentence, data, dry_run=dry_run, more=(*more, _stays()))


def removed(day: CalendarDay, *, dry_run: bool) -> Report:
    """Say which day was taken out."""
    sentence = _("Taken out of the calendar: {day}, {kind}, {name}.").format(
        day=echo(day.on), kind=_kind(day), name=day.name
    )
    return said.report("calendar remove", sentence, _data(day), dry_run=dry_run, more=(_stays(),))


def refreshed(changes: Sequence[DayChange], *, dry_run: bool) -> Report:
    """List what taking over the program's days changed."""
    columns = (
        Column("date", pgettext("col", "Day"), "date"),
        Column("change", pgettext("col", "What")),
        Column("before", pgettext("col", "Before")),
        Column("after", pgettext("col", "After")),
    )
    rows = [(one.on, _what(one.what), _words(one.before), _words(one.after)) for one in changes]
    notes = tuple([_("Dry run, nothing is written.")] * dry_run) + ((_stays(),) if changes else ())
    return Report(
        command="calendar refresh",
        title=_("The program's calendar taken over"),
        data=[
            {
                "date": one.on,
                "change": one.what,
                "change_label": _what(one.what),
                "before": _data(one.before) if one.before else None,
                "after": _data(one.after) if one.after else None,
            }
            for one in changes
        ],
        sections=(Table(columns, rows, notes=notes),),
        envelope={"dry_run": dry_run},
        language=language(),
        empty=_("The calendar holds everything that this version of the program knows."),
    )


_NO_ROW = dict.fromkeys(
    ("kind", "kind_label", "name", "status", "status_label", "decision", "source", "source_label")
)


def _table(days: Sequence[CalendarDay]) -> Table:
    columns = (
        Column("date", pgettext("col", "Day"), "date"),
        Column("weekday_label", pgettext("col", "Weekday")),
        Column("kind_label", pgettext("col", "Kind")),
        Column("name", pgettext("col", "Name")),
        Column("status_label", pgettext("col", "Status")),
        Column("decision", pgettext("col", "Decision")),
        Column("source_label", pgettext("col", "From where")),
    )
    rows = [
        (day.on, weekday_name(day.on), _kind(day), day.name, _status(day), day.decision or "", _source(day))
        for day in days
    ]
    tones: list[Tone] = ["" if day.decided else "warn" for day in days]
    return Table(columns, rows, tones=tones)


def _grid(sheet: MonthSheet) -> Table:
    """Lay a month out by weeks, Monday first."""
    columns = tuple(Column(f"day{number}", name) for number, name in enumerate(_weekdays(), 1))
    return Table(columns, list(_weeks(sheet)))


def _weekdays() -> tuple[str, ...]:
    return (
        pgettext("weekday-short", "Mon"),
        pgettext("weekday-short", "Tue"),
        pgettext("weekday-short", "Wed"),
        pgettext("weekday-short", "Thu"),
        pgettext("weekday-short", "Fri"),
        pgettext("weekday-short", "Sat"),
        pgettext("weekday-short", "Sun"),
    )


def _weeks(sheet: MonthSheet) -> Iterator[tuple[Cell, ...]]:
    cells: list[Cell] = [""] * sheet.days[0][0].weekday()
    cells += [f" {on.day:>2}" if working else f"({on.day:>2})" for on, working, _day in sheet.days]
    cells += [""] * (-len(cells) % 7)
    for start in range(0, len(cells), 7):
        yield tuple(cells[start : start + 7])


def _data(day: CalendarDay) -> dict[str, object]:
    return {
        "date": day.on,
        "weekday": day.on.isoweekday(),
        "weekday_label": weekday_name(day.on),
        "kind": day.kind,
        "kind_label": _kind(day),
        "name": day.name,
        "status": day.status,
        "status_label": _status(day),
        "decision": day.decision,
        "source": "office" if day.own else "program",
        "source_label": _source(day),
    }


def _words(day: CalendarDay | None) -> str:
    if day is None:
        return ""
    return "; ".join(filter(None, (_kind(day), day.name, _status(day), day.decision)))


def _kind(day: CalendarDay) -> str:
    return pgettext("day", "off") if day.kind == OFF else pgettext("day", "worked")


def _status(day: CalendarDay) -> str:
    return pgettext("day", "official") if day.status == OFFICIAL else pgettext("day", "provisional")


def _source(day: CalendarDay) -> str:
    return pgettext("day", "office") if day.own else pgettext("day", "program")


def _what(code: str) -> str:
    return {
        "added": pgettext("day", "added"),
        "made-official": pgettext("day", "decided"),
        "changed": pgettext("day", "changed"),
        "taken-out": pgettext("day", "taken out"),
        "kept": pgettext("day", "kept as the office has it"),
    }[code]


def _stays() -> str:
    return _("Due dates and lock moments that were reckoned before stay as they are.")
