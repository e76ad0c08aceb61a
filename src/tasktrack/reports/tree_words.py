"""What a report is narrowed to in the tree of units, in words and for programs."""

from tasktrack.domain.tree import Choice
from tasktrack.i18n import _


def choice_words(choice: Choice | None) -> list[str]:
    """Say below which unit, and at which level."""
    if choice is None:
        return []
    return [*whom(choice, code=True), *_level(choice)]


def whom(choice: Choice | None, *, code: bool = False) -> list[str]:
    """Name the unit with everything below it, as documents do; with its code, as titles do."""
    if choice is None or choice.under is None:
        return []
    name = f"{choice.name} ({choice.under})" if code else choice.name
    return [_("{unit} and the units below it").format(unit=name)]


def _level(choice: Choice) -> list[str]:
    return [] if choice.level is None else [_("level {level}").format(level=choice.level)]


def choice_data(choice: Choice | None) -> dict[str, object]:
    """Return the code of the unit and the level, None where nothing is narrowed."""
    return {"under": choice.under if choice else None, "level": choice.level if choice else None}
