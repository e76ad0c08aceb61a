"""What leaders directed in a span of days, and what was reported since."""

from collections.abc import Sequence

from tasktrack.domain.dates import day_text
from tasktrack.domain.direction import Directions, Followup
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels
from tasktrack.reports.direction import direction_data
from tasktrack.reports.following import check, followed_data, followed_words, outcome_label, outcomes_data
from tasktrack.reports.report import Column, Lines, Report, Section, Table
from tasktrack.reports.task_lines import MACHINES, lead_words, paragraph, sentences
from tasktrack.reports.task_list import filter_words

_SHOWN = ("waiting", "reported", "withdrawn")  # what is still owed stands first


def directions(found: Directions, form: str) -> Report:
    """List directions by what followed, those that nothing followed first, and check that they add up."""
    data = [_data(one) for one in found.every]
    followed = [one.followed for one in found.every]
    count = len(found.every)
    total = ngettext("{count} direction", "{count} directions", count).format(count=count)
    parts = [
        _section([one for one in found.every if one.followed.outcome == name], name, found, form)
        for name in _SHOWN
        if any(one.outcome == name for one in followed)
    ]
    sections = (*parts, sentences(check(followed, total), form)) if count else ()
    return Report(
        command="report directions",
        title=_title(found, total),
        data=data,
        sections=_heading() if form in MACHINES else sections,
        as_of=found.as_of,
        envelope={
            "from": found.from_on,
            "to": found.to_on,
            "by": found.by,
            "unit": found.wanted.unit,
            "block": found.wanted.block,
            "total": count,
            **outcomes_data(followed),
        },
        language=language(),
    )


def _title(found: Directions, total: str) -> str:
    parts = [
        _("{total} from {first} to {last}").format(
            total=total if found.every else _("No direction"),
            first=day_text(found.from_on),
            last=day_text(found.to_on),
        ),
        *([_("given by {name}").format(name=found.by)] if found.by else []),
        *filter_words(found.wanted),
    ]
    return "; ".join(parts)


def _data(one: Followup) -> dict[str, object]:
    row = one.row
    return {
        **direction_data(one.direction),
        "title": row.title,
        "lead": row.lead,
        "lead_name": row.lead_name,
        "status": row.status,
        "status_label": labels.status(row.status),
        "due_on": row.due_on,
        **followed_data(one.followed),
    }


_FIELDS = (
    "direction", "task", "on", "given_by", "text", "document", "answers", "opens", "opens_title", "actor", "entry",
    "title", "lead", "lead_name", "status", "status_label", "due_on", "outcome", "outcome_label", "reported_on",
    "days",
)  # fmt: skip


def _heading() -> tuple[Section, ...]:
    return (Table(tuple(Column(name, name) for name in _FIELDS), ()),)


def _section(every: Sequence[Followup], name: str, found: Directions, form: str) -> Section:
    title = f"{outcome_label(name)}: {len(every)}"
    if form == "text":
        return Lines(tuple(line for one in every for line in _lines(one, found)), title)
    columns = (
        Column("on", pgettext("col", "Day"), "date"),
        Column("task", pgettext("col", "Code"), "code"),
        Column("given_by", pgettext("directing", "Leader")),
        Column("text", pgettext("directing", "Direction")),
        Column("document", pgettext("task", "Document"), "code"),
        Column("opens", pgettext("directing", "Opens"), "code"),
        Column("reported_on", pgettext("directing", "Day of report"), "date"),
        Column("days", pgettext("directing", "Days"), "integer"),
        Column("lead_name", pgettext("col", "Lead")),
    )
    rows = [
        (
            one.direction.on,
            one.direction.task,
            one.direction.given_by,
            one.direction.text,
            one.direction.document or "",
            one.direction.opens or "",
            one.followed.reported_on,
            one.followed.days,
            one.row.lead_name,
        )
        for one in every
    ]
    return Table(columns, rows, title)


def _lines(one: Followup, found: Directions) -> list[str]:
    said, row = one.direction, one.row
    inside = (
        lead_words(row, found.wanted),
        _("given by {name}").format(name=said.given_by),
        said.document or "",
        _("answers entry {entry}").format(entry=said.answers) if said.answers else "",
        _("opens {code} {title}").format(code=said.opens, title=said.opens_title) if said.opens else "",
        followed_words(one.followed),
    )
    head = f"- {day_text(said.on)} {row.code} {row.title} ({'; '.join(filter(None, inside))})"
    return [*paragraph(head), *paragraph(said.text, indent="    ", first="  ")]
