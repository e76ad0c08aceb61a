"""What a file is refused for, as the reading process says it: a slug and the words of its sentence."""

from typing import Final

NOT_ONE: Final = "not-a-spreadsheet"
TOO_BIG: Final = "spreadsheet-too-big"
MACROS: Final = "spreadsheet-macros"
ENCRYPTED: Final = "spreadsheet-encrypted"
DAMAGED: Final = "spreadsheet-damaged"


class Refused(Exception):
    """A file that is not read: the error's code, which of its sentences says why, and what that names."""

    def __init__(self, code: str, why: str, what: str = "") -> None:
        super().__init__(code, why, what)
        self.code = code
        self.why = why
        self.what = what
