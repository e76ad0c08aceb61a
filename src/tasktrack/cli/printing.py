"""Reports on stdout: at once, page by page, or as a file down a pipe."""

import io
import os
import sys
from typing import Final

from tasktrack.cli import terminal
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.render import BINARY, write, write_binary
from tasktrack.reports.report import Report

# What people read; the other formats are for programs, on a terminal too.
_FOR_READING: Final = ("table", "text", "md")


def print_report(report: Report, format: str, *, pager: bool) -> None:
    """Print a report on stdout; a reader who went away is no failure. Raise Invalid where it cannot be written."""
    try:
        if format in BINARY:
            _print_file(report, format)
        elif pager and format in _FOR_READING and terminal.is_terminal():
            _print_by_pages(report, format)
        else:
            write(report, format, sys.stdout, width=terminal.width(), colour=terminal.colour())
        sys.stdout.flush()
    except OSError as fault:
        # What is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not terminal.has_gone(fault):
            raise Invalid(
                _("The output cannot be written ({fault}).").format(fault=fault.strerror),
                _("Look at the disk that it goes to; what the command wrote to the register stands."),
                code="not-writable",
            ) from fault
        # The reader of our pipe had enough: that is no failure.


def _print_file(report: Report, format: str) -> None:
    """Send a file of an office program down a pipe; a terminal could not show it."""
    if sys.stdout.isatty():
        raise UsageFault(
            _("A terminal cannot show {format}.").format(format=format), _("Name a file with --output.")
        )
    # Made whole first: the writers go back and forth in the file.
    made = io.BytesIO()
    write_binary(report, format, made)
    sys.stdout.buffer.write(made.getvalue())


def _print_by_pages(report: Report, format: str) -> None:
    """Draw the report whole, then show it through the pager, or at once where it fits the screen."""
    from tasktrack.cli import pager  # only people at a terminal need one

    drawn = io.StringIO()
    write(report, format, drawn, width=terminal.width(), colour=terminal.colour())
    text = drawn.getvalue()
    words = pager.chosen() if pager.is_longer(text, terminal.screen()) else []
    if not words or not pager.shown(text, words):
        sys.stdout.write(text)
