"""tasktrack completion: the script by which a shell completes commands, options and values."""

from importlib import resources
from typing import Annotated

import typer

from tasktrack.cli.completing import SHELLS
from tasktrack.cli.groups import group
from tasktrack.errors import UsageFault
from tasktrack.i18n import _

app = group(needs_command=False)


@app.command()
def completion(shell: Annotated[str, typer.Argument(metavar="SHELL")]) -> None:
    """Print the script that completes tasktrack with the Tab key: bash, zsh, fish or powershell.

    Commands, options, codes of tasks, units and officers, periods, schemes and views are completed; a part of a
    unit's name gives its code. One line in the shell's own start file loads it.

    bash, in ~/.bashrc:

    eval "$(tasktrack completion bash)"

    zsh, in ~/.zshrc after compinit:

    eval "$(tasktrack completion zsh)"

    fish, in ~/.config/fish/config.fish:

    tasktrack completion fish | source

    PowerShell, in the file that $PROFILE names:

    tasktrack completion powershell | Out-String | Invoke-Expression
    """
    if shell not in SHELLS:
        raise UsageFault(
            _("Shell {shell!r} is not known.").format(shell=shell),
            _("Use one of: {allowed}.").format(allowed=", ".join(SHELLS)),
        )
    script = resources.files("tasktrack") / "data" / "completion" / shell
    typer.echo(script.read_text(encoding="utf-8"), nl=False)
