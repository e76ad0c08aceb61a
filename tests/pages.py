"""A page of HTML as a test reads it: every tag closed, what is said, and what it would fetch."""

from html.parser import HTMLParser

VOID = frozenset({"meta", "br", "hr", "img", "link", "input", "wbr"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What a drawing is made of: a tag of these may close itself.
DRAWN = frozenset({"path", "rect", "circle"})


class Page(HTMLParser):
    """A page read strictly: a tag that is not closed in its order, or an attribute that stands twice, is a fault."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.faults: list[str] = []
        self.said: list[tuple[str, str]] = []  # the tags around a text, joined by blanks, and the text
        self.headings: list[tuple[int, str]] = []
        self.tables: list[list[list[str]]] = []
        self.captions: list[str] = []
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"never closed: {self.open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what it says of itself."""
        names = [name for name, _value in attrs]
        if len(set(names)) != len(names):
            self.faults.append(f"attribute twice: {tag} {names}")
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in VOID:
            return
        self.open.append(tag)
        if tag in HEADINGS:
            self.headings.append((HEADINGS.index(tag) + 1, ""))
        if tag == "table":
            self.tables.append([])
        elif tag == "caption":
            self.captions.append("")
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself, which only drawings have."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            if tag not in DRAWN:
                self.faults.append(f"closes itself: {tag}")
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close a tag, which must be the last one opened."""
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"closes {tag} in {self.open}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Note a text with what it stands in."""
        if not self.open:
            if data.strip():
                self.faults.append(f"text outside: {data!r}")
            return
        self.said.append((" ".join(self.open), data))
        for tag in HEADINGS:
            if tag in self.open:
                level, before = self.headings[-1]
                self.headings[-1] = (level, before + data)
        if "caption" in self.open:
            self.captions[-1] += data
        elif self.open[-1] in ("td", "th") or (self.open[-1] == "span" and {"td", "th"} & set(self.open)):
            self.tables[-1][-1][-1] += data

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return what every tag of a name says of itself."""
        return [attributes for name, attributes in self.tags if name == tag]

    def text(self, inside: str = "body") -> str:
        """Return what is said inside a tag."""
        return "".join(text for place, text in self.said if inside in place.split())

    def table(self, caption: str) -> list[list[str]]:
        """Return the rows of the first table with a caption, the heads first."""
        return self.tables[self.captions.index(caption)]


def fetched(text: str) -> list[str]:
    """Return all that a page names outside itself: sources, links and the addresses of its style."""
    found = []
    for tag, attributes in Page(text).tags:
        for name, value in attributes.items():
            is_address = name in ("src", "href", "srcset", "xlink:href", "action", "data", "poster")
            if is_address and not value.startswith("#"):
                found.append(f"{tag} {name}={value}")
            if "url(" in value and "url(#" not in value:
                found.append(f"{tag} {name}={value}")
            if name.startswith("on") or name == "style":
                found.append(f"{tag} {name}={value}")
    style = Page(text).text("style")
    return [*found, *(word for word in ("url(", "@import", "http") if word in style)]
