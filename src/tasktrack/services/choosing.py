"""Which schemes run together: those asked for, those they use, and those with which they share a quota."""

from collections.abc import Sequence

from tasktrack.domain.period import PeriodKey
from tasktrack.domain.scheme import Scheme
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.services import scheme
from tasktrack.services.scheme import Chosen, Settings
from tasktrack.store.register import Register


def usual(register: Register, key: PeriodKey) -> tuple[str, ...]:
    """Return the schemes of a period when none is named: the office's, and those by which people are scored.

    People's own periods are closed by the latter alone; so are periods for which a scheme is not made.
    """
    people = tuple(register.settings["people_schemes"].replace(",", " ").split())
    if key.people:
        return people or (register.settings["scheme"],)
    scored_here = register.settings["people_windows"] == register.settings["windows"]
    fitting = [
        name for name in (people if scored_here else ()) if key.kind in scheme.find(register, name)[0].periods
    ]
    return tuple(dict.fromkeys((register.settings["scheme"], *fitting)))


def together(register: Register, key: PeriodKey, names: Sequence[str]) -> Chosen:
    """Return the schemes named with their settings, behind those that they use; raise Invalid for one that misfits.

    A used scheme that is not made for such a period is left out: what it said of a closed one is read instead.
    """
    chosen: Chosen = []
    for name in dict.fromkeys(names):
        one, _settings = _with_used(register, key, name, chosen)
        scheme.refuse_misfit(one, key)
        for other in _sharing(one, key):
            _with_used(register, key, other, chosen)
    return chosen


def _sharing(one: Scheme, key: PeriodKey) -> list[str]:
    """Return the schemes whose subjects count in the same quotas, in a period that gives a class."""
    if key.kind not in one.classify:
        return []
    return [code for quota in one.quotas for code in quota.together if code != one.code]


def _with_used(
    register: Register, key: PeriodKey, name: str, chosen: Chosen, users: tuple[str, ...] = ()
) -> tuple[Scheme, Settings]:
    """Add a scheme behind those that it uses, and return it; `users` are those that led to it."""
    if name in users:
        raise Invalid(
            _("These schemes use each other in a circle: {circle}.").format(
                circle=" -> ".join((*users[users.index(name) :], name))
            ),
            _("Take one of them out of another's 'uses' and install that as a new version."),
        )
    known = next((pair for pair in chosen if pair[0].code == name), None)
    if known is not None:
        return known
    one, settings = _found(register, name, users)
    for used in one.uses:
        if scheme.fits(_found(register, used, (*users, name))[0], key):
            _with_used(register, key, used, chosen, (*users, name))
    chosen.append((one, settings))
    return one, settings


def _found(register: Register, name: str, users: tuple[str, ...]) -> tuple[Scheme, Settings]:
    try:
        return scheme.find(register, name)
    except NotFound as fault:
        if not users:
            raise
        raise NotFound(
            _("Scheme {code} uses {used}, which is not there.").format(code=users[-1], used=name),
            _("Install it first: tasktrack scheme install FILE."),
        ) from fault
