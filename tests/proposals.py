"""Key tasks of STC, proposed and approved as a head and a leader do it."""

from clerk import Clerk

CHAIR = ("--by", "Trần Chủ tịch")
JANUARY = "2026-01-20"


def propose(clerk: Clerk, title: str = "Chuyển đổi số", *options: str, today: str = JANUARY) -> str:
    """Register a key task of STC due at the end of the year unless said otherwise; return its code."""
    words = list(options)
    for name, value in (("--lead", "STC"), ("--due", "2026-12-20")):
        if name not in words:
            words += [name, value]
    return str(clerk.data("task", "propose", title, *words, today=today)["code"])


def approve(clerk: Clerk, *words: str, today: str | None = None) -> None:
    """Let the chair approve tasks."""
    clerk.ok("task", "approve", *words, *CHAIR, today=today)
