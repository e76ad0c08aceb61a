"""Markings of state secrets as documents carry them: what is marked so is never entered (Luật 117/2025/QH15)."""

import re
from typing import Final

from tasktrack.domain.text import nfc

_LEVELS: Final = r"(?:tuyệt\s+mật|tối\s+mật|mật)"
_BRACKETED: Final = rf"[\[({{<]\s*{_LEVELS}\s*[\])}}>]"
# Words that begin so in a title written in capitals and are no marking: honey, density, password, molasses.
_PLAIN: Final = r"(?!\s+(?:ONG|ĐỘ|KHẨU|MÍA)\b)"
_CAPITALS: Final = rf"(?:TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT{_PLAIN})\b"


def is_marked(text: str | None) -> bool:
    """Return whether a title or a document's number begins with a marking: [mật] in brackets, or TỐI MẬT."""
    if not text:
        return False
    given = nfc(text)
    return bool(re.match(_BRACKETED, given, re.IGNORECASE) or re.match(_CAPITALS, given))
