"""tasktrack task: each of its commands is a file of its own, for they have many options."""

import typer

from tasktrack.cli.groups import lazy_group
from tasktrack.i18n import N_

app = lazy_group(
    {
        "add": ("task_add", N_("Register a task; prints its code, which never changes.")),
        "list": ("task_list", N_("List tasks as they stand today.")),
        "show": ("task_show", N_("Show everything recorded of a task, with its timeline.")),
        "edit": ("task_edit", N_("Correct what was entered wrong.")),
        "assign": ("task_assign", N_("Give a task to an officer, or pass it on inside the unit.")),
        "give": ("task_give", N_("Give a product of the catalogue to several officers, a task each.")),
        "split": ("task_split", N_("Split a task into shares, one for each officer.")),
        "propose": ("task_propose", N_("Register a key task of a head; a leader then approves it.")),
        "approve": ("task_approve", N_("Approve key tasks that heads registered.")),
        "reject": ("task_reject", N_("Reject key tasks that heads registered, with the reason.")),
        "assign-common": ("task_assign_common", N_("Give one key task to every unit of a block.")),
        "hand-over": ("task_hand_over", N_("Hand a task over to another lead unit; the due date stays.")),
        "refuse": ("task_refuse", N_("Record that the lead unit refuses a task as not its function.")),
        "decide-refusal": (
            "task_decide_refusal",
            N_("Decide whether a task that its unit refused stays with it or goes to another."),
        ),
        "support": ("task_support", N_("Set what a supporting unit has to do, and by when.")),
        "repeat": ("task_repeat", N_("Repeat a task: make one for each month, quarter or week to come.")),
        "extend": ("task_extend", N_("Move the due date by decision.")),
        "withdraw": ("task_withdraw", N_("Take a task out of the list; it counts in no ratio any more.")),
        "suspend": ("task_suspend", N_("Stop the clock of a task.")),
        "resume": ("task_resume", N_("Let the clock of a suspended task run again.")),
        "retarget": ("task_retarget", N_("Change the target by decision.")),
        "add-to": ("task_add_to", N_("Add a task to a programme by decision.")),
        "import": ("task_import", N_("Import tasks from a spreadsheet, CSV or JSON lines.")),
        "direct": ("task_direct", N_("Record a leader's direction on a task.")),
        "remind": ("task_remind", N_("Record that units were urged about their tasks, or criticised.")),
        "review": ("task_review", N_("Judge the result: accept, fail or return it.")),
    }
)


@app.callback(no_args_is_help=True)
def task(ctx: typer.Context) -> None:
    """Tasks: register, correct, find, show and review."""
