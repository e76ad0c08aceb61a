"""A report as a document of the office: what it does not say of head, signature and recipients, the settings say."""

from datetime import date
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.letterhead import Letterhead
from tasktrack.domain.numbers import roman
from tasktrack.domain.period import PeriodKey
from tasktrack.i18n import _
from tasktrack.reports.report import Paper, Report

# Room in which the number of a document is written by hand, once it has one.
_ROOM: Final = "\u00a0" * 7
# Commands beside `report ...` whose paper is a document of its own, and is signed.
_SIGNED: Final = ("rank", "score list")
# Reports to those above the office; what goes down to units has no such addressee.
_GOES_UP: Final = ("report weekly", "report period")
# What is looked at on a screen, and is no document of the office.
PAGES: Final = ("report dashboard",)


def printed(report: Report, head: Letterhead) -> Report:
    """Return a report with all the words of its paper; what it brings itself stands."""
    paper = report.paper or _plain(report)
    official = _kind(paper) is not None
    signed = official or _is_document(report.command)
    filled = paper._replace(
        parent=paper.parent or head.parent_body,
        body=paper.body or head.office,
        place=paper.place or head.place,
        day=paper.day or head.today or report.as_of,
        number=paper.number
        or _number(paper, head.symbol if paper.name else head.letter_symbol or head.symbol),
    )
    if report.command in _GOES_UP or paper.name == submission():
        filled = filled._replace(addressed_to=paper.addressed_to or head.addressed_to)
    if signed:
        filled = filled._replace(
            signed_as=paper.signed_as or head.signed_as,
            signed_by=paper.signed_by or ("" if paper.signed_as else head.signed_by),
        )
    if official:
        filled = filled._replace(recipients=with_file(paper.recipients or head.recipients))
    return report._replace(paper=filled)


def _is_document(command: str) -> bool:
    return (command.startswith("report ") and command not in PAGES) or command in _SIGNED


def report_paper(subject: str, *opening: str) -> Paper:
    """Return the paper of a report (báo cáo) on a subject."""
    return Paper(name=_report_name(), subject=subject, opening=opening)


def submission() -> str:
    """Return the name of a document by which something is submitted (tờ trình)."""
    return _("SUBMISSION")


def with_file(recipients: tuple[str, ...]) -> tuple[str, ...]:
    """Return recipients that end with the file of the office, where they name none."""
    kept = _("File: VT")
    if any(one.lower().startswith(("lưu", kept.lower()[:4])) for one in recipients):
        return recipients
    return (*recipients, kept)


def period_words(key: PeriodKey) -> str:
    """Name a period inside a sentence, as documents do: month 11 of 2026, quarter IV of 2026."""
    if key.kind == "half":
        sentence = _("the first 6 months of {year}") if key.number == 1 else _("the last 6 months of {year}")
    else:
        sentence = {
            "week": _("week {number} of {year}"),
            "month": _("month {number} of {year}"),
            "quarter": _("quarter {roman} of {year}"),
            "nine-months": _("the first 9 months of {year}"),
            "year": _("the year {year}"),
        }[key.kind]
    month = f"{key.number:02}" if key.kind == "month" and key.number < 3 else key.number
    return sentence.format(
        number=month, roman=roman(key.number) if key.kind == "quarter" else "", year=key.year
    )


def days_words(first: date, last: date) -> str:
    """Say from which day to which: from 16/11/2026 to 22/11/2026."""
    return _("from {first} to {last}").format(first=day_text(first), last=day_text(last))


def _plain(report: Report) -> Paper:
    """Return the paper of what is not laid out for it: a report on its title, else a list under it."""
    if report.command in _SIGNED:
        # Signed as a report of classes is, and numbered as one; its pages turn where the table is broad.
        return report_paper(report.title)._replace(landscape=True, inline=True)
    if _is_document(report.command):
        return report_paper(report.title)
    return Paper(name=report.title, landscape=True, inline=True)


def _report_name() -> str:
    return _("REPORT")


def _kind(paper: Paper) -> str | None:
    """Return the letters by which the number names the kind of document (NĐ 30/2020, Annex III); a letter has none.

    None for what is no such document: a list, a form that another rule sets.
    """
    if not paper.name:
        return "" if paper.subject else None
    return {_report_name(): "BC", submission(): "TTr"}.get(paper.name)


def _number(paper: Paper, symbol: str) -> str:
    kind = _kind(paper)
    if kind is None:
        return ""
    return f"{_ROOM}/{'-'.join(filter(None, (kind, symbol)))}"
