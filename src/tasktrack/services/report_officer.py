"""The sheet of one officer for a period: the score as explained, and what stands beside it in the books."""

from collections.abc import Mapping
from fractions import Fraction

from tasktrack.domain.marking import MarkRow
from tasktrack.domain.officer import Officer
from tasktrack.domain.officer_sheet import PARTS, Person, Product, Sheet, common_criteria
from tasktrack.domain.period_state import Period
from tasktrack.domain.ranking import OPEN, Explanation
from tasktrack.domain.remark import Remark
from tasktrack.domain.roll import Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.errors import Invalid, NotFound, TasktrackError
from tasktrack.i18n import _
from tasktrack.services import choosing, lookup, period, roll, scheme, score, window
from tasktrack.store import closing, mark, officer_sheet
from tasktrack.store import officer as officers
from tasktrack.store import period as periods
from tasktrack.store import remark as remarks
from tasktrack.store.register import Register


def sheet(
    register: Register,
    code: str,
    text: str | None = None,
    name: str | None = None,
    revision: int | None = None,
) -> Sheet:
    """Return the sheet of an officer for a period, left out the latest closed one in which people are scored.

    By the scheme named, else by the one in which the officer stands. Raise NotFound for whoever is not scored.
    """
    found = people_period(register, text, f"report officer {code}")
    officer = lookup.officer(register, code)
    chosen = _of_officers(register, found, name) if name else _standing(register, found, officer, revision)
    explained = score.explain(register, officer.code, str(found.key), chosen, revision)
    marks = mark.of_subject(register.db, found.id, explained.basis.scheme, "officer", officer.id)
    own = {row.criterion: row.self_points for row in marks if row.self_points is not None}
    return Sheet(
        explained,
        _person(register, explained, officer),
        _products(register, explained, officer),
        common_criteria(explained.lines, own),
        _remark(register, found, officer, explained),
        _elsewhere(explained, marks),
    )


def people_period(register: Register, text: str | None, command: str) -> Period:
    """Return the period that is named; left out, the latest closed one of the base kind in which people are scored."""
    if text is not None or register.settings["people_windows"] == register.settings["windows"]:
        return period.named(register, text, command)
    kind = window.base_kind(register)
    if key := periods.newest_closed(register.db, kind, people=True):
        return period.find(register, key)
    raise NotFound(
        _("No period of people's own is closed yet."),
        _("For provisional figures name the period: tasktrack {command} {key}.").format(
            command=command, key="P2026-11"
        ),
    )


def schemes_of(register: Register, found: Period) -> list[Scheme]:
    """Return the schemes of an open period for officers, those by which people are scored."""
    known = (scheme.find(register, code)[0] for code in choosing.usual(register, found.key))
    return [one for one in known if one.subject == "officer"]


def no_scheme(register: Register, found: Period) -> TasktrackError:
    """Return the refusal of a period in which nobody is scored."""
    apart = register.settings["people_windows"] != register.settings["windows"]
    remedy = _("Set it: tasktrack config set people_schemes nd335-officer,nd335-leader; or give --scheme.")
    if apart and not found.key.people:
        remedy = _("People are scored in periods of their own: name P{key}.").format(key=found.key)
    return Invalid(_("No scheme scores officers in {key}.").format(key=found.key), remedy)


def _of_officers(register: Register, found: Period, name: str) -> str:
    kept = {one.code: one for one in closing.schemes(register.db, found.id, found.revision)}
    subject = kept[name].subject_kind if name in kept else scheme.find(register, name)[0].subject
    if subject != "officer":
        raise Invalid(
            _("Scheme {code} scores units; a sheet is of an officer.").format(code=name),
            _("Name a scheme for officers with --scheme."),
        )
    return name


