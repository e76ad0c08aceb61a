"""What another office's register does otherwise than ours, of what is not merged: schemes and days."""

from datetime import date

from tasktrack.store import setting
from tasktrack.store.connect import Connection

# By these the same entries give other figures.
_READ_BY = ("done_needs_review", "base_kind", "windows", "update_needs", "update_max_age")
_SCHEMES = "SELECT code, version, sha256 FROM scheme WHERE voided IS NULL"
_DAYS = "SELECT on_day, kind FROM day WHERE voided IS NULL"


def other_settings(ours: Connection, theirs: Connection) -> list[str]:
    """Return the settings that both have otherwise and by which their figures come about."""
    here, there = setting.read(ours), setting.read(theirs)
    return [f"{name} {there[name]}" for name in _READ_BY if here[name] != there[name]]


def other_schemes(ours: Connection, theirs: Connection) -> list[str]:
    """Return the schemes that both have under one code and version with different texts."""
    held = {(row["code"], row["version"]): row["sha256"] for row in ours.execute(_SCHEMES)}
    return [
        f"{row['code']} {row['version']}"
        for row in theirs.execute(f"{_SCHEMES} ORDER BY code, version")
        if held.get((row["code"], row["version"]), row["sha256"]) != row["sha256"]
    ]


def other_days(ours: Connection, theirs: Connection) -> list[date]:
    """Return the days that are off or worked with one of the two alone, or otherwise, in years that both have."""
    here, there = (dict(db.execute(_DAYS).fetchall()) for db in (ours, theirs))
    years = {day[:4] for day in here} & {day[:4] for day in there}
    differing = {day for day, _kind in here.items() ^ there.items() if day[:4] in years}
    return [date.fromisoformat(day) for day in sorted(differing)]
