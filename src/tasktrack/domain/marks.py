"""Marks: points given by a person for a criterion."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.scheme import Criterion, Scheme
from tasktrack.errors import Invalid
from tasktrack.i18n import _, language


@dataclass(frozen=True, slots=True)
class Mark:
    """Points a person gave; `maximum` where a part of the criterion does not apply to the subject."""

    points: Fraction
    maximum: Fraction | None = None

    @property
    def is_set_aside(self) -> bool:
        """Tell whether the criterion does not apply to the subject: nothing could be reached."""
        return self.maximum == 0


class Owner(NamedTuple):
    """Whose marks they are, and in which period; left out, the words that stand for them in a command."""

    period: str = "PERIOD"
    subject: str = "SUBJECT"

    def removal(self, scheme: Scheme, criterion: str) -> str:
        """Return the command that takes one of the marks out."""
        return f"tasktrack mark set {self.period} {self.subject} {criterion} none --scheme {scheme.code}"


_SOMEBODY = Owner()
_PLACES = 6


def _said(points: Fraction) -> str:
    """Write points as people of the user's language read them."""
    return decimal_text(points, _PLACES, language=language(), trim=True)


def known_marks(scheme: Scheme, marks: Mapping[str, Mark]) -> Mapping[str, Mark]:
    """Return the marks that the scheme has a criterion for: those of an earlier version count for nothing."""
    return {code: mark for code, mark in marks.items() if code in scheme.by_code}


def check_marks(scheme: Scheme, marks: Mapping[str, Mark], owner: Owner = _SOMEBODY) -> None:
    """Check the marks that the book holds of one subject; raise Invalid saying whose, and how to mend it."""
    for code, mark in marks.items():
        try:
            check_mark(scheme, code, mark, marks, owner)
        except Invalid as fault:
            raise Invalid(
                fault.message if owner == _SOMEBODY else f"{owner.subject}: {fault.message}",
                _("Correct the mark, or take it out: {command}.").format(command=owner.removal(scheme, code)),
            ) from fault


def criterion_of(scheme: Scheme, code: str) -> Criterion:
    """Return a criterion of a scheme; raise Invalid with the codes there are."""
    found = scheme.by_code.get(code)
    if found is None:
        raise Invalid(
            _("The scheme {scheme} has no criterion {code}.").format(scheme=scheme.code, code=code),
            _("Its codes are {names}.").format(names=", ".join(scheme.by_code)),
            field="criterion",
        )
    return found


def check_mark(
    scheme: Scheme, code: str, mark: Mark, beside: Mapping[str, Mark], owner: Owner = _SOMEBODY
) -> None:
    """Check one mark beside the others of its subject.

    Raise Invalid for an unknown or reckoned criterion, for points outside its maximum or not among those that
    it takes, and when a criterion above or below it is marked too. What does not apply to a subject is set aside
    even where it would be reckoned.
    """
    criterion = criterion_of(scheme, code)
    if _is_reckoned(scheme, criterion) and not (mark.is_set_aside and is_index(scheme)):
        raise Invalid(
            _("The criterion {code} is reckoned, not marked.").format(code=code), _("Mark another criterion.")
        )
    _check_tree(scheme, criterion, beside, owner)
    _check_points(criterion, mark)
    _check_values(criterion, mark)


def check_part(scheme: Scheme, part: str, mark: Mark) -> None:
    """Check the score of a part of a longer period, as another office gave it; raise Invalid outside its maximum."""
    head = scheme.by_code[scheme.score.criterion] if scheme.score else None
    most = head.maximum if head and head.maximum is not None else Fraction(100)
    if not 0 <= mark.points <= most:
        raise Invalid(
            _("{points} points of {code} are not between 0 and {maximum}.").format(
                points=_said(mark.points), code=part, maximum=_said(most)
            ),
            _("Correct the points or the maximum."),
        )


def _is_reckoned(scheme: Scheme, criterion: Criterion) -> bool:
    """Tell whether a criterion, or one below it, is reckoned: a mark above would set the reckoning aside."""
    below = (scheme.by_code[code] for code in criterion.children)
    return (criterion.formula is not None and not criterion.also_marked) or (
        criterion.source == "sum" and any(_is_reckoned(scheme, child) for child in below)
    )


def _check_tree(scheme: Scheme, criterion: Criterion, beside: Mapping[str, Mark], owner: Owner) -> None:
    above = marked_above(scheme, criterion, beside)
    below = marked_below(scheme, criterion, beside) if above is None else None
    if above is not None or below is not None:
        raise Invalid(
            _("The criteria {above} and {code} are both marked, and one holds the other.").format(
                above=above or criterion.code, code=below or criterion.code
            ),
            _("Take the other mark out first: {command}.").format(
                command=owner.removal(scheme, above or below or criterion.code)
            ),
        )


def _check_points(criterion: Criterion, mark: Mark) -> None:
    own = criterion.maximum if mark.maximum is None else mark.maximum
    if criterion.maximum is not None and own is not None and not 0 <= own <= criterion.maximum:
        raise Invalid(
            _("The maximum {own} of {code} is not between 0 and {maximum}.").format(
                own=_said(own), code=criterion.code, maximum=_said(criterion.maximum)
            ),
            _("A subject's own maximum is at most the criterion's."),
        )
    if mark.is_set_aside and mark.points > 0:
        raise Invalid(
            _("{code} does not apply here: its own maximum is 0, and {points} points are more.").format(
                code=criterion.code, points=_said(mark.points)
            ),
            _("Take the mark out first, with none in place of the points, or give 0."),
        )
    if mark.points < 0 or (own is not None and mark.points > own):
        raise Invalid(
            _("{points} points of {code} are not between 0 and {maximum}.").format(
                points=_said(mark.points), code=criterion.code, maximum="–" if own is None else _said(own)
            ),
            _("Correct the points or the maximum."),
        )


def _check_values(criterion: Criterion, mark: Mark) -> None:
    if criterion.values and mark.points not in criterion.values:
        between = "; " if language() == "vi" else ", "  # a comma stands in the numbers
        raise Invalid(
            _("{points} points of {code} are not among those it takes.").format(
                points=_said(mark.points), code=criterion.code
            ),
            _("Give one of: {values}.").format(values=between.join(map(_said, criterion.values))),
        )


def is_index(scheme: Scheme) -> bool:
    """Tell whether the score is a share of each subject's own maximum, so that parts can be set aside."""
    return scheme.score is not None and scheme.score.share_of_maximum


def may_be_marked(criterion: Criterion) -> bool:
    """Tell whether points may be given for a criterion itself: it is marked, or a mark stands for what is reckoned."""
    return criterion.source == "mark" or criterion.also_marked


def markable(scheme: Scheme) -> tuple[Criterion, ...]:
    """Return the criteria that people must mark, in the order of the tree; a mark above them stands for all below."""
    return tuple(criterion for criterion in scheme.criteria if criterion.source == "mark")


def marked_above(scheme: Scheme, criterion: Criterion, marks: Container[str]) -> str | None:
    """Return the nearest criterion above that carries a mark."""
    above = criterion.parent
    while above is not None and above not in marks:
        above = scheme.by_code[above].parent
    return above


def marked_below(scheme: Scheme, criterion: Criterion, marks: Container[str]) -> str | None:
    """Return the first criterion below that carries a mark."""
    for child in criterion.children:
        if child in marks:
            return child
        if below := marked_below(scheme, scheme.by_code[child], marks):
            return below
    return None
