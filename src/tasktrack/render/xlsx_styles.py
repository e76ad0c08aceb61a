"""How cells look in a workbook: formats made once, read in grey as in colour."""

from typing import Any, Final

from tasktrack.reports.report import Kind, Tone

Properties = dict[str, object]

FONT: Final = "Times New Roman"
SIZE: Final = 12
# Named by itself, not as the font of a theme that the program at hand would put in its place.
BASE: Final[Properties] = {"font_name": FONT, "font_size": SIZE, "font_family": 1, "font_scheme": "none"}
_PLAIN: Final[Properties] = {}

_GREY: Final = "#7F7F7F"
# A light fill for the eye; what has to be seen on a grey print too has a heavier edge to its left.
_TONES: Final[dict[Tone, Properties]] = {
    "": {},
    "good": {"bg_color": "#E8F3E4"},
    "warn": {"bg_color": "#FFF3CD"},
    "bad": {"bg_color": "#F8D7D4"},
    "muted": {"font_color": "#595959", "italic": True},
}
_EDGES: Final[dict[Tone, Properties]] = {
    "warn": {"left": 8, "left_color": "#000000"},
    "bad": {"left": 5, "left_color": "#000000"},
}


class Styles:
    """The formats of one workbook, each made when it is first asked for."""

    def __init__(self, workbook: Any, language: str) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}
        self.language = language

    def of(self, **properties: object) -> Any:
        """Return the format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**BASE, "valign": "top", **properties})
        return self._made[key]

    def title(self) -> Any:
        """Return how the title of the report looks."""
        return self.of(bold=True, font_size=14, text_wrap=True)

    def above(self) -> Any:
        """Return how the title of the report looks on a further sheet, above the sheet's own."""
        return self.of(italic=True, font_size=10, font_color="#595959", text_wrap=True)

    def subtitle(self) -> Any:
        """Return how the title of a section looks."""
        return self.of(bold=True, text_wrap=True)

    def sentence(self) -> Any:
        """Return how a sentence looks."""
        return self.of(text_wrap=True)

    def link(self) -> Any:
        """Return how a way to another sheet looks."""
        return self.of(text_wrap=True, underline=1, font_color="#1F4E79")

    def heading(self) -> Any:
        """Return how the heading of a column looks."""
        return self.of(
            bold=True,
            text_wrap=True,
            align="center",
            valign="vcenter",
            border=1,
            border_color=_GREY,
            bg_color="#D9E1F2",
        )

    def label(self, tone: Tone = "") -> Any:
        """Return how the label of a fact looks."""
        return self.of(text_wrap=True, font_color="#404040", **_EDGES.get(tone, {}))

    def fact(self, tone: Tone, more: Properties) -> Any:
        """Return how the value of a fact looks; `more` are its number format and the like."""
        return self.of(**{"text_wrap": True, "align": "left", **_TONES[tone], **more})

    def cell(
        self, tone: Tone = "", *, is_first: bool = False, is_total: bool = False, more: Properties = _PLAIN
    ) -> Any:
        """Return how a cell of a table looks; `more` are its number format and the like."""
        look: Properties = {"border": 1, "border_color": _GREY, **_TONES[tone]}
        if is_first:
            look |= _EDGES.get(tone, {})
        if is_total:
            look |= {"bold": True, "top": 2, "top_color": "#000000", "bg_color": "#F2F2F2"}
        return self.of(**(look | more))


def number_format(kind: Kind, places: int) -> str:
    """Return how Excel shows the numbers of a column; it groups and points them as its user is used to."""
    if kind == "number":
        return "0"
    return "#,##0" + (f".{'0' * places}" if places and kind != "integer" else "")


def signed_format(pattern: str) -> str:
    """Return the format of a change: with its sign, nought without."""
    return f"+{pattern};-{pattern};0"


def day_format(language: str, *, with_hour: bool = False) -> str:
    """Return how Excel shows days."""
    return ("dd/mm/yyyy" if language == "vi" else "yyyy-mm-dd") + (" hh:mm" if with_hour else "")
