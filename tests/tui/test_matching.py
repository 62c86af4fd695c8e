"""A row of a matching item is read beside all its partners: both are on the screen while a partner is chosen."""

from __future__ import annotations

from random import Random

import pytest

from quizapp.core.bank import Matching
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on
from quizapp.tui.study.screen import StudyScreen
from tests.support.gallery import LIVED, Learners
from tests.support.screens import press, running, screen_text, settle


@pytest.fixture(scope="module")
def learners(tmp_path_factory: pytest.TempPathFactory) -> Learners:
    return Learners(tmp_path_factory.mktemp("learners"))


def letters(text: str) -> str:
    """The letters of the partners that begin a line."""
    return "".join(
        line[6] for line in text.splitlines() if line[:6] == "      " and line[6:9].rstrip() in set("abcdeF")
    )


async def look(learners: Learners, items: list[Matching]) -> None:
    """Go through items at 80 by 24, and choose a partner for the second row of each."""
    context = learners.context(LIVED)
    async with running(context) as (app, pilot):
        app.push_screen(StudyScreen(Study(context, again_on(context, [item.card_id for item in items]))))
        await settle(pilot)
        for _ in items:
            screen = app.screen
            assert isinstance(screen, StudyScreen)
            assert screen.view is not None
            assert screen.view.showing is not None
            item = screen.view.showing.item
            assert isinstance(item, Matching)
            await press(pilot, "down", "a")
            shown = screen_text(app)
            assert letters(shown) == "abcdeF"[: len(screen.view.showing.choices)], (item.id, shown)
            assert shown.count("→") >= len(item.pairs), (item.id, shown)
            await press(pilot, "s")
    context.close()


def every(learners: Learners) -> list[Matching]:
    items = [item for item in learners.library.bank.items.values() if isinstance(item, Matching)]
    assert len(items) > 40
    return items


async def test_partners_are_seen_with_the_rows_at_80_by_24(learners: Learners, commit_seed: int) -> None:
    await look(learners, Random(commit_seed).sample(every(learners), 6))


@pytest.mark.proof
async def test_partners_of_every_item_are_seen_with_the_rows_at_80_by_24(learners: Learners) -> None:
    await look(learners, every(learners))
