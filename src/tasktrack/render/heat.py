"""The shades of a heat map: one scale for every format, so that the same figure is as dark in each."""

from fractions import Fraction
from typing import Final

from tasktrack.reports.report import Chart

STEPS: Final = 5
Figure = int | Fraction


def step(value: Figure, chart: Chart) -> int:
    """Return how dark the cell of a value is, 0 to STEPS - 1: from nought to the greatest, upside down the less."""
    share = min(max(Fraction(value) / _greatest(chart), Fraction(0)), Fraction(1))
    return min(int((1 - share if chart.upside_down else share) * STEPS), STEPS - 1)


def ends(chart: Chart) -> tuple[Figure, Figure]:
    """Return the values of the lightest and of the darkest shade, which a legend names."""
    highest = _greatest(chart)
    return (highest, 0) if chart.upside_down else (0, highest)


def _greatest(chart: Chart) -> Figure:
    values = [value for one in chart.series for value in one.values if value is not None]
    highest = chart.highest or max(values, default=0)
    return highest if highest > 0 else 1
