"""The head and the foot of an administrative document, as NĐ 30/2020/NĐ-CP, Annex I, sets them."""

from collections.abc import Iterator, Sequence
from typing import Final

from tasktrack.i18n import _
from tasktrack.render.clean import one_line
from tasktrack.render.docx_text import (
    FIRST_LINE,
    balanced,
    gap,
    paragraph,
    plain_table,
    rule_below,
    run,
    text_width,
)
from tasktrack.render.paper_words import listed, long_day, unbroken
from tasktrack.reports.report import Paper

_SMALL, _SIZE, _LARGE = 12.0, 13.0, 14.0
_LIST: Final = 11.0
_LEFT_PART: Final = 0.406
_RULE: Final = 0.42  # of the line above it: a third to a half
_SIGNING_ROOM: Final = 64.0
_NAMES_PART: Final = 0.375  # of the line, before a list of addressees


def is_letter(paper: Paper) -> bool:
    """Tell whether a document is a letter, which has no name and its subject below the number."""
    return not paper.name and bool(paper.subject)


def letterhead(paper: Paper, language: str, whole: float) -> str:
    """Return the two heads side by side: bodies, number; country, motto, place and day."""
    left = whole * _LEFT_PART
    right = whole - left
    return plain_table(
        (left, right), ("".join(_bodies(paper, left)), "".join(_country(paper, right, language)))
    )


def heading(paper: Paper, whole: float) -> str:
    """Return name and subject of the document with the rule below them; a letter has neither here."""
    if is_letter(paper):
        return gap(14)
    name = one_line(paper.name).upper()
    lines = [paragraph(run(name, bold=True, size=_LARGE), align="center", before=18)]
    subject = one_line(paper.subject)
    if subject:
        halves = balanced(subject, whole, _LARGE)
        lines += [paragraph(run(half, bold=True, size=_LARGE), align="center") for half in halves]
        longest = max(text_width(half, _LARGE, bold=True) for half in halves)
        lines.append(rule_below(whole, min(longest, whole) * _RULE))
    return "".join((*lines, gap(12)))


def addressees(paper: Paper, whole: float) -> str:
    """Return to whom it goes: one on the line itself, several below each other."""
    names = [one_line(name) for name in paper.addressed_to if name.strip()]
    if not names:
        return ""
    if len(names) == 1:
        words = _("To: {name}").format(name=names[0])
        return paragraph(run(words, size=_LARGE), align="center", before=6, after=10)
    left = whole * _NAMES_PART
    lines = [paragraph(run(_("To:"), size=_LARGE), left=left - FIRST_LINE, before=6)]
    lines += [
        paragraph(run(name, size=_LARGE), left=left, after=10 if place == len(names) - 1 else 0)
        for place, name in enumerate(listed(names))
    ]
    return "".join(lines)


def foot(paper: Paper, whole: float) -> str:
    """Return recipients or a second signature to the left, the signature to the right; nothing where none is said."""
    if not any((paper.recipients, paper.signed_as, paper.signed_by, paper.countersigned_as)):
        return ""
    left = whole / 2 if paper.countersigned_as else whole * _LEFT_PART
    right = whole - left
    first = (
        _signature(paper.countersigned_as, paper.countersigned_by)
        if paper.countersigned_as
        else _recipients(paper)
    )
    second = _signature(paper.signed_as, paper.signed_by)
    return gap(8, keep_next=True) + plain_table((left, right), (first, second))


def enclosed_with(paper: Paper, language: str) -> str:
    """Return the line by which an annex names the document it belongs to."""
    words = {
        "name": _("Official letter") if is_letter(paper) else one_line(paper.name).capitalize(),
        "number": one_line(paper.number),
        "day": long_day(paper.day, "", language),
        "body": one_line(paper.body),
    }
    if not paper.number.strip():
        return _("(Enclosed with the {name} of {day}, {body})").format(**words)
    return _("(Enclosed with the {name} No. {number} of {day}, {body})").format(**words)


def _bodies(paper: Paper, room: float) -> Iterator[str]:
    for line in balanced(one_line(paper.parent).upper(), room, _SIZE):
        yield paragraph(run(line, size=_SIZE), align="center")
    lines = balanced(one_line(paper.body).upper(), room, _SIZE) or [""]
    for line in lines:
        yield paragraph(run(line, bold=True, size=_SIZE), align="center")
    longest = max(text_width(line, _SIZE, bold=True) for line in lines)
    yield rule_below(room, max(min(longest, room) * _RULE, 30.0))
    if paper.number:
        words = _("No.: {number}").format(number=paper.number.rstrip(" "))
        yield paragraph(run(words, size=_SIZE), align="center", before=6)
    if is_letter(paper):
        yield paragraph(run(unbroken(paper.subject), size=_SMALL), align="center", before=6)


def _country(paper: Paper, room: float, language: str) -> Iterator[str]:
    motto = _("Independence - Freedom - Happiness")
    yield paragraph(run(_("SOCIALIST REPUBLIC OF VIET NAM"), bold=True, size=_SIZE), align="center")
    yield paragraph(run(motto, bold=True, size=_LARGE), align="center")
    yield rule_below(room, text_width(motto, _LARGE, bold=True))
    if paper.day or paper.place:
        when = long_day(paper.day, paper.place, language)
        yield paragraph(run(when, italic=True, size=_LARGE), align="center", before=6)


def _recipients(paper: Paper) -> str:
    names = [one_line(name) for name in paper.recipients if name.strip()]
    if not names:
        return paragraph("")
    lines = [paragraph(run(_("Recipients:"), bold=True, italic=True, size=_SMALL))]
    lines += [paragraph(run(name, size=_LIST)) for name in listed(names)]
    return "".join(lines)


def _signature(titles: Sequence[str], name: str) -> str:
    """Return a signature: what is in brackets says how it is signed, what begins with dots when; the rest who signs."""
    lines = []
    for title in map(one_line, titles):
        is_remark = title.startswith(("(", "."))
        words = title if is_remark else title.upper()
        inside = run(words, bold=not is_remark, italic=is_remark, size=_SIZE if is_remark else _LARGE)
        lines.append(paragraph(inside, align="center", keep_next=True))
    signed = paragraph(run(name, bold=True, size=_LARGE), align="center", before=_SIGNING_ROOM)
    return "".join((*lines, signed))
