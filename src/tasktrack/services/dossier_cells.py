"""The cells of dossiers: read a column at a time, for imports run to a million rows; and what cannot be so."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, cast

from tasktrack.domain.dossier import CHANNELS, channel_label
from tasktrack.domain.text import fold, shown, tidy
from tasktrack.errors import Invalid, NotFound, TasktrackError
from tasktrack.i18n import N_, _
from tasktrack.services import cell_readers, lookup
from tasktrack.services.dossier_words import moment_words
from tasktrack.services.moments import Moments
from tasktrack.services.unit_cells import UnitCells
from tasktrack.store import dossier_bulk as bulk
from tasktrack.store import officer as officers
from tasktrack.store.dossier_bulk import Values
from tasktrack.store.journal import Value
from tasktrack.store.register import Register

MOMENTS: Final = ("submitted_at", "received_at", "appointed_at", "returned_at", "paused_from", "paused_to")
PLACE: Final = {name: place for place, name in enumerate(bulk.COLUMNS)}
_CHANNELS: Final = {fold(word): code for word, code in cell_readers.CHANNEL_WORDS.items()}
_MOST_TIMES: Final = 1000
_LONGEST_KEY, _LONGEST_PROCEDURE = 100, 1000
# What 'dossier show' takes for the number of a dossier without a key.
_LIKE_OURS: Final = re.compile(r"[Hh][Ss][0-9]{1,18}")
_Six = tuple[str | None, str | None, str | None, str | None, str | None, str | None]
# What cannot come before what: columns, and the sentence for it.
_ORDER: Final = (
    ("submitted_at", "received_at", N_("It was received, {later}, before it was sent in, {earlier}.")),
    ("received_at", "appointed_at", N_("The promised date, {later}, lies before the reception, {earlier}.")),
    ("received_at", "returned_at", N_("The result, {later}, came before the reception, {earlier}.")),
    (
        "received_at",
        "paused_from",
        N_("The supplement was asked for, {later}, before the reception, {earlier}."),
    ),
    ("paused_from", "paused_to", N_("The supplement ends, {later}, before it begins, {earlier}.")),
    (
        "paused_from",
        "returned_at",
        N_("The result, {later}, came before the supplement was asked for, {earlier}."),
    ),
    ("paused_to", "returned_at", N_("The result, {later}, came before the supplement was given, {earlier}.")),
)


class DossierCells:
    """Reads cells of dossiers into what the book keeps; a procedure stays its name."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._moments = Moments()
        self._today = register.clock.today().isoformat()
        self._last = f"{self._today}U"  # behind every moment of today
        units = UnitCells(register)
        self._readers: dict[str, Callable[[str], Value]] = {
            "key": _key,
            "unit": cell_readers.told(units.one),
            "officer": cell_readers.told(self._officer),
            "procedure": cell_readers.told(_procedure),
            "channel": cell_readers.told(channel),
            **dict.fromkeys(MOMENTS, self._moments.one),
            **dict.fromkeys(("supplements", "bodies"), cell_readers.told(_times)),
            **dict.fromkeys(("parts_points", "attitude_points"), cell_readers.told(_points)),
        }

    def read(self, name: str, text: str) -> Value:
        """Read one cell; nothing for an empty one. Raise for one that cannot be read."""
        return self._readers[name](text) if text else None

    def column(self, name: str, texts: Sequence[str]) -> Sequence[Value]:
        """Read the cells of a column; raise for the first that cannot be read."""
        if name in MOMENTS:
            return self._moments.column(texts)
        reader = self._readers[name]
        return [reader(text) if text else None for text in texts]

    def is_sound(self, values: Values) -> bool:
        """Tell at a glance that the moments of a dossier are in order; else `faults` may know what is wrong.

        Texts compare like moments, but for a day without its time.
        """
        submitted, received, appointed, returned, paused_from, paused_to = cast(_Six, values[5:11])
        last = self._last
        if received is None or appointed is None:
            nothing = received is None and returned is None and paused_from is None and paused_to is None
            return nothing and submitted is not None and submitted < last
        if received > appointed or received >= last or (submitted is not None and submitted > received):
            return False
        if returned is not None and not received <= returned < last:
            return False
        if paused_from is None:
            return paused_to is None
        if not received <= paused_from < last or (
            returned is not None and returned < (paused_to or paused_from)
        ):
            return False
        return paused_to is None or paused_from <= paused_to < last

    def faults(self, values: Values) -> list[tuple[str, TasktrackError]]:
        """Return what is wrong with a dossier as a whole, by column."""
        found = [*self._lacking(values), *self._ahead(values)]
        return found or list(_disordered(values))

    def _lacking(self, values: Values) -> Iterable[tuple[str, TasktrackError]]:
        said = dict(zip(bulk.COLUMNS, values, strict=True))
        if said["unit"] is None:
            yield "unit", Invalid(_("A new dossier needs its unit."), _("Fill in the cell."))
        if said["received_at"] is None and said["submitted_at"] is None:
            yield (
                "received_at",
                Invalid(
                    _("It is not said when the dossier was received, nor when it was sent in."),
                    _("Fill in the day of reception, or of sending in for one that is not accepted yet."),
                ),
            )
        if said["received_at"] is not None and said["appointed_at"] is None:
            yield (
                "appointed_at",
                Invalid(_("A dossier that was received has a promised date."), _("Fill in the cell.")),
            )
        if said["received_at"] is None and said["returned_at"] is not None:
            yield (
                "returned_at",
                Invalid(
                    _("A dossier that was never received has a result."), _("Fill in when it was received.")
                ),
            )

    def _ahead(self, values: Values) -> Iterable[tuple[str, TasktrackError]]:
        for name in MOMENTS:
            value = values[PLACE[name]]
            if name != "appointed_at" and isinstance(value, str) and value[:10] > self._today:
                yield (
                    name,
                    Invalid(
                        _("{value} lies after today.").format(value=moment_words(value)),
                        _("Give today or an earlier day."),
                    ),
                )

    def _officer(self, text: str) -> int:
        """Return the officer of that code, or the only one of that name."""
        try:
            return lookup.officer(self._register, text).id
        except NotFound:
            named = officers.named(self._register.db, fold(text))
            if len(named) != 1:
                raise
            return named[0]


