"""Words for mergers, splits and closures of units, and what they moved."""

from collections.abc import Iterable, Iterator, Sequence

from tasktrack.domain.dates import day_text
from tasktrack.domain.succession import Moved, Party, Passing, Reorganised, Succession
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels
from tasktrack.reports.report import Column, Lines, Report, Section, Table


def kind(code: str) -> str:
    """Return the word for a kind of succession."""
    return {
        "merge": pgettext("succession", "merged"),
        "split": pgettext("succession", "split"),
        "close": pgettext("succession", "closed"),
    }[code]


def succession_data(one: Succession, side: str) -> dict[str, object]:
    """Return a succession for programs, with the unit of one side: `old` or `new`."""
    code, name = (one.old_code, one.old_name) if side == "old" else (one.new_code, one.new_name)
    return {
        "code": code,
        "name": name,
        "kind": one.kind,
        "kind_label": kind(one.kind),
        "on": one.on,
        "document": one.document,
        "reason": one.reason,
    }


def took_over_words(found: Iterable[Succession]) -> Iterator[str]:
    """Say from whom a unit took over, since when and by which document."""
    for one in found:
        yield _("{name} ({code}), {kind}, since {day}, {document}").format(
            name=one.old_name,
            code=one.old_code,
            kind=kind(one.kind),
            day=day_text(one.on),
            document=one.document,
        )


def taken_over_words(found: Iterable[Succession]) -> Iterator[str]:
    """Say who took over from a unit, since when and by which document."""
    for one in found:
        yield _("{name} ({code}), {kind}, since {day}, {document}").format(
            name=one.new_name,
            code=one.new_code,
            kind=kind(one.kind),
            day=day_text(one.on),
            document=one.document,
        )


def reorganised(done: Reorganised, *, dry_run: bool) -> Report:
    """Say who took over from whom and how much passed; a dry run lists all of it."""
    first = (_("Dry run, nothing is written."),) if dry_run else ()
    lines = Lines((*first, _sentence(done), *_counts(done.moved), *_see(done, dry_run=dry_run)))
    tables = tuple(_tables(done.moved)) if dry_run else ()
    return Report(
        command=f"unit {done.kind}",
        data=_data(done),
        sections=(lines, *tables),
        envelope={"dry_run": dry_run},
        language=language(),
    )


def _sentence(done: Reorganised) -> str:
    words = {
        "old": _named(done.old),
        "new": _named(done.new),
        "day": day_text(done.on),
        "document": done.document,
    }
    if done.kind == "merge":
        sentence = _("From {day} on {old} are one unit: {new} ({document}).")
        if done.created is None:
            sentence = ngettext(
                "From {day} on {old} is part of {new} ({document}).",
                "From {day} on {old} are part of {new} ({document}).",
                len(done.old),
            )
    elif done.kind == "split":
        sentence = _("From {day} on {new} have the functions of {old} ({document}).")
        if done.kept:
            sentence = _(
                "From {day} on {new} have a part of the functions of {old}, which lives on ({document})."
            )
    elif done.new:
        sentence = _("{old} is closed; from {day} on {new} has its functions ({document}).")
    else:
        sentence = _("{old} is closed from {day} on; it had nothing left to pass on ({document}).")
    return sentence.format(**words)


def _named(parties: Sequence[Party]) -> str:
    return ", ".join(f"{one.code} ({one.name})" for one in parties)


def _counts(moved: Moved) -> Iterator[str]:
    """Yield a sentence for each kind of thing that passed."""
    handed = [one for one in moved.tasks if one.on is not None]
    entered = len(moved.tasks) - len(handed)
    if handed:
        yield ngettext(
            "{count} unfinished task handed over, due as before.",
            "{count} unfinished tasks handed over, due as before.",
            len(handed),
        ).format(count=len(handed))
    if entered:
        yield ngettext(
            "{count} task assigned since then: its lead was corrected.",
            "{count} tasks assigned since then: their lead was corrected.",
            entered,
        ).format(count=entered)
    for count, sentence in (
        (
            len(moved.supports),
            ngettext(
                "{count} supporting role passed on.",
                "{count} supporting roles passed on.",
                len(moved.supports),
            ),
        ),
        (
            len(moved.officers),
            ngettext("{count} posting goes on there.", "{count} postings go on there.", len(moved.officers)),
        ),
        (
            len(moved.subunits),
            ngettext(
                "{count} unit stands below another one now.",
                "{count} units stand below another one now.",
                len(moved.subunits),
            ),
        ),
    ):
        if count:
            yield sentence.format(count=count)


