"""Close a period: compute, freeze, seal, and wall its days."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from tasktrack.domain.dossier_seen import Span
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import DataWindow, Period, state_of
from tasktrack.domain.ranking import CLOSED, OPEN, Closed, Ranking
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.sealing import Head
from tasktrack.errors import Invalid, PeriodClosed, TasktrackError
from tasktrack.i18n import _
from tasktrack.services import (
    choosing,
    computing,
    counter_figures,
    dossier_stats,
    period,
    roll,
    scheme,
    score,
    window,
)
from tasktrack.services.computing import Computation
from tasktrack.services.counting import Ground
from tasktrack.services.scheme import Chosen
from tasktrack.store import closing, facts, frozen_counter, history, seal, sealed, updates
from tasktrack.store import mark as marks
from tasktrack.store import period as periods
from tasktrack.store import roll as rolls
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

# What was read, and whose closing it is.
_SEALED_SETTINGS: Final = ("windows", "base_kind", "zone", "done_needs_review", "office", "office_code")


def close(register: Register, text: str, names: Sequence[str] = (), reason: str | None = None) -> Closed:
    """Close a period under its schemes and return the seal and the tables.

    Everything happens in one transaction: facts as of the cut, every scheme in the order of `uses`, frozen
    rows, seal, wall. On a dry run the tables are those of the open period, without a seal. Raise Invalid with
    every reason why it cannot be closed yet.
    """
    key = PeriodKey.parse(text)
    with register.write(reason) as entry:
        found = period.find(register, key)
        if found.closed:
            raise PeriodClosed(
                _("Period {key} is closed already, closing no. {revision}.").format(
                    key=key, revision=found.revision
                ),
                _("See its table: tasktrack rank {key}.").format(key=key),
            )
        if key.kind == "week":
            _refuse_blocked(register, found, [])
        names = names or _usual(register, found)
        chosen = choosing.together(register, found.key, names)
        _refuse_blocked(register, found, chosen)
        days = window.data_window(register, found)
        computing.fill(register, days, days.cut_on)
        done = _named_first(computing.compute(register, Ground(found, days, days.cut_on), chosen), names)
        people = period.people(register, found, days, days.cut_on)
        record = _freeze(register, entry, found, days, done)
        periods.close(entry, found.id, days)
        tasks = closing.task_rows(register.db, found.id, found.revision)
        figures = frozen_counter.count(register.db, found.id, found.revision)
        stands = found if register.dry_run else period.find(register, key)
        tables = [_table(register, stands, days, record, one) for one in done]
    return Closed(
        stands,
        state_of(stands, register.clock),
        record.seal,
        record.previous_seal,
        tasks,
        tables[0],
        tuple(tables[1:]),
        people,
        figures,
        _notes(register, found, done),
    )


def _named_first(done: Sequence[Computation], names: Sequence[str]) -> list[Computation]:
    """Order what was computed: what was asked for before what that only uses, which ran first."""
    places = {name: place for place, name in enumerate(names)}
    return sorted(done, key=lambda one: places.get(one.scheme.code, len(places)))


def _usual(register: Register, found: Period) -> Sequence[str]:
    """Return the schemes of a closing for which none is named: of one opened again those of the closing before."""
    return found.schemes if found.is_reopened and found.schemes else choosing.usual(register, found.key)


def _refuse_blocked(register: Register, found: Period, chosen: Chosen) -> None:
    index_only = all(_needs_no_tasks(register, found, one) for one, _settings in chosen)
    if reasons := period.blockers(register, found, index_only=index_only):
        raise Invalid(
            _("Period {key} cannot be closed yet.").format(key=found.key),
            _by_marks(register, found)
            or _("See how it stands: tasktrack period status {key}.").format(key=found.key),
            code="not-closable",
            details=reasons,
        )


def _by_marks(register: Register, found: Period) -> str:
    """Return the command that closes a period by a scheme that its units are marked by; empty where none can."""
    if period.blockers(register, found, index_only=True):
        return ""
    for code in marks.unit_schemes(register.db, found.id):
        try:
            one = scheme.find(register, code)[0]
        except TasktrackError:  # marks of a scheme that is not there any more
            continue
        if scheme.fits(one, found.key) and _needs_no_tasks(register, found, one):
            return _(
                "By the marks of {scheme} it can be: tasktrack period close {key} --scheme {scheme}."
            ).format(key=found.key, scheme=code)
    return ""


def _notes(register: Register, found: Period, done: Sequence[Computation]) -> tuple[str, ...]:
    """Say by what the closing before was made where this one runs by another, and whose marks count for nothing."""
    told = []
    ran = {one.scheme.code: one.scheme.version for one in done}
    before = {one.code: one.version for one in closing.schemes(register.db, found.id, found.revision - 1)}
    if before and before != ran:
        told.append(
            _("The closing before was made by {before}; this one by {now}.").format(
                before=_coded(before), now=_coded(ran)
            )
        )
    left = [code for code in marks.unit_schemes(register.db, found.id) if code not in ran]
    if left:
        told.append(
            _("Units are marked by {codes} too, which is no part of this closing.").format(
                codes=", ".join(left)
            )
        )
    return tuple(told)


def _coded(versions: Mapping[str, int]) -> str:
    return ", ".join(
        _("{code} (version {version})").format(code=code, version=version)
        for code, version in versions.items()
    )


def _needs_no_tasks(register: Register, found: Period, one: Scheme) -> bool:
    """Tell whether a scheme can close a period whose tasks no closed part counts.

    It reads none, or it also stands by marks alone and the period holds no part of this register.
    """
    if one.index_only:
        return True
    return one.stands_by_marks and not any(part for _key, part in window.base_parts(register, found))


def _freeze(
    register: Register, entry: Entry, found: Period, days: DataWindow, done: Sequence[Computation]
) -> closing.Closing:
    """Write the frozen rows, then the closing with the seal over them."""
    db, place = register.db, (found.id, found.revision)
    freezer = closing.Freezer(db, *place)
    for position, one in enumerate(done):
        freezer.scheme(position, _kept(one))
        freezer.subjects(one.scheme.subject, [row.subject for row in one.rows])
        freezer.lines(one.scheme.code, ((row.subject.id, one.lines(row.subject.id)) for row in one.rows))
        freezer.ranks(one.scheme.code, one.rows)
    there = roll.read(register, days)
    rolls.freeze(db, *place, there.units.values(), there.people.values())
    facts.freeze(db, *place, done[0].scope)
    updates.freeze(db, *place)
    counter_figures.freeze(register, found, days)
    counted_by = dossier_stats.freeze(register, *place, Span(days.from_on, days.cut_on))
    seal.write_pages(db, *place)
    record = _record(register, entry, found, days, counted_by)
    closing.record(entry, record)
    return record


def _kept(one: Computation) -> closing.KeptScheme:
    settings = {name: {"value": found.text, "given": found.given} for name, found in one.settings.items()}
    return closing.KeptScheme(
        one.scheme.code,
        one.scheme.version,
        one.scheme.subject,
        seal.canonical(settings),
        seal.canonical(one.unranked),
        one.scheme.sha256,
        one.scheme.text,
    )


def _record(
    register: Register, entry: Entry, found: Period, days: DataWindow, counted_by: Mapping[str, str]
) -> closing.Closing:
    number, previous_seal = closing.newest_seal(register.db)
    read = {name: register.settings[name] for name in _SEALED_SETTINGS}
    read["register"] = sealed.register_id(register.db)
    read |= counted_by
    parts = [
        (str(key), part.revision, part.seal or "")
        for key, part in window.base_parts(register, found)
        if part is not None and part.closed
    ]
    header = Head(
        str(found.key),
        found.revision,
        number + 1,
        days.from_on.isoformat(),
        days.cut_on.isoformat(),
        days.cut_on.isoformat(),
        seal.canonical(read),
        parts,
        previous_seal,
    )
    return closing.Closing(
        period=found.id,
        revision=found.revision,
        number=header.number,
        at=history.moment(register.db, entry.seq),
        actor=register.actor,
        as_of=header.as_of,
        data_from=header.from_on,
        cut_on=header.cut_on,
        settings=header.settings,
        parts=json.dumps(parts, separators=(",", ":")),
        seal=seal.seal_of(register.db, found.id, found.revision, header),
        previous_seal=previous_seal,
        seq=entry.seq,
    )


def _table(
    register: Register, stands: Period, days: DataWindow, record: closing.Closing, one: Computation
) -> Ranking:
    basis = score.basis_of(
        stands,
        days,
        days.cut_on,
        one.scheme,
        state=CLOSED if stands.closed else OPEN,
        revision=record.revision,
        seal=record.seal if stands.closed else None,
    )
    table = Ranking(basis, one.rows, one.unranked)
    scored = score.Scored(table, one.scheme, one.settings, one.scope, lambda subject: one.lines(subject.id))
    return score.with_changes(register, scored)
