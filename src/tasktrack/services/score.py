"""Scores and ranks of a period: as frozen, or computed now."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.dossier_counts import Behind
from tasktrack.domain.fact_scope import FactScope
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.rank_within import only, within
from tasktrack.domain.ranking import (
    CLOSED,
    COMPUTED,
    OPEN,
    Basis,
    CountedTask,
    Explanation,
    Line,
    Ranking,
    RankRow,
    Subject,
    Unranked,
    reached,
)
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.score_lines import label_of
from tasktrack.errors import NotFound
from tasktrack.i18n import _
from tasktrack.services import (
    choosing,
    computing,
    counting,
    lookup,
    period,
    roll,
    scheme,
    scheme_of,
    tree,
    window,
)
from tasktrack.services.counting import Ground
from tasktrack.services.scheme import Settings
from tasktrack.store import closing, decision, facts, officer
from tasktrack.store.closing import Closing, KeptScheme
from tasktrack.store.connect import Row
from tasktrack.store.register import Register
from tasktrack.store.rows import day, fraction


class Scored(NamedTuple):
    """A table with what its explanations need: the scheme as it ran, its tasks, and each subject's lines."""

    table: Ranking
    scheme: Scheme
    settings: Settings
    scope: FactScope
    lines: Callable[[Subject], list[Line]]


def ranking(
    register: Register,
    text: str | None = None,
    name: str | None = None,
    *,
    block: str | None = None,
    revision: int | None = None,
    under: str | None = None,
    level: int | None = None,
) -> Ranking:
    """Return the ranked table of a period by a scheme.

    Closed and frozen with that scheme: as frozen. Closed with another: computed over the frozen facts
    ("computed"). Open: computed over the books as of the cut or today ("open", provisional). Of a period that
    was opened again the table says why, and what differs from the closing before. `under` and `level` show a part of
    the tree of units.
    """
    found = period.named(register, text)
    scored = _scored(register, found, period.closing_of(register, found, revision), name)
    table = with_changes(register, scored)
    table = table if block is None else _of_block(table, block)
    return _of_part(register, table, under, level)


def provisional(register: Register, found: Period, name: str | None = None) -> Ranking:
    """Return the table of a period that was never opened, over the books as of the end of its window or today."""
    return _computed(register, found, None, name).table


def with_changes(register: Register, scored: Scored) -> Ranking:
    """Return the table; of a period that was opened again with the reopenings and with what changed."""
    if scored.table.basis.period.revision == 1:
        return scored.table
    from tasktrack.services import changed_figures  # few periods are ever opened again

    return changed_figures.with_changes(register, scored)


def explain(
    register: Register,
    code: str,
    text: str | None = None,
    name: str | None = None,
    revision: int | None = None,
) -> Explanation:
    """Return one score with every line, down to the task, date and document behind each figure.

    Without a scheme named: by the first of the closing in which the subject stands (of a period that is open again,
    of the closing before), else by the first of the office's that scores it.
    """
    found = period.named(register, text, f"score explain {code}")
    record = period.closing_of(register, found, revision)
    if name is None:
        days = _days_of(record) if record else window.data_window(register, found)
        name = scheme_of.subject(register, found, record, days, code)
    scored = _scored(register, found, record, name)
    row = _row_of(register, scored.table, code)
    if scored.table.basis.state == CLOSED and record is not None:
        computing.fill_from_closing(register, record)
        computing.fill_directing(
            register, roll.read(register, scored.table.basis.window, record), scored.settings
        )
    lines, tasks = with_tasks(register, scored, record, row.subject)
    shown = {setting: resolved.text for setting, resolved in scored.settings.items()}
    basis = _explained_basis(register, scored.table)
    dossiers = _dossiers(register, scored, record, row.subject)
    return Explanation(basis, row, tuple(lines), tuple(tasks), shown, dossiers)


def _dossiers(register: Register, scored: Scored, record: Closing | None, subject: Subject) -> Behind | None:
    """Return the dossiers behind a score; what a closing did not run with is reckoned from the book."""
    if not scored.scheme.dossiers:
        return None
    from tasktrack.services import dossier_behind, dossier_facts  # most schemes have no figures over dossiers

    basis, below = scored.table.basis, dossier_facts.counts_below(scored.scheme, scored.settings)
    closed = record if basis.state == CLOSED else None
    return dossier_behind.behind(register, basis, subject, closed, with_below=below)


def _explained_basis(register: Register, table: Ranking) -> Basis:
    if table.basis.period.revision == 1:
        return table.basis
    from tasktrack.services import changed_figures

    return changed_figures.with_reopenings(register, table).basis