def _see(done: Reorganised, *, dry_run: bool) -> Iterator[str]:
    if not dry_run and any(one.on for one in done.moved.tasks):
        yield _("To be signed by both sides: tasktrack report handover {code} --on {day}").format(
            code=done.old[0].code if len(done.old) == 1 else done.new[0].code, day=done.on.isoformat()
        )


def _tables(moved: Moved) -> Iterator[Section]:
    """Yield what passes from whom to whom."""
    giver, taker = (
        Column("from", pgettext("col", "From unit"), "code"),
        Column("to", pgettext("col", "To unit"), "code"),
    )
    code = Column("code", pgettext("col", "Code"), "code")
    if moved.tasks:
        columns = (
            code,
            Column("title", pgettext("col", "Task")),
            giver,
            taker,
            Column("due_on", pgettext("col", "Due"), "date"),
            Column("on", pgettext("col", "From"), "date"),
        )
        yield Table(
            columns,
            [(one.code, one.title, one.giver, one.taker, one.due_on, one.on) for one in moved.tasks],
            _("Tasks"),
            tones=["muted" if one.on is None else "" for one in moved.tasks],
        )
    if moved.supports:
        yield Table(
            (
                code,
                Column("title", pgettext("col", "Task")),
                giver,
                taker,
                Column("part", pgettext("col", "Part")),
            ),
            [(one.code, one.title, one.giver, one.taker or "–", one.part or "") for one in moved.supports],
            _("Supporting roles"),
        )
    if moved.officers:
        yield Table(
            (
                code,
                Column("name", pgettext("col", "Full name")),
                Column("position", pgettext("col", "Position")),
                giver,
                taker,
                Column("on", pgettext("col", "From"), "date"),
            ),
            [
                (one.code, one.name, labels.position(one.position), one.giver, one.taker, one.from_on)
                for one in moved.officers
            ],
            _("Officers"),
        )
    if moved.subunits:
        yield Table(
            (
                code,
                Column("name", pgettext("col", "Name")),
                Column("to", pgettext("col", "Superior unit"), "code"),
            ),
            [(one.code, one.name, one.taker) for one in moved.subunits],
            _("Sub-units"),
        )


def _data(done: Reorganised) -> dict[str, object]:
    moved = done.moved
    return {
        "kind": done.kind,
        "old": [one._asdict() for one in done.old],
        "new": [one._asdict() for one in done.new],
        "on": done.on,
        "document": done.document,
        "created": done.created,
        "kept": done.kept,
        "tasks": [_passing(one) for one in moved.tasks],
        "supports": [
            {
                "code": one.code,
                "title": one.title,
                "from": one.giver,
                "to": one.taker,
                "part": one.part,
                "due_on": one.due_on,
            }
            for one in moved.supports
        ],
        "officers": [
            {
                "code": one.code,
                "name": one.name,
                "position": one.position,
                "from": one.giver,
                "to": one.taker,
                "on": one.from_on,
            }
            for one in moved.officers
        ],
        "sub_units": [{"code": one.code, "name": one.name, "to": one.taker} for one in moved.subunits],
        "warnings": list(done.warnings),
    }


def _passing(one: Passing) -> dict[str, object]:
    return {
        "code": one.code,
        "title": one.title,
        "from": one.giver,
        "to": one.taker,
        "due_on": one.due_on,
        "on": one.on,
        "handed_over": one.on is not None,
    }
