"""Reports on what people decided, beside what the rules proposed, and on results sent on."""

from collections.abc import Sequence
from datetime import date

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.decision import Decision, Recorded, Sent
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Cell, Column, Report, Table, Tone

# A table for programs has every field, whatever people are shown.
_NO_KEY = ""


def added(done: Recorded, today: date, *, dry_run: bool) -> Report:
    """Say what was decided, what it replaces, and until when the result is to be sent on."""
    one = done.decision
    return said.report(
        "decision add",
        _added_sentence(done),
        data(one, today) | {"result": done.result},
        dry_run=dry_run,
        more=tuple(_more(done)),
    )


def _added_sentence(done: Recorded) -> str:
    one = done.decision
    words = {
        "key": one.period,
        "subject": one.subject,
        "name": one.name,
        "label": one.label,
        "share": one.share,
        "day": echo(one.on),
        "who": one.decided_by,
        "document": one.document,
    }
    if done.result == "same":
        return _("This decision is recorded already: {what}, {document} of {day}.").format(
            what=decided_words(one), **words
        )
    if one.kind == "class":
        sentence = _("{subject} ({name}), {key}: {label}, decided on {day} by {who}, {document}.")
    elif one.subject is None:
        sentence = _(
            "Share of excellent for all units, {key}: {share}%, decided on {day} by {who}, {document}."
        )
    else:
        sentence = _(
            "Share of excellent for {subject} ({name}), {key}: {share}%, decided on {day} by {who}, {document}."
        )
    return sentence.format(**words)


def _more(done: Recorded) -> list[str]:
    one, found = done.decision, []
    if done.newest.id != one.id:
        found.append(
            _("A newer decision stands: {what}, {document} of {day}.").format(
                what=decided_words(done.newest), document=done.newest.document, day=day_text(done.newest.on)
            )
        )
    elif done.before is not None and done.result == "added":
        found.append(
            _(
                "It replaces {document} of {day}, which stays readable: tasktrack decision list {key} --all."
            ).format(document=done.before.document, day=day_text(done.before.on), key=one.period)
        )
    if one.after_closing:
        found.append(_("Recorded after closing no. {revision}.").format(revision=one.revision))
    if one.is_unsent and one.send_by:
        found.append(
            _("To be sent to the national database by {day}: tasktrack decision send {key}.").format(
                day=echo(one.send_by), key=one.period
            )
        )
    return found


def listing(rows: Sequence[Decision], today: date) -> Report:
    """List decisions beside what was proposed."""
    columns = (
        Column(_NO_KEY, pgettext("col", "Period"), "code"),
        Column(_NO_KEY, pgettext("col", "Scheme"), "code"),
        Column(_NO_KEY, pgettext("col", "Code"), "code"),
        Column(_NO_KEY, pgettext("col", "Name")),
        Column(_NO_KEY, pgettext("col", "Proposed")),
        Column(_NO_KEY, pgettext("col", "Decided")),
        Column(_NO_KEY, pgettext("col", "Reason")),
        Column(_NO_KEY, pgettext("col", "Document")),
        Column(_NO_KEY, pgettext("col", "Decided by")),
        Column(_NO_KEY, pgettext("col", "Day"), "date"),
        Column(_NO_KEY, pgettext("col", "Closing no."), "integer"),
        Column(_NO_KEY, pgettext("col", "Sent on"), "date"),
        Column(_NO_KEY, pgettext("col", "Note")),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            row.period,
            row.scheme,
            row.subject or "–",
            _name(row),
            proposed_words(row),
            decided_words(row),
            row.reason,
            row.document,
            row.decided_by,
            row.on,
            row.revision,
            row.sent_on,
            "; ".join(_notes(row, today)),
        )
        for row in rows
    ]
    tones: list[Tone] = ["" if row.stands else "muted" for row in rows]
    return Report(
        command="decision list",
        title=_("Decisions"),
        data=[data(row, today) for row in rows],
        sections=(Table(columns, cells, tones=tones),),
        as_of=today,
        language=language(),
        empty=_(
            "No decisions yet. Record one: tasktrack decision add PERIOD SUBJECT --scheme S --class CLASS."
        ),
    )


