"""The options that choose units by where they stand: what is below one, and a level."""

from typing import Annotated

import typer

MOST_LEVELS = 100  # deeper than any administration

Under = Annotated[
    str | None, typer.Option("--under", metavar="CODE", help="Only this unit and all below it.")
]
Level = Annotated[
    int | None,
    typer.Option(
        "--level",
        metavar="N",
        min=1,
        max=MOST_LEVELS,
        help="Only units of this level: 1 is the top, with --under that unit.",
    ),
]
