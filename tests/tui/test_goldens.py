"""How the main screens read at 80x24, kept as text. ``QUIZAPP_GOLDENS=write`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quizapp.services.context import AppContext
from tests.support.clock import FixedClock
from tests.support.evenings import study_evenings
from tests.support.screens import press, running, screen_text
from tests.tui.test_study_screen import key_presses, study_of

FOLDER = Path(__file__).parent / "goldens"
CARDS = ("limits-memory", "limits-storage", "invocation-attempts", "invocation-path", "pricing-codes")


def compare(name: str, text: str) -> None:
    """Hold ``text`` against the golden ``name``."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("QUIZAPP_GOLDENS") == "write":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text + "\n")
    assert text + "\n" == path.read_text()


async def test_home_reads_as_before(context: AppContext) -> None:
    async with running(context) as (app, _):
        compare("home", screen_text(app))


@pytest.mark.parametrize("card", CARDS)
async def test_question_and_verdict_read_as_before(context: AppContext, card: str) -> None:
    async with running(context, start=study_of(card)) as (app, pilot):
        compare(f"{card}-question", screen_text(app))
        await press(pilot, *key_presses(app), "enter")
        compare(f"{card}-verdict", screen_text(app))


async def test_the_summary_reads_as_before(context: AppContext) -> None:
    async with running(context, start=study_of("limits-memory", "pricing-codes")) as (app, pilot):
        await press(pilot, "1", "enter", "enter", *"aaa", "enter", "enter")
        for _ in range(4):
            await press(pilot, *key_presses(app), "enter", "enter")
            if "goes again" in screen_text(app):
                break
        compare("summary", screen_text(app))


async def test_progress_reads_as_before(context: AppContext, clock: FixedClock) -> None:
    study_evenings(context, clock, evenings=6, answers=5, seed=2)
    async with running(context) as (app, pilot):
        await press(pilot, "p")
        for key, name in ("1", "standing"), ("2", "topics"), ("3", "days"), ("4", "plan"):
            await press(pilot, key)
            compare(f"progress-{name}", screen_text(app))
