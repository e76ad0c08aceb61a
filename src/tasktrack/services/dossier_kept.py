"""What is recorded of a dossier and is not taken back in passing: an older file, or a promise moved after the fact."""

from typing import Final

from tasktrack.domain.dossier import KEEPS
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services.dossier_cells import MOMENTS, PLACE, is_before
from tasktrack.services.dossier_words import column_label, moment_words
from tasktrack.store.dossier_bulk import Held, Values

_APPOINTED: Final = PLACE["appointed_at"]
_PAUSED_FROM, _PAUSED_TO = PLACE["paused_from"], PLACE["paused_to"]


def emptied(held: Held, values: Values) -> Invalid | None:
    """Return the fault of a row that has no moment where one is recorded."""
    for name in MOMENTS:
        known = held.values[PLACE[name]]
        if known is not None and values[PLACE[name]] is None:
            return Invalid(
                _("The register has {column} {moment}, and the row none.").format(
                    column=column_label(name), moment=moment_words(known)
                ),
                _("Import the newer file, or with --correct to take back what is recorded."),
                field=name,
            )
    return None


def replaced(held: Held, values: Values, pause: str) -> Invalid | None:
    """Return the fault of a row that promises a later day, or whose supplement takes the place of one that ended.

    Where the one-stop system moves the promised date itself while the applicant supplements, it may (dossier_pause).
    """
    known, told = held.values[_APPOINTED], values[_APPOINTED]
    moves_it = pause == KEEPS and values[_PAUSED_FROM] and not is_before(known, values[_PAUSED_FROM])
    if is_before(known, told) and not moves_it:
        return Invalid(
            _("The result was promised for {known}, and the row promises it for {told}.").format(
                known=moment_words(known), told=moment_words(told)
            ),
            _(
                "Announce a new date with 'tasktrack dossier apologise {key} --new-date DATE'; where the first promise"
                " was entered wrong, give --correct."
            ).format(key=held.values[0] or f"HS{held.id}"),
            field="appointed_at",
        )
    known, told = held.values[_PAUSED_FROM], values[_PAUSED_FROM]
    if held.values[_PAUSED_TO] is not None and told != known:
        return Invalid(
            _(
                "A supplement from {known} to {until} is recorded: one from {told} would take its place."
            ).format(
                known=moment_words(known),
                until=moment_words(held.values[_PAUSED_TO]),
                told=moment_words(told),
            ),
            _("Give one span from the first to the last day with --correct: one supplement is kept."),
            field="paused_from",
        )
    return None
