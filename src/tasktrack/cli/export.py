"""tasktrack export: the whole register as text."""

import os
import sys
from typing import BinaryIO

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import has_gone, warn
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.reports import exchange as reports
from tasktrack.services import export as service

app = group(needs_command=False)


@app.command()
def export(ctx: typer.Context, output: Output = None, format: Format = None) -> None:
    """Write the whole register as JSON lines, from which 'tasktrack import' makes the same register again.

    Without a file it goes down a pipe; --format is for what is said of a file. Others may work on meanwhile.
    """
    session: Session = ctx.obj
    if output is None:
        _refuse_terminal(format)
        _send(session)
        return
    made: list[service.Exported] = []

    def fill(stream: BinaryIO) -> None:
        beside = output if output.is_file() or not output.exists() else None
        made.append(service.export(session.path, session.caller(), stream, beside=beside))

    session.place(output, fill, private=True)
    session.show(reports.exported(made[0], output), format)
    warn([told] if (told := reports.left_out(made[0])) else [])


def _refuse_terminal(format: str | None) -> None:
    if sys.stdout.isatty() or format is not None:
        raise UsageFault(
            _("The export of a register goes to a file, or down a pipe as JSON lines."),
            _("Name a file: tasktrack export --output FILE.jsonl"),
        )


def _send(session: Session) -> None:
    try:
        made = service.export(session.path, session.caller(), sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except OSError as fault:
        # What is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if has_gone(fault):
            return
        raise Invalid(
            _("The output cannot be written ({fault}).").format(fault=fault.strerror),
            _("Look at the disk that it goes to; what the command wrote to the register stands."),
            code="not-writable",
        ) from fault
    warn([told] if (told := reports.left_out(made)) else [])
