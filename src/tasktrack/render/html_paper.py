"""The head and the foot of an administrative document (NĐ 30/2020/NĐ-CP, Annex I), as the template takes them."""

from collections.abc import Sequence
from typing import NamedTuple

from tasktrack.i18n import _
from tasktrack.render.clean import one_line
from tasktrack.render.paper_words import listed, long_day, unbroken
from tasktrack.reports.report import Paper


class PaperView(NamedTuple):
    """What stands around the sections of a document; a letter has no name, and its subject under its number.

    An annex follows the signature; `is_across` turns all pages. Who countersigns stands where the recipients would.
    """

    parent: str
    body: str
    number: str
    place_and_day: str
    name: str
    subject: str
    addressed_to: Sequence[str]
    opening: Sequence[str]
    closing: Sequence[str]
    recipients: Sequence[str]
    signed_as: Sequence[str]
    signed_by: str
    countersigned_as: Sequence[str]
    countersigned_by: str
    is_annex: bool
    is_across: bool
    inline: bool


def paper_view(paper: Paper, language: str, *, is_broad: bool) -> PaperView:
    """Return the words of a document's head and foot, cleaned; `is_broad`: a table of it asks for broad pages."""
    return PaperView(
        parent=_capitals(paper.parent),
        body=_capitals(paper.body),
        number=_("No.: {number}").format(number=one_line(paper.number).rstrip()) if paper.number else "",
        place_and_day=long_day(paper.day, paper.place, language),
        name=_capitals(paper.name),
        subject=_line(paper.subject) if paper.name else unbroken(paper.subject),
        addressed_to=_lines(paper.addressed_to),
        opening=_lines(paper.opening),
        closing=_lines(paper.closing),
        recipients=listed(paper.recipients),
        signed_as=[_capitals(one) for one in paper.signed_as],
        signed_by=_line(paper.signed_by),
        countersigned_as=[_capitals(one) for one in paper.countersigned_as],
        countersigned_by=_line(paper.countersigned_by),
        is_annex=paper.landscape and not paper.inline,
        inline=paper.inline,
        is_across=paper.landscape and paper.inline and is_broad,
    )


def _line(text: str) -> str:
    return one_line(text).strip()


def _lines(texts: Sequence[str]) -> list[str]:
    return [_line(text) for text in texts]


def _capitals(text: str) -> str:
    return _line(text).upper()