def unsent(rows: Sequence[Decision], today: date) -> Report:
    """List the results that wait to be sent on, with the days left or late (NĐ 335/2025/NĐ-CP Art. 26)."""
    columns = (
        Column(_NO_KEY, pgettext("col", "Period"), "code"),
        Column(_NO_KEY, pgettext("col", "Scheme"), "code"),
        Column(_NO_KEY, pgettext("col", "Code"), "code"),
        Column(_NO_KEY, pgettext("col", "Name")),
        Column(_NO_KEY, pgettext("col", "Decided")),
        Column(_NO_KEY, pgettext("col", "Document")),
        Column(_NO_KEY, pgettext("col", "Day"), "date"),
        Column(_NO_KEY, pgettext("col", "Send by"), "date"),
        Column(_NO_KEY, pgettext("col", "Days left"), "integer"),
        Column(_NO_KEY, pgettext("col", "Days late"), "integer"),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            row.period,
            row.scheme,
            row.subject,
            row.name,
            decided_words(row),
            row.document,
            row.on,
            row.send_by,
            row.days_left(today),
            row.days_late(today) or None,
        )
        for row in rows
    ]
    tones: list[Tone] = ["bad" if row.days_late(today) else "" for row in rows]
    return Report(
        command="decision list",
        title=_("Results to be sent to the national database"),
        data=[data(row, today) for row in rows],
        sections=(Table(columns, cells, tones=tones),),
        as_of=today,
        language=language(),
        empty=_("Every decided result was sent on."),
    )


def sent(done: Sent, *, dry_run: bool) -> Report:
    """Say how many results were sent on, how many of them late, and what stays to be sent."""
    count, late = len(done.sent), sum(bool(one.days_late(done.on)) for one in done.sent)
    sentence = ngettext(
        "{key}: {count} decided result sent to the national database on {day}.",
        "{key}: {count} decided results sent to the national database on {day}.",
        count,
    ).format(key=done.period, count=count, day=echo(done.on))
    more = []
    if late:
        more.append(
            ngettext(
                "{count} of them was sent later than 5 days after its decision.",
                "{count} of them were sent later than 5 days after their decision.",
                late,
            ).format(count=late)
        )
    if done.later:
        more.append(
            ngettext(
                "{count} was decided after that day and waits still.",
                "{count} were decided after that day and wait still.",
                len(done.later),
            ).format(count=len(done.later))
        )
    return said.report(
        "decision send",
        sentence,
        {
            "period": done.period,
            "sent_on": done.on,
            "sent_document": done.document,
            "sent": count,
            "late": late,
            "waiting": len(done.later),
            "subjects": [one.subject for one in done.sent],
        },
        dry_run=dry_run,
        more=tuple(more),
    )


def decided_words(row: Decision) -> str:
    """Say what was decided: a class in the scheme's words, or a share."""
    if row.kind == "quota":
        return _("Excellent at most {share}%").format(share=row.share)
    return row.label


def proposed_words(row: Decision) -> str:
    """Say what the closing proposed for a subject whose class was decided; nothing where none is frozen."""
    if row.proposed is None:
        return "–"
    none = {
        "no-score": pgettext("class", "No score"),
        "unclassified": pgettext("class", "Not classified"),
    }
    return row.proposed_label or none.get(row.proposed) or pgettext("class", "Left to a person")


def _name(row: Decision) -> str:
    return row.name if row.name is not None else _("All units")


def _notes(row: Decision, today: date) -> list[str]:
    found = []
    if not row.stands:
        found.append(_("superseded"))
    if row.after_closing:
        found.append(_("recorded after the closing"))
    if row.stands and row.closed_again:
        found.append(_("closed again since, as no. {revision}").format(revision=row.closed_again))
    if late := row.days_late(today):
        sentence = (
            ngettext("sent {count} day late", "sent {count} days late", late)
            if row.sent_on
            else ngettext("{count} day late to be sent", "{count} days late to be sent", late)
        )
        found.append(sentence.format(count=late))
    return found


def data(row: Decision, today: date) -> dict[str, object]:
    """Return a decision as programs read it."""
    return {
        "id": row.id,
        "period": row.period,
        "revision": row.revision,
        "scheme": row.scheme,
        "subject_kind": row.subject_kind,
        "subject": row.subject,
        "name": row.name,
        "kind": row.kind,
        "proposed": row.proposed,
        "proposed_label": proposed_words(row) if row.proposed else None,
        "class": row.code,
        "class_label": row.label if row.code else None,
        "share": row.share,
        "reason": row.reason,
        "document": row.document,
        "decided_by": row.decided_by,
        "on": row.on,
        "stands": row.stands,
        "superseded": not row.stands,
        "after_closing": row.after_closing,
        "closed_again": row.closed_again,
        "send_by": row.send_by,
        "sent_on": row.sent_on,
        "sent_document": row.sent_document,
        "days_left": row.days_left(today),
        "days_late": row.days_late(today),
    }
