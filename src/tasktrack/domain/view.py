"""Saved filters of `task list`: options as they were typed, so that `--due-to eom` means every month's end anew."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from tasktrack.domain.text import clean, nfc
from tasktrack.errors import Invalid
from tasktrack.i18n import _

# Options of `task list` that a view may hold, and what is given to each.
OPTIONS: Final[Mapping[str, type]] = {
    "mine": bool,
    "unit": str,
    "support": str,
    "block": str,
    "under": str,
    "officer": str,
    "kind": list,
    "programme": str,
    "field": str,
    "urgency": str,
    "status": list,
    "due_from": str,
    "due_to": str,
    "no_due": bool,
    "document": str,
    "assigner": str,
    "text": str,
    "silent": int,
    "parent": str,
    "without_parents": bool,
    "sort": str,
    "columns": str,
    "limit": int,
}
# Of these only one side can be meant: what is typed on the line puts the saved other side aside.
_EITHER: Final = (
    (frozenset({"mine"}), frozenset({"unit", "officer"})),
    (frozenset({"no_due"}), frozenset({"due_from", "due_to"})),
)
_LONGEST = 40

Options = Mapping[str, object]


class View(NamedTuple):
    """A saved view: its name without the @, and what was given by option (due_to: eom)."""

    id: int
    name: str
    options: Options


class SavedView(NamedTuple):
    """A view that was just saved, and the one that it replaced."""

    view: View
    before: View | None


def checked_name(text: str) -> str:
    """Return a name fit to be typed after @; raise Invalid for anything but letters, digits, - and _."""
    name = nfc(text).removeprefix("@")
    if not name or len(name) > _LONGEST or not all(letter.isalnum() or letter in "-_" for letter in name):
        raise Invalid(
            _("View name {name!r} is not fit to be typed.").format(name=clean(text, one_line=True)),
            _("Use letters, digits, dash and underscore, without blanks, at most 40."),
        )
    return name


def unreadable(options: Options) -> list[str]:
    """Return the options that this version does not have, or that hold what it cannot read."""
    return [
        name for name, value in options.items() if name not in OPTIONS or type(value) is not OPTIONS[name]
    ]


def merged(saved: Options, given: Options) -> dict[str, object]:
    """Return the options of a view with what was typed on the line, which wins."""
    aside: set[str] = set()
    for one, other in _EITHER:
        aside |= other if one & given.keys() else set()
        aside |= one if other & given.keys() else set()
    return {name: value for name, value in saved.items() if name not in aside} | dict(given)


def typed(options: Options) -> str:
    """Write options as they are typed: --status overdue --due-to eom."""
    return " ".join(_words(options))


def _words(options: Options) -> Iterator[str]:
    for name, value in options.items():
        option = f"--{name.replace('_', '-')}"
        if value is True:
            yield option
            continue
        for one in value if isinstance(value, list) else [value]:
            yield f"{option} {_quoted(str(one))}"


def _quoted(text: str) -> str:
    from shlex import quote  # a plain listing shows no view

    return quote(text)
