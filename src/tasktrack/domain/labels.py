"""Words of a scheme in the languages its author gave."""

from dataclasses import dataclass

from tasktrack import i18n


@dataclass(frozen=True, slots=True)
class Label:
    """One wording a language; called with a language (or none: the one being spoken) it gives the text."""

    words: tuple[tuple[str, str], ...]

    def __call__(self, language: str | None = None) -> str:
        """Return the wording in `language`, else the first one there is."""
        by_language = dict(self.words)
        return by_language.get(language or i18n.language()) or next(iter(by_language.values()), "")


def plain(text: str) -> Label:
    """Return a label that reads the same in every language."""
    return Label((("vi", text),)) if text else Label(())
