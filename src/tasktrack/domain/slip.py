"""The slip on which a unit confirms its tasks."""

from collections.abc import Sequence
from typing import NamedTuple

from tasktrack.domain.period_report import Span
from tasktrack.domain.period_state import Period
from tasktrack.domain.unit_sheet import UnitTask


class Slip(NamedTuple):
    """What the register holds of a unit's tasks in a period."""

    office: str
    unit: str
    name: str
    period: Period
    span: Span
    is_closed: bool
    tasks: Sequence[UnitTask]
