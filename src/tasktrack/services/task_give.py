"""Give a product of the catalogue to several officers: a task each, all or none."""

from collections.abc import Mapping, Sequence

from tasktrack.domain.holding import Given
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import inputs, leave
from tasktrack.services import product as products
from tasktrack.services import task as tasks
from tasktrack.services.task_assign import serving
from tasktrack.store.register import Register

__all__ = ["Given", "give", "refuse_twice"]


def give(register: Register, product: str, officers: Sequence[str], given: Mapping[str, object]) -> Given:
    """Register one task of a product for each officer, led by the unit in which he serves that day.

    `given` are further fields of the tasks as typed. Raise NotFound for a product that the catalogue does not
    have, Invalid for an officer who serves nowhere that day or is named twice.
    """
    found = products.show(register, product)
    with register.write():
        new = inputs.new_task(register, {"title": found.name, **given, "product": found.code, "lead": ""})
        people = [serving(register, code, new.assigned_on) for code in officers]
        refuse_twice([one.code for one in people])
        registered = tuple(
            tasks.add(register, new._replace(officer=one.code, lead=one.posting.unit if one.posting else ""))
            for one in people
        )
        # The first one says it for all: to the later ones the earlier ones look like repetitions.
        warnings = registered[0].warnings if registered else ()
        away = [
            said
            for one in people[1:]
            for said in leave.doubts(register, one.id, (new.assigned_on, new.due_on))
        ]
    return Given(found, registered, (*warnings, *away))


def refuse_twice(codes: Sequence[str]) -> None:
    """Raise Invalid when an officer is named twice."""
    for code in codes:
        if codes.count(code) > 1:
            raise Invalid(
                _("Officer {code} is named twice.").format(code=code),
                _("Name each officer once, with all that he is given."),
                field="officer",
            )
