"""The commands and groups: name, module and one-line help, so that --help imports none of them."""

from typing import Final

from tasktrack.i18n import N_

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "today": ("today", N_("What is open, due, overdue, silent and to be reviewed today.")),
    "init": ("init", N_("Start a register in a new file.")),
    "demo": ("demo", N_("Build a sample register: a province, or an office and its officers.")),
    "config": ("config", N_("Read and change the office's settings.")),
    "calendar": ("calendar", N_("Working days: holidays and swapped days.")),
    "unit": ("unit", N_("Units: bodies that receive tasks.")),
    "officer": ("officer", N_("Officers and where they serve.")),
    "product": ("product", N_("The catalogue of products and works.")),
    "task": ("task", N_("Tasks: register, correct, find, show and review.")),
    "view": ("view", N_("Saved filters of task list.")),
    "log": ("log", N_("Log progress on a task.")),
    "progress": ("progress", N_("Progress entries.")),
    "review": ("review", N_("Verdicts on what was reported: import them.")),
    "period": ("period", N_("Reporting periods: open, lock and close.")),
    "scheme": ("scheme", N_("Scoring schemes: list, show, check and install.")),
    "mark": ("mark", N_("Points given by people.")),
    "remark": ("remark", N_("What is written of people beside their points.")),
    "decision": ("decision", N_("Classes and shares of excellent that a person decides.")),
    "objection": ("objection", N_("Objections to results, and how they are answered.")),
    "incident": ("incident", N_("Incidents: faults and merits, and the documents that conclude them.")),
    "dossier": ("dossier", N_("Dossiers of administrative procedures: received, promised, settled.")),
    "score": ("score", N_("Scores, and how each came about.")),
    "rank": ("rank", N_("The ranked table of a period.")),
    "form": ("form", N_("Excel forms that units fill in.")),
    "report": ("report", N_("Reports for people and for mail: the week, due, overdue, silent.")),
    "history": ("history", N_("Who did what, when and why.")),
    "undo": ("undo", N_("Take back what a command did.")),
    "backup": ("backup", N_("A checked copy of the register.")),
    "restore": ("restore", N_("Bring the register back from a backup.")),
    "export": ("export", N_("The whole register as text, for any program or another machine.")),
    "import": ("import_register", N_("A register made from such a text.")),
    "doctor": ("doctor", N_("Examine the register, its file and its surroundings.")),
    "check": ("check", N_("Honest figures: what is late, silent, piled up or does not fit.")),
    "verify": ("verify", N_("Check seals, journal and guards.")),
    "completion": ("completion", N_("Complete commands and codes with the Tab key.")),
    "help": ("help", N_("Explain a topic, a command or an error code.")),
}
