"""Help pages are read from the part of Markdown in which they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.page import Code, Grid, Heading, Items, Paragraph, plain, read_page, spans

PAGE = """\
# Dates and `due` dates

A day is typed
in a few ways.

<!-- a remark -->

## What can be typed

- `31/12/2026`, the day
  first
- nothing else

1. one
2. two

| Typed | Becomes |
|---|---|
| `+5wd` | a \\| b |
| `eom` | |

```
tasktrack task list

# no heading
- no item
```
"""


def test_a_page_is_read_into_blocks() -> None:
    """Title, paragraphs with their own lines, headings, lists, tables, code with its empty lines; no remarks."""
    page = read_page(PAGE)
    assert page.title == "Dates and `due` dates"
    assert page.blocks == (
        Paragraph(("A day is typed", "in a few ways.")),
        Heading(2, "What can be typed"),
        Items((("- ", ("`31/12/2026`, the day", "first")), ("- ", ("nothing else",)))),
        Items((("1. ", ("one",)), ("2. ", ("two",)))),
        Grid(("Typed", "Becomes"), (("`+5wd`", "a | b"), ("`eom`", ""))),
        Code(("tasktrack task list", "", "# no heading", "- no item")),
    )


def test_a_page_without_a_title_is_read_too() -> None:
    """One section by itself has none."""
    assert read_page("### busy (6)\n\nWait.") == ("", (Heading(3, "busy (6)"), Paragraph(("Wait.",))))
    assert read_page("") == ("", ())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain", [("", "plain")]),
        ("type `a b` and **stop**.", [("", "type "), ("code", "a b"), ("", " and "), ("strong", "stop"), ("", ".")]),
        ("see [the law](https://vbpl.vn)", [("", "see "), ("", "the law (https://vbpl.vn)")]),
        ("[x](x)", [("", "x")]),
        ("2 * 3 * 4 and a_b", [("", "2 * 3 * 4 and a_b")]),
        ("`**not strong**`", [("code", "**not strong**")]),
        ("", []),
    ],
)  # fmt: skip
def test_styles_inside_a_line(text: str, parts: list[tuple[str, str]]) -> None:
    """Code, strong words and links; a lone star stays a star."""
    assert list(spans(text)) == parts


def test_plain_text_quotes_what_has_blanks() -> None:
    """A command is told apart from the sentence around it; a single word needs nothing."""
    assert plain("type `tasktrack undo`, then `eom`, **always**") == "type 'tasktrack undo', then eom, always"


words = st.text(st.characters(categories=["L", "N"], include_characters=" ,.-'"), min_size=1, max_size=30)


@given(words.filter(str.strip))
def test_text_without_marks_stays_as_it_is(text: str) -> None:
    """Whatever has no sign of Markdown is read as it stands."""
    assert plain(text) == text
    assert list(spans(text)) == [("", text)]


@given(st.lists(words.map(str.strip).filter(lambda line: line and line[0].isalpha()), min_size=1, max_size=8))
def test_every_line_of_prose_is_kept(lines: list[str]) -> None:
    """Nothing is lost or moved between paragraphs."""
    page = read_page("# T\n\n" + "\n\n".join(lines))
    assert [block.lines for block in page.blocks if isinstance(block, Paragraph)] == [
        (line,) for line in lines
    ]
