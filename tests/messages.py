"""Read every sentence the program can say from the sources, and keep the Vietnamese catalogue level with it.

    python tests/messages.py --update     add what is new with an empty translation, drop what is unused
    python tests/messages.py --missing    print what waits for a translation, ready to be pasted

Sentences are the literal arguments of the calls below, in our own modules and in those of click and typer
that a user of a plain (not rich) program can meet; and, in the command line, the docstrings of commands and
the texts given to `help=` and its like.
"""

import argparse
import ast
import importlib.util
import inspect
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tasktrack"
CATALOGUE = SOURCE / "data" / "locale" / "vi" / "LC_MESSAGES" / "tasktrack.po"
HEADER = """\
# Vietnamese sentences of tasktrack, and of click and typer as its users meet them.
# Kept level with the sources by tests/messages.py; official words are in tests/data/glossary.csv.
msgid ""
msgstr ""
"Project-Id-Version: tasktrack\\n"
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

# What each position of a call holds.
CALLS = {
    "_": ("text",),
    "N_": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "NP_": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
SHOWN_KEYWORDS = {
    "help",
    "short_help",
    "epilog",
    "prompt",
    "metavar",
    "options_metavar",
    "subcommand_metavar",
}
# i18n.py defines the calls; the others are for tests, for typer's own command and for rich programs.
UNREAD = {"tasktrack/i18n.py", "click/testing.py", "typer/testing.py", "typer/cli.py", "typer/rich_utils.py"}
LIBRARIES = ("click", "typer")
# Where a variable is translated on purpose: all it can hold is marked with N_ or NP_ where it is written.
MARKED_ELSEWHERE = {
    "tasktrack/services/dossier_cells.py: _(sentence)",
    "tasktrack/cli/groups.py: _(inspect.cleandoc(command.help))",
    "tasktrack/cli/groups.py: _(inspect.cleandoc(text))",
    "tasktrack/cli/groups.py: _(parameter.metavar)",
    "tasktrack/cli/groups.py: _(text)",
    "tasktrack/domain/settings.py: _(setting.allowed)",
    "tasktrack/services/completing.py: _(one.meaning)",
    "tasktrack/reports/check_words.py: _(CHECKS[name].looks_for)",
    "tasktrack/reports/check_words.py: _(sentence)",
    "tasktrack/reports/check_words.py: _(SAYS[found.check, found.says])",
    "tasktrack/services/help_parts.py: _(one.allowed)",
    "tasktrack/services/help_parts.py: _(one.meaning)",
    "tasktrack/reports/office.py: _(one.setting.allowed)",
    "tasktrack/reports/office.py: _(one.setting.meaning)",
}
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)[a-z]|%[sd]\b")


@dataclass(frozen=True, order=True)
class Message:
    """One sentence to translate; `origin` names the library when it is not ours."""

    context: str
    text: str
    plural: str = ""
    origin: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """Return what gettext finds the sentence by."""
        return self.context, self.text


@dataclass
class Reader(ast.NodeVisitor):
    """Collect the sentences of one module; `faults` are the calls whose sentence is not a literal."""

    place: str
    origin: str = ""
    shows_help: bool = False
    found: list[Message] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def visit_Call(self, node: ast.Call) -> None:
        """Read a marking call, and the texts a command shows."""
        parts = CALLS.get(last_name(node.func))
        if parts and len(node.args) >= len(parts):
            self.read_call(node, parts)
        if self.shows_help:
            for keyword in node.keywords:
                self.read_keyword(keyword)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Read the docstring of a command, which is its help."""
        described = {last_name(d.func) for d in node.decorator_list if isinstance(d, ast.Call)}
        if self.shows_help and described & {"command", "callback"} and (text := ast.get_docstring(node)):
            self.found.append(Message("", text.partition("\f")[0]))
        self.generic_visit(node)

    def read_call(self, node: ast.Call, parts: tuple[str, ...]) -> None:
        """Keep the sentence of a call when all its parts are plain literals."""
        values = {part: literal(argument) for part, argument in zip(parts, node.args, strict=False)}
        if None not in values.values():
            self.found.append(Message(values.get("context") or "", *texts(values), origin=self.origin))
        elif not self.origin:
            self.faults.append(f"{self.place}: {ast.unparse(node)}")

    def read_keyword(self, keyword: ast.keyword) -> None:
        """Keep a text given to `help=` or its like; one built on the spot cannot be translated."""
        if keyword.arg not in SHOWN_KEYWORDS:
            return
        if text := literal(keyword.value):
            self.found.append(Message("", inspect.cleandoc(text)))
        elif isinstance(keyword.value, ast.JoinedStr | ast.BinOp):
            self.faults.append(f"{self.place}: {keyword.arg}={ast.unparse(keyword.value)}")


def last_name(node: ast.expr) -> str:
    """Return `b` for the expression `a.b`."""
    return ast.unparse(node).rpartition(".")[2]


