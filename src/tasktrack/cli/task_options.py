"""The options by which a task is described: `task add` and `task edit` share them."""

from collections.abc import Mapping
from typing import Annotated, Final

import typer

# option -> field of the task, where they differ
_FIELDS: Final = {
    "assigned": "assigned_on",
    "due": "due_on",
    "subject": "document_subject",
    "linked": "linked_documents",
    "quantity": "assigned_quantity",
    "programme": "programmes",
}
# What a command takes beside the fields of a task.
_OTHERS: Final = frozenset({"task", "reason", "format", "dry_run"})


def given(parameters: Mapping[str, object]) -> dict[str, object]:
    """Return, by field of the task, what was typed on the command line; what was left out is left out."""
    return {
        _FIELDS.get(name, name): value
        for name, value in parameters.items()
        if name not in _OTHERS and value not in (None, (), [])
    }


Code = Annotated[str, typer.Argument(metavar="TASK")]
Support = Annotated[list[str] | None, typer.Option(metavar="CODE", help="Supporting unit; may be repeated.")]
Kind = Annotated[
    str | None, typer.Option(metavar="KIND", help="regular, adhoc, key-registered or key-common.")
]
Assigned = Annotated[str | None, typer.Option(metavar="DATE", help="Day it was assigned; else today.")]
Due = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Due date: a day, a month (2026-03), a quarter (2026-Q1), none, or a span from the day of assignment:"
        " +10d, +5wd, within 5 working days, within 2 months.",
    ),
]
Document = Annotated[str | None, typer.Option(metavar="NO", help="Number and symbol of the source document.")]
DocumentDate = Annotated[str | None, typer.Option(metavar="DATE", help="Date of the document.")]
Issuer = Annotated[str | None, typer.Option(metavar="NAME", help="Who issued the document.")]
Subject = Annotated[str | None, typer.Option(metavar="TEXT", help="Subject line of the document.")]
Linked = Annotated[str | None, typer.Option(metavar="TEXT", help='Other documents, joined by "; ".')]
Assigner = Annotated[str | None, typer.Option(metavar="NAME", help="Leader who assigned it.")]
Officer = Annotated[str | None, typer.Option(metavar="CODE", help="Officer who does it.")]
Product = Annotated[str | None, typer.Option(metavar="CODE", help="Product or work of the catalogue.")]
Coefficient = Annotated[str | None, typer.Option(metavar="K", help="Conversion coefficient; 1 if left out.")]
Quantity = Annotated[str | None, typer.Option(metavar="Q", help="Assigned quantity; 1 if left out.")]
Measure = Annotated[str | None, typer.Option(metavar="TEXT", help="What quantity and target are counted in.")]
Target = Annotated[str | None, typer.Option(metavar="N", help="Figure to be reached.")]
Baseline = Annotated[str | None, typer.Option(metavar="N", help="Last year's figure.")]
Parent = Annotated[str | None, typer.Option(metavar="TASK", help="Task of which it is a part.")]
Programme = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Programme or plan it belongs to; may be repeated.")
]
Field = Annotated[str | None, typer.Option(metavar="NAME", help="Field: a deputy chair's portfolio.")]
Urgency = Annotated[
    str | None, typer.Option(metavar="URGENCY", help="normal, urgent, very-urgent or express.")
]
Origin = Annotated[str | None, typer.Option(metavar="ORIGIN", help="central, province or own.")]
Key = Annotated[str | None, typer.Option(metavar="KEY", help="The source system's own key.")]
HeadInPerson = Annotated[
    bool | None,
    typer.Option("--head-in-person/--not-head-in-person", help="The head must direct it in person."),
]
TakenOver = Annotated[
    bool | None, typer.Option("--taken-over/--not-taken-over", help="Taken over from another officer.")
]
Secret = Annotated[
    bool | None,
    typer.Option("--secret", help="A state secret: refused, it may not be entered (Luật 117/2025/QH15)."),
]
