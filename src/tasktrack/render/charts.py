"""Charts of block characters for a terminal: told apart and read without colour, fitted to the window."""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Final, NamedTuple

from tasktrack.i18n import _
from tasktrack.render.cells import people_writer
from tasktrack.render.clean import display_width, one_line, pad
from tasktrack.render.heat import ends, step
from tasktrack.reports.report import Cell, Chart, Series, Tone

# A line of a drawing: pieces of text, each with its tone.
Line = tuple[tuple[str, Tone], ...]
Figure = int | Fraction
_Show = Callable[[Cell], str]

_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
_LEVELS: Final = "▁▂▃▄▅▆▇█"
_SHADES: Final = " ░▒▓█"
# Parts of a bar that lie side by side look as different as may be.
_FILLS: Final = "█░▓·▒=#+"
_GAP: Final = "  "
_LEAST_BAR: Final = 10
_MOST_BAR: Final = 60
_WIDEST_STEP: Final = 3


class _Layout(NamedTuple):
    """How a row of bars shares the window: names before the bars, or above them where they would be too short."""

    label: int
    room: int
    is_above: bool

    def row(self, name: str, drawn: Iterable[tuple[str, Tone]], figure: str) -> Iterator[Line]:
        """Yield the line of one bar, its figure behind it, and before it the line of its name."""
        if self.is_above:
            yield ((name, ""),)
        head = _GAP if self.is_above else pad(name, self.label, right=False) + _GAP
        pieces = [piece for piece in drawn if piece[0]]
        yield ((head, ""), *pieces, (f" {figure}" if pieces else figure, ""))


def chart_lines(chart: Chart, width: int, language: str) -> Iterator[Line]:
    """Yield the lines of a drawing that fits `width` columns; a name that is longer by itself is left whole."""
    show = people_writer(chart.kind, chart.places, language)
    draw = {"bars": _bars, "stacked": _stacked, "line": _sparklines, "heat": _heat}[chart.drawn_as]
    return draw(chart, width, show)


def bar(value: Figure, highest: Figure, room: int) -> str:
    """Return a bar in eighths of a column, half-up; anything above nought is seen."""
    if value <= 0 or highest <= 0:
        return ""
    eighths = max(_half_up(Fraction(value) / highest * room * 8), 1)
    whole, rest = divmod(min(eighths, room * 8), 8)
    return _EIGHTHS[8] * whole + (_EIGHTHS[rest] if rest else "")


def sparkline(values: Sequence[Figure | None], least: Figure, highest: Figure, step: int = 1) -> str:
    """Return a block for each value, the higher the greater; a gap where there is none."""
    span = highest - least
    blocks = []
    for value in values:
        share = Fraction(value - least) / span if span and value is not None else Fraction(1, 2)
        level = min(max(_half_up(share * (len(_LEVELS) - 1)), 0), len(_LEVELS) - 1)
        blocks.append((" " if value is None else _LEVELS[level]) * step)
    return "".join(blocks)


