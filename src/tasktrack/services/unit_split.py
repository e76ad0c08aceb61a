"""Split a unit: everything it has is given out by name, to the units that take over."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from tasktrack.domain.succession import Reorganised
from tasktrack.domain.text import nfc, shown
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, TasktrackError, UsageFault
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import HANDINGS
from tasktrack.intake.faults import Fault
from tasktrack.services import importing, lookup, succession, unit_doubts, unit_moving
from tasktrack.services.directing import refusing_circles
from tasktrack.services.unit_doubts import listed
from tasktrack.services.unit_moving import Order, Takers
from tasktrack.store.belongings import Belongings
from tasktrack.store.register import Register

__all__ = ["Given", "Order", "read_file", "read_pair", "split"]

SPLIT: Final = "split"


class Given(NamedTuple):
    """Who takes what, as typed: (code, unit) of tasks, officers and sub-units, and who takes the rest."""

    tasks: Sequence[tuple[str, str]] = ()
    officers: Sequence[tuple[str, str]] = ()
    subunits: Sequence[tuple[str, str]] = ()
    rest: str | None = None


def read_pair(text: str) -> tuple[str, str]:
    """Read CODE=UNIT as typed; raise UsageFault for anything else."""
    code, equals, unit = text.rpartition("=")
    if not (equals and code.strip() and unit.strip()):
        raise UsageFault(
            _("{value!r} does not say who takes it.").format(value=text), _("Write it as in NV12=STC.")
        )
    return code.strip(), unit.strip()


def read_file(source: importing.Source, name: str) -> list[tuple[str, str]]:
    """Read a table of tasks and units; raise ImportFaults with all its faults."""
    rows = list(source.items(HANDINGS, name))
    faults = [source.located(row) for row in rows if isinstance(row, Fault)]
    if faults:
        raise importing.ImportFaults(name, faults, skippable=False)
    return [(row.values["task"], row.values["unit"]) for row in rows if isinstance(row, Row)]


def split(
    register: Register, code: str, into: Sequence[str], order: Order, given: Given, *, keep: bool = False
) -> Reorganised:
    """Split a unit among others, which exist; with `keep` it lives on and may be one of them.

    Every unfinished task that it leads or supports, every officer and every unit below it must be named, unless
    there is one who takes the rest. Raise Invalid with all that is not named or is named wrong at once.
    """
    with register.write(order.reason) as entry:
        old = lookup.unit(register, code)
        why = unit_moving.grounds(register, order)
        takers = _takers(register, old, into, keep=keep)
        words = _("split among {codes}").format(codes=", ".join(unit.code for unit in takers))
        why = why._replace(reason=why.reason or words)
        for unit in takers:
            succession.refuse_absent(register, unit, why.on)
        others = [unit for unit in takers if unit.id != old.id]
        unit_moving.refuse_party([old, *others], why.approved_by)
        unit_moving.refuse_unfit(register, old, why.on, [unit.id for unit in others])
        left = unit_moving.belongings(register, [old], why.on)
        allotted = _Allotting(register, old, takers, given).of(left)
        elsewhere = unit_doubts.gone_elsewhere(register, [old], others, why.on)
        with refusing_circles(register, why.on):
            moved = unit_moving.hand_out(entry, left, allotted, why)
            if not keep:
                unit_moving.end(entry, [old], why.on)
        unit_moving.succeed(register, entry, [old], others, SPLIT, why, moved)
        doubts = unit_doubts.warnings(register, [old], others, why.on, moved, elsewhere)
        return Reorganised(
            SPLIT,
            (unit_moving.party(old),),
            tuple(map(unit_moving.party, others)),
            why.on,
            str(why.document),
            moved,
            kept=keep,
            warnings=(*doubts, *_apart(left, allotted)),
        )


def _takers(register: Register, old: Unit, into: Sequence[str], *, keep: bool) -> list[Unit]:
    """Return those among whom a unit is split; raise UsageFault where they are not several."""
    found = list({unit.id: unit for unit in (lookup.unit(register, code) for code in into)}.values())
    others = [unit for unit in found if unit.id != old.id]
    if len(others) < len(found) and not keep:
        raise UsageFault(
            _("{code} cannot take over from itself.").format(code=old.code),
            _("Where it lives on with a part, give --keep."),
        )
    if keep:
        found = [*others, old]
    if not others or len(found) < 2:
        raise UsageFault(
            _("A unit is split among two units or more."),
            _("Repeat --into; where one takes all: tasktrack unit close {code} --into CODE.").format(
                code=old.code
            ),
        )
    return found


class _Allotting:
    """Reads who takes what; faults are kept until all is read, and told at once."""

    def __init__(self, register: Register, old: Unit, takers: Sequence[Unit], given: Given) -> None:
        self._old = old
        self._given = given
        self._takers = takers
        self._register = register
        self._faults: list[str] = []
        self._units: dict[str, int | None] = {unit.code: unit.id for unit in takers}
        self._rest = self._taker(given.rest) if given.rest is not None else None

    def of(self, left: Belongings) -> Takers:
        """Return who takes what; raise Invalid with every fault."""
        tasks = {row.code: row.id for row in left.led} | {row.code: row.id for row in left.supported}
        keys = {row.key: row.id for row in left.led if row.key}
        keys |= {row.key: row.id for row in left.supported if row.key}
        found = Takers(
            self._named(
                self._given.tasks,
                tasks | {key: number for key, number in keys.items() if key not in tasks},
                tasks,
                _("{code} is no unfinished task that {unit} leads or supports."),
                _("Not given to any unit, tasks: {codes}."),
            ),
            self._named(
                self._given.officers,
                {row.code: row.id for row in left.serving},
                {row.code: row.id for row in left.serving},
                _("{code} is no officer who serves in {unit}."),
                _("Not given to any unit, officers: {codes}."),
            ),
            self._named(
                self._given.subunits,
                {row.code: row.id for row in left.below},
                {row.code: row.id for row in left.below},
                _("{code} is no unit that stands below {unit}."),
                _("Not given to any unit, units below: {codes}."),
            ),
        )
        if self._faults:
            raise Invalid(
                _("It is not settled who takes what of {unit}; nothing was written.").format(
                    unit=self._old.code
                ),
                _(
                    "Name each with --task, --officer and --sub-unit CODE=UNIT, or a table with --tasks;"
                    " --rest UNIT takes all others."
                ),
                details=self._faults,
            )
        return found

    def _named(
        self,
        pairs: Iterable[tuple[str, str]],
        known: Mapping[str, int],
        every: Mapping[str, int],
        unknown: str,
        missing: str,
    ) -> dict[int, int]:
        by_code = {code.casefold(): number for code, number in known.items()}
        found: dict[int, int] = {}
        for code, unit in pairs:
            number, taker = by_code.get(nfc(code).casefold()), self._taker(unit)
            if number is None:
                self._faults.append(unknown.format(code=shown(code), unit=self._old.code))
            elif taker is not None and found.setdefault(number, taker) != taker:
                self._faults.append(_("{code} is given to two units.").format(code=shown(code)))
        given = {by_code.get(nfc(code).casefold()) for code, _unit in pairs}
        others = [code for code, number in every.items() if number not in given]
        if self._rest is not None:
            found |= {every[code]: self._rest for code in others}
        elif others:
            self._faults.append(missing.format(codes=listed(others)))
        return found

    def _taker(self, text: str) -> int | None:
        """Return the unit of a code or name, None where it is none of the takers: that is told once."""
        if text not in self._units:
            self._units[text] = self._looked_up(text)
        return self._units[text]

    def _looked_up(self, text: str) -> int | None:
        try:
            unit = lookup.unit(self._register, text)
        except TasktrackError as fault:
            self._faults.append(fault.message)
            return None
        if unit.id in {taker.id for taker in self._takers}:
            return unit.id
        self._faults.append(
            _("{unit} is none of those that take over: {codes}.").format(
                unit=unit.code, codes=", ".join(taker.code for taker in self._takers)
            )
        )
        return None


def _apart(left: Belongings, takers: Takers) -> list[str]:
    """Say which tasks go to another unit than the officers who do them."""
    codes = [
        row.code
        for row in left.led
        if row.unfinished
        and takers.officers.get(row.officer or 0, takers.tasks[row.id]) != takers.tasks[row.id]
    ]
    if not codes:
        return []
    return [
        _(
            "These tasks go to another unit than the officer who does them: {codes}. See 'tasktrack task assign'."
        ).format(codes=listed(codes))
    ]
