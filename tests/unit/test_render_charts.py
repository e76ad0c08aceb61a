"""Charts drawn with block characters, in windows of every width."""

import io
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.render import write
from tasktrack.render.charts import bar, chart_lines, sparkline
from tasktrack.render.clean import display_width
from tasktrack.reports.report import Chart, Column, Report, Series, Table

MONTHS = ("T9", "T10", "T11")
BARS = Chart("bars", "Nhiệm vụ", ("Sở Tài chính", "日本"), (Series("Số", (12, 33)),), "日本 nhiều nhất.")
GROUPS = BARS._replace(series=(Series("Xong", (12, 33), "good"), Series("Quá hạn", (None, 0), "bad")))
PARTS = Chart(
    "stacked",
    "Trạng thái",
    ("STC", "SNV"),
    (Series("Xong", (6, 2), "good"), Series("Đang làm", (3, None)), Series("Quá hạn", (1, 3), "bad")),
    "Sở Tài chính nhiều nhất.",
)
LINE = Chart(
    "line", "Tỷ lệ", MONTHS, (Series("Tỉnh", (80, None, Fraction(181, 2))),), "Tăng.", "percent", 1, 100
)
RANKS = Chart(
    "line", "Vị thứ", MONTHS, (Series("STC", (3, 2, 1)), Series("SNV", (1, 2, 3))), "Đổi.", upside_down=True
)
HEAT = Chart("heat", "Quá hạn", MONTHS, (Series("STC", (0, 1, 4)), Series("SNV", (None, 2, 3))), "Tăng.")
ALL = (BARS, GROUPS, PARTS, LINE, RANKS, HEAT)


def drawn(chart: Chart, width: int = 60, language: str = "vi") -> list[str]:
    return ["".join(piece for piece, _tone in line) for line in chart_lines(chart, width, language)]


def shown(chart: Chart, form: str = "table", *, width: int = 60, colour: bool = False) -> str:
    stream = io.StringIO()
    table = Table((Column("a", "A"),), (("x",),))
    write(Report("x", [], "Bảng", (table, chart)), form, stream, width=width, colour=colour)
    return stream.getvalue()


def test_bars_are_measured_in_eighths() -> None:
    assert bar(8, 8, 4) == "████"
    assert bar(Fraction(1, 2), 1, 1) == "▌"
    assert bar(1, 10_000, 10) == "▏"
    assert (bar(0, 5, 10), bar(-1, 5, 10), bar(1, 0, 10)) == ("", "", "")
    assert bar(9, 5, 3) == "███"


def test_a_bar_for_each_category_with_its_figure() -> None:
    assert drawn(BARS, 40) == [
        "Sở Tài chính  ████████▍ 12",
        "日本          ███████████████████████ 33",
    ]


def test_series_stand_below_the_name_of_their_category() -> None:
    assert drawn(GROUPS, 40) == [
        "Sở Tài chính",
        "  Xong     █████████▌ 12",
        "  Quá hạn  –",
        "日本",
        "  Xong     ██████████████████████████ 33",
        "  Quá hạn  0",
    ]


def test_in_a_narrow_window_names_stand_above_their_bars() -> None:
    assert drawn(BARS, 24) == ["Sở Tài chính", "  ██████▉ 12", "日本", "  ███████████████████ 33"]


def test_the_first_rank_has_the_longest_bar() -> None:
    ranks = BARS._replace(series=(Series("Vị thứ", (1, 3)),), upside_down=True)
    first, last = (line.count("█") for line in drawn(ranks))
    assert first > 2 * last > 0


def test_parts_are_told_by_their_fill_and_add_up() -> None:
    assert drawn(PARTS, 60) == [
        "██ Xong  ░░ Đang làm  ▓▓ Quá hạn",
        "STC  ████████████████████████░░░░░░░░░░░░▓▓▓▓ 6 + 3 + 1 = 10",
        "SNV  ████████▓▓▓▓▓▓▓▓▓▓▓▓ 2 + 0 + 3 = 5",
    ]
    assert drawn(PARTS, 24)[:2] == ["██ Xong  ░░ Đang làm", "▓▓ Quá hạn"]
    assert drawn(PARTS, 24)[2] == "STC  ██████████░░░░▓▓ 10"


