"""The words for dossiers: states, channels, moments and working time."""

from tasktrack.domain.dates import day_text
from tasktrack.domain.dossier import CHANNELS, STATES, Rules, channel_label, state_label
from tasktrack.domain.dossier_counts import GROUPINGS
from tasktrack.domain.office_hours import Moment
from tasktrack.i18n import _, ngettext

__all__ = ["CHANNELS", "GROUPINGS", "STATES", "channel_label", "moment_text", "state_label", "time_text"]


def time_text(minutes: int, rules: Rules) -> str:
    """Write working time: in whole working days where these are counted, else in days, hours and minutes."""
    days, rest = divmod(minutes, rules.hours.day_minutes)
    words = ngettext("{count} working day", "{count} working days", days).format(count=days)
    if rules.by_days or not rest:
        return words
    clock = _("{hours} h {minutes:02} min").format(hours=rest // 60, minutes=rest % 60)
    return f"{words} {clock}" if days else clock


def moment_text(at: Moment | None) -> str:
    """Write a moment for people: 02/03/2026 15:20."""
    if at is None:
        return ""
    return (
        day_text(at.on)
        if at.minute is None
        else f"{day_text(at.on)} {at.minute // 60:02}:{at.minute % 60:02}"
    )
