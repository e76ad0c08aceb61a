"""Which forms were sent, which came back, and who has not sent theirs."""

from collections.abc import Collection, Sequence

from tasktrack.domain.form import KINDS, FormRecord, Listed, NotSent, missing
from tasktrack.domain.period import PeriodKey
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import form as store
from tasktrack.store.register import Register


def listed(register: Register, period: str | None = None, kind: str | None = None) -> Listed:
    """Return the forms of a period and kind, or all, and whom they were sent to in vain until now."""
    key = str(PeriodKey.parse(period)) if period else None
    if kind is not None:
        lookup.one_of(kind, KINDS, _("Form"))
    records = store.every(register.db, key, kind)
    return Listed(records, not_sent(register, records), key)


def not_sent(
    register: Register, records: Sequence[FormRecord], coming: Collection[int] = ()
) -> list[NotSent]:
    """Return who has not sent the form that was sent last, and whom to ask; `coming` are forms that just came."""
    today = register.clock.today()
    known = [one._replace(received_on=today) if one.id in coming else one for one in records]
    out = missing(known)
    people = store.contacts(register.db, (one.unit_id for one in out), today)
    return [NotSent(one, people.get(one.unit_id)) for one in out]
