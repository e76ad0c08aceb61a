"""What the office's settings say of its printed documents."""

from datetime import date
from typing import NamedTuple

from tasktrack.domain.settings import Settings


class Letterhead(NamedTuple):
    """The heads, addressees, signature and recipients that documents have unless they bring their own."""

    office: str = ""
    parent_body: str = ""
    place: str = ""
    symbol: str = ""
    addressed_to: tuple[str, ...] = ()
    signed_as: tuple[str, ...] = ()
    signed_by: str = ""
    recipients: tuple[str, ...] = ()
    today: date | None = None
    letter_symbol: str = ""


def of(settings: Settings, today: date) -> Letterhead:
    """Read the settings of printed documents; what joins several is taken apart."""
    return Letterhead(
        office=settings["office"],
        parent_body=settings["parent_body"],
        place=settings["place"],
        symbol=settings["document_symbol"],
        addressed_to=_listed(settings["addressed_to"]),
        signed_as=_several(settings["signed_as"]),
        signed_by=settings["signed_by"],
        recipients=_listed(settings["recipients"]),
        today=today,
        letter_symbol=settings["letter_symbol"],
    )


def _listed(text: str) -> tuple[str, ...]:
    """Take a list apart whose lines may bring the dashes and stops with which a document prints them."""
    lines = (part.lstrip(" -\u2013+\u2022").rstrip(" .;") for part in _several(text))
    return tuple(line for line in lines if line)


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
