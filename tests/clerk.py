"""A clerk at the keyboard: the whole program run in this process, on a register of the test's own."""

import hashlib
import importlib
import json
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
import rehearsed

from tasktrack import i18n
from tasktrack.__main__ import main
from tasktrack.store import journal
from tasktrack.store.facts import FOREVER, NOW_COLUMNS, state_select
from tasktrack.store.register import Caller, reading

TODAY = "2026-11-22"
_checked: set[str] = set()

# typer re-exports names that click 8.5 calls deprecated; importing it is none of a test's doing.
i18n.activate("en")
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import typer.main

    importlib.import_module("tasktrack.cli.app")
_build = typer.main.get_command


@cache
def _built(app: typer.Typer, language: str) -> click.Command:
    """Build a command once in a test process, for a quarter of each run is typer building it.

    Texts are put into the language in place, so each language has commands of its own.
    """
    return _build(app)


typer.main.get_command = lambda app: _built(app, i18n.language())


@dataclass(frozen=True)
class Said:
    """What one run of the program answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Return the object on stdout."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def error(self) -> dict[str, Any]:
        """Return the error object on stderr, whose warnings may come first."""
        found: dict[str, Any] = json.loads(self.err.strip().splitlines()[-1])["error"]
        return found


@dataclass
class Clerk:
    """Someone who types commands; today is a Sunday, 22 November 2026, unless said otherwise."""

    db: Path
    capsys: pytest.CaptureFixture[str]
    today: str = TODAY
    lang: str = "en"
    actor: str = "clerk"

    def run(self, *words: str, today: str | None = None, lang: str | None = None) -> Said:
        """Run one command and return what it answered, whatever it is."""
        before = ("--today", today or self.today, "--lang", lang or self.lang, "--actor", self.actor)
        said = rehearsed.once(self.db, (*before, *words), self._run, self._may_be_said_again)
        i18n.activate(lang or self.lang)
        return said

    def _run(self, *words: str) -> Said:
        self.capsys.readouterr()
        code = main(["--db", str(self.db), *words])
        found = self.capsys.readouterr()
        return Said(int(code), found.out, found.err)

    def _may_be_said_again(self, said: Said) -> bool:
        return said.code == 0 and str(self.db.parent) not in said.out + said.err

    def ok(self, *words: str, today: str | None = None, lang: str | None = None) -> Said:
        """Run a command that must succeed."""
        said = self.run(*words, today=today, lang=lang)
        assert said.code == 0, said.err
        return said

    def data(self, *words: str, today: str | None = None) -> Any:
        """Run a command that must succeed and return `data` of its JSON."""
        return self.ok(*words, "--format", "json", today=today).json["data"]

    def refused(self, code: int, *words: str, today: str | None = None) -> dict[str, Any]:
        """Run a command that must fail with this exit code and write nothing; return the error object."""
        before = self.digest()
        said = self.run(*words, "--format", "json", today=today)
        assert said.code == code, (said.code, said.out, said.err)
        assert said.out == ""
        assert self.digest() == before
        return said.error

    def task(self, title: str = "Draft the plan", *options: str, today: str | None = None) -> str:
        """Register a task, led by STC and assigned on 1 October unless said otherwise; return its code."""
        words = list(options)
        for name, value in (("--lead", "STC"), ("--assigned", "2026-10-01")):
            if name not in words:
                words += [name, value]
        return str(self.data("task", "add", title, *words, today=today)["code"])

    def codes(self, *filters: str, today: str | None = None) -> list[str]:
        """Return the codes that `task list` answers with."""
        return [row["code"] for row in self.data("task", "list", *filters, today=today)]

    def status(self, task: str, today: str | None = None) -> str:
        """Return the status of a task, which list and show must agree on."""
        shown = self.data("task", "show", task, today=today)["status"]
        listed = {row["code"]: row["status"] for row in self.data("task", "list", today=today)}
        assert listed[task] == shown
        assert task in self.codes("--status", shown, today=today)
        return str(shown)

    def digest(self) -> str:
        """Return SHA-256 over the file."""
        return hashlib.sha256(self.db.read_bytes()).hexdigest()

    def check(self) -> None:
        """Derived states are what the events say, and the journal's chain holds; equal files are read once."""
        digest = self.digest()
        if digest in _checked:
            return
        with reading(self.db, Caller()) as register:
            needs_review = int(register.settings.yes("done_needs_review"))
            derived = f"SELECT {NOW_COLUMNS} FROM ({state_select()}) ORDER BY task"
            as_recorded = register.db.execute(derived, {"as_of": FOREVER, "done_needs_review": needs_review})
            stored = register.db.execute(f"SELECT {NOW_COLUMNS} FROM task_now ORDER BY task")
            assert list(map(tuple, stored)) == list(map(tuple, as_recorded))
            previous = ""
            for seq, prev, found in register.db.execute("SELECT seq, prev, hash FROM journal ORDER BY seq"):
                assert prev == previous
                assert found == journal.entry_hash(register.db, seq, previous)
                previous = found
        _checked.add(digest)
