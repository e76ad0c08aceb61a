"""No finished task is scored in two closed periods of a kind, or in none, whatever was opened again.

What a reopened period takes can move the day on which a task was completed. A later period that stays closed has
counted it by the day known then: where that makes the task count twice or nowhere, it must be opened again too.
"""

import json
from collections.abc import Iterator
from datetime import date

from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.i18n import _
from tasktrack.services import computing, counting, scheme, window
from tasktrack.store import closing, reopening
from tasktrack.store import period as periods
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register

_NAMED = 20


def conflicts(register: Register, found: Period) -> list[str]:
    """Say which closed periods count finished tasks otherwise than the books now do; temp.task_state is refilled.

    Looked at are those that directly follow the period; of a longer kind, which counts what its parts count,
    those closed upon a part that was closed again since.
    """
    is_longer = window.is_longer(register, found.key)
    beside = _outdated(register, found) if is_longer else periods.closed_after(register.db, found)
    return [sentence for other in beside for sentence in _differing(register, other)]


def _outdated(register: Register, found: Period) -> Iterator[Period]:
    """Yield the closed periods of the same kind that stand on a closing of a part which no longer counts."""
    for other in periods.every(register.db, found.key.kind, people=found.key.people):
        record = closing.find(register.db, other.id, other.revision) if other.closed else None
        moved = reopening.moved_on(register.db, record) if record else ()
        if moved and all(part.now for part in moved):
            yield other


def _differing(register: Register, other: Period) -> Iterator[str]:
    record = closing.find(register.db, other.id, other.revision)
    if record is None:
        return
    twice, nowhere = _finished_otherwise(register, other, record)
    if twice:
        yield _(
            "{key}, which is closed, counts as finished in it what no longer is: {tasks}. It would count twice:"
            " have {key} reopened too."
        ).format(key=other.key, tasks=_named(twice))
    if nowhere:
        yield _(
            "{key}, which is closed, lacks what by now was finished for it: {tasks}. It would count nowhere:"
            " have {key} reopened too."
        ).format(key=other.key, tasks=_named(nowhere))


def _finished_otherwise(register: Register, other: Period, record: Closing) -> tuple[set[str], set[str]]:
    """Return the tasks that a closing counted as finished and the books do not, and the other way round."""
    days = DataWindow(date.fromisoformat(record.data_from), date.fromisoformat(record.cut_on))
    twice: set[str] = set()
    nowhere: set[str] = set()
    computing.fill(register, days, days.cut_on)
    for kept in closing.schemes(register.db, record.period, record.revision):
        one = scheme.frozen(kept.text)
        if one.index_only:
            continue
        given = {name: item["value"] for name, item in json.loads(kept.settings).items() if item["given"]}
        settings = one.with_settings(given)[0]
        scope = counting.scope_of(register, other, days, days.cut_on, settings, before=record.seq)
        then = reopening.finished_then(register.db, record.period, record.revision, scope)
        now = reopening.finished_now(register.db, scope)
        twice |= {code for task, code in then.items() if task not in now}
        own = reopening.own_finished_now(register.db, scope)
        nowhere |= {code for task, code in own.items() if task not in then}
    return twice, nowhere


def _named(codes: set[str]) -> str:
    """Name the tasks in the order of their numbers, the first of many."""
    ordered = sorted(codes, key=lambda code: (len(code), code))
    return ", ".join(ordered[:_NAMED]) + (", …" if len(ordered) > _NAMED else "")
