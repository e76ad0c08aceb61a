"""One page of HTML that needs nothing else: for a browser, for a reader of the screen, and for paper (A4).

No script, no network: a policy inside the page forbids everything but its own style.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import TextIO

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from tasktrack.i18n import _
from tasktrack.render.cells import people_day
from tasktrack.render.clean import one_line
from tasktrack.render.html_paper import PaperView, paper_view
from tasktrack.render.html_sections import ACROSS, Part, parts
from tasktrack.render.layout import more_line
from tasktrack.reports.report import Report

_FOLDER = resources.files("tasktrack.data") / "html"
_LEAST_CONTENTS = 5  # headings, from which a page begins with a list of them


def write_html(report: Report, stream: TextIO) -> None:
    """Write `report` as a page of its own; the stream should be UTF-8."""
    stream.writelines(_page().generate(**_filled(report)))


def _filled(report: Report) -> dict[str, object]:
    """Return what the template names."""
    style = _source("page.css")
    shown = list(parts(report))
    paper = report.paper
    return {
        "language": report.language,
        "title": one_line(report.title or (paper.subject if paper else "") or report.command),
        "words": _words(report),
        "style": style,
        "policy": f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; form-action 'none'",
        "paper": _paper(report, shown),
        "parts": shown,
        "contents": list(_contents(shown)),
        "more": more_line(report),
    }


def _paper(report: Report, shown: Sequence[Part]) -> PaperView | None:
    if report.paper is None:
        return None
    is_broad = any(part.breadth == ACROSS for part in shown)
    return paper_view(report.paper, report.language, is_broad=is_broad)


def _words(report: Report) -> dict[str, str]:
    """Return what the page itself says."""
    day = people_day(report.as_of, report.language) if report.as_of else ""
    return {
        "as_of": _("As of {day}").format(day=day) if day else "",
        "contents": _("Contents"),
        "figures": _("Figures"),
        "state": _("SOCIALIST REPUBLIC OF VIET NAM"),
        "motto": _("Independence - Freedom - Happiness"),
        "to": _("To:"),
        "recipients": _("Recipients:"),
    }


def _contents(shown: list[Part]) -> Iterator[Part]:
    """Yield what a list of contents names, where the page is long enough for one."""
    headed = [part for part in shown if part.title and part.level == 2]
    if len(headed) >= _LEAST_CONTENTS:
        yield from headed


@cache
def _page() -> Template:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html")


def _source(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _digest(style: str) -> str:
    """Return the hash by which a browser knows the style of the page from any other."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