def basis_of(
    found: Period,
    days: DataWindow,
    as_of: date,
    one: Scheme,
    *,
    state: str,
    revision: int,
    seal: str | None = None,
) -> Basis:
    """Say what a table rests on."""
    head = one.by_code[one.score.criterion] if one.score else None
    return Basis(
        period=found,
        window=days,
        as_of=as_of,
        state=state,
        revision=revision,
        scheme=one.code,
        version=one.version,
        title=one.title(),
        is_index=bool(one.score and one.score.share_of_maximum),
        subject_kind=one.subject,
        maximum=head.maximum if head else None,
        tie_breakers=tuple(breaker.label() for breaker in one.tie_breakers),
        seal=seal,
        gives_class=found.key.kind in one.classify,
        classes=tuple((band.code, band.label()) for band in one.classes),
    )


def _of_block(table: Ranking, block: str) -> Ranking:
    kept = tuple(row for row in table.rows if row.subject.block == block)
    if not kept:
        from tasktrack.domain import near  # only a slip asks what was meant

        blocks = sorted({row.subject.block for row in table.rows if row.subject.block})
        known = _("There are: {blocks}.").format(blocks=", ".join(blocks))
        raise NotFound(
            _("No unit of block {block} is in this table.").format(block=block),
            near.remedy(block, blocks, known),
        )
    return only(table, kept)


def _of_part(register: Register, table: Ranking, under: str | None, level: int | None) -> Ranking:
    """Return the rows of a part of the tree of units, as it was at the cut or as the closing kept it."""
    basis = table.basis
    record = None if basis.state == OPEN else closing.find(register.db, basis.period.id, basis.revision)
    asked = tree.choice(register, basis.window.cut_on, under, level, record)
    return table if asked is None else within(table, asked)


def scored(register: Register, found: Period, name: str | None = None, revision: int | None = None) -> Scored:
    """Return the table of a period with the lines of each score: as frozen, else computed now.

    Of a period that was opened again the table names the reopenings.
    """
    told = _scored(register, found, period.closing_of(register, found, revision), name)
    return told._replace(table=told.table._replace(basis=_explained_basis(register, told.table)))


def _scored(register: Register, found: Period, record: Closing | None, name: str | None) -> Scored:
    if record is not None:
        for kept in closing.schemes(register.db, record.period, record.revision):
            if name in (None, kept.code):
                return frozen(register, found, record, kept)
    return _computed(register, found, record, name)


def frozen(register: Register, found: Period, record: Closing, kept: KeptScheme) -> Scored:
    """Return the table as a closing froze it, by the scheme and the settings that it kept."""
    one = scheme.frozen(kept.text)
    given = {name: item["value"] for name, item in json.loads(kept.settings).items() if item["given"]}
    settings = one.with_settings(given)[0]
    days, as_of = _days_of(record), date.fromisoformat(record.as_of)
    basis = basis_of(found, days, as_of, one, state=CLOSED, revision=record.revision, seal=record.seal)
    key = (record.period, record.revision, one.code)
    decided = decision.in_force(register.db, found.id, one.code)
    rows = tuple(
        _rank_row(one, row)._replace(decided=decided.get(row["subject"]))
        for row in closing.rank_rows(register.db, *key)
    )
    unranked = tuple(Unranked(*left) for left in json.loads(kept.unranked))

    scope = counting.scope_of(register, found, days, as_of, settings, before=record.seq)._replace(
        updates=one.reads_updates
    )
    return Scored(Ranking(basis, rows, unranked), one, settings, scope, _frozen_lines(register, key, one))


def _frozen_lines(
    register: Register, key: tuple[int, int, str], one: Scheme
) -> Callable[[Subject], list[Line]]:
    """Return what gives the lines of a subject: who asks for a second one gets all others in one statement."""
    read: dict[int, list[Line]] = {}

    def lines(subject: Subject) -> list[Line]:
        if subject.id not in read:
            alone = None if read else subject.id
            found: dict[int, list[Line]] = {subject.id: []}
            for row in closing.score_rows(register.db, *key, alone):
                found.setdefault(row["subject"], []).append(_frozen_line(one, row))
            read.update(found)
        return list(read[subject.id])

    return lines


def _days_of(record: Closing) -> DataWindow:
    return DataWindow(date.fromisoformat(record.data_from), date.fromisoformat(record.cut_on))


def _computed(register: Register, found: Period, record: Closing | None, name: str | None) -> Scored:
    """Compute the table now: over what a closing froze, else over the books."""
    # A period that is open again is shown by the scheme that it was closed with.
    usual = found.schemes[0] if found.is_reopened and found.schemes else register.settings["scheme"]
    wanted = name or usual
    if found.key.kind == "week":
        chosen = [scheme.find(register, wanted)]
    else:
        chosen = choosing.together(register, found.key, [wanted])
    one, settings = next(pair for pair in chosen if pair[0].code == wanted)
    if record is not None:
        days, as_of = _days_of(record), date.fromisoformat(record.as_of)
        basis = basis_of(found, days, as_of, one, state=COMPUTED, revision=record.revision)
        computing.fill_from_closing(register, record)
    else:
        days, as_of = window.data_window(register, found), window.report_date(register, found)
        basis = basis_of(found, days, as_of, one, state=OPEN, revision=found.revision)
        computing.fill(register, days, as_of)
    computed = computing.compute(register, Ground(found, days, as_of, record), chosen)
    done = next(each for each in computed if each.scheme.code == one.code)
    table = Ranking(basis, done.rows, done.unranked)
    return Scored(table, one, settings, done.scope, lambda subject: done.lines(subject.id))


