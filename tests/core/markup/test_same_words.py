"""The law of the renderers: the screen, ``--plain``, Markdown and HTML show the same words of every text."""

from __future__ import annotations

from hypothesis import example, given

from quizapp.cli.texts import one_line
from quizapp.core import markup
from quizapp.present.markdown import cell, plain
from quizapp.present.page import line
from quizapp.tui.widgets import markup as prose
from tests.support.readers import Page, all_readings, differences, hostile_texts, read_markdown, words


@given(hostile_texts())
@example("Run `def f(**options)` and `2 ** 3 + 10**2`.")
@example("```python\nfor n in range(3):\n    print(n)\n```")
@example("| size | price |\n|------|-------|\n| 1    | 10    |")
def test_every_renderer_shows_the_same_words(text: str) -> None:
    assert differences(text) == {}


@given(hostile_texts())
def test_lines_of_code_are_whole_in_every_renderer(text: str) -> None:
    wanted = [line for block in markup.blocks(text) if isinstance(block, markup.Code) for line in block.lines if line]
    for place, shown in all_readings(text).items():
        lines = iter(shown.split("\n"))
        for code in wanted:
            assert any(line.endswith(code) for line in lines), (place, code)


@given(hostile_texts())
def test_the_form_on_one_line_has_the_same_words_in_every_place(text: str) -> None:
    wanted = words(markup.flat(text))
    assert "\n" not in markup.flat(text)
    table = read_markdown(f"| a | b |\n|---|---|\n| {cell(text)} | end |")
    assert {"table", "td"} <= table.tags
    assert words(table.text) == ["a", "b", *wanted, "end"]
    assert words(read_markdown(f"- {plain(text)}").text) == ["\N{BULLET}", *wanted]
    assert words(Page(str(line(text))).text) == wanted
    assert words(prose.one_line(text).plain) == wanted
    assert "".join(words(one_line(text))) == "".join(wanted)
