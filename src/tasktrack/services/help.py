"""Help topics: pages from the package, with what the program says of itself filled in."""

import re
from collections.abc import Callable
from importlib import resources
from typing import Final

from tasktrack.domain.manual import ErrorCard, TopicLine
from tasktrack.domain.page import read_page
from tasktrack.domain.text import fold
from tasktrack.i18n import language
from tasktrack.services import help_parts, manual

__all__ = ["REFERENCE", "TOPICS", "error", "find", "listing", "names", "page", "read_page", "source"]

# The topic that lists every command.
REFERENCE: Final = "commands"
# topic -> other words for it, as typed without diacritics
TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "first-day": ("ngay-dau", "bat-dau", "start"),
    "dates": ("ngay", "thoi-han", "ngay-thang"),
    "calendar": ("lich", "ngay-lam-viec", "working-days"),
    "periods": ("ky", "ky-bao-cao", "chot-so-lieu"),
    "schemes": ("bo-tieu-chi", "cham-diem", "tieu-chi"),
    "officers": ("cong-chuc", "nd335", "nghi-dinh-335"),
    "key-tasks": ("trong-tam", "nhiem-vu-trong-tam", "heads"),
    "import": ("nhap", "nhap-tep", "csv"),
    "forms": ("bieu-mau", "excel"),
    "columns": ("cot", "cac-cot", "tieu-de", "headings"),
    "dashboard": ("bang-tong-quan", "tong-quan", "bieu-do", "charts"),
    "output": ("dinh-dang", "xuat", "json", "formats"),
    "documents": ("van-ban", "the-thuc", "mau-word", "letters", "templates"),
    "errors": ("loi", "ma-loi", "ma-thoat", "exit-codes"),
    "undo": ("hoan-tac",),
    "cron": ("dat-lich", "bao-cao-tuan", "weekly"),
    "checks": ("ra-soat", "phep-ra-soat", "honest-figures"),
    "seal": ("niem-phong", "ma-niem-phong"),
    "sealed": ("tep-niem-phong", "parquet", "gui-so-lieu-chot", "closing-file"),
    "file": ("so", "tep", "bang", "schema"),
    "exchange": ("trao-doi", "xuat-nhap", "xuat-so", "nhap-so", "jsonl"),
    "merge": ("gop", "gop-so", "nhieu-co-quan", "offices-merged"),
    "offices": ("cac-co-quan", "nhieu-co-quan", "tong-hop", "roll-up"),
    "views": ("khung-nhin", "datasette", "dbeaver", "excel-odbc", "odbc"),
    REFERENCE: ("lenh", "danh-muc-lenh", "reference"),
}
_PART: Final = re.compile(r"^<!-- (columns|errors|settings|tables|views|words)((?: \S+)*) -->$", re.M)
_PARTS: Final[dict[str, Callable[[help_parts.Words], str]]] = {
    "columns": help_parts.columns,
    "errors": help_parts.errors,
    "settings": help_parts.settings,
    "tables": help_parts.tables,
    "views": help_parts.views,
    "words": help_parts.words,
}


def find(words: str) -> str | None:
    """Return the topic that words name in either language, None when they name none."""
    wanted = fold(words).replace(" ", "-")
    return next((name for name, aliases in TOPICS.items() if wanted in (name, *aliases)), None)


def listing() -> list[TopicLine]:
    """Return every topic with the title of its page."""
    return [TopicLine(name, aliases, read_page(source(name)).title) for name, aliases in TOPICS.items()]


def page(topic: str) -> str:
    """Return a page in the user's language as Markdown, with its generated parts."""
    return _PART.sub(lambda found: _PARTS[found[1]](found[2].split()), source(topic))


def source(topic: str) -> str:
    """Return a page as it is written."""
    path = resources.files("tasktrack") / "data" / "help" / language() / f"{topic}.md"
    return path.read_text(encoding="utf-8")


def error(code: str) -> tuple[ErrorCard, str] | None:
    """Return what is said of an error code, and the same as Markdown; None for one that does not exist."""
    card = next((one for one in manual.errors(language()) if one.code == code), None)
    return (card, help_parts.error_section(card)) if card else None


def names() -> set[str]:
    """Return every word that names a topic or an error code."""
    topics = {word for name, aliases in TOPICS.items() for word in (name, *aliases)}
    return topics | {card.code for card in manual.errors(language())}
