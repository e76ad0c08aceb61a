"""Reports on forms: which were made, which came back, and who has not sent theirs."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tasktrack.domain.dates import echo
from tasktrack.domain.form import KINDS, Exported, FormRecord, Listed, NotSent
from tasktrack.domain.form_words import kind_words
from tasktrack.domain.period import PeriodKey, label
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table

__all__ = ["KINDS", "exported", "kind_words", "listing", "not_sent_data", "not_sent_table"]


def exported(made: Exported, folder: Path, *, dry_run: bool) -> Report:
    """Say how many forms were made, of what, and where they lie."""
    count = len(made.records)
    lines = [_("Dry run, nothing is written.")] if dry_run else []
    lines.append(
        ngettext(
            "{count} form {form}, {period}; to be returned by {day}.",
            "{count} forms {form}, {period}; to be returned by {day}.",
            count,
        ).format(
            count=count,
            form=kind_words(made.kind),
            period=label(PeriodKey.parse(made.period)),
            day=echo(made.return_by),
        )
        if count
        else _("No unit has anything to fill in: no form is made.")
    )
    if count and not dry_run:
        lines.append(_("They lie in {folder}.").format(folder=folder))
    if made.without:
        lines.append(
            _("Without a form, for there is nothing to fill in: {units}.").format(
                units=", ".join(made.without)
            )
        )
    columns = (
        Column("number", pgettext("col", "Form"), "code"),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("unit_name", pgettext("col", "Name of unit")),
        Column("rows", pgettext("col", "Rows"), "integer"),
        Column("file", pgettext("col", "File")),
    )
    forms = list(zip(made.records, made.files, strict=True))
    rows = [(one.number, one.unit, one.unit_name, one.rows, file) for one, file in forms]
    table = (Table(columns, rows),) if rows else ()
    return Report(
        command="form export",
        data=[_record_data(one) | {"file": str(folder / file)} for one, file in forms],
        sections=(Lines(tuple(lines)), *table),
        envelope={
            "kind": made.kind,
            "period": made.period,
            "return_by": made.return_by,
            "without": list(made.without),
            "dry_run": dry_run,
        },
        language=language(),
    )


def listing(found: Listed, today: date, *, missing: bool) -> Report:
    """List forms, and below them who has not sent theirs; with `missing` these alone."""
    out = {one.record.id for one in found.not_sent}
    shown = [one for one in found.records if one.id in out] if missing else found.records
    sections: list[Section] = [] if missing and found.records else [_table(shown)]
    if found.not_sent:
        sections.append(not_sent_table(found.not_sent))
    elif missing and found.records:
        sections.append(Lines((_("Every form that was sent came back."),)))
    return Report(
        command="form list",
        title=_("Forms"),
        data=[
            _record_data(one) | {"missing": one.id in out} | _contact_data(found.not_sent, one)
            for one in shown
        ],
        sections=tuple(sections),
        as_of=today,
        envelope={"period": found.period},
        language=language(),
        empty=_("No form was sent yet: tasktrack form export --period PERIOD -o FOLDER."),
    )


def not_sent_table(found: Sequence[NotSent]) -> Table:
    """List units that have not sent their forms, and whom to ask there."""
    columns = (
        *_sent_columns(),
        Column("who", pgettext("col", "Whom to ask")),
        Column("contact", pgettext("col", "Contact")),
    )
    rows = [
        (
            *_sent_cells(one.record),
            one.who.name if one.who else None,
            one.who.contact if one.who else None,
        )
        for one in found
    ]
    return Table(columns, rows, title=_("Not sent back yet"))


def not_sent_data(found: Sequence[NotSent]) -> list[dict[str, object]]:
    """Return who has not sent a form, for programs."""
    return [_record_data(one.record) | _contact_data(found, one.record) for one in found]


def _sent_columns() -> tuple[Column, ...]:
    return (
        Column("number", pgettext("col", "Form"), "code"),
        Column("kind_label", pgettext("col", "Kind")),
        Column("period", pgettext("col", "Period"), "code"),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("unit_name", pgettext("col", "Name of unit")),
        Column("made_on", pgettext("form col", "Sent on"), "date"),
    )


def _sent_cells(one: FormRecord) -> tuple[Cell, ...]:
    return one.number, kind_words(one.kind), one.period, one.unit, one.unit_name, one.made_on


def _table(records: Sequence[FormRecord]) -> Table:
    columns = (
        *_sent_columns(),
        Column("rows", pgettext("col", "Rows"), "integer"),
        Column("received_on", pgettext("col", "Came back on"), "date"),
        Column("taken", pgettext("col", "Rows taken"), "integer"),
    )
    rows = [(*_sent_cells(one), one.rows, one.received_on, one.taken) for one in records]
    return Table(columns, rows)


def _record_data(one: FormRecord) -> dict[str, object]:
    return {
        "number": one.number,
        "kind": one.kind,
        "kind_label": kind_words(one.kind),
        "period": one.period,
        "revision": one.revision,
        "unit": one.unit,
        "unit_name": one.unit_name,
        "made_on": one.made_on,
        "rows": one.rows,
        "sha256": one.sha256,
        "received_on": one.received_on,
        "taken": one.taken,
    }


def _contact_data(found: Sequence[NotSent], record: FormRecord) -> dict[str, object]:
    who = next((one.who for one in found if one.record.id == record.id), None)
    return {"who": who.name if who else None, "contact": who.contact if who else None}
