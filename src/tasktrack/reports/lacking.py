"""The words for what an update lacks."""

from collections.abc import Iterable

from tasktrack.i18n import pgettext


def lack(code: str) -> str:
    """Return the words for one thing that is missing."""
    return {
        "update": pgettext("lack", "no update in the period"),
        "result": pgettext("lack", "no result in the newest update"),
        "amount": pgettext("lack", "no percentage or quantity"),
        "evidence": pgettext("lack", "done without evidence"),
        "obstacle": pgettext("lack", "late without obstacle or proposal"),
        "fresh": pgettext("lack", "newest update too old"),
    }[code]


def words(lacks: Iterable[str]) -> str:
    """Return in words all that is missing."""
    return "; ".join(map(lack, lacks))
