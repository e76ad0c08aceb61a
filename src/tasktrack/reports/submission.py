"""The submission by which the list of tasks is adjusted (Tờ trình), with the changes as its annex."""

from collections import Counter
from collections.abc import Sequence

from tasktrack.domain.change import KINDS, Adjusted, label
from tasktrack.domain.period import PeriodKey
from tasktrack.i18n import _
from tasktrack.reports import on_paper
from tasktrack.reports.letters import PRINTED
from tasktrack.reports.period_words import number
from tasktrack.reports.report import Paper, Report
from tasktrack.reports.task_lines import MACHINES, sentences

_NAMED = 12  # documents that are named one by one


def submitted(
    made: Report, found: Adjusted, office: str, form: str, addressed_to: Sequence[str] = ()
) -> Report:
    """Return the list of changes as a submission to those named; formats without paper have its words around it."""
    if form in MACHINES or form in ("json", "jsonl"):
        return made
    subject = _("On adjusting the list of tasks of {period}").format(
        period=on_paper.period_words(PeriodKey.parse(found.key))
    )
    opening, closing = _opening(found, office), _closing(office, addressed_to) if found.rows else ()
    if form not in PRINTED:
        title = f"{on_paper.submission()}: {subject}"
        inside = (sentences(opening, form), *made.sections, sentences(closing, form))
        return made._replace(title=title, sections=inside)
    paper = Paper(
        name=on_paper.submission(),
        subject=subject,
        opening=opening,
        closing=closing,
        landscape=bool(found.rows),
    )
    if form == "docx":
        title = _("List of the tasks adjusted")
        return made._replace(title=title, paper=paper)
    return made._replace(paper=paper)


def _opening(found: Adjusted, office: str) -> tuple[str, ...]:
    """Say on what the changes rest, and what was changed; what is approved already is reported, not asked for."""
    by_day = sorted(found.rows, key=lambda one: one.on)
    documents = list(dict.fromkeys(one.document for one in by_day if one.document))
    grounds = [_("On the ground of the proposals of the units that lead the tasks;")]
    if documents:
        named = ", ".join(documents[:_NAMED])
        more = len(documents) - _NAMED
        if more > 0:
            named = _("{names} and {count} more").format(names=named, count=number(more))
        grounds.append(_("On the ground of the documents {documents};").format(documents=named))
    if not found.rows:
        return (*grounds[:1], _("No task was adjusted; there is nothing to submit."))
    counts = Counter(one.kind for one in found.rows)
    parts = "; ".join(
        _("{change}: {count}").format(change=label(kind).lower(), count=number(counts[kind]))
        for kind in KINDS
        if counts[kind]
    )
    reported = _(
        "{office} reports the adjustment of the list of tasks: {changes} changes of {tasks} tasks ({parts}), each"
        " with its reason and who approved it, as in the list enclosed."
    ).format(
        office=office or _("The office"),
        changes=number(len(found.rows)),
        tasks=number(len({one.code for one in found.rows})),
        parts=parts,
    )
    open_ones = sum("approver" in one.lacks for one in found.rows)
    if not open_ones:
        return (*grounds, reported)
    words = _("Of {count} of these changes it is not recorded yet who approved them.")
    return (*grounds, reported, words.format(count=number(open_ones)))


def _closing(office: str, addressed_to: Sequence[str]) -> tuple[str, ...]:
    """Ask, once, and say who is asked."""
    words = {"office": office or _("The office"), "names": ", ".join(addressed_to)}
    if addressed_to:
        sentence = _("{office} respectfully submits this to {names} for consideration and guidance./.")
    else:
        sentence = _("{office} respectfully submits this for consideration and guidance./.")
    return (sentence.format(**words),)
