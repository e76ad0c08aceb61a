"""Scores and ranks of a period: as frozen, or computed now."""

import json
from datetime import date
from fractions import Fraction

from tasktrack.domain.fact_scope import FactScope
from tasktrack.domain.period_state import DataWindow, Period
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
)
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.score_lines import label_of
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.services import computing, lookup, period, scheme, window
from tasktrack.services.scheme import Settings
from tasktrack.store import closing, facts
from tasktrack.store.connect import Row
from tasktrack.store.register import Register
from tasktrack.store.rows import day, fraction


def ranking(
    register: Register,
    text: str | None = None,
    name: str | None = None,
    *,
    block: str | None = None,
    revision: int | None = None,
) -> Ranking:
    """Return the ranked table of a period by a scheme.

    Closed and frozen with that scheme: as frozen. Closed with another: computed over the frozen facts
    ("computed"). Open: computed over the books as of the cut or today ("open", provisional).
    """
    found = period.named(register, text)
    table = _frozen(register, found, name, revision) or _computed(register, found, name, revision)
    if block is not None:
        kept = tuple(row for row in table.rows if row.subject.block == block)
        if not kept:
            known = sorted({row.subject.block for row in table.rows if row.subject.block})
            raise NotFound(
                _("No unit of block {block} is in this table.").format(block=block),
                _("There are: {blocks}.").format(blocks=", ".join(known)),
            )
        table = Ranking(table.basis, kept)
    return table


def explain(
    register: Register,
    code: str,
    text: str | None = None,
    name: str | None = None,
    revision: int | None = None,
) -> Explanation:
    """Return one score with every line, down to the task, date and document behind each figure."""
    found = period.named(register, text, f"score explain {code}")
    table = ranking(register, text, name, revision=revision)
    row = _row_of(register, table, code)
    kept = _kept(register, found, table.basis)
    if kept is not None:
        one, settings = kept
        lines = _frozen_lines(register, found, table.basis, one, row.subject)
        facts.fill_from_closing(register.db, found.id, table.basis.revision)
    else:
        one, settings = scheme.find(register, table.basis.scheme)
        computation = _compute(register, found, one, settings, table.basis)
        lines = computation.lines(row.subject.id)
    scope = computing.fact_scope(register, found, table.basis.window, table.basis.as_of, settings)
    lines, tasks = _with_tasks(register, one, scope, row.subject, lines)
    shown = {setting: resolved.text for setting, resolved in settings.items()}
    return Explanation(table.basis, row, tuple(lines), tuple(tasks), shown)


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
    head = one.by_code[one.score.criterion]
    return Basis(
        period=found,
        window=days,
        as_of=as_of,
        state=state,
        revision=revision,
        scheme=one.code,
        version=one.version,
        title=one.title(),
        is_index=one.score.share_of_maximum,
        subject_kind=one.subject,
        maximum=head.maximum,
        seal=seal if seal is not None else found.seal,
    )


def _frozen(register: Register, found: Period, name: str | None, revision: int | None) -> Ranking | None:
    """Return the table as a closing froze it; None when it froze none by that scheme."""
    chosen = revision if revision is not None else found.revision if found.closed else None
    if chosen is None:
        return None
    record = closing.find(register.db, found.id, chosen)
    if record is None:
        raise NotFound(
            _("Period {key} has no closing no. {revision}.").format(key=found.key, revision=chosen),
            _("See 'tasktrack period show {key}'.").format(key=found.key),
        )
    kept = [one for one in closing.schemes(register.db, found.id, chosen) if name in (None, one.code)]
    if not kept:
        return None
    one = scheme.frozen(kept[0].text)
    days = DataWindow(date.fromisoformat(record.data_from), date.fromisoformat(record.cut_on))
    as_of = date.fromisoformat(record.as_of)
    basis = basis_of(found, days, as_of, one, state=CLOSED, revision=chosen, seal=record.seal)
    changes = computing.previous_ranks(register, found.key, one.code)
    rows = closing.rank_rows(register.db, found.id, chosen, one.code)
    return Ranking(basis, tuple(_rank_row(one, row, changes) for row in rows))