def _row_of(register: Register, table: Ranking, code: str) -> RankRow:
    if row := _row_coded(table, code):
        return row
    subject = (
        lookup.unit(register, code) if table.basis.subject_kind == "unit" else lookup.officer(register, code)
    )
    if row := _row_coded(table, subject.code):
        return row
    raise NotFound(
        _("{code} ({name}) is not scored in {key}.").format(
            code=subject.code, name=subject.name, key=table.basis.period.key
        ),
        _("See who is: tasktrack score list {key}.").format(key=table.basis.period.key),
    )


def _row_coded(table: Ranking, code: str) -> RankRow | None:
    return next((row for row in table.rows if row.subject.code.casefold() == code.casefold()), None)


def _frozen_line(one: Scheme, row: Row) -> Line:
    criterion = one.by_code.get(row["criterion"])
    label, formula = label_of(one, row["criterion"])
    value = fraction(row["value"])
    if row["source"] == "mark" and not row["substituted"]:
        formula = ""  # a mark may stand at a criterion that is else reckoned from its parts
    counts = row["source"] in ("mark", "sum") or row["max"] is not None
    return Line(
        code=row["criterion"],
        label=label(),
        level=criterion.level if criterion else 0,
        source=row["source"],
        formula=formula,
        substituted=row["substituted"] or "",
        value=value,
        points=value if counts else None,
        maximum=fraction(row["max"]),
        reason=row["reason"] or "",
        kind=criterion.kind if criterion else "",
    )


def _rank_row(one: Scheme, row: Row) -> RankRow:
    return RankRow(
        subject=Subject(row["subject"], row["code"], row["name"], row["block"]),
        rank=row["rank"],
        tied=bool(row["tied"]),
        points=fraction(row["points"]),
        maximum=fraction(row["max"]),
        score=fraction(row["score"]),
        reached=reached(one, row["class"], row["band"], json.loads(row["conditions"])),
        reason=row["reason"] or "",
        change=row["change"],
    )


def with_tasks(
    register: Register,
    scored: Scored,
    record: Closing | None,
    subject: Subject,
    holders: Mapping[int, str] | None = None,
) -> tuple[list[Line], list[CountedTask]]:
    """Put behind each measure the tasks that add to it, over temp.task_state as it was filled.

    `holders` are the codes of officers by their ids; left out, those of the register.
    """
    lines = scored.lines(subject)
    # Behind a longer period stand its parts, and behind these the tasks.
    if scored.scheme.index_only or any(line.source == "part" for line in lines):
        return lines, []
    facts.define_task_fact(register.db, scored.scope)
    terms = [(measure.name, term.row) for measure in scored.scheme.measures for term in measure.row_terms]
    rows = facts.counted_tasks(
        register.db,
        subject.id,
        [sql.text for _name, sql in terms],
        [parameter for _name, sql in terms for parameter in sql.parameters],
        (record.period, record.revision) if record else None,
    )
    behind: dict[str, list[str]] = {}
    for row in rows:
        for number, (name, _sql) in enumerate(terms):
            codes = behind.setdefault(name, [])
            if row[f"term{number}"] and row["code"] not in codes:
                codes.append(row["code"])
    explained = [line._replace(tasks=tuple(behind.get(line.code, ()))) for line in lines]
    if holders is None:
        holders = officer.codes(register.db) if scored.scheme.subject == "officer" else {}
    return explained, [_counted(row, holders) for row in rows]


def _counted(row: Row, holders: Mapping[int, str]) -> CountedTask:
    return CountedTask(
        code=row["code"],
        title=row["title"],
        document=row["document"],
        document_date=day(row["document_date"]),
        role=row["role"],
        due_on=day(row["due_on"]),
        done_on=day(row["done_on"]),
        coefficient=Fraction(row["coefficient"], 1000),
        assigned_quantity=Fraction(row["assigned_quantity"], 1000),
        done_quantity=Fraction(row["done_quantity"], 1000),
        late_count=row["late_count"],
        late_days=row["late_days"],
        failed_reviews=row["failed_reviews"],
        carried_over=bool(row["carried_over"]),
        registered_late=bool(row["registered_late"]),
        overdue=bool(row["overdue"]),
        exempt=bool(row["exempt"]),
        reported_quantity=Fraction(row["reported_quantity"], 1000),
        planned=bool(row["planned"]),
        holder=holders.get(row["holder"]) if row["holder"] != row["subject"] else None,
    )
