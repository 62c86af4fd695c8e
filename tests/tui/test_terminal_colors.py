"""Colours on terminals that have few: what differs in meaning differs on the screen, and can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from quizapp.services.context import AppContext
from quizapp.tui import legibility, themes
from quizapp.tui.app import QuizApp
from quizapp.tui.capabilities import Capabilities, Depth, color_depth, detect, is_dumb
from quizapp.tui.legibility import LEAST, TOLD_APART, contrast, readable
from tests.support.screens import press, settle
from tests.support.textual_adapter import painted
from tests.tui.test_study_screen import study_of

OFFERED = {**BUILTIN_THEMES, **{theme.name: theme for theme in themes.OWN}}
MIXED = sorted(name for name, theme in OFFERED.items() if not theme.ansi)


def colors(name: str, depth: Depth) -> dict[str, str]:
    app = QuizApp(lambda: pytest.fail("not opened"), capabilities=Capabilities(depth=depth))
    app.theme = name
    return app.get_css_variables()


def shown(value: str, depth: Depth) -> RichColor:
    """The colour that Rich sends to the terminal."""
    color = Color.parse(value).rich_color
    return color if depth == "truecolor" else color.downgrade(ColorSystem.EIGHT_BIT)


def seen(value: str, depth: Depth) -> Color:
    return Color.from_rich_color(RichColor.from_triplet(shown(value, depth).get_truecolor()))


@pytest.mark.parametrize("depth", ["truecolor", "256"])
@pytest.mark.parametrize("name", MIXED)
def test_no_two_meanings_share_a_colour(name: str, depth: Depth) -> None:
    found = colors(name, depth)
    assert len({shown(found[each], depth).get_truecolor() for each in TOLD_APART}) == len(TOLD_APART)


def test_16_colours_are_the_terminals_own_and_all_five_differ() -> None:
    app = QuizApp(lambda: pytest.fail("not opened"), capabilities=Capabilities(depth="standard"))
    assert app.theme == "quizapp-ansi"
    assert all(theme.ansi for theme in app.available_themes.values())
    for name in app.available_themes:
        app.theme = name
        found = app.get_css_variables()
        numbers = [Color.parse(found[each]).rich_color.downgrade(ColorSystem.STANDARD).number for each in TOLD_APART]
        assert None not in numbers
        assert len(set(numbers)) == len(TOLD_APART)
        assert not {0, 7, 15} & set(numbers)  # black and white are the ground of somebody


@pytest.mark.parametrize("depth", ["truecolor", "256"])
@pytest.mark.parametrize("name", MIXED)
def test_text_right_wrong_rule_and_selection_can_be_read(name: str, depth: Depth) -> None:
    found = colors(name, depth)
    for ground in ("background", "surface", "raised"):
        for ink in ("foreground", "rule", "text-primary", *TOLD_APART):
            ratio = contrast(seen(found[ink], depth), seen(found[ground], depth))
            assert ratio >= LEAST, (ink, found[ink], ground, found[ground], round(ratio, 2))
    cursor, letters = found["block-cursor-background"], found["block-cursor-foreground"]
    assert contrast(seen(letters, depth), seen(cursor, depth)) >= LEAST


@pytest.mark.parametrize("name", MIXED)
def test_the_cursors_row_has_a_ground_with_256_colours_and_no_ground_is_tinted(name: str) -> None:
    found = colors(name, "256")
    background, raised = (shown(found[each], "256") for each in ("background", "raised"))
    assert background.number != raised.number
    for each in (background, raised, shown(found["rule"], "256")):
        r, g, b = each.get_truecolor()
        assert max(r, g, b) - min(r, g, b) <= 40, each


@given(
    st.tuples(*[st.integers(0, 255)] * 3), st.tuples(*[st.integers(0, 255)] * 3), st.sampled_from(["truecolor", "256"])
)
def test_a_colour_can_be_made_readable_on_any_ground(
    ink: tuple[int, int, int], ground: tuple[int, int, int], depth: Depth
) -> None:
    behind = legibility.painted(Color(*ground), depth)
    made = readable(Color(*ink), [Color(*ground)], depth)
    assert contrast(legibility.painted(made, depth), behind) >= LEAST - 0.1
    if depth == "truecolor" and contrast(Color(*ink), behind) >= LEAST:
        assert made.rgb == ink


async def test_the_row_under_the_cursor_has_a_sign_with_16_colours(context: AppContext) -> None:
    app = QuizApp(lambda: context, open_study=study_of("limits-memory"), capabilities=Capabilities(depth="standard"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        rows = [strip.text for strip in painted(app.screen)]
        assert any(row.lstrip().startswith("▌ 2") for row in rows)


async def test_a_theme_that_16_colours_cannot_show_is_kept_for_other_terminals(context: AppContext) -> None:
    app = QuizApp(lambda: context, capabilities=Capabilities(depth="standard"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert app.theme == "quizapp-ansi"
        await press(pilot, "s", "escape", "q")
        assert context.settings.theme == "quizapp-dark"


@pytest.mark.parametrize(
    ("depth", "environ"),
    [
        ("truecolor", {"TERM": "xterm-256color", "COLORTERM": "truecolor"}),
        ("truecolor", {"TERM": "xterm", "XTERM_VERSION": "XTerm(379)"}),
        ("standard", {"TERM": "xterm", "XTERM_VERSION": "XTerm(278)"}),
        ("standard", {"TERM": "xterm"}),
        ("standard", {"TERM": "linux"}),
        ("standard", {}),
        ("256", {"TERM": "xterm-256color"}),
        ("truecolor", {"TERM": "xterm-kitty"}),
        ("truecolor", {"TERM": "xterm-direct"}),
        ("truecolor", {"TERM": "xterm-256color", "WT_SESSION": "1"}),
        ("256", {"TERM": "screen", "STY": "1.quizapp", "COLORTERM": "truecolor"}),
        ("256", {"TERM": "screen.xterm-256color", "STY": "1.quizapp", "XTERM_VERSION": "XTerm(379)"}),
        ("256", {"TERM": "tmux-256color", "TMUX": "socket,1,0", "XTERM_VERSION": "XTerm(379)"}),
        ("truecolor", {"TERM": "tmux-256color", "TMUX": "socket,1,0", "STY": "1.x", "COLORTERM": "truecolor"}),
        ("256", {"TERM": "screen", "TMUX": "socket,1,0"}),
        ("standard", {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_COLOR_SYSTEM": "standard"}),
        ("256", {"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "auto"}),
    ],
)
def test_how_many_colours_a_terminal_has(depth: Depth, environ: dict[str, str]) -> None:
    assert color_depth(environ) == depth


def test_signs_follow_the_environment_then_the_setting_then_the_terminal() -> None:
    utf8, latin, console = (
        detect(env, enc) for env, enc in (({}, "utf-8"), ({}, "latin-1"), ({"TERM": "linux"}, "utf-8"))
    )
    assert [can.ascii_signs("auto") for can in (utf8, latin, console)] == [False, True, True]
    assert [can.ascii_signs("unicode") for can in (utf8, latin, console)] == [False, False, False]
    assert utf8.ascii_signs("ascii")
    asked = detect({"QUIZAPP_SIGNS": " ASCII "}, "utf-8")
    assert asked.ascii_signs("unicode")
    assert not detect({"QUIZAPP_SIGNS": "unicode"}, "latin-1").ascii_signs("ascii")
    with pytest.raises(ValueError, match="QUIZAPP_SIGNS is 'latin'; write ascii, unicode or auto"):
        detect({"QUIZAPP_SIGNS": "latin"}, "utf-8")


def test_a_dumb_terminal_is_known() -> None:
    assert is_dumb({"TERM": "dumb"})
    assert not is_dumb({"TERM": "vt100"})
    assert not is_dumb({})
