"""The answer to a write: one sentence for people, one object for programs."""

from collections.abc import Mapping, Sequence

from tasktrack.i18n import _, language
from tasktrack.reports.report import Lines, Report


def report(
    command: str,
    sentence: str,
    data: Mapping[str, object],
    *,
    dry_run: bool = False,
    more: Sequence[str] = (),
) -> Report:
    """Return what a write says; a dry run says first that nothing was written."""
    first = (_("Dry run, nothing is written."),) if dry_run else ()
    return Report(
        command=command,
        data=data,
        sections=(Lines((*first, sentence, *more)),),
        envelope={"dry_run": dry_run},
        language=language(),
    )


def inside(words: str) -> str:
    """Return words that begin a line, as a period's name does, as they stand inside a sentence."""
    return words[:1].lower() + words[1:]
