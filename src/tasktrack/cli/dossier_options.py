"""The options by which one dossier is entered and corrected."""

from typing import Annotated

import typer

Officer = Annotated[str | None, typer.Option(metavar="CODE", help="Officer who settles it.")]
Procedure = Annotated[str | None, typer.Option(metavar="TEXT", help="Procedure, by the name it goes by.")]
Channel = Annotated[
    str | None, typer.Option(metavar="CHANNEL", help="How it came in: direct, online or post.")
]
Submitted = Annotated[str | None, typer.Option(metavar="DATE", help="When it was sent in online.")]
Received = Annotated[
    str | None, typer.Option(metavar="DATE", help="When it was received: a day, or as 2026-11-22T15:20.")
]
Appointed = Annotated[str | None, typer.Option(metavar="DATE", help="When the result is promised.")]
Returned = Annotated[str | None, typer.Option(metavar="DATE", help="When the result was there.")]
PausedFrom = Annotated[
    str | None, typer.Option("--paused-from", metavar="DATE", help="When a supplement was asked for.")
]
Correct = Annotated[
    bool,
    typer.Option(
        "--correct", help="What is recorded may be taken back, a promise moved, a supplement replaced."
    ),
]
PausedTo = Annotated[str | None, typer.Option("--paused-to", metavar="DATE", help="When it was given.")]
