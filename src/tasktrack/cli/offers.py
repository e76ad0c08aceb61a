"""What fits at the cursor of a half-typed line: a command, an option, or a value by what its metavar asks for."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

# click's own way from words to the command they lead to, which parses them without running anything.
from click.shell_completion import _resolve_context

from tasktrack.cli.app import command
from tasktrack.cli.completing import SHELLS
from tasktrack.cli.groups import LazyGroup
from tasktrack.i18n import LANGUAGES
from tasktrack.render import FORMATS
from tasktrack.reports import check_words, form, labels, people_words
from tasktrack.reports import dossier_words as dossier
from tasktrack.reports.task_fields import columns
from tasktrack.services import completing
from tasktrack.services.completing import Offers, beginning

# kind (plain, file or dir), value, what it is
Offer = tuple[str, str, str]

# By what an option or argument asks for. What is not named here is free text, and nothing is offered.
ASKED: Final[dict[str, str]] = {
    "TASK": "task",
    "[TASK]...": "task",
    "TASK...": "task",
    "CODE": "unit",
    "UNIT": "unit",
    "[CODE]...": "unit",
    "PRODUCT": "product",
    "COUNTER": "counter",
    "WAY": "over",
    "HOW": "several leads",
    "SUBJECT": "subject",
    "[SUBJECT]...": "subject",
    "BLOCK": "block",
    "PERIOD": "period",
    "SCHEME": "scheme",
    "DATE": "day",
    "VIEW": "view",
    "[@VIEW]": "@view",
    "NO": "document",
    "STATUS": "status",
    "KIND": "kind",
    "URGENCY": "urgency",
    "ORIGIN": "origin",
    "POSITION": "position",
    "CATEGORY": "category",
    "CAUSE": "cause",
    "OUTCOME": "outcome",
    "QUALITY": "quality",
    "CHANNEL": "channel",
    "STATE": "dossier state",
    "GROUPING": "grouping",
    "CODE...": "unit",
    "WINDOWS": "windows",
    "ORDER": "order",
    "NAMES": "columns",
    "FORMAT": "format",
    "SHELL": "shell",
    "vi|en": "language",
    "SIDE": "whose points",
    "[TOPIC]...": "topic",
    "[CHECK]...": "check",
    "VALUE": "setting value",
    "FILE": "file",
    "NAME.toml": "file",
    "BACKUP": "file",
    "FOLDER": "dir",
    "FILE|FOLDER...": "file",
    "[CODE=]FILE...": "file",
    "OFFICE": "office",
}
# Where a metavar alone does not say it: by command and parameter, then by parameter.
OF_COMMANDS: Final[dict[tuple[str, str], str]] = {
    ("period open", "key"): "next period",
    ("period list", "kind"): "period kind",
    ("period export", "format"): "form of a closing",
    ("officer show", "code"): "officer",
    ("report officer", "code"): "officer",
    ("officer move", "code"): "officer",
    ("officer end", "code"): "officer",
    ("officer leave", "code"): "officer",
    ("officer leave", "kind"): "leave kind",
    ("officer back", "code"): "officer",
    ("form export", "kind"): "form kind",
    ("form list", "kind"): "form kind",
    ("incident add", "kind"): "incident kind",
    ("incident list", "kind"): "incident kind",
    ("task give", "officers"): "officer",
    ("task split", "share"): "",
    # Two words in one, joined by =.
    ("dossier apologise", "signed_by"): "",
    ("dossier stats", "by"): "dossier grouping",
    ("report offices", "by"): "roll-up",
    ("dossier list", "received"): "period",
    ("dossier import", "column"): "",
    ("dossier add", "key"): "",
    ("unit split", "task"): "",
    ("unit split", "officer"): "",
    ("unit split", "sub_unit"): "",
    ("score simulate", "done"): "",
    ("score simulate", "quantity"): "",
    ("score simulate", "extend"): "",
    ("score simulate", "mark"): "",
    ("score simulate", "setting"): "",
    ("config get", "name"): "setting",
    ("config set", "name"): "setting",
    # A code or name that is only now being given.
    ("unit add", "code"): "",
    ("officer add", "code"): "",
    ("product add", "code"): "",
    ("counter define", "code"): "",
    # Known to the scheme of the period alone, and numbers that the list shows.
    ("decision add", "decided"): "",
    ("remark set", "self_class"): "",
    ("objection answer", "number"): "",
    ("incident conclude", "number"): "",
    ("incident fix", "number"): "",
    ("incident against", "number"): "",
    ("incident show", "number"): "",
}
OF_PARAMETERS: Final[dict[str, str]] = {
    "officer": "officer",
    "manager": "officer",
    "programme": "programme",
    "product": "product",
}


def at(path: Path, words: list[str], word: str) -> list[Offer]:
    """Return what can stand at the cursor after whole `words`, beginning with `word`."""
    context = _resolve_context(command(), {}, "tasktrack", list(words))
    parameter, before, part = _asking(context, words, word)
    if parameter is None and _is_lost(context):
        return []
    if parameter is None:
        items = context.command.shell_complete(context, word)
        return [("plain", item.value, item.help or "") for item in items]
    what = asked(context, parameter)
    if what in ("file", "dir"):
        return [(what, "", "")]
    return [("plain", before + value, says) for value, says in _values(path, context, what, part)]


def asked(context: click.Context, parameter: click.Parameter) -> str:
    """Return what a parameter asks for, empty for free text."""
    name = parameter.name or ""
    place = (context.command_path.removeprefix("tasktrack").strip(), name)
    if place in OF_COMMANDS:
        return OF_COMMANDS[place]
    return OF_PARAMETERS.get(name, ASKED.get(getattr(parameter, "asks_for", ""), ""))


def _is_lost(context: click.Context) -> bool:
    """Return whether the words led nowhere: to a group that has no such command."""
    return isinstance(context.command, click.Group) and bool(context._protected_args or context.args)


def _asking(context: click.Context, words: list[str], word: str) -> tuple[click.Parameter | None, str, str]:
    """Return the option or argument whose value is being typed, what stands before the value, and the value."""
    takes_value = {
        name: parameter
        for parameter in context.command.params
        if isinstance(parameter, click.Option) and not parameter.is_flag and not parameter.count
        for name in parameter.opts
    }
    name, equals, value = word.partition("=")
    if equals and name in takes_value:
        return takes_value[name], f"{name}=", value
    ended = "--" in words
    if words and words[-1] in takes_value and not ended:
        return takes_value[words[-1]], "", word
    if word.startswith("-") and not ended:
        return None, "", word
    return next(filter(_is_open(context), context.command.params), None), "", word


def _is_open(context: click.Context) -> Callable[[click.Parameter], bool]:
    """Return whether a parameter is an argument that can still take a word."""

    def is_open(parameter: click.Parameter) -> bool:
        given = context.get_parameter_source(parameter.name or "")
        return isinstance(parameter, click.Argument) and (
            parameter.nargs == -1 or given is not click.core.ParameterSource.COMMANDLINE
        )

    return is_open


def _values(path: Path, context: click.Context, what: str, word: str) -> Offers:
    today = context.find_root().params.get("today")
    if what == "columns":
        return _columns(word)
    if what == "topic":
        from tasktrack.services.help import TOPICS  # reads the pages

        return beginning(word, [*((name, "") for name in TOPICS), *_commands(context)])
    if what == "setting value":
        return completing.setting_values(path, str(context.params.get("name")), word)
    if what == "order" and word.startswith("-"):
        return [(f"-{order}", "") for order in completing.WORDS[what] if order.startswith(word[1:])]
    if what in completing.WORDS:
        label = _LABELS.get(what, _no_label)
        return beginning(word, ((code, label(code)) for code in completing.WORDS[what]))
    if what in _PEOPLE_WORDS:
        codes, says = _PEOPLE_WORDS[what]
        return beginning(word, ((code, says(code)) for code in codes))
    if what in _OWN_WORDS:
        return beginning(word, ((value, "") for value in _OWN_WORDS[what]))
    return completing.offers(path, what, word, today) if what else []


def _columns(word: str) -> Offers:
    """Offer one more column behind those that are typed already, joined by commas."""
    typed, comma, part = word.rpartition(",")
    rest = ((name, column.label) for name, column in columns().items() if name not in typed.split(","))
    return [(f"{typed}{comma}{name}", says) for name, says in beginning(part, rest)]


def _commands(context: click.Context) -> Offers:
    root = context.find_root().command
    return root.summaries() if isinstance(root, LazyGroup) else []


def _no_label(_code: str) -> str:
    return ""


_OWN_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "format": FORMATS,
    "form of a closing": ("sealed", "parquet"),
    "language": LANGUAGES,
    "shell": SHELLS,
    "whose points": ("self", "confirmed"),
    "dossier grouping": dossier.GROUPINGS,
}
_PEOPLE_WORDS: Final[dict[str, tuple[tuple[str, ...], Callable[[str], str]]]] = {
    "form kind": (form.KINDS, form.kind_words),
    "leave kind": (people_words.LEAVE_KINDS, people_words.leave_label),
    "incident kind": (people_words.INCIDENT_KINDS, people_words.incident),
    "check": (check_words.NAMES, check_words.rule),
    "channel": (dossier.CHANNELS, dossier.channel_label),
    "dossier state": (dossier.STATES, dossier.state_label),
}
_LABELS: Final[dict[str, Callable[[str], str]]] = {
    "status": labels.status,
    "kind": labels.kind,
    "urgency": labels.urgency,
    "origin": labels.origin,
    "position": labels.position,
    "category": labels.category,
    "cause": labels.cause,
    "quality": labels.quality,
}
