"""tasktrack report: reports for people and for the mail of a cron job."""

import typer

from tasktrack.cli.groups import lazy_group
from tasktrack.i18n import N_

app = lazy_group(
    {
        "weekly": ("report_weekly", N_("The week: new, done and late work, what falls due, obstacles.")),
        "period": ("report_period", N_("A month or longer, for the conference: figures, lists, comparison.")),
        "levels": (
            "report_levels",
            N_("Tasks rolled up from level to level: each unit's own, and with all below it."),
        ),
        "unit": ("report_unit", N_("The sheet of one unit: figures, rank and score, tasks, reminders.")),
        "letters": (
            "report_letters",
            N_("Letters that urge units on: a file for each with late or near tasks."),
        ),
        "slip": ("report_slip", N_("The slip on which a unit confirms its tasks and signs.")),
        "dashboard": (
            "report_dashboard",
            N_("The work of the office on one page, with charts: trend, units, ranks, what lies ahead."),
        ),
        "due": ("report_due", N_("Tasks that fall due in the next days, unit by unit.")),
        "overdue": ("report_overdue", N_("Tasks that are overdue, the longest first.")),
        "stale": ("report_stale", N_("Open tasks of which nothing was heard for long.")),
        "heads": ("report_heads", N_("Key tasks of each head: registered, approved, common, missing.")),
        "key-tasks": ("report_key_tasks", N_("Half-year review of key tasks: done, behind, carried on.")),
        "directions": (
            "report_directions",
            N_("Leaders' directions, and whether anything was reported since."),
        ),
        "obstacles": ("report_obstacles", N_("Obstacles and proposals that wait for an answer.")),
        "reminders": ("report_reminders", N_("How often units were urged or criticised, and what followed.")),
        "calendar": ("report_calendar", N_("Due dates as a calendar file, for phones and mail programs.")),
        "transfers": ("report_transfers", N_("Tasks that units handed on or refused, counted.")),
        "cooperation": (
            "report_cooperation",
            N_("How supporting units did their parts, and which are late."),
        ),
        "handover": ("report_handover", N_("The list of tasks handed over between units, to be signed.")),
        "explanations": (
            "report_explanations",
            N_("Show which tasks a report leaves out, who owes an explanation and who gave one."),
        ),
        "cadence": (
            "report_cadence",
            N_("Show how often each unit reported, and how much of it only in the last days before the cut."),
        ),
        "counters": (
            "report_counters",
            N_("Figures of counters: beside earlier periods, ratios, and whether parts add up."),
        ),
        "apologies": (
            "report_apologies",
            N_("Apologies for late dossiers: who owes them, who sent them and when."),
        ),
        "officer": ("report_officer", N_("The sheet of one officer: Form 01 of a month, Form 02 of a year.")),
        "classes": ("report_classes", N_("Scores and classes of units and people, proposed and decided.")),
        "index": (
            "report_index",
            N_("The reform index: areas, places, lost points with reasons, and the sheet of a unit."),
        ),
        "offices": ("report_offices", N_("What other offices closed and sent, added up.")),
        "changes": ("report_changes", N_("Adjusted tasks of the year, each change with its reason.")),
    }
)


@app.callback(no_args_is_help=True)
def report(ctx: typer.Context) -> None:
    """Reports for people and for mail: the week, and what is due, overdue or silent."""
