"""Links for terminals that open them: short enough for all, and addresses of the web alone."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from textual.content import Content
from textual.style import Style

from quizapp.tui.widgets.links import LONGEST, linked


def codes(content: Content) -> str:
    """What a terminal is sent for a text."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system="truecolor")
    segments = [Segment(text, style.rich_style) for text, style in content.render(Style(), "")]
    with console.capture() as capture:
        console.print(*[segment.text for segment in segments], end="")
    return capture.get() + "".join(style.render(text) for text, style, _ in segments if style is not None)


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"], exclude_characters=" "), max_size=900))
def test_a_link_is_never_too_long(path: str) -> None:
    sent = codes(linked(Content("here"), f"https://docs.aws.amazon.com/{path}"))
    link = sent[sent.index("\x1b]8") :] if "\x1b]8" in sent else ""
    assert len(link.replace("here", "").encode()) <= LONGEST


def test_an_address_of_the_web_becomes_a_link_and_nothing_else_does() -> None:
    assert "https://docs.aws.amazon.com/lambda" in codes(linked(Content("here"), "https://docs.aws.amazon.com/lambda"))
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://a\x1b]8;;\x07b", "https://ä.example", "", "x"):
        text = Content("here")
        assert linked(text, url) is text
