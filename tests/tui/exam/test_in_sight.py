"""What a key changes is brought into sight, wherever the page was scrolled to."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.services.context import AppContext
from tests.support.exam_screens import exam, go_to, sheet
from tests.support.screens import press, running, screen_text


@pytest.fixture
def bank(bank: Path) -> Path:
    """The bank with long texts before the options, the steps and the pairs."""
    for path in (bank / "items").glob("*.yaml"):
        text = path.read_text()
        for stem in ("How much memory", "Which statements", "Put the way", "Which status code"):
            text = text.replace(f"    stem: {stem}", "    stem: |\n" + "      A line.\n\n" * 30 + f"      {stem}")
        path.write_text(text)
    return bank


@pytest.mark.parametrize(
    ("item", "keys"),
    [
        ("limits-memory", ["2", "x"]), ("limits-memory", ["x"]), ("limits-storage", ["1", "space"]),
        ("limits-storage", ["3", "x"]), ("invocation-path", ["space"]), ("pricing-codes", ["down", "a"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)  # fmt: skip
async def test_what_a_key_changes_out_of_sight_is_shown(room: AppContext, item: str, keys: list[str]) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, item)
        await press(pilot, "down", *keys[:-1], *["pageup"] * 9)
        draft = sheet(app).pane.draft
        assert "▌" not in screen_text(app)
        await press(pilot, keys[-1])
        assert sheet(app).pane.draft != draft
        assert {"▌", "↕"} & set(screen_text(app))
