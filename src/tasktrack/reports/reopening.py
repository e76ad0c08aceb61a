"""Reports on what became of a closed period: opened again, closed again, built upon what moved on since."""

from collections.abc import Iterator

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import label
from tasktrack.domain.reopening import BuiltOn, Past, Reopened
from tasktrack.i18n import _
from tasktrack.reports import changed_figures, said
from tasktrack.reports.period import data as period_data
from tasktrack.reports.report import Lines, Report


def reopened(done: Reopened, *, dry_run: bool) -> Report:
    """Say that a closed period was opened again, what may be done now, and what stays as it was closed."""
    period, opening = done.period, done.reopening
    sentence = _(
        "{label} ({key}) opened again, as no. {revision}, on {day} by {who}, document {document},"
        " because: {reason}"
    ).format(
        label=label(period.key),
        key=period.key,
        revision=opening.revision,
        day=day_text(opening.on),
        who=opening.decided_by,
        document=opening.document,
        reason=opening.reason,
    )
    return said.report(
        "period reopen",
        sentence,
        period_data(period, done.state, done.window)
        | {
            "reopened": changed_figures.reopened_data((opening,))[0],
            "closed_later": list(done.later),
            "built_upon_it": list(done.longer),
            "still_walled": [
                {"period": key, "data_from": days.from_on, "cut_on": days.cut_on} for key, days in done.walled
            ],
        },
        dry_run=dry_run,
        more=tuple(_consequences(done)),
    )


def _consequences(done: Reopened) -> Iterator[str]:
    period, days = done.period, done.window
    if period.walls:
        yield _(
            "Entries dated {first} to {last} are taken, corrected and reviewed until it is closed."
        ).format(first=day_text(days.from_on), last=day_text(days.cut_on))
    else:
        yield _("Its marks can be changed until it is closed; entries follow the periods that it is made of.")
    for key, walled in done.walled:
        yield _("Not those dated {first} to {last}: {key} is closed too.").format(
            first=day_text(walled.from_on), last=day_text(walled.cut_on), key=key
        )
    named = {"key": period.key, "before": period.revision - 1}
    yield _("What it was closed with stays readable: tasktrack rank {key} --revision {before}.").format(
        **named
    )
    if done.later:
        yield _(
            "Closed upon the old figures, from which they carried work over, and left as they are: {keys}."
        ).format(keys=", ".join(done.later))
    if done.longer:
        yield _("Made of its closing no. {before}, and left as they are: {keys}.").format(
            keys=", ".join(done.longer), **named
        )
    yield _("Later periods can be closed only after it: tasktrack period close {key}.").format(**named)


def sections(past: Past) -> tuple[Lines, ...]:
    """Tell the closings and the reopenings in the order in which they came, and what moved on beneath them."""
    reopenings = {one.revision: one for one in past.reopenings}
    lines = []
    for closing in past.closings:
        if closing.revision in reopenings:
            lines.append(changed_figures.reopened_line(reopenings.pop(closing.revision)))
        lines.append(
            _("No. {revision} closed on {day} by {who}; schemes: {schemes}; seal {seal}").format(
                revision=closing.revision,
                day=day_text(closing.on),
                who=closing.actor,
                schemes=", ".join(closing.schemes),
                seal=closing.seal,
            )
        )
    lines += [changed_figures.reopened_line(one) for one in reopenings.values()]
    moved = (Lines(tuple(map(built_on_line, past.built_on)), _("Parts")),) if past.built_on else ()
    return (Lines(tuple(lines), _("Closings")), *moved)


def built_on_line(one: BuiltOn) -> str:
    """Say that a part was opened again after a longer period was closed upon it."""
    sentence = (
        _("Built on closing no. {revision} of {key}, which is open again.")
        if one.now is None
        else _("Built on closing no. {revision} of {key}; that is now no. {now}.")
    )
    return sentence.format(revision=one.revision, key=one.key, now=one.now)


def past_data(past: Past) -> dict[str, object]:
    """Return closings, reopenings and outdated parts for programs."""
    return {
        "closings": [
            {
                "revision": one.revision,
                "number": one.number,
                "closed_on": one.on,
                "closed_at": one.at.isoformat(),
                "closed_by": one.actor,
                "schemes": list(one.schemes),
                "seal": one.seal,
            }
            for one in past.closings
        ],
        "reopened": changed_figures.reopened_data(past.reopenings),
        "built_on": [{"period": one.key, "revision": one.revision, "now": one.now} for one in past.built_on],
    }
