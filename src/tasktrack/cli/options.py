"""Options that many commands share."""

from pathlib import Path
from typing import Annotated

import typer

LARGEST = 2**31 - 1  # more than any count or number of a row; what is above does not fit into the register

Format = Annotated[
    str | None,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="table, text, csv, tsv, json, jsonl, md, html, xlsx or docx."
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen; write nothing.")]
Limit = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", min=0, max=LARGEST, help="At most N rows; 0 for all."),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; kept in the journal.")]
Columns = Annotated[
    str | None, typer.Option("--columns", metavar="NAMES", help="Columns to show, joined by commas.")
]
