"""Reports on objections: received, due, answered, and what came of them."""

from collections.abc import Sequence
from datetime import date

from tasktrack.domain.dates import echo
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.objection import CLOSED_AGAIN, TO_REOPEN, Effect, Standing
from tasktrack.domain.ranking import RankRow
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import said
from tasktrack.reports.rank import class_words
from tasktrack.reports.report import Cell, Column, Report, Table, Tone

# A table for programs has every field, whatever people are shown.
_NO_KEY = ""


def added(done: Standing, *, dry_run: bool) -> Report:
    """Say that an objection was received, and until when it is to be answered."""
    one = done.objection
    sentence = _(
        "Objection no. {number} of {subject} ({name}) to closing no. {revision} of {key} by {scheme},"
        " received on {received}, to be answered by {due}."
    ).format(
        number=one.id,
        subject=one.subject,
        name=one.name,
        revision=one.revision,
        key=one.period,
        scheme=one.scheme,
        received=echo(one.received_on),
        due=echo(one.due_on),
    )
    more = (_late_sentence(done),) if done.late is not None else ()
    return said.report("objection add", sentence, data(done), dry_run=dry_run, more=more)


def answered(done: Standing, *, dry_run: bool) -> Report:
    """Say how an objection was answered, whether in time, and what is to be done now."""
    one = done.objection
    sentence = _(
        "Objection no. {number} of {subject} ({name}): {outcome}, answered on {day}, {document}."
    ).format(
        number=one.id,
        subject=one.subject,
        name=one.name,
        outcome=outcome_words(one.outcome),
        day=echo(one.answered_on) if one.answered_on else "",
        document=one.document,
    )
    return said.report(
        "objection answer",
        sentence,
        data(done),
        dry_run=dry_run,
        more=tuple(filter(None, (_late_sentence(done), effect_words(done)))),
    )


def listing(rows: Sequence[Standing], today: date, *, unanswered: bool = False) -> Report:
    """List objections, the first due first."""
    columns = (
        Column(_NO_KEY, pgettext("col", "No."), "number"),
        Column(_NO_KEY, pgettext("col", "Period"), "code"),
        Column(_NO_KEY, pgettext("col", "Closing no."), "integer"),
        Column(_NO_KEY, pgettext("col", "Scheme"), "code"),
        Column(_NO_KEY, pgettext("col", "Code"), "code"),
        Column(_NO_KEY, pgettext("col", "Name")),
        Column(_NO_KEY, pgettext("col", "Grounds")),
        Column(_NO_KEY, pgettext("col", "Received"), "date"),
        Column(_NO_KEY, pgettext("col", "Due"), "date"),
        Column(_NO_KEY, pgettext("col", "Working days")),
        Column(_NO_KEY, pgettext("col", "Answered"), "date"),
        Column(_NO_KEY, pgettext("col", "Outcome")),
        Column(_NO_KEY, pgettext("col", "Document")),
        Column(_NO_KEY, pgettext("col", "Effect")),
    )
    cells: list[tuple[Cell, ...]] = []
    tones: list[Tone] = []
    for row in rows:
        one = row.objection
        cells.append(
            (
                one.id,
                one.period,
                one.revision,
                one.scheme,
                one.subject,
                one.name,
                one.grounds,
                one.received_on,
                one.due_on,
                deadline_words(row),
                one.answered_on,
                outcome_words(one.outcome),
                one.document or "",
                effect_words(row),
            )
        )
        tones.append("bad" if row.late is not None and one.answered_on is None else "")
    none = _("No objection waits for an answer.") if unanswered else _("No objections.")
    return Report(
        command="objection list",
        title=_("Objections"),
        data=[data(row) for row in rows],
        sections=(Table(columns, cells, tones=tones),),
        as_of=today,
        language=language(),
        empty=none,
    )


def outcome_words(code: str | None) -> str:
    """Return the words for how an objection was answered; nothing while it is not."""
    if code is None:
        return ""
    return {"upheld": pgettext("outcome", "Upheld"), "dismissed": pgettext("outcome", "Dismissed")}[code]


def deadline_words(row: Standing) -> str:
    """Say how many working days are left, or late."""
    if row.objection.answered_on is not None:
        if row.late is None:
            return _("answered in time")
        return ngettext(
            "answered {count} working day late", "answered {count} working days late", row.late
        ).format(count=row.late)
    if row.late == 0:
        return _("the last day is over")
    if row.late is not None:
        return ngettext("{count} working day late", "{count} working days late", row.late).format(
            count=row.late
        )
    if not row.left:
        return _("today is the last day")
    left = row.left
    return ngettext("{count} working day left", "{count} working days left", left).format(count=left)


def _late_sentence(row: Standing) -> str:
    """Say how late the answer is, after 7 working days; that it is in time once it is given."""
    if row.late is None:
        return _("It was answered in time.")
    if row.objection.answered_on is None:
        sentence = ngettext(
            "Its last day is over: {count} working day late.",
            "Its last day is over: {count} working days late.",
            row.late,
        )
    else:
        sentence = ngettext(
            "It was answered {count} working day late.",
            "It was answered {count} working days late.",
            row.late,
        )
    return sentence.format(count=row.late)


def effect_words(row: Standing) -> str:
    """Say what an upheld objection came to; nothing of others."""
    effect, one = row.effect, row.objection
    if effect is None:
        return ""
    if effect.state == TO_REOPEN:
        return _(
            "The period is to be opened again: tasktrack period reopen {key} --reason TEXT --document NO --by NAME"
        ).format(key=one.period)
    if effect.state != CLOSED_AGAIN:
        return _("Open again as no. {revision}; to be closed: tasktrack period close {key}").format(
            revision=effect.revision, key=one.period
        )
    words = {
        "revision": effect.revision,
        "before": _figures(effect.before),
        "after": _figures(effect.after),
    }
    if effect.is_unchanged:
        return _("Closing no. {revision}: unchanged, {after}").format(**words)
    return _("Closing no. {revision}: {before} -> {after}").format(**words)


def _figures(row: RankRow | None) -> str:
    if row is None:
        return _("not in the table")
    if row.points is None:
        return class_words(row)
    points = decimal_text(row.points, 2, language=language())
    return _("{points} points, {class_words}").format(points=points, class_words=class_words(row))


def data(row: Standing) -> dict[str, object]:
    """Return an objection as programs read it."""
    one, effect = row.objection, row.effect
    return {
        "id": one.id,
        "period": one.period,
        "revision": one.revision,
        "scheme": one.scheme,
        "subject_kind": one.subject_kind,
        "subject": one.subject,
        "name": one.name,
        "grounds": one.grounds,
        "received_on": one.received_on,
        "due_on": one.due_on,
        "working_days_left": row.left,
        "working_days_late": row.late,
        "late": row.late is not None,
        "answered_on": one.answered_on,
        "outcome": one.outcome,
        "outcome_label": outcome_words(one.outcome) or None,
        "answer": one.answer,
        "document": one.document,
        "effect": effect.state if effect else None,
        "effect_label": effect_words(row) or None,
        "effect_revision": effect.revision if effect else None,
        **_figures_data("before", effect),
        **_figures_data("after", effect),
    }


def _figures_data(which: str, effect: Effect | None) -> dict[str, object]:
    line: RankRow | None = getattr(effect, which) if effect else None
    return {
        f"score_{which}": line.points if line else None,
        f"class_{which}": line.reached.code if line else None,
        f"class_{which}_label": class_words(line) if line else None,
    }