def _half_up(value: Fraction) -> int:
    return int((2 * value + 1) // 2)


def _layout(names: Sequence[str], figures: Iterable[str], width: int) -> _Layout:
    label, figure = _longest(names), _longest(figures)
    room = width - label - len(_GAP) - figure - 1
    if room >= max(_LEAST_BAR, width // 3):
        return _Layout(label, min(room, _MOST_BAR), is_above=False)
    return _Layout(0, max(width - len(_GAP) - figure - 1, 1), is_above=True)


def _longest(texts: Iterable[str]) -> int:
    return max(map(display_width, texts), default=0)


def _known(chart: Chart) -> list[Figure]:
    return [value for series in chart.series for value in series.values if value is not None]


def _highest(chart: Chart) -> Figure:
    return chart.highest if chart.highest is not None else max(_known(chart), default=0)


def _bars(chart: Chart, width: int, show: _Show) -> Iterator[Line]:
    """Yield a bar for each category, or for each series below the name of its category."""
    several = len(chart.series) > 1
    names = (
        [one_line(series.name) for series in chart.series] if several else [*map(one_line, chart.categories)]
    )
    figures = [show(value) for series in chart.series for value in series.values]
    layout = _layout([_GAP + name for name in names] if several else names, figures, width)
    highest = _highest(chart)
    for place, category in enumerate(chart.categories):
        if several:
            yield ((one_line(category), ""),)
        for number, series in enumerate(chart.series):
            value = series.values[place]
            length = 0 if value is None else highest - value + 1 if chart.upside_down else value
            name = _GAP + names[number] if several else names[place]
            yield from layout.row(name, [(bar(length, highest, layout.room), series.tone)], show(value))


def _stacked(chart: Chart, width: int, show: _Show) -> Iterator[Line]:
    """Yield what fills which part, and a bar of parts for each category with the sum that they add up to."""
    fills = [_FILLS[place % len(_FILLS)] for place in range(len(chart.series))]
    yield from _legend(chart.series, fills, width)
    parts = [[series.values[place] for series in chart.series] for place in range(len(chart.categories))]
    totals = [sum(value for value in row if value is not None) for row in parts]
    said = [_sum(row, total, show) for row, total in zip(parts, totals, strict=True)]
    if _longest(said) > width // 2:
        said = [show(total) for total in totals]
    names = [*map(one_line, chart.categories)]
    layout = _layout(names, said, width)
    highest = chart.highest if chart.highest is not None else max(totals, default=0)
    for name, row, figure in zip(names, parts, said, strict=True):
        yield from layout.row(name, _parts(chart.series, row, fills, highest, layout.room), figure)


def _parts(
    series: Sequence[Series], row: Sequence[Figure | None], fills: Sequence[str], highest: Figure, room: int
) -> Iterator[tuple[str, Tone]]:
    """Yield the pieces of a bar, each to where the sum so far ends, so that the whole is as long as it should be."""
    if highest <= 0:
        return
    ends = [_half_up(Fraction(so_far) / highest * room) for so_far in accumulate(value or 0 for value in row)]
    for one, fill, first, last in zip(series, fills, [0, *ends], ends, strict=False):
        yield fill * (min(last, room) - min(first, room)), one.tone


def _sum(row: Sequence[Figure | None], total: Figure, show: _Show) -> str:
    return f"{' + '.join(show(value or 0) for value in row)} = {show(total)}" if len(row) > 1 else show(total)


def _legend(series: Sequence[Series], fills: Sequence[str], width: int) -> Iterator[Line]:
    """Yield names behind their fills, as many a line as fit."""
    line: list[tuple[str, Tone]] = []
    used = 0
    for one, fill in zip(series, fills, strict=True):
        words = f" {one_line(one.name)}"
        size = len(fill * 2) + display_width(words)
        if line and used + len(_GAP) + size > width:
            yield tuple(line)
            line, used = [], 0
        before = _GAP if line else ""
        line += [(before, ""), (fill * 2, one.tone), (words, "")]
        used += len(before) + size
    yield tuple(line)


def _sparklines(chart: Chart, width: int, show: _Show) -> Iterator[Line]:
    """Yield a sparkline for each series on one scale, and below it where it begins, ends, and how far it goes."""
    known = _known(chart)
    # Ranks from the best to the worst; all else from nought, as on a page, percentages to a hundred.
    least = min(known) if chart.upside_down else min(0, *known)
    highest = max(*known, _highest(chart), 100 if chart.kind == "percent" else 0)
    names = [one_line(series.name) for series in chart.series]
    count = max(len(chart.categories), 1)
    label = _longest(names)
    is_above = label + len(_GAP) + count > width
    step = min(max((width - (0 if is_above else label) - len(_GAP)) // count, 1), _WIDEST_STEP)
    for name, series in zip(names, chart.series, strict=True):
        values = series.values
        if chart.upside_down:
            drawn = sparkline([None if one is None else -one for one in values], -highest, -least, step)
        else:
            drawn = sparkline(values, least, highest, step)
        if is_above:
            yield ((name, ""),)
        yield ((_GAP if is_above else pad(name, label, right=False) + _GAP, ""), (drawn, series.tone))
        for line in textwrap.wrap(
            _course(series, chart, show), width, initial_indent=_GAP, subsequent_indent=_GAP
        ):
            yield ((line, ""),)


def _course(series: Series, chart: Chart, show: _Show) -> str:
    """Say the first and the last value with their categories, the least and the greatest."""
    known = [(value, place) for place, value in enumerate(series.values) if value is not None]
    if not known:
        return show(None)
    (first, begins), (last, ends) = known[0], known[-1]
    sentence = (
        _("{first} ({begins}) … {last} ({ends}); best {least}, worst {greatest}")
        if chart.upside_down
        else _("{first} ({begins}) … {last} ({ends}); least {least}, greatest {greatest}")
    )
    return sentence.format(
        first=show(first),
        begins=one_line(chart.categories[begins]),
        last=show(last),
        ends=one_line(chart.categories[ends]),
        least=show(min(value for value, _place in known)),
        greatest=show(max(value for value, _place in known)),
    )


def _heat(chart: Chart, width: int, show: _Show) -> Iterator[Line]:
    """Yield a grid of numbers behind shades, in as many bands as the window makes."""
    names = [one_line(series.name) for series in chart.series]
    heads = [*map(one_line, chart.categories)]
    figures = [show(value) for series in chart.series for value in series.values]
    cell = max(_longest(heads), _longest(figures) + 2)
    label = _longest(names)
    is_above = label + 2 * (cell + len(_GAP)) > width
    before = 0 if is_above else label
    across = max((width - before) // (cell + len(_GAP)), 1)
    for start in range(0, len(heads), across):
        if start:
            yield ()
        band = range(start, min(start + across, len(heads)))
        yield (((" " * before) + "".join(_GAP + pad(heads[one], cell, right=True) for one in band), ""),)
        for name, series in zip(names, chart.series, strict=True):
            if is_above:
                yield ((name, ""),)
            cells = "".join(_GAP + _shaded(series.values[one], chart, cell, show) for one in band)
            yield ((("" if is_above else pad(name, label, right=False)) + cells, ""),)
    yield ((_scale(chart, show), ""),)


def _scale(chart: Chart, show: _Show) -> str:
    """Return the shades between the figures at their ends."""
    light, dark = map(show, ends(chart))
    return f"{light} {_SHADES.strip()} {dark}"


def _shaded(value: Figure | None, chart: Chart, cell: int, show: _Show) -> str:
    """Return a number behind its shade, both set to the right of its column."""
    shade = " " if value is None else _SHADES[step(value, chart)]
    figure = show(value)
    blanks = cell - display_width(figure) - 1
    return shade * max(blanks, 1) + " " + figure
