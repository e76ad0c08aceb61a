"""The report of a period for programs: every figure under a stable name, lists as rows."""

from tasktrack.domain.period_report import (
    ListedTask,
    PeriodReport,
    ReportedObstacle,
    SupportObstacle,
    TaskChange,
)
from tasktrack.domain.updating import IncompleteTask
from tasktrack.reports import labels, lacking, period_compared, period_units
from tasktrack.reports.period_changes import by_kind, urged_data
from tasktrack.reports.period_counts import counts_data
from tasktrack.reports.period_text import words
from tasktrack.reports.period_words import change_kind


def data(told: PeriodReport) -> dict[str, object]:
    """Return the whole report; a part that was not asked for is None."""
    parts: dict[str, dict[str, object]] = {
        "counts": counts_data(told.counts),
        "units": {
            "units": [
                period_units.unit_data(one) | period_compared.before_data(one, told.comparison)
                for one in told.units
            ],
            "blocks": period_units.blocks_data(told.units),
        },
        "late": {
            "done_late": [_task_data(one) for one in told.done_late],
            "overdue_tasks": [_task_data(one) for one in told.overdue],
        },
        "obstacles": {
            "obstacles": [obstacle_data(one) for one in told.obstacles.reported],
            "obstacles_carried_in": [obstacle_data(one) for one in told.obstacles.carried_in],
            "support_obstacles": [said_data(one) for one in told.obstacles.supporting],
        },
        "incomplete": {"incomplete": [_incomplete_data(one) for one in told.incomplete]},
        "changes": {
            "changes_by_kind": by_kind(told),
            "changes": [_change_data(one) for one in told.changes],
            "new_tasks": [_task_data(one) for one in told.new_tasks],
        },
        "ranking": {"ranking": period_compared.ranking_data(told.ranking)},
        "comparison": {"comparison": period_compared.comparison_data(told.comparison)},
        "reminders": {"reminders": [urged_data(one) for one in told.urged]},
        "words": {"words": words(told)},
    }
    return {
        name: value if part in told.sections else None
        for part, values in parts.items()
        for name, value in values.items()
    }


def _task_data(one: ListedTask) -> dict[str, object]:
    return {
        "code": one.code,
        "title": one.title,
        "kind": one.kind,
        "kind_label": labels.kind(one.kind),
        "state": one.state,
        "lead": one.lead,
        "lead_name": one.lead_name,
        "assigned_on": one.assigned_on,
        "due_on": one.due_on,
        "done_on": one.done_on,
        "overdue_days": one.days,
        "inherited": one.inherited,
        "cause": one.cause,
        "cause_label": labels.cause(one.cause) if one.cause else None,
        "objective_confirmed_by": one.confirmed_by,
        "objective_confirmed_on": one.confirmed_on,
        "obstacle": one.obstacle,
        "proposal": one.proposal,
    }


def obstacle_data(one: ReportedObstacle) -> dict[str, object]:
    """Return an obstacle with its answer for programs."""
    answer = one.answer
    return {
        **said_data(one),
        "last_on": one.last_on,
        "days": one.days,
        "waiting": one.waits,
        "direction": answer.text if answer else None,
        "direction_on": answer.on if answer else None,
        "direction_by": answer.given_by if answer else None,
        "direction_document": answer.document if answer else None,
    }


def said_data(one: ReportedObstacle | SupportObstacle) -> dict[str, object]:
    """Return what was reported as an obstacle, without what became of it."""
    return {
        "entry": one.entry,
        "on": one.on,
        "task": one.task,
        "title": one.title,
        "lead": one.lead,
        "lead_name": one.lead_name,
        "obstacle": one.obstacle,
        "proposal": one.proposal,
    }


def _incomplete_data(one: IncompleteTask) -> dict[str, object]:
    said = one.explanation
    return {
        "code": one.code,
        "title": one.title,
        "lead": one.lead,
        "lead_name": one.lead_name,
        "due_on": one.due_on,
        "lacks": list(one.lacks),
        "lacks_label": lacking.words(one.lacks),
        "explanation": said.text if said else None,
        "explained_by": said.given_by if said else None,
        "explained_on": said.on if said else None,
    }


def _change_data(one: TaskChange) -> dict[str, object]:
    return {
        "on": one.on,
        "kind": one.kind,
        "kind_label": change_kind(one.kind),
        "task": one.task,
        "title": one.title,
        "lead": one.lead,
        "lead_name": one.lead_name,
        "field": one.field,
        "before": one.before,
        "after": one.after,
        "reason": one.reason,
        "document": one.document,
        "approved_by": one.approved_by,
    }
