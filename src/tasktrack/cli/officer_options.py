"""Arguments that the commands about officers share."""

from typing import Annotated

import typer

Code = Annotated[str, typer.Argument(metavar="CODE")]
