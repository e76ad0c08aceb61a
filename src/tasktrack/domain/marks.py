"""Marks: points given by a person for a criterion."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tasktrack.domain.formula import short
from tasktrack.domain.scheme import Criterion, Scheme
from tasktrack.errors import Invalid
from tasktrack.i18n import _


@dataclass(frozen=True, slots=True)
class Mark:
    """Points a person gave; `maximum` where a part of the criterion does not apply to the subject."""

    points: Fraction
    maximum: Fraction | None = None


def check_marks(scheme: Scheme, marks: Mapping[str, Mark]) -> None:
    """Raise Invalid for a mark at an unknown or reckoned criterion, outside its maximum, or below another."""
    for code, mark in marks.items():
        criterion = scheme.by_code.get(code)
        if criterion is None:
            raise Invalid(
                _("The scheme {scheme} has no criterion {code}.").format(scheme=scheme.code, code=code),
                _("Its codes are {names}.").format(names=", ".join(scheme.by_code)),
            )
        if criterion.formula is not None:
            raise Invalid(
                _("The criterion {code} is reckoned, not marked.").format(code=code),
                _("Take the mark out, or mark another criterion."),
            )
        above = marked_above(scheme, criterion, marks)
        if above is not None:
            raise Invalid(
                _("The criteria {above} and {code} are both marked, and one holds the other.").format(
                    above=above, code=code
                ),
                _("Keep the mark of {above}, or those of its parts.").format(above=above),
            )
        _check_points(criterion, mark)


def _check_points(criterion: Criterion, mark: Mark) -> None:
    own = criterion.maximum if mark.maximum is None else mark.maximum
    if criterion.maximum is not None and own is not None and not 0 <= own <= criterion.maximum:
        raise Invalid(
            _("The maximum {own} of {code} is not between 0 and {maximum}.").format(
                own=short(own), code=criterion.code, maximum=short(criterion.maximum)
            ),
            _("A subject's own maximum is at most the criterion's."),
        )
    if mark.points < 0 or (own is not None and mark.points > own):
        raise Invalid(
            _("{points} points of {code} are not between 0 and {maximum}.").format(
                points=short(mark.points), code=criterion.code, maximum="–" if own is None else short(own)
            ),
            _("Correct the points or the maximum."),
        )


def marked_above(scheme: Scheme, criterion: Criterion, marks: Mapping[str, Mark]) -> str | None:
    """Return the nearest criterion above that carries a mark."""
    above = criterion.parent
    while above is not None and above not in marks:
        above = scheme.by_code[above].parent
    return above
