"""Compile the translations: a hook of the build, and a tool to run by hand."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run by hand, where only the compiling is wanted
    BuildHookInterface = object

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = "src/tasktrack/data/locale/*/LC_MESSAGES/*.po"
# Babel writes the moment of building into the file; a fixed one makes equal sources give equal packages.
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def compile_messages(root: Path = ROOT) -> list[Path]:
    """Write a `.mo` beside every `.po` under `root`, fuzzy entries left out, and return their paths."""
    return [_compile(catalogue) for catalogue in sorted(root.glob(CATALOGUES))]


def _compile(source: Path) -> Path:
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=source.parts[-3], abort_invalid=True)
    catalogue.creation_date = catalogue.revision_date = NO_MOMENT
    target = source.with_suffix(".mo")
    # Test processes may be reading the old file: replace it whole.
    handle, partial = tempfile.mkstemp(dir=target.parent, suffix=".partial")
    with os.fdopen(handle, "wb") as out:
        write_mo(out, catalogue)
    Path(partial).chmod(0o644)
    Path(partial).replace(target)
    return target


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc]
    """Compile before wheels, source archives and editable installs; put the samples into wheels."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add what git ignores, and what lies elsewhere in the checkout, to the files of this build."""
        root = Path(self.root)
        compiled = compile_messages(root)
        build_data["artifacts"] += [f"/{path.relative_to(root).as_posix()}" for path in compiled]
        # An editable install reads examples/ where it is.
        if self.target_name == "wheel" and version == "standard":
            for sample in ("province", "office"):
                build_data["force_include"][f"examples/{sample}"] = f"tasktrack/data/{sample}"


if __name__ == "__main__":
    compile_messages()
