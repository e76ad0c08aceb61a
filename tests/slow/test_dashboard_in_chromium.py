"""Pages as Chromium shows them: their figures, their breadth, their contrast, the keyboard, and paper."""

import io
import random
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typed
from clerk import Clerk
from programs import needs, pdf_pages, pdf_text

from tasktrack.render import write
from tasktrack.reports.report import Chart, Report, Series, Tone

if TYPE_CHECKING:
    from selenium import webdriver

pytestmark = [pytest.mark.slow, needs("chromium", "chromedriver")]

A4 = (595, 842)
NAME = "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính tỉnh số"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator["webdriver.Chrome"]:
    """Return a browser that has no page yet."""
    from chromium import browser

    programs = [shutil.which(name) for name in ("chromium", "chromedriver")]
    assert all(programs), "Chromium and its driver must be there"
    profile = tmp_path_factory.mktemp("chromium")
    with browser(str(programs[0]), str(programs[1]), profile) as found:
        yield found


@pytest.fixture
def province(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return a clerk in front of a copy of the sample province."""
    return Clerk(Path(shutil.copy(typed.province(), tmp_path / "province.db")), capsys)


def errors(opened: "webdriver.Chrome") -> list[Any]:
    return [entry for entry in opened.get_log("browser") if entry["level"] != "INFO"]


def faults_of_sight(opened: "webdriver.Chrome") -> dict[str, list[Any]]:
    """Return what is too broad, too pale, nameless or upon something else in the page that is shown."""
    from chromium import CONTRAST, FAINT, OVERLAPS

    broad = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    nameless = (
        "return [...document.querySelectorAll('svg')].filter(one => !one.querySelector('title').textContent)"
    )
    overflow = opened.execute_script(broad)
    pale = [one for one in opened.execute_script(CONTRAST) if one[1] < one[2]]
    found = {
        "overflow": [overflow] if overflow else [],
        "overlaps": opened.execute_script(OVERLAPS),
        "pale": pale,
        "faint": opened.execute_script(FAINT),
        "nameless": opened.execute_script(nameless),
        "console": errors(opened),
    }
    return {what: faults for what, faults in found.items() if faults}


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_dashboard_is_shown_whole(
    opened: "webdriver.Chrome", province: Clerk, tmp_path: Path, lang: str
) -> None:
    """The figures read back from the page are those of the JSON, at both breadths nothing is hidden or pale."""
    from chromium import show

    page = tmp_path / "page.html"
    province.ok("report", "dashboard", "-o", str(page), lang=lang)
    data = province.ok("report", "dashboard", "--format", "json").json["data"]
    for width in (1280, 390):
        show(opened, page, width)
        assert faults_of_sight(opened) == {}
        assert read_back(opened, lang) == expected(data, lang)


def number(value: float | None, lang: str) -> str:
    if value is None:
        return "–"
    text = f"{value:.1f}" if isinstance(value, float) else str(value)
    return text.replace(".", ",") if lang == "vi" else text


def read_back(opened: "webdriver.Chrome", lang: str) -> dict[str, Any]:
    """Return the figures that the page shows: in its tiles, in the drawing of the map, and under the charts."""
    tiles = opened.execute_script(
        "return [...document.querySelectorAll('.tiles dd')].map(one => one.innerText.replace(/[^0-9.,]/g, ''))"
    )
    tables = opened.execute_script(
        "return [...document.querySelectorAll('figure')].map(figure => [...figure.querySelectorAll('tr')].slice(1)"
        ".map(row => [...row.cells].map(cell => cell.textContent.trim())))"
    )
    drawn = opened.execute_script(
        "return [...document.querySelectorAll('svg')].map(svg => [...svg.querySelectorAll('text')]"
        ".map(text => text.firstChild.data))"
    )
    assert len(tables) == len(drawn)
    maps = [table for table, texts in zip(tables, drawn, strict=True) if shows(texts, table)]
    return {
        "tiles": tiles[:5],
        "trend": tables[1],
        "units": sorted(row for table in tables[2:4] for row in table),
        "all drawn": len(maps) == len(tables),
    }


def shows(texts: list[str], table: list[list[str]]) -> bool:
    """Tell whether a drawing has the figures of its table; nought has no part of a bar, nothing no cell."""
    inside = "\n".join(texts)
    wanted = [cell for row in table for cell in row[1:] if cell not in ("–", "0")]
    return all(cell in inside for cell in wanted)


def expected(data: dict[str, Any], lang: str) -> dict[str, Any]:
    figures = data["counts"]["figures"]
    trend = []
    for one in data["trend"]:
        name = f"{int(one['period'][5:])}/{one['period'][:4]}{'*' if one['provisional'] else ''}"
        trend.append(
            [name, *(number(float(one[key]), lang) for key in ("on_time_of_done", "on_time_of_due"))]
        )
    return {
        "tiles": [str(figures[name]) for name in ("total", "done", "in_progress", "due_soon", "overdue")],
        "trend": trend,
        "units": sorted(
            [
                unit["name"],
                *(
                    number(None if share is None else float(share), lang)
                    for share in (month["on_time_of_due"] for month in unit["months"])
                ),
            ]
            for unit in data["units"]
        ),
        "all drawn": True,
    }


def test_keys_reach_what_scrolls(opened: "webdriver.Chrome", province: Clerk, tmp_path: Path) -> None:
    """The Tab key comes to every region, and arrows move it."""
    from chromium import show
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    page = tmp_path / "page.html"
    province.ok("report", "dashboard", "-o", str(page))
    show(opened, page, 390)
    regions = "return [...document.querySelectorAll('.scroll')].filter(one => one.checkVisibility())"
    wanted = opened.execute_script(f"{regions}.map(one => one.ariaLabel)")
    reached, moved = [], []
    for _step in range(120):
        ActionChains(opened).send_keys(Keys.TAB).perform()
        if opened.execute_script("return document.activeElement === document.body"):
            break
        if opened.execute_script("return document.activeElement.matches('.scroll')"):
            reached.append(opened.execute_script("return document.activeElement.ariaLabel"))
            if opened.execute_script(
                "return document.activeElement.scrollWidth > document.activeElement.clientWidth + 40"
            ):
                ActionChains(opened).send_keys(Keys.ARROW_RIGHT * 3).pause(0.3).perform()
                moved.append(opened.execute_script("return document.activeElement.scrollLeft"))
    assert reached == wanted
    assert moved
    assert min(moved) > 0


@pytest.mark.parametrize("command", ["dashboard", "period"])
def test_it_prints_on_a4(opened: "webdriver.Chrome", province: Clerk, tmp_path: Path, command: str) -> None:
    """Upright or laid across, every page is A4, and what stood in the tables stands on paper."""
    from chromium import printed, show

    page = tmp_path / "page.html"
    province.ok("report", command, "-o", str(page))
    show(opened, page, 1280)
    paper = printed(opened, tmp_path / "page.pdf")
    sizes = {tuple(sorted(map(round, size))) for size in pdf_pages(paper)}
    assert sizes == {A4}
    text = pdf_text(paper)
    assert "Sở Nông nghiệp và Môi trường" in text
    assert text.count("Sở Xây dựng") > 2


def test_paper_has_every_figure(opened: "webdriver.Chrome", tmp_path: Path) -> None:
    """Where a drawing leaves some out, its table is printed; where it has all of them, it is not said twice."""
    from chromium import printed, show

    bar = Chart("stacked", "s", ("Sở Y tế",), (Series("a", (98765,), "good"), Series("b", (7,), "bad")), "s")
    heat = Chart("heat", "h", ("T1", "T2"), (Series("Sở Nội vụ", (31, 62)),), "h")
    stream = io.StringIO()
    write(Report("x", {}, "Biểu đồ", (bar, heat), language="vi"), "html", stream)
    page = tmp_path / "page.html"
    page.write_text(stream.getvalue(), encoding="utf-8")
    show(opened, page, 1280)
    words = pdf_text(printed(opened, tmp_path / "page.pdf")).split()
    assert "7" in words
    assert words.count("31") == 1


def crowded(count: int) -> Report:
    """Return every kind of chart with as many long-named units and twelve months of wild figures."""
    wild = random.Random(count)
    months = (*(f"{month}/2026" for month in range(1, 12)), "12/2026*")
    names = tuple(f"{NAME} {number}" for number in range(count))
    tones: tuple[Tone, ...] = ("good", "bad", "muted")
    shares = [
        tuple(wild.choice((None, Fraction(100), Fraction(wild.randrange(1000), 10))) for _month in months)
        for _name in names
    ]
    orders = [wild.sample(range(1, count + 1), count) for _month in months]
    parts: tuple[tuple[str, Tone], ...] = (("Đúng hạn", "good"), ("Quá hạn", "bad"), ("Khác", ""))
    counts = {name: tuple(wild.randrange(2000) for _unit in names) for name, _tone in parts}
    charts = (
        Chart("heat", "h", months, tuple(map(Series, names, shares)), "h", "percent", 1, 100, True),
        Chart("stacked", "s", names, tuple(Series(name, counts[name], tone) for name, tone in parts), "s"),
        Chart("bars", "b", names, tuple(Series(name, counts[name]) for name, _tone in parts), "b"),
        Chart(
            "line",
            "r",
            months,
            tuple(
                Series(name, tuple(order[place] for order in orders), tones[place % 3])
                for place, name in enumerate(names)
            ),
            "r",
            highest=count,
            upside_down=True,
        ),
        Chart("line", "l", months, tuple(map(Series, names[:2], shares[:2])), "l", "percent", 1, 100),
    )
    return Report("x", {}, "Biểu đồ", charts, language="vi")


@pytest.mark.parametrize("count", [3, 60])
def test_crowded_charts_stay_readable(opened: "webdriver.Chrome", tmp_path: Path, count: int) -> None:
    """No text lies upon another, none is pale, whatever the names and figures."""
    from chromium import show

    stream = io.StringIO()
    write(crowded(count), "html", stream)
    page = tmp_path / "page.html"
    page.write_text(stream.getvalue(), encoding="utf-8")
    show(opened, page, 1280)
    assert faults_of_sight(opened) == {}
