"""Reports on officers who move or leave the service."""

from datetime import date, timedelta
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.officer import Ended, Left, Moved
from tasktrack.i18n import _, ngettext
from tasktrack.reports import labels, said
from tasktrack.reports.officer import posting_data, whole
from tasktrack.reports.report import Report

_DAY: Final = timedelta(days=1)


def moved(done: Moved, *, dry_run: bool) -> Report:
    """Say where an officer serves from which day on, and what was left behind."""
    officer, now = done.officer, done.posting
    sentence = _("{code} {name} serves in {unit} ({unit_name}) as {position} from {day} on.").format(
        code=officer.code,
        name=officer.name,
        unit=now.unit,
        unit_name=now.unit_name,
        position=labels.position(now.position),
        day=day_text(now.from_on) if now.from_on else "",
    )
    more = []
    if done.before and done.before.to_on:
        more.append(
            _("Before: {unit}, as {position}, until {day}.").format(
                unit=done.before.unit,
                position=labels.position(done.before.position),
                day=day_text(done.before.to_on),
            )
        )
    data = whole(officer) | {"before": posting_data(done.before) if done.before else None}
    return said.report(
        "officer move",
        sentence,
        data | _left_data(done.left),
        dry_run=dry_run,
        more=[*more, *_left(officer.code, done.left, now.from_on)],
    )


def ended(done: Ended, *, dry_run: bool) -> Report:
    """Say that an officer's service ends, and what was left behind."""
    officer, last = done.officer, done.last.to_on
    gone = last + _DAY if last else None
    sentence = _("{code} {name} serves in {unit} until {day}, the last day of service.").format(
        code=officer.code,
        name=officer.name,
        unit=done.last.unit,
        day=day_text(last) if last else "",
    )
    data = {
        "code": officer.code,
        "name": officer.name,
        **posting_data(done.last),
        "reason": done.reason,
        **_left_data(done.left),
    }
    more = _left(officer.code, done.left, gone)
    return said.report("officer end", sentence, data, dry_run=dry_run, more=more)


def _left_data(left: Left) -> dict[str, object]:
    return {"open_tasks": left.open_tasks, "managed": list(left.managed)}


def _left(code: str, left: Left, gone: date | None) -> list[str]:
    found = []
    if left.open_tasks:
        found.append(
            ngettext(
                "{count} open task stays with {code}; to pass it on: tasktrack task assign TASK --officer CODE.",
                "{count} open tasks stay with {code}; to pass one on: tasktrack task assign TASK --officer CODE.",
                left.open_tasks,
            ).format(count=left.open_tasks, code=code)
        )
    if left.managed and gone:
        found.append(
            ngettext(
                "{count} officer names {code} as manager still: {codes}. To change that:"
                " tasktrack officer move CODE --manager CODE --on {day}.",
                "{count} officers name {code} as manager still: {codes}. To change that:"
                " tasktrack officer move CODE --manager CODE --on {day}.",
                len(left.managed),
            ).format(count=len(left.managed), code=code, codes=", ".join(left.managed), day=gone.isoformat())
        )
    return found
