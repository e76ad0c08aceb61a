"""Counters that tasktrack knows: what a definition takes where nothing else is given."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final

from tasktrack.domain.counter import Terms
from tasktrack.i18n import language

# What says against which other counter one is held.
HELD_AGAINST: Final = ("part_of", "share_of", "used_of")


def codes() -> tuple[str, ...]:
    """Return the codes of all of them."""
    return tuple(_read())


def terms(code: str) -> dict[str, str]:
    """Return what is known of a counter, by the names of what `counter define` takes; nothing of an unknown one."""
    found = _read().get(code.casefold())
    if found is None:
        return {}
    named = ("label_vi", "label_en", *HELD_AGAINST, "together")
    return {name: found[name] for name in named if name in found} | {
        "measure": found[f"measure_{language()}"]
    }


def spoken(terms: Terms) -> Terms:
    """Return a counter with its unit of measure in the language spoken, where that is as shipped in either one."""
    found = _read().get(terms.code.casefold())
    if found is None or terms.measure not in (found["measure_vi"], found["measure_en"]):
        return terms
    return terms._replace(measure=found[f"measure_{language()}"])


def whole_of(code: str) -> str | None:
    """Return the counter against which a known one is held."""
    found = terms(code)
    return next((found[name] for name in HELD_AGAINST if name in found), None)


@cache
def _read() -> dict[str, dict[str, Any]]:
    source = resources.files("tasktrack") / "data" / "counters.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
