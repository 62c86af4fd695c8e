"""Long histories on the bundled bank, written quickly: fifty answers a day, three of four right."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from quizapp.core.events import Answer, Shown
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext, open_context
from quizapp.store import Stamp
from quizapp.store.paths import bundled_bank, user_paths
from tests.support.clock import FixedClock

DAY_MS = 86_400_000
A_DAY = 50
STEM = "A function reads a stream with four shards. " * 8


def long_log(folder: Path, answers: int, clock: FixedClock) -> AppContext:
    """A user's files after ``answers`` answers, the last of them on the day before the clock's."""
    days = -(-answers // A_DAY)
    context = open_context(user_paths(folder), bundled_bank(), clock=clock)
    clock.advance(days=-days - 1)  # reading the bank is an event, and no answer may lie before it
    open_bank(context)
    cards = [(card.card_id, card.topic, card.knowledge) for card in context.library.cards]
    names = list(context.library.bank.misconceptions)
    clock.advance(days=days + 1)
    today = context.clock().study_day
    bodies = iter(_answer(cards[i * 7 % len(cards)], names[i % len(names)], i) for i in range(answers))
    for step in range(days):
        day = today - days + step
        stamp = Stamp(ts_utc_ms=day * DAY_MS + 43_200_000, tz_min=0, study_day=day, as_of="2026-11-18", bank="b")
        context.store.append(list(islice(bodies, A_DAY)), stamp)
    return context


def _answer(card: tuple[str, str, tuple[str, ...]], mistake: str, number: int) -> Answer:
    name, topic, points = card
    shown = Shown(
        item=name, version=1, type="single", topic=topic, domain="development", level="recall", knowledge=points,
        stem=STEM, explanation=STEM, key=("a",), seed=number,
    )  # fmt: skip
    right = (number * 2654435761 % 2**32) >> 30 > 0  # three of four, and each card is wrong now and then
    return Answer(
        session="s", card=name, shown=shown, response=("a" if right else "b",), correct=right, purpose="review",
        rt_ms=20_000 + number * 7919 % 40_000, misconception="" if right or number % 8 else mistake,
    )  # fmt: skip
