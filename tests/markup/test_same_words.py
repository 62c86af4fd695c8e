"""The law of the renderers: the screen, ``--plain``, Markdown and HTML show the same words of every text."""

from __future__ import annotations

from hypothesis import example, given

from quizapp import markup
from tests.support.readers import all_readings, differences, hostile_texts


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
