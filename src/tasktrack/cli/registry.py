"""The commands and groups: name, module and one-line help, so that --help imports none of them."""

from typing import Final

from tasktrack.i18n import N_

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "init": ("init", N_("Start a register in a new file.")),
    "demo": ("demo", N_("Build a sample register of a province.")),
    "config": ("config", N_("Read and change the office's settings.")),
    "unit": ("unit", N_("Units: bodies that receive tasks.")),
    "officer": ("officer", N_("Officers and where they serve.")),
    "task": ("task", N_("Tasks: register, correct, find, show and review.")),
    "log": ("log", N_("Log progress on a task.")),
    "progress": ("progress", N_("Progress entries.")),
    "period": ("period", N_("Reporting periods: open, lock and close.")),
    "scheme": ("scheme", N_("Scoring schemes: list, show, check and install.")),
    "mark": ("mark", N_("Points given by people.")),
    "score": ("score", N_("Scores, and how each came about.")),
    "rank": ("rank", N_("The ranked table of a period.")),
    "history": ("history", N_("Who did what, when and why.")),
    "verify": ("verify", N_("Check seals, journal and guards.")),
}
