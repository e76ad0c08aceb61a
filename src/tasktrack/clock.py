"""Today and now as the office sees them: its zone, and the day given by --today."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

VIETNAM = timezone(timedelta(hours=7))
_OFFSET = r"([+-])(\d{2}):(\d{2})"


def zone(name: str) -> tzinfo:
    """Return the zone for `+07:00` or an IANA name; raise ValueError for anything else."""
    if found := re.fullmatch(_OFFSET, name):
        sign = 1 if found[1] == "+" else -1
        return timezone(sign * timedelta(hours=int(found[2]), minutes=int(found[3])))
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as fault:
        raise ValueError(name) from fault


class Clock(NamedTuple):
    """The day everything is reckoned from.

    `given` is what --today said: a day stands for 12:00 of it in the office's zone. The machine's own
    moment is kept apart, because the journal records both.
    """

    zone: tzinfo = VIETNAM
    given: date | datetime | None = None

    def now(self) -> datetime:
        """Return the present moment in the office's zone, as given or as the machine has it."""
        if isinstance(self.given, datetime):
            return self.given if self.given.tzinfo else self.given.replace(tzinfo=self.zone)
        if self.given is not None:
            return datetime.combine(self.given, time(12), tzinfo=self.zone)
        return datetime.now(self.zone)

    def today(self) -> date:
        """Return the office's day."""
        return self.now().astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """Return 24:00 of `day` in the office's zone."""
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=self.zone)


def machine_moment() -> str:
    """Return the machine's moment in UTC to the second, as the journal stores it."""
    return utc_text(datetime.now(UTC))


def utc_text(moment: datetime) -> str:
    """Return `2026-11-22T02:20:26Z` for an aware moment."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_utc(text: str) -> datetime:
    """Read a stored moment back."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