def _computed(register: Register, found: Period, name: str | None, revision: int | None) -> Ranking:
    one, settings = scheme.find(register, name or register.settings["scheme"])
    if found.key.kind not in one.periods and found.key.kind != "week":
        raise Invalid(
            _("Scheme {code} is not for a {kind}.").format(
                code=one.code, kind=period.label_of_kind(found.key.kind)
            ),
            _("It is for: {kinds}.").format(
                kinds=", ".join(period.label_of_kind(kind) for kind in one.periods)
            ),
        )
    basis = basis_of(
        found,
        window.data_window(register, found),
        window.report_date(register, found),
        one,
        state=COMPUTED if found.closed else OPEN,
        revision=revision or found.revision,
    )
    return Ranking(basis, _compute(register, found, one, settings, basis).rows)


def _compute(
    register: Register, found: Period, one: Scheme, settings: Settings, basis: Basis
) -> computing.Computation:
    if basis.state == COMPUTED:
        facts.fill_from_closing(register.db, found.id, basis.revision)
    else:
        computing.fill(register, basis.as_of)
    return computing.compute(register, found, basis.window, basis.as_of, one, settings)


def _row_of(register: Register, table: Ranking, code: str) -> RankRow:
    for row in table.rows:
        if row.subject.code.casefold() == code.casefold():
            return row
    subject = (
        lookup.unit(register, code) if table.basis.subject_kind == "unit" else lookup.officer(register, code)
    )
    raise NotFound(
        _("{code} ({name}) is not scored in {key}.").format(
            code=subject.code, name=subject.name, key=table.basis.period.key
        ),
        _("See who is: tasktrack score list {key}.").format(key=table.basis.period.key),
    )


def _kept(register: Register, found: Period, basis: Basis) -> tuple[Scheme, Settings] | None:
    """Return the scheme and settings that a closing kept; None for what is computed now."""
    if basis.state != CLOSED:
        return None
    for kept in closing.schemes(register.db, found.id, basis.revision):
        if kept.code == basis.scheme:
            one = scheme.frozen(kept.text)
            given = {name: item["value"] for name, item in json.loads(kept.settings).items() if item["given"]}
            return one, one.with_settings(given)[0]
    return None


def _frozen_lines(
    register: Register, found: Period, basis: Basis, one: Scheme, subject: Subject
) -> list[Line]:
    return [
        _frozen_line(one, row)
        for row in closing.score_rows(register.db, found.id, basis.revision, basis.scheme, subject.id)
    ]


def _frozen_line(one: Scheme, row: Row) -> Line:
    criterion = one.by_code.get(row["criterion"])
    label, formula = label_of(one, row["criterion"])
    value = fraction(row["value"])
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
    )


def _rank_row(one: Scheme, row: Row, changes: dict[int, int]) -> RankRow:
    labels = {band.code: band.label for band in one.classes}
    found = labels.get(row["class"])
    place = row["rank"]
    return RankRow(
        subject=Subject(row["subject"], row["code"], row["name"], row["block"]),
        rank=place,
        tied=bool(row["tied"]),
        points=fraction(row["points"]),
        maximum=fraction(row["max"]),
        score=fraction(row["score"]),
        class_code=row["class"],
        class_label=found() if found else "",
        conditions_failed=tuple(json.loads(row["conditions"])),
        reason=row["reason"] or "",
        change=changes[row["subject"]] - place if place is not None and row["subject"] in changes else None,
    )


def _with_tasks(
    register: Register, one: Scheme, scope: FactScope, subject: Subject, lines: list[Line]
) -> tuple[list[Line], list[CountedTask]]:
    """Put behind each measure the tasks that add to it, over temp.task_state as it was filled."""
    if one.index_only:
        return lines, []
    facts.define_task_fact(register.db, scope)
    terms = [(measure.name, term.row) for measure in one.measures for term in measure.row_terms]
    rows = facts.counted_tasks(
        register.db,
        subject.id,
        [sql.text for _name, sql in terms],
        [parameter for _name, sql in terms for parameter in sql.parameters],
    )
    behind: dict[str, list[str]] = {}
    for row in rows:
        for number, (name, _sql) in enumerate(terms):
            codes = behind.setdefault(name, [])
            if row[f"term{number}"] and row["code"] not in codes:
                codes.append(row["code"])
    explained = [line._replace(tasks=tuple(behind.get(line.code, ()))) for line in lines]
    return explained, [_counted(row) for row in rows]


def _counted(row: Row) -> CountedTask:
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
    )
