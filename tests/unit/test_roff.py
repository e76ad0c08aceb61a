"""Manual pages: what roff would take for a request or a fancy sign stays what was written."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.manual import CommandCard, Example
from tasktrack.domain.page import read_page
from tasktrack.reports import roff

CARD = CommandCard(
    "unit add",
    "tasktrack unit add [OPTIONS] CODE",
    "Add a unit's \\ code.",
    (".hidden is a word.",),
    (("CODE", "[required]"),),
    (("-f, --format FORMAT", ""),),
    (),
    (Example("tasktrack unit add 'A' \"B\" ^~`", "Say it."),),
)


def test_a_command_page_has_its_parts_and_escapes_its_signs() -> None:
    """Hyphens can be pasted back, quotes stay straight, a leading dot is no request."""
    text = roff.command_page(CARD, ())
    assert text.startswith('.TH "TASKTRACK\\-UNIT\\-ADD" "1" ""')
    assert "tasktrack\\-unit\\-add \\- Add a unit\\(aqs \\e code\n" in text
    assert "\n\\&.hidden is a word.\n" in text
    assert "\n.TP\n\\fB\\-f, \\-\\-format FORMAT\\fR\n\\&\n" in text
    assert "\ntasktrack unit add \\(aqA\\(aq \\(dqB\\(dq \\(ha\\(ti\\(ga\n" in text
    assert text.rstrip().endswith("tasktrack(1), tasktrack\\-unit(1)")
    assert [line for line in text.splitlines() if not line] == []


def test_the_page_of_the_program_leads_to_every_other() -> None:
    """Its commands are in section 1, its topics in section 7."""
    card = CARD._replace(path="", commands=(("log", "Log."),), examples=())
    text = roff.command_page(card, ("dates",))
    assert card.name == "tasktrack"
    assert text.rstrip().endswith("tasktrack\\-log(1), tasktrack\\-dates(7)")


def test_a_topic_page_holds_every_kind_of_block() -> None:
    """Headings, lists, tables as terms, code as it stands."""
    text = roff.topic_page(
        "dates",
        read_page(
            "# T\n\nA `b c`.\n\n## H\n\n- x\n  y\n\n1. z\n\n| A | B | C |\n|---|---|---|\n| p | | q |\n\n```\n.x\n```"
        ),
    )
    assert '.SH "DESCRIPTION"\n.PP\nA \\fBb c\\fR.\n.SH "H"\n.IP "\u2022" 4\nx\ny\n.IP "1." 4\nz\n' in text
    assert ".PP\n\\fIA \\(em B \\(em C\\fR\n.TP\n\\fBp\\fR\nq\n" in text
    assert text.endswith(".PP\n.RS 4\n.nf\n\\&.x\n.fi\n.RE\n")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), min_size=1))
def test_no_text_becomes_a_request(text: str) -> None:
    """A line of running text never begins with a sign by which roff knows a request, nor ends an argument."""
    line = roff._text(text)
    assert not line.startswith((".", "'"))
    assert '"' not in line
    assert not re.search(r"\\(?![e\-f&(])", line)
