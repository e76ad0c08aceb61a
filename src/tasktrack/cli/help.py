"""tasktrack help: pages, commands and error codes, explained."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import click
import typer

from tasktrack.cli import command_tree
from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.errors import NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.render.clean import one_line
from tasktrack.reports import help as reports
from tasktrack.reports import reference, roff
from tasktrack.reports.report import Report
from tasktrack.services import help as pages

app = group(needs_command=False)
# A report, and the Markdown it was made from.
Shown = tuple[Report, str]


@app.command("help")
def help_on(
    ctx: typer.Context,
    topic: Annotated[
        list[str] | None, typer.Argument(metavar="[TOPIC]...", help="A topic, a command or an error code.")
    ] = None,
    man: Annotated[
        Path | None, typer.Option("--man", metavar="FOLDER", help="Write the manual pages into a folder.")
    ] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Explain a topic, a command or an error code; with none of them, list what there is."""
    session: Session = ctx.obj
    words = tuple(topic or ())
    root = command_tree.root_of(ctx)
    if man is not None:
        session.show(_manual(root, words, man), format, output)
    elif not words:
        commands = command_tree.card(root).commands
        session.show(reports.overview(pages.listing(), commands), format, output)
    else:
        report, text = _found(root, words)
        if chosen_format(format, output) == "md":
            # Written as Markdown from the first; a report's own renderer would escape it.
            session.show(reports.as_it_is(report, text), "text", output)
        else:
            session.show(report, format, output)


def _found(root: click.Context, words: tuple[str, ...]) -> Shown:
    """Return what words name: a topic, with the command of the same name below it, a command, an error code."""
    typed = " ".join(words)
    shown = [*_topic(pages.find(typed))]
    shown += _command(command_tree.find(root, words), 2 if shown else 1)
    shown = shown or [*_error(typed)]
    if not shown:
        raise _unknown(root, typed)
    texts = (text.strip() for _report, text in shown)
    return reports.joined([report for report, _text in shown]), "\n\n".join(texts)


def _topic(name: str | None) -> Iterator[Shown]:
    if name is not None:
        text = pages.page(name)
        yield reports.page(name, pages.read_page(text), text), text


def _command(context: click.Context | None, level: int) -> Iterator[Shown]:
    if context is not None:
        card = command_tree.card(context)
        yield reports.command(card, context.get_help()), reference.section(card, level)


def _error(code: str) -> Iterator[Shown]:
    if found := pages.error(code):
        card, text = found
        yield reports.error(card, pages.read_page(text)), text


def _unknown(root: click.Context, typed: str) -> NotFound:
    """Return the refusal for words that name nothing, with names that look alike."""
    from difflib import get_close_matches  # slow to import, and needed by mistakes alone

    commands = [command_tree.path_of(one) for one in command_tree.every(root)]
    alike = get_close_matches(typed.lower(), sorted({*pages.names(), *commands}), n=3)
    remedy = (
        _("Did you mean: {names}?").format(names=", ".join(alike)) if alike else _("See 'tasktrack help'.")
    )
    return NotFound(_("There is no help on {topic}.").format(topic=one_line(typed)), remedy)


def _manual(root: click.Context, words: tuple[str, ...], folder: Path) -> Report:
    """Write every manual page into man1 and man7 below a folder, where `man -M FOLDER` finds them."""
    if words:
        raise UsageFault(_("--man writes every page."), _("Leave the topic out."))
    written = dict(_manual_pages(root))
    try:
        for name, text in written.items():
            path = folder / f"man{name[-1]}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        from tasktrack.cli import target  # a page that is read needs no file

        raise target.cannot_be_written(folder, str(fault.strerror)) from fault
    return reports.written(str(folder), list(written))


def _manual_pages(root: click.Context) -> Iterator[tuple[str, str]]:
    """Yield name and text of each page; the reference is left out, for every command has a page of its own."""
    topics = [topic for topic in pages.TOPICS if topic != pages.REFERENCE]
    for context in command_tree.every(root):
        card = command_tree.card(context)
        yield f"{roff.command_name(card.path)}.1", roff.command_page(card, topics)
    for topic in topics:
        yield f"tasktrack-{topic}.7", roff.topic_page(topic, pages.read_page(pages.page(topic)))
