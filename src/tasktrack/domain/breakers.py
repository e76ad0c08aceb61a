"""Tie-breakers over lines of a score as a closing froze them, where the subject itself is far away."""

from collections.abc import Mapping
from fractions import Fraction

from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_settings import Settings, as_number


def names(scheme: Scheme) -> set[str]:
    """Return the names that the tie-breakers of a scheme read."""
    return {name.name for breaker in scheme.tie_breakers for name in breaker.formula.names}


def frozen(scheme: Scheme, settings: Settings, lines: Mapping[str, Value]) -> tuple[Fraction | None, ...]:
    """Return the values of a scheme's tie-breakers, in its order, from its settings and the lines of a score.

    What a closing does not keep has no value, and parts nobody.
    """
    values: dict[str, Value] = {name: Missing("no-result", name) for name in names(scheme)}
    figures = {name: as_number(setting.value) for name, setting in settings.items()}
    values |= {name: figure for name, figure in figures.items() if figure is not None}
    values |= lines
    found = (breaker.formula.value(values) for breaker in scheme.tie_breakers)
    return tuple(value if isinstance(value, Fraction) else None for value in found)
