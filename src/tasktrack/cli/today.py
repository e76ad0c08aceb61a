"""tasktrack today: what lies on the desk; also what a bare `tasktrack` shows."""

import shlex
import sys
from datetime import datetime
from pathlib import Path

import typer

from tasktrack.cli import list_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.reports import today as reports
from tasktrack.services import today as desks

app = group(needs_command=False)


@app.command()
def today(
    ctx: typer.Context,
    unit: option.Unit = None,
    under: option.Under = None,
    officer: option.Officer = None,
    mine: option.Mine = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """Show what lies on the desk today: open periods, overdue, due this week, silent, to be reviewed."""
    show(ctx.obj, unit=unit, under=under, officer=officer, mine=mine, format=format, output=output)


def show(
    session: Session,
    *,
    unit: str | None = None,
    under: str | None = None,
    officer: str | None = None,
    mine: bool = False,
    format: str | None = None,
    output: Path | None = None,
) -> None:
    """Show the desk of the whole office, or of one unit, of a part of the tree of units, or of an officer."""
    with session.reading() as register:
        found = desks.desk(register, unit=unit, under=under, officer=officer, mine=mine)
    session.show(reports.desk(found, start(session)), format, output)


def start(session: Session) -> str:
    """Return how a command begins that works on the same register and day: what was typed is typed again."""
    words = ["tasktrack"]
    path, place = session.said.get("database", ("", ""))
    if place == "command-line":
        words += ["--db", path]
    if isinstance(session.given_day, datetime):
        words += ["--today", f"{session.given_day:%Y-%m-%dT%H:%M}"]
    elif session.given_day:
        words += ["--today", session.given_day.isoformat()]
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    """Write a word so that the shell of this machine reads it as one."""
    if sys.platform != "win32":
        return shlex.quote(word)
    return f'"{word}"' if " " in word else word
