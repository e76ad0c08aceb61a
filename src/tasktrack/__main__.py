"""Entry point: the language first, then the command, and the one place where an error becomes an exit code."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from tasktrack import __version__, i18n
from tasktrack.errors import ExitCode, TasktrackError
from tasktrack.i18n import _

# Options that answer of themselves, before any command runs.
_ONLY_SAYS: Final = frozenset({"--help", "--version", "-V"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; stdout is data, stderr is for people."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # Vietnamese must come out whatever the machine's code page is.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if shell := os.environ.get("_TASKTRACK_COMPLETE"):
        from tasktrack.cli import completing  # the Tab key alone

        return completing.answer(shell)
    i18n.activate(_language(argv))
    try:
        return _run(argv)
    except TasktrackError as fault:
        return _refused(argv, fault)
    except KeyboardInterrupt:
        return _interrupted(argv)
    except Exception as fault:
        if "--debug" in argv:
            raise
        message = _("Something unforeseen happened: {kind}: {fault}").format(
            kind=type(fault).__name__, fault=fault
        )
        remedy = _("Run the command again with --debug after 'tasktrack' and send what it prints.")
        return _report(argv, "bug", message, remedy, ExitCode.BUG)


def _run(argv: list[str]) -> int:
    stdout = sys.stdout
    try:
        return _carried_out(argv)
    except (SystemExit, OSError) as fault:
        if not _had_enough(argv, fault):
            raise
        sys.stdout = stdout
        # What is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        return ExitCode.DONE


def _had_enough(argv: list[str], fault: BaseException) -> bool:
    """Tell whether whoever read the help through a pipe went away, of which click makes SystemExit.

    A command looks after its own output; one that could not say something on stderr was not carried out.
    """
    from tasktrack.cli.terminal import has_gone

    cause = fault.__context__ if isinstance(fault, SystemExit) else fault
    return not _ONLY_SAYS.isdisjoint(argv) and isinstance(cause, OSError) and has_gone(cause)


def _carried_out(argv: list[str]) -> int:
    if argv in (["--version"], ["-V"]):
        sys.stdout.write(f"tasktrack {__version__}\n")
        sys.stdout.flush()
        return ExitCode.DONE
    # gettext must know the language before click is imported.
    import click

    from tasktrack.cli.app import command

    try:
        code = command().main(args=argv, prog_name="tasktrack", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as fault:
        sys.stderr.write(f"{fault.format_message()}\n")
        return ExitCode.USAGE
    except click.UsageError as fault:
        return _usage(argv, fault)
    except click.ClickException as fault:
        return _report(argv, "usage", fault.format_message(), "", ExitCode.USAGE)
    except click.Abort:
        code = ExitCode.INTERRUPTED
    if code == ExitCode.INTERRUPTED:  # of Ctrl-C typer says nothing itself
        return _interrupted(argv)
    return code if isinstance(code, int) else ExitCode.DONE


def _usage(argv: list[str], fault: "click.UsageError") -> int:  # type: ignore[name-defined]  # noqa: F821
    remedy = ""
    if fault.ctx is not None:
        remedy = _misplaced(fault) or _("See '{command} --help'.").format(command=fault.ctx.command_path)
    return _report(argv, "usage", fault.format_message(), remedy, ExitCode.USAGE)


def _misplaced(fault: "click.UsageError") -> str:  # type: ignore[name-defined]  # noqa: F821
    """Say where an option belongs that is not the command's own but the program's; empty for any other fault."""
    from click import NoSuchOption

    if not isinstance(fault, NoSuchOption) or fault.ctx is None:
        return ""
    root = fault.ctx.find_root()
    known = next((one for one in root.command.params if fault.option_name in one.opts), None)
    if known is None:
        return ""
    words = [root.info_name, fault.option_name, "" if getattr(known, "is_flag", False) else "..."]
    line = " ".join([*filter(None, words), fault.ctx.command_path.partition(" ")[2]])
    return _("{option} stands before the command: {line}").format(option=fault.option_name, line=line)


def _interrupted(argv: Sequence[str]) -> int:
    return _report(argv, "interrupted", _("Interrupted; nothing was written."), "", ExitCode.INTERRUPTED)


def _refused(argv: Sequence[str], fault: TasktrackError) -> int:
    return _report(argv, fault.code, fault.message, fault.remedy, fault.exit_code, fault.details, fault.data)


def _report(
    argv: Sequence[str],
    code: str,
    message: str,
    remedy: str,
    exit_code: int,
    details: Sequence[str] = (),
    data: Mapping[str, object] | None = None,
) -> int:
    """Say the error on stderr: one object for a program, a few lines for people."""
    if _wants_json(argv):
        import json  # a refusal for programs is rare

        error: dict[str, object] = {"code": code, "message": message, "remedy": remedy}
        if details:
            error["details"] = list(details)
        error |= data or {}
        sys.stderr.write(json.dumps({"error": error}, ensure_ascii=False) + "\n")
    else:
        from tasktrack.cli.terminal import say

        say(_("Error: {message}").format(message=message), *(f"  {detail}" for detail in details), remedy)
    return exit_code


def _language(argv: Sequence[str]) -> str:
    """Return the language: --lang, TASKTRACK_LANG, the register's setting, the locale, else Vietnamese."""
    wanted = _option(argv, "--lang") or os.environ.get("TASKTRACK_LANG")
    if wanted not in i18n.LANGUAGES:
        from tasktrack.cli.session import register_language

        wanted = register_language(_option(argv, "--db"))
    return i18n.choose_language(wanted, os.environ)


def _option(argv: Sequence[str], name: str) -> str | None:
    """Return the value of an option wherever it stands, before anything is parsed."""
    for position, word in enumerate(argv):
        if word == "--":
            return None
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
        if word == name and position + 1 < len(argv):
            return argv[position + 1]
    return None


def _wants_json(argv: Sequence[str]) -> bool:
    return (_option(argv, "--format") or _option(argv, "-f") or "").startswith("json")


if __name__ == "__main__":
    raise SystemExit(main())