def _standing(register: Register, found: Period, officer: Officer, revision: int | None) -> str:
    """Return the scheme in which an officer stands: as it was closed, else by the post in the period."""
    last = revision or (found.revision if found.closed else found.revision - 1)
    if revision and closing.find(register.db, found.id, revision) is None:
        raise NotFound(
            _("Period {key} has no closing no. {revision}.").format(key=found.key, revision=revision),
            _("See 'tasktrack period show {key}'.").format(key=found.key),
        )
    for kept in closing.schemes(register.db, found.id, last):
        held = kept.subject_kind == "officer" and closing.score_rows(
            register.db, found.id, last, kept.code, officer.id
        )
        if held:
            return kept.code
    if found.closed or revision:
        kinds = {kept.subject_kind for kept in closing.schemes(register.db, found.id, last)}
        raise _not_scored(found, officer) if "officer" in kinds else no_scheme(register, found)
    schemes = schemes_of(register, found)
    if not schemes:
        raise no_scheme(register, found)
    post = roll.read(register, window.data_window(register, found)).people.get(officer.id)
    for one in schemes:
        if post is not None and one.scores(post.position):
            return one.code
    raise _not_scored(found, officer)


def _not_scored(found: Period, officer: Officer) -> NotFound:
    return NotFound(
        _("{code} ({name}) is not scored in {key}.").format(
            code=officer.code, name=officer.name, key=found.key
        ),
        _("See who is: tasktrack report classes {key}.").format(key=found.key),
    )


def _person(register: Register, explained: Explanation, officer: Officer) -> Person:
    """Return who it is, where and under whom, as the closing kept it, else as the books have it."""
    basis = explained.basis
    record = None if basis.state == OPEN else closing.find(register.db, basis.period.id, basis.revision)
    found = roll.read(register, basis.window, record)
    subject, office = explained.row.subject, register.settings["office"]
    post = found.people.get(officer.id)
    if post is None:
        return Person(
            officer.id,
            subject.code,
            subject.name,
            subject.block or "",
            "",
            "",
            None,
            None,
            None,
            office,
            officer.category,
        )
    unit = found.units.get(post.unit)
    return Person(
        officer.id,
        subject.code,
        subject.name,
        unit.code if unit else subject.block or "",
        unit.name if unit else "",
        post.position,
        *_superior(register, found, post.manager),
        post.similar_group,
        office,
        officer.category,
    )


def _superior(register: Register, found: Roll, manager: int | None) -> tuple[str | None, str | None]:
    if manager is None:
        return None, None
    if manager in found.people:
        return found.people[manager].code, found.people[manager].name
    return next(
        ((one.code, one.name) for one in officers.records(register.db) if one.id == manager), (None, None)
    )


def _products(register: Register, explained: Explanation, officer: Officer) -> tuple[Product, ...]:
    if not explained.tasks or any(line.source in PARTS for line in explained.lines):
        return ()  # a longer period stands on the scores of its parts
    natures = officer_sheet.natures(register.db, officer.id)
    # Of a task that was handed back a leader has a row for each of those who had it.
    order = {task.code: place for place, task in reversed(list(enumerate(explained.tasks)))}
    tasks = sorted(explained.tasks, key=lambda task: (order[task.code], task.role, task.holder or ""))
    known = ((task, natures[task.code, task.role, task.holder]) for task in tasks)
    return tuple(Product(task, one.catalogued, one.kind, one.taken_over) for task, one in known)


def _remark(register: Register, found: Period, officer: Officer, explained: Explanation) -> Remark | None:
    held = remarks.of_subject(register.db, found.id, "officer", officer.id)
    if held is None or held.self_class is None:
        return held
    return held._replace(class_label=explained.basis.class_label(held.self_class))


def _elsewhere(explained: Explanation, marks: list[MarkRow]) -> Mapping[str, str]:
    """Return the parts of a longer period whose score another office gave."""
    given = {row.criterion: (row.points, row.reason or "") for row in marks if row.points is not None}
    nothing: tuple[Fraction | None, str] = (None, "")
    return {
        line.code: given[line.code][1]
        for line in explained.lines
        if line.source == "part" and given.get(line.code, nothing)[0] == line.value and line.value is not None
    }
