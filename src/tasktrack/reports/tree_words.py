"""What a report is narrowed to in the tree of units, in words and for programs."""

from tasktrack.domain.tree import Choice
from tasktrack.i18n import _


def choice_words(choice: Choice | None, *, code: bool = True) -> list[str]:
    """Say below which unit, and at which level; documents name a unit without its code."""
    if choice is None:
        return []
    words = []
    if choice.under is not None:
        name = f"{choice.name} ({choice.under})" if code else choice.name
        words.append(_("{unit} and the units below it").format(unit=name))
    if choice.level is not None:
        words.append(_("level {level}").format(level=choice.level))
    return words


def choice_data(choice: Choice | None) -> dict[str, object]:
    """Return the code of the unit and the level, None where nothing is narrowed."""
    return {"under": choice.under if choice else None, "level": choice.level if choice else None}
