"""Drawings in characters: what they show is what the numbers are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizapp.tui.widgets.charts import EIGHTHS, SHADES, bar, columns, heat, shade, strip

shares = st.floats(0, 1)


@given(share=shares, width=st.integers(1, 60))
def test_a_bar_is_filled_up_to_its_share(share: float, width: int) -> None:
    drawn = bar(share, width).plain
    assert len(drawn) == width
    assert drawn == "█" * round(share * width) + "░" * (width - round(share * width))


@given(values=st.tuples(shares, shares, shares).map(sorted), width=st.integers(4, 80), mark=shares)
def test_an_interval_holds_its_middle_and_has_its_ends_in_place(values: list[float], width: int, mark: float) -> None:
    low, middle, high = values
    drawn = strip(low, middle, high, width, "bold", mark).plain
    assert len(drawn) == width
    assert drawn[round(middle * (width - 1))] == "●"
    inside = [i for i, glyph in enumerate(drawn) if glyph in "━●┿"]
    assert inside == list(range(round(low * (width - 1)), round(high * (width - 1)) + 1))


def test_an_interval_by_hand() -> None:
    assert strip(0.2, 0.5, 0.8, 11, "bold", 0.7).plain == "──━━━●━┿━──"
    assert strip(0.0, 0.1, 0.2, 11, "bold", 0.7).plain == "━●━────│───"
    assert strip(-3, 0.5, 7, 5, "bold").plain == "━━●━━"


def test_bars_by_hand() -> None:
    looks = ("bold", "dim")
    assert [line.plain for line in columns([(4, 0), (2, 0), (1, 0), (0, 0)], 2, looks)] == ["█   ", "██▄ "]
    assert [line.plain for line in columns([(1, 1), (2, 0), (0, 1)], 2, looks)] == ["▓█ ", "██▓"]
    assert [line.plain for line in columns([(0, 0)], 2, looks, wide=2)] == ["  ", "  "]
    assert [line.plain for line in columns([(2, 0), (1, 1)], 2, looks, wide=2, gap=1)] == ["██ ▓▓ ", "██ ██ "]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=40), st.integers(1, 8))
def test_bars_are_as_high_as_what_they_stand_for(stacks: list[tuple[int, int]], height: int) -> None:
    lines = [line.plain for line in columns([(float(a), float(b)) for a, b in stacks], height, ("bold", "dim"))]
    assert {len(line) for line in lines} == {len(stacks)}
    most = max(a + b for a, b in stacks) or 1
    for place, (below, above) in enumerate(stacks):
        column = "".join(line[place] for line in reversed(lines))
        assert column.rstrip() == "" if below + above == 0 else column.strip()
        if not above:
            drawn = sum(EIGHTHS.index(glyph) for glyph in column) / 8
            assert abs(drawn - below / most * height) <= 1 / 8
        else:
            filled = sum(glyph != " " for glyph in column)
            assert abs(filled - (below + above) / most * height) <= 1.5
            assert "▓" in column


def test_a_calendar_has_a_line_a_day_and_darker_days_for_more_answers() -> None:
    lines = [line.plain for line in heat([[0, 1, 5, 10, 20, 0, 0], [3, None, None, None, None, None, None]])]
    assert len(lines) == 7
    assert lines[0] == f"{SHADES[0]} {shade(3, 20)} "
    assert [shade(n, 20) for n in (0, 1, 6, 11, 20)] == [SHADES[0], SHADES[1], SHADES[2], SHADES[3], SHADES[4]]
    assert lines[1].endswith("   ")
    assert heat([[0] * 7])[0].plain == "·· "