def _key(text: str) -> str | None:
    """Read a key; what could be taken for that of a dossier without one is refused."""
    key = text if text.isprintable() else tidy(text)
    if key and len(key) > _LONGEST_KEY:
        raise _too_long(key, _LONGEST_KEY)
    if key and key[0] in "Hh" and _LIKE_OURS.fullmatch(key):
        raise Invalid(
            _("Key {key} looks like that of a dossier without a key: HS and its number here.").format(
                key=shown(key)
            ),
            _("Use the key of the one-stop system, with what stands before or behind it."),
            field="key",
        )
    return key


def channel(text: str) -> str:
    """Read a channel, by its code or in the words of one-stop systems."""
    labels = {code: channel_label(code) for code in CHANNELS}
    return lookup.labelled(_CHANNELS.get(fold(text), text), labels, _("Channel"))


def _procedure(text: str) -> str | None:
    """Read the name of a procedure, its blanks single."""
    name = " ".join((tidy(text) or "").split())
    if len(name) > _LONGEST_PROCEDURE:
        raise _too_long(name, _LONGEST_PROCEDURE)
    return name or None


def _too_long(text: str, most: int) -> Invalid:
    return Invalid(
        _("This has {count} letters: {value}").format(count=len(text), value=shown(text)),
        _("Give at most {most} letters.").format(most=most),
    )


def _times(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5 and int(text) <= _MOST_TIMES):
        raise Invalid(
            _("{value} is no count.").format(value=shown(text)),
            _("Give a whole number from 0 to {most}.").format(most=_MOST_TIMES),
        )
    return int(text)


def _points(text: str) -> int:
    if text not in ("0", "1", "2"):
        raise Invalid(
            _("{value} is none of the points 0, 1 and 2.").format(value=shown(text)), _("Give 0, 1 or 2.")
        )
    return int(text)


def is_before(one: Value, other: Value) -> bool:
    """Tell whether a stored moment comes before another; a day without its time comes before nothing of that day."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return one[:10] < other[:10] or (one < other and len(one) == len(other))


def _disordered(values: Values) -> Iterable[tuple[str, TasktrackError]]:
    """Yield a fault for each pair of moments of which the second cannot come before the first."""
    said = dict(zip(bulk.COLUMNS, values, strict=True))
    for first, second, sentence in _ORDER:
        if is_before(said[second], said[first]):
            told = {"later": said[second], "earlier": said[first]}
            words = {name: moment_words(value) for name, value in told.items()}
            yield second, Invalid(_(sentence).format(**words), _("Check both in the one-stop system."))
    if said["paused_to"] is not None and said["paused_from"] is None:
        yield (
            "paused_from",
            Invalid(_("A supplement ends that never began."), _("Fill in when it was asked for.")),
        )
