"""What a person reads of a text: on a screen, from a pipe, on a page, and in a Markdown reader."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quizapp.cli.texts import text_lines
from quizapp.present.markdown import paragraphs, quoted
from quizapp.present.page import blocks_html as html_of
from quizapp.tui.widgets import markup

BLOCKS = {"p", "pre", "li", "ul", "ol", "div", "td", "th", "tr", "h1", "h2", "h3", "blockquote", "br", "section"}
_GITHUB = MarkdownIt("gfm-like")
"""With tables, links that make themselves, and HTML: all that could swallow a word."""


class Page(HTMLParser):
    """The text of a page, with the marks that a browser draws before the entries of lists. ``tags``: all it met."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self._lists: list[int | None] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins anew; an entry of a list has its mark before it."""
        self.tags.add(tag)
        told = dict(attrs)
        if tag in BLOCKS:
            self.text += "\n"
        if tag in ("ul", "ol"):
            self._lists.append(int(told.get("start") or 1) if tag == "ol" else None)
        if tag == "li" and "class" not in told:  # a page of ours writes its marks itself
            number = self._lists[-1]
            self.text += "\N{BULLET} " if number is None else f"{number}. "
            self._lists[-1] = None if number is None else number + 1

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        if tag in ("ul", "ol"):
            self._lists.pop()
        if tag in BLOCKS:
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        """Text."""
        self.text += data


def read_markdown(text: str) -> Page:
    """What a Markdown reader shows."""
    return Page(_GITHUB.render(text))


def screen(text: str, width: int = 100_000) -> str:
    """A text as the screen lays it out."""
    return "\n".join(line.plain for line in markup.lines(markup.blocks(text), width))


def plain(text: str) -> str:
    """A text as ``--plain`` prints it."""
    return "\n".join(text_lines(text))


def all_readings(text: str) -> dict[str, str]:
    """The same text in every place."""
    return {
        "screen": screen(text),
        "plain": plain(text),
        "html": Page(str(html_of(text))).text,
        "markdown": read_markdown("\n".join(paragraphs(text))).text,
        "quoted": read_markdown("\n".join(quoted(text))).text,
    }


def words(text: str) -> list[str]:
    """Words as they stand between blanks. ``--plain`` marks code by backticks, so no backtick counts."""
    return text.replace("`", "").split()


def differences(text: str) -> dict[str, list[str]]:
    """Places that show other words than the screen does; empty when all agree.

    Where code has backticks, ``--plain`` sets it off by a blank, so only the letters are compared there.
    """
    readings = all_readings(text)
    found = {place: words(shown) for place, shown in readings.items()}
    if "``" in readings["plain"] and "".join(found["plain"]) == "".join(found["screen"]):
        found["plain"] = found["screen"]
    return {place: shown for place, shown in found.items() if shown != found["screen"]}


_PIECES = (
    "[$LATEST]", "Records[0]", "[/]", "[a](b)", "![x](y)", "**", "*", "***", "__", "_", "`", "``", "```", "~~~", "~~",
    "<tag>", "<br>", "</p>", "<!-- x -->", "&amp;", "&", "&#35;", "|", "| a | b |", "|---|---|", "#", "# one", "## two",
    "1.", "1. one", "7. seven", "12) twelve", "01. x", "- row", "* row", "+ row", "> said", ">", "===", "---", "- - -",
    "2**3**2", "**bold**", "`a`", "`a b`", "``a`b``", "` a `", "x", "word", "10 MB", "$x$", "\\", "\\*", ":", "://",
    "https://a.example/x_y*z", "www.a.example", "a@b.example", "\x1b[31m", "\x00", "\u202e", "\u2028", "\ufffd",
    "\N{NO-BREAK SPACE}", "\t", "e\N{COMBINING ACUTE ACCENT}", "\N{CJK UNIFIED IDEOGRAPH-4E2D}", "(", ")", "\"", "'",
    "!", "\N{RIGHTWARDS ARROW}", "w" * 130, "[ ]", "[x]", "{{ x }}", "{% x %}", "^", "=1+1",
)  # fmt: skip
_FENCED = (
    "```python\nfor n in x:\n    print(n)\n```",
    "~~~\n```\n\n  **x** | `y`\n~~~",
    "````\n```\n````",
    "```\n\n a\n\n```",
)
_BETWEEN = ("", " ", " ", " ", "\n", "\n", "\n\n", "\n  ", "\n    ", "\n\n    ", "\n\n  ")


def hostile_texts() -> st.SearchStrategy[str]:
    """Texts of pieces that mean something somewhere: in Markdown, in HTML, to Textual, to a terminal."""
    piece = st.one_of(st.sampled_from(_PIECES), st.sampled_from(_PIECES), st.sampled_from(_FENCED), st.text(max_size=3))
    pair = st.tuples(st.sampled_from(_BETWEEN), piece)
    return st.lists(pair, min_size=1, max_size=14).map(lambda pairs: "".join(a + b for a, b in pairs))