def literal(node: ast.expr) -> str | None:
    """Return the text of a string literal, else None."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def texts(values: dict[str, str | None]) -> tuple[str, str]:
    """Return a call's sentence and its plural."""
    return values["text"] or "", values.get("plural") or ""


def read(text: str, place: str) -> Reader:
    """Read one module, named as in `tasktrack/cli/task.py` or `click/core.py`."""
    package = place.split("/")[0]
    origin = package if package in LIBRARIES else ""
    reader = Reader(place, origin, shows_help=place.startswith("tasktrack/cli/"))
    reader.visit(ast.parse(text))
    return reader


def modules() -> Iterator[tuple[str, str]]:
    """Give place and text of every module that can speak to the user."""
    folders = [SOURCE]
    for library in LIBRARIES:
        spec = importlib.util.find_spec(library)
        folders.append(Path((spec and spec.origin) or library).parent)
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            place = path.relative_to(folder.parent).as_posix()
            if place not in UNREAD:
                yield place, path.read_text(encoding="utf-8")


def wanted(readers: Iterable[Reader]) -> list[Message]:
    """Return each sentence once, sorted; the plural form and our own place win."""
    best: dict[tuple[str, str], Message] = {}
    for reader in readers:
        for message in reader.found:
            known = best.setdefault(message.key, message)
            if message.plural and not known.plural:
                best[message.key] = message
    return sorted(best.values())


def load(path: Path = CATALOGUE) -> Catalog:
    """Read the catalogue; a missing one is empty."""
    if not path.exists():
        return Catalog(locale="vi")
    with path.open("rb") as lines:
        return read_po(lines, locale="vi", abort_invalid=True)


def entries(catalogue: Catalog) -> dict[tuple[str, str], Entry]:
    """Return the catalogue's entries by context and sentence, without its header."""
    found = {}
    for entry in catalogue:
        singular = entry.id if isinstance(entry.id, str) else entry.id[0]
        if singular:
            found[entry.context or "", singular] = entry
    return found


def translation(entry: Entry | None) -> str:
    """Return the Vietnamese of an entry; it has one form for every count."""
    if entry is None:
        return ""
    return entry.string if isinstance(entry.string, str) else next(iter(entry.string), "")


def as_po(messages: Iterable[Message], known: dict[tuple[str, str], Entry]) -> str:
    """Write entries for `messages`, translated as far as `known` goes."""
    catalogue = Catalog(locale="vi")
    for message in messages:
        old = known.get(message.key)
        identity: Any = (message.text, message.plural) if message.plural else message.text
        string: Any = (translation(old),) if message.plural else translation(old)
        comments = [message.origin] if message.origin else []
        context = message.context or None
        entry = catalogue.add(identity, string, auto_comments=comments, context=context)
        entry.user_comments = list(old.user_comments) if old else []
        entry.flags = {"fuzzy"} & old.flags if old else set()
    out = io.BytesIO()
    write_po(out, catalogue, width=0, omit_header=True)
    return out.getvalue().decode()


def placeholders(text: str) -> list[str]:
    """Return the sorted placeholders of a sentence, doubled braces left out."""
    return sorted(PLACEHOLDER.findall(text.replace("{{", "").replace("}}", "")))


def waiting(messages: Iterable[Message], known: dict[tuple[str, str], Entry]) -> list[Message]:
    """Return the sentences without a finished translation."""
    return [
        message
        for message in messages
        if not translation(entry := known.get(message.key)) or (entry is not None and entry.fuzzy)
    ]


def broken(messages: Iterable[Message], known: dict[tuple[str, str], Entry]) -> list[Message]:
    """Return the translated sentences whose placeholders differ from every English form."""
    return [
        message
        for message in messages
        if (vietnamese := translation(known.get(message.key)))
        and placeholders(vietnamese)
        not in [placeholders(form) for form in (message.text, message.plural or message.text)]
    ]


def unused(messages: Iterable[Message], catalogue: Catalog) -> list[str]:
    """Return the catalogue's sentences that the program no longer says."""
    needed = {message.key for message in messages}
    return [text for context, text in entries(catalogue) if (context, text) not in needed] + [
        str(identity) for identity in catalogue.obsolete
    ]


def main() -> int:
    """Rewrite the catalogue, or print what it lacks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--update", action="store_true")
    choice.add_argument("--missing", action="store_true")
    readers = [read(text, place) for place, text in modules()]
    messages, known = wanted(readers), entries(load())
    for fault in sorted({fault for reader in readers for fault in reader.faults} - MARKED_ELSEWHERE):
        print(f"not a literal: {fault}", file=sys.stderr)
    if parser.parse_args().missing:
        print(as_po(waiting(messages, known), known), end="")
    else:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        CATALOGUE.write_text(HEADER + as_po(messages, known), encoding="utf-8", newline="\n")
        print(f"{len(messages)} sentences, {len(waiting(messages, known))} to translate", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
