"""Reports on officers who move or leave the service."""

from datetime import date, timedelta
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.officer import Ended, Left, Moved
from tasktrack.i18n import _, ngettext
from tasktrack.reports import labels, said
from tasktrack.reports.leave import stay_words
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
        position=labels.position(now.position, officer.category),
        day=day_text(now.from_on) if now.from_on else "",
    )
    more = []
    if done.before and done.before.to_on:
        more.append(
            _("Before: {unit}, as {position}, until {day}.").format(
                unit=done.before.unit,
                position=labels.position(done.before.position, officer.category),
                day=day_text(done.before.to_on),
            )
        )
    more += _dropped(done)
    data = whole(officer) | {"before": posting_data(done.before, officer.category) if done.before else None}
    return said.report(
        "officer move",
        sentence,
        data | _left_data(done.left),
        dry_run=dry_run,
        more=[*more, *_left(officer.code, done.left, now.from_on)],
    )


def _dropped(done: Moved) -> list[str]:
    """Say which group and manager an officer had in the unit left, and has no more."""
    before, now = done.before, done.posting
    if before is None or before.unit == now.unit:
        return []
    found = []
    if before.group and not now.group:
        found.append(
            _(
                "The similar-task group {group} is dropped with the unit: quotas no longer count {code} in it. To keep"
                " it: tasktrack undo, then the same again with --group {group}."
            ).format(group=before.group, code=done.officer.code)
        )
    if before.manager and not now.manager:
        found.append(
            _(
                "The manager {manager} is dropped with the unit: the head of {unit} directs and confirms. For another:"
                " tasktrack undo, then the same again with --manager CODE."
            ).format(manager=before.manager, unit=now.unit)
        )
    return found


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
        **posting_data(done.last, officer.category),
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
        found.append(stay_words(code, left.open_tasks))
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