def test_a_sparkline_says_where_it_begins_and_ends() -> None:
    assert drawn(LINE, 90) == [
        "Tỉnh  ▇▇▇   ▇▇▇",
        "  80,0 (T9) … 90,5 (T11); least 80,0, greatest 90,5",
    ]
    assert sparkline((1, None, 2, 3), 1, 3) == "▁ ▅█"
    assert sparkline((5, 5), 5, 5) == "▅▅"


def test_a_percentage_stands_between_nought_and_a_hundred() -> None:
    """As on the axis of a page: a small share is low, also where it is the greatest one."""
    small = LINE._replace(series=(Series("Tỉnh", (2, 10, 20)),), kind="percent", highest=None)
    assert drawn(small, 90)[0] == "Tỉnh  ▁▁▁▂▂▂▂▂▂"


def test_ranks_rise_to_the_first_place() -> None:
    assert drawn(RANKS, 90) == [
        "STC  ▁▁▁▅▅▅███",
        "  3 (T9) … 1 (T11); best 1, worst 3",
        "SNV  ███▅▅▅▁▁▁",
        "  1 (T9) … 3 (T11); best 1, worst 3",
    ]


def test_a_heat_map_has_its_numbers_behind_shades() -> None:
    assert drawn(HEAT, 60) == ["      T9  T10  T11", "STC    0  ░ 1  █ 4", "SNV    –  ▒ 2  ▓ 3", "0 ░▒▓█ 4"]
    assert drawn(HEAT, 14) == [
        *("      T9  T10", "STC    0  ░ 1", "SNV    –  ▒ 2", ""),
        *("     T11", "STC  █ 4", "SNV  ▓ 3", "0 ░▒▓█ 4"),
    ]


def test_a_series_without_figures_is_a_dash() -> None:
    chart = LINE._replace(series=(*LINE.series, Series("Huyện", (None, None, None))))
    assert drawn(chart, 90)[-1] == "  –"


@pytest.mark.parametrize("chart", ALL)
@pytest.mark.parametrize("width", [20, 33, 80, 200])
def test_a_drawing_fits_its_window(chart: Chart, width: int) -> None:
    assert max(map(display_width, drawn(chart, width))) <= width
    assert all(len(line) <= width for line in shown(chart, width=width).splitlines())


_FIGURES = st.none() | st.integers(-5, 10**6) | st.fractions(0, 100)


@given(
    st.sampled_from(["bars", "stacked", "line", "heat"]),
    st.lists(st.lists(_FIGURES, min_size=3, max_size=3), min_size=1, max_size=4),
    st.none() | st.integers(0, 100),
    st.booleans(),
    st.integers(20, 120),
)
def test_any_figures_are_drawn(
    drawn_as: Any, rows: list[list[Any]], highest: int | None, down: bool, width: int
) -> None:
    if all(value is None for row in rows for value in row):
        rows[0][0] = 1
    series = tuple(Series(f"Dãy {place}", tuple(row)) for place, row in enumerate(rows))
    chart = Chart(drawn_as, "Tên", MONTHS, series, "Lời.", "decimal", 1, highest, down)
    lines = drawn(chart, width)
    assert len(lines) >= len(series)
    assert not any("\n" in line or "\x1b" in line for line in lines)


def test_a_chart_has_title_and_summary_on_a_terminal_alone() -> None:
    text = shown(BARS)
    assert [line.rstrip() for line in text.splitlines() if line.strip()][-4:] == [
        "Nhiệm vụ",
        *drawn(BARS, 60),
        "日本 nhiều nhất.",
    ]
    assert "Nhiệm vụ" not in shown(BARS, "text")
    assert "Nhiệm vụ" not in shown(BARS, "md")


def test_colours_are_there_only_when_asked_for() -> None:
    assert "\x1b" not in shown(GROUPS)
    assert "\x1b[32m" in shown(GROUPS, colour=True)
    assert "\x1b[31m" not in shown(BARS, colour=True)


def test_names_cannot_command_the_terminal() -> None:
    odd = "\x1b[31mđỏ\x9b\u202e [/x]\n:fire:"
    for chart in ALL:
        tame = chart._replace(
            title=odd,
            categories=(odd,) * len(chart.categories),
            series=tuple(one._replace(name=odd) for one in chart.series),
            summary=odd,
        )
        text = shown(tame)
        assert not {"\x1b", "\x9b", "\u202e"} & set(text)
        assert "[/x] :fire:" in text
