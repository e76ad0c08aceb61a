"""What was confirmed, mark by mark."""

from collections.abc import Sequence

from tasktrack.domain.marking import Confirmed
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports.report import Column, Lines, Report, Section, Table


def confirmed(done: Sequence[Confirmed], *, dry_run: bool) -> Report:
    """Say how many marks of how many people were confirmed, and list them with the points before."""
    lines = [_("Dry run, nothing is written.")] if dry_run else []
    people = len({one.row.subject_id for one in done})
    lines.append(
        _("Confirmed at the self-marked points; marks: {marks}; subjects: {people}.").format(
            marks=len(done), people=people
        )
        if done
        else _("Nothing to confirm: every self-marked criterion is confirmed already.")
    )
    sections: list[Section] = [Lines(tuple(lines))]
    if done:
        sections.append(_table(done))
    return Report(
        command="mark confirm",
        data=[_data(one) for one in done],
        sections=tuple(sections),
        envelope={"dry_run": dry_run, "marks": len(done), "subjects": people},
        language=language(),
    )


def _table(done: Sequence[Confirmed]) -> Table:
    columns = (
        Column("subject", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("criterion", pgettext("col", "Criterion"), "code"),
        Column("before", pgettext("col", "Before"), "decimal"),
        Column("points", pgettext("col", "Confirmed"), "decimal"),
    )
    return Table(
        columns,
        [(one.row.subject, one.row.name, one.row.criterion, one.before, one.row.points) for one in done],
    )


def _data(one: Confirmed) -> dict[str, object]:
    row = one.row
    return {
        "period": row.period,
        "subject": row.subject,
        "name": row.name,
        "scheme": row.scheme,
        "criterion": row.criterion,
        "self_points": row.self_points,
        "before": one.before,
        "points": row.points,
    }
