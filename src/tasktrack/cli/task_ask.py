"""tasktrack task add, when nothing is given: ask field by field, look once more, and only then write."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import click

from tasktrack.cli import asking
from tasktrack.cli.session import Register, Session
from tasktrack.cli.terminal import say, warn
from tasktrack.errors import Busy, Invalid
from tasktrack.i18n import _
from tasktrack.render import write
from tasktrack.reports import task_draft as words
from tasktrack.services import task_draft as drafts

_CLEAR: Final = "-"
_MOST_LISTED: Final = 20
_NEEDED: Final = ("title", "lead", "kind", "assigned_on", "urgency")
_ABOUT_THE_DOCUMENT: Final = ("document_date", "issuer")
# What is repeated at once, because it was typed in short or in another form.
_REPEATED: Final = ("lead", "document_date", "assigned_on", "due_on", "officer")


def ask(session: Session, *, dry_run: bool) -> drafts.Registered:
    """Ask for a task and write it once the clerk says so; raise Abort when it is broken off."""
    try:
        # The register that is held while asking keeps nothing.
        with session.writing(dry_run=True) as register:
            interview = Interview(register)
            interview.ask_all()
            return _written(session, interview, dry_run=dry_run)
    except (KeyboardInterrupt, EOFError) as stopped:
        sys.stderr.write("\n")
        raise click.Abort from stopped


def _written(session: Session, interview: "Interview", *, dry_run: bool) -> drafts.Registered:
    """Write the task after the last look; what another answer or a moment's wait mends is asked again."""
    while True:
        interview.look()
        try:
            with session.writing(dry_run=dry_run) as register:
                return drafts.add(register, interview.draft)
        except (*asking.MENDED_BY_ANSWERING, Busy) as fault:
            asking.explain(fault)


class Interview:
    """The answers so far, and the questions that fill them in."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.draft: dict[str, Any] = {}
        self.units = [one.code for one in drafts.units(register)]

    def ask_all(self) -> None:
        """Ask for every field in its turn; what hangs on a document is left out where there is none."""
        say(_("Enter takes what stands in brackets, or skips. Ctrl-C stops, and nothing is written."))
        for name in drafts.FIELDS:
            if name not in _ABOUT_THE_DOCUMENT or "document" in self.draft:
                self.ask(name)

    def look(self) -> None:
        """Show all that was answered, and change it, until it is to be written; raise Exit when it is not."""
        while (name := self._wish()) is not None:
            self.change(name)

    def _wish(self) -> str | None:
        """Return the field that the clerk wants to change, None when the task is to be written as it is."""
        sys.stderr.write("\n")
        write(words.look(self.draft, drafts.FIELDS), "text", sys.stderr)
        sys.stderr.write("\n")
        fits = self._fits()
        question = _("Write it? Yes, no, or the number of a field to change")
        while True:
            typed = asking.line(
                question if fits else _("The number of the field to change, or no")
            ).casefold()
            if fits and typed in asking.YES:
                return None
            if typed in asking.NO:
                raise click.Abort
            if name := asking.chosen(typed, drafts.FIELDS):
                return name

    def change(self, name: str) -> None:
        """Ask for one field again, and for those that hang on it."""
        before = self.draft.get(name)
        self.ask(name)
        if self.draft.get(name) == before:
            return
        if name == "lead":
            self.draft.pop("support", None)
            self.draft.pop("officer", None)
        hanging = {
            "lead": ("support", "officer"),
            "document": _ABOUT_THE_DOCUMENT,
            "assigned_on": ("due_on",),
        }
        for other in hanging.get(name, ()):
            self.ask(other)

    def ask(self, name: str) -> None:
        """Ask for one field until the answer is accepted, and repeat how it was understood."""
        found: object
        if name == "support":
            found = self._supporting()
        elif name == "officer" and not self._list_officers():
            found = None
        else:
            if name in drafts.CHOICES:
                asking.numbered([f"{code}: {words.choice(name, code)}" for code in drafts.CHOICES[name]])
            found = asking.until_accepted(partial(self._answer, name))
        self.draft.pop(name, None)
        if found not in (None, ()):
            self.draft[name] = found
            if name in _REPEATED:
                say(f"  = {words.words(name, found)}")

    def _answer(self, name: str) -> object:
        held = self.draft.get(name, drafts.usual(self.register, name))
        typed = self._line(name, held)
        if not typed and held is not None:
            return held
        if name not in _NEEDED and typed in ("", _CLEAR):
            return None
        if name == "lead":
            return self._one_of(partial(drafts.units_like, self.register), typed)
        if name == "officer":
            found = asking.chosen(typed, drafts.officers(self.register, self.draft))
            like = partial(drafts.officers_like, self.register, self.draft)
            return found.value if found else self._one_of(like, typed)
        text = asking.chosen(typed, drafts.CHOICES.get(name, ())) or typed
        value = drafts.read(self.register, self.draft, name, text)
        if name == "due_on":
            self._refuse_contradiction({name: value})
        return value

    def _supporting(self) -> tuple[Any, ...]:
        """Ask for one unit after another until Enter is typed; the first takes the place of those held before."""
        held: tuple[Any, ...] = self.draft.get("support", ())
        found: list[Any] = []
        while typed := self._line("support", held):
            if typed == _CLEAR:
                return tuple(found)
            one = asking.attempted(partial(self._supporting_unit, typed))
            if one is not None and one not in found:
                found.append(one)
                say(f"  = {words.words('support', one)}")
            held = () if found else held
        return tuple(found) or held

    def _supporting_unit(self, typed: str) -> object:
        lead = self.draft["lead"]
        found = self._one_of(partial(drafts.units_like, self.register, without=lead), typed)
        drafts.refuse_support(self.register, self.draft, found)
        return found

    def _list_officers(self) -> bool:
        """List the officers of the lead unit; return whether there are any."""
        officers = drafts.officers(self.register, self.draft)
        asking.numbered([f"{one.code} {one.name}" for one in officers])
        return bool(officers)

    def _one_of(self, like: Callable[[str], list[drafts.Candidate]], typed: str) -> Any:
        """Return what the words mean; of several let one be chosen, by its number or by other words."""
        while len(found := like(typed)) > 1:
            asking.numbered([f"{one.code} {one.name}" for one in found[:_MOST_LISTED]])
            if (left := len(found) - _MOST_LISTED) > 0:
                say(_("… and {count} more; other words find fewer.").format(count=left))
            typed = asking.line(_("Which one: its number, or other words"), [one.code for one in found])
            if one := asking.chosen(typed, found):
                return one.value
            if not typed:
                raise Invalid(_("None was chosen."))
        return found[0].value

    def _line(self, name: str, held: object) -> str:
        question = words.question(name)
        if held not in (None, ()):
            bracket = _("[{held}; - for none]") if name not in _NEEDED else "[{held}]"
            question = f"{question} {bracket.format(held=words.words(name, held))}"
        completions = {"lead": self.units, "support": self.units}.get(name, drafts.CHOICES.get(name, ()))
        return asking.line(question, completions)

    def _refuse_contradiction(self, more: dict[str, object]) -> None:
        """Raise what the register would say to the task as answered so far."""
        try:
            drafts.trial(self.register, self.draft | more)
        except Busy:
            return  # looked at again before it is written

    def _fits(self) -> bool:
        """Try the whole task, say what should be looked at again, and return whether it can be written."""
        try:
            warn(drafts.trial(self.register, self.draft).warnings)
        except Busy as fault:
            asking.explain(fault)
        except asking.MENDED_BY_ANSWERING as fault:
            asking.explain(fault)
            return False
        return True
