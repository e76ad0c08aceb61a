"""The words of a dashboard: short names of periods, and how a state of a period is said."""

from collections.abc import Iterable, Iterator

from tasktrack.domain.dashboard import Dashboard, Stand
from tasktrack.domain.period import PeriodKey, label
from tasktrack.domain.period_state import CLOSED
from tasktrack.domain.ratio import Ratio
from tasktrack.i18n import _, pgettext
from tasktrack.reports.report import Chart, Section, Table

PERCENT_PLACES = 1
_WITH_FIGURES = "html"  # shows the figures of every chart beside it, so that a table would say them twice
_DRAWING = ("html", "xlsx", "docx", "table")  # a heat map is its figures wherever it is drawn
PROVISIONAL = "*"


def short(key: PeriodKey) -> str:
    """Name a period as the foot of a chart does: 11/2026 for a month, Quarter IV/2026."""
    return f"{key.number}/{key.year}" if key.kind == "month" else label(key)


def marked(stand: Stand) -> str:
    """Name a period, with a mark when its figures are provisional."""
    return f"{short(stand.key)}{PROVISIONAL if stand.is_provisional else ''}"


def state(told: Dashboard) -> str:
    """Say whether the figures of the period are closed, or provisional and why."""
    now = told.now
    if now.state == CLOSED:
        return _("Closed figures, closing no. {revision}, seal {seal}").format(
            revision=now.revision, seal=(told.seal or "")[:16]
        )
    if now.state == "unopened":
        return _("Provisional: the period was never opened")
    if now.state == "reopened":
        return _("Provisional: the period is open again")
    if now.state == "locked":
        return _("Provisional figures, the period is locked")
    return _("Provisional figures, the period is open")


def provisional_note(stands: Iterable[Stand]) -> tuple[str, ...]:
    """Say what the mark means, where it stands."""
    return (_("* provisional: not closed yet"),) if any(one.is_provisional for one in stands) else ()


def ratio(one: Ratio) -> str:
    """Return the words for a ratio, which name its denominator."""
    return {
        "on_time_of_done": pgettext("ratio", "On time of done"),
        "on_time_of_due": pgettext("ratio", "On time of due"),
    }[one.name]


def drawn(form: str, chart: Chart, table: Table) -> Iterator[Section]:
    """Yield a chart and the table of its figures; where the chart shows them itself, only what is said under it."""
    yield chart
    if form != _WITH_FIGURES and not (chart.drawn_as == "heat" and form in _DRAWING):
        yield table


def block_title(words: str, block: str | None, *, alone: bool) -> str:
    """Add a block to a heading, unless there is only one."""
    if alone:
        return words
    named = _("Block {block}").format(block=block) if block else _("Units without a block")
    return f"{words}: {named}"
