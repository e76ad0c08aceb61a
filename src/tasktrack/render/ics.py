"""iCalendar (RFC 5545): a report of events as a file that phones and mail programs take over.

Each row of the report is a whole day: `uid`, `sequence`, `starts_on`, `ends_on` (the day after the last),
`summary`, `description` (lines) and `priority`; beside them stand `name`, `made_at` and `alarm_hours`.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TextIO

from tasktrack.render.clean import clean
from tasktrack.reports.report import Report

_LONGEST = 75  # octets of a line, without its end
_ESCAPED = re.compile(r"[\\;,\n]")
_PRODUCT = "-//tasktrack//tasktrack//{language}"


def write_ics(report: Report, stream: TextIO) -> None:
    """Write a calendar, its lines folded and ended by CR LF; the stream must not change line ends."""
    for line in _calendar(report):
        for part in folded(line):
            stream.write(part + "\r\n")


def folded(line: str) -> Iterator[str]:
    """Cut a line into parts of at most 75 octets of UTF-8, never inside a character; later ones begin with a blank."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part


def escaped(text: str) -> str:
    r"""Return a text value: backslash, semicolon and comma behind a backslash, a line feed as `\n`."""
    plain = clean(text).replace("\t", " ")
    return _ESCAPED.sub(lambda found: r"\n" if found[0] == "\n" else f"\\{found[0]}", plain)


def _calendar(report: Report) -> Iterator[str]:
    head, rows = report.envelope, report.data if not isinstance(report.data, Mapping) else [report.data]
    name = escaped(str(head["name"]))
    made_at = datetime.fromisoformat(str(head["made_at"]))
    stamp = f"{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield from (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT.format(language=report.language.upper())}",
        "CALSCALE:GREGORIAN",
        *(("METHOD:PUBLISH",) if rows else ()),  # RFC 5546: what is published has events
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
    )
    for row in rows:
        yield from _event(row, stamp, head.get("alarm_hours"))
    if not rows:
        yield from _time_zone(made_at)
    yield "END:VCALENDAR"


def _time_zone(moment: datetime) -> Iterator[str]:
    """Yield the zone of a moment as it is then: a calendar has a component (section 3.6), also with nothing due."""
    offset = f"{moment:%z}"
    yield from (
        "BEGIN:VTIMEZONE",
        f"TZID:UTC{offset}",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        "END:STANDARD",
        "END:VTIMEZONE",
    )


def _event(row: Mapping[str, object], stamp: str, alarm_hours: object) -> Iterator[str]:
    description, summary = row["description"], escaped(str(row["summary"]))
    lines = description if isinstance(description, list | tuple) else [description]
    yield from (
        "BEGIN:VEVENT",
        f"UID:{row['uid']}",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{row['sequence']}",
        f"DTSTART;VALUE=DATE:{row['starts_on']:%Y%m%d}",
        f"DTEND;VALUE=DATE:{row['ends_on']:%Y%m%d}",
        f"SUMMARY:{summary}",
        f"DESCRIPTION:{escaped(chr(10).join(map(str, lines)))}",
        "TRANSP:TRANSPARENT",  # nobody is busy all day because something is due
    )
    if row["priority"] is not None:
        yield f"PRIORITY:{row['priority']}"
    if isinstance(alarm_hours, int):
        yield from (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{summary}",
            _trigger(alarm_hours),
            "END:VALARM",
        )
    yield "END:VEVENT"


def _trigger(hours: int) -> str:
    """Return when to remind, in hours from the beginning of the day."""
    return f"TRIGGER:{'-' if hours < 0 else ''}PT{abs(hours)}H"
