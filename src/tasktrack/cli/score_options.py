"""Arguments and options that the score commands share."""

from typing import Annotated

import typer

from tasktrack.cli.options import LARGEST

Period = Annotated[str | None, typer.Argument(metavar="PERIOD")]
Scheme = Annotated[str | None, typer.Option("--scheme", metavar="SCHEME", help="Scheme to score with.")]
Revision = Annotated[
    int | None, typer.Option("--revision", metavar="N", min=1, max=LARGEST, help="An earlier closing.")
]
