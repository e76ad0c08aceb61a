"""Sentences are written in English in the code and spoken in the user's language through gettext.

One domain serves our own text and click's, so `activate` runs before typer is imported.
"""

import contextlib
import gettext
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

DOMAIN = "tasktrack"
LOCALE_FOLDER = Path(__file__).parent / "data" / "locale"
LANGUAGES = ("vi", "en")

_active: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def choose_language(wanted: str | None, environment: Mapping[str, str]) -> str:
    """Return the first language we speak among `wanted` and the locale's variables, else Vietnamese."""
    candidates = [wanted or ""]
    candidates += [environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    for candidate in candidates:
        prefix = candidate.replace("-", "_").split("_")[0].split(".")[0].lower()
        if prefix in LANGUAGES:
            return prefix
    return "vi"


def activate(language: str) -> None:
    """Speak `language` from now on, in our own sentences and in click's."""
    global _active, _language
    # gettext.gettext, which click calls, reads only this variable to choose among the languages.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(LOCALE_FOLDER))
    gettext.textdomain(DOMAIN)
    _active = gettext.translation(DOMAIN, LOCALE_FOLDER, languages=[language], fallback=True)
    _language = language


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a while; an empty one changes nothing."""
    before = _language
    if not language or language == before:
        yield
        return
    activate(language)
    try:
        yield
    finally:
        activate(before)


def language() -> str:
    """Return the code of the language being spoken: `vi` or `en`."""
    return _language


def _(message: str) -> str:
    """Translate one sentence; placeholders are named and filled by the caller with `str.format`."""
    return _active.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a sentence that speaks of `count` things."""
    return _active.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Translate a word whose meaning hangs on where it stands (`status`, `kind`, `col` ...)."""
    return _active.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a sentence that is translated where it is shown."""
    return message
