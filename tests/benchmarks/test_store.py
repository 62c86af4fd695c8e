"""Committing an answer against append + fdatasync, and the next item against the size of the history."""

from __future__ import annotations

import os
import time
from itertools import count
from pathlib import Path
from statistics import median

import pytest

from quizapp.core.bank import key_of
from quizapp.core.events import Answer, Shown
from quizapp.core.scheduler import Entry
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext, open_context
from quizapp.services.study.session import Study
from quizapp.store import Stamp, Store
from quizapp.store.paths import user_paths

BANK = Path(__file__).parents[2] / "question_bank"
DAY_MS = 86_400_000
STEM = "A function reads a stream with four shards. " * 8

pytestmark = pytest.mark.benchmark


def _answer(card: str, number: int) -> Answer:
    shown = Shown(
        item=card, version=1, type="single", topic=f"t{number % 16}", domain="none", level="recall", knowledge=("k",),
        stem=STEM, explanation=STEM, key=("a",), seed=number,
    )  # fmt: skip
    return Answer(
        session="s", card=card, shown=shown, response=("a",), correct=number % 4 > 0, purpose="review", rt_ms=9000
    )


def _stamp(number: int) -> Stamp:
    day = 20_000 + number // 50
    return Stamp(ts_utc_ms=day * DAY_MS + number, tz_min=0, study_day=day, as_of="2026-11-23", bank="b")


def _append(path: Path, text: bytes) -> float:
    with path.open("ab", buffering=0) as file:
        started = time.perf_counter()
        file.write(text)
        os.fdatasync(file.fileno())
        return time.perf_counter() - started


def test_committing_an_answer_costs_little_more_than_an_append_and_a_sync(tmp_path: Path) -> None:
    floors, commits = [], []
    with Store(tmp_path / "progress.db", tmp_path / "device", tmp_path) as store:
        for i in range(50):
            store.append([_answer(f"warm{i}", i)], _stamp(i))
        for i in range(600):
            floors.append(_append(tmp_path / "floor", STEM.encode() * 2))
            body = _answer(f"c{i % 200}", i)
            started = time.perf_counter()
            store.append([body], _stamp(i))
            commits.append(time.perf_counter() - started)
    ratio = median(commits) / median(floors)
    print(f"\nappend + fdatasync {median(floors) * 1000:.2f} ms; commit of an answer {ratio:.2f}x")
    assert ratio <= 3


def _filled(path: Path, cards: int, events: int) -> AppContext:
    context = open_context(user_paths(path), BANK)
    numbers = count()
    while (done := next(numbers)) * 1000 < events:
        step = [_answer(f"c{(done * 1000 + i) % cards}", done * 1000 + i) for i in range(min(1000, events))]
        context.store.append(step, _stamp(done * 1000))
    return context


def _next_item(context: AppContext, presses: int) -> list[float]:
    open_bank(context)
    items = list(context.library.bank.valid_on(context.facts_day()))[:presses]
    study = Study(context, [Entry(i.card_id, i.topic, "practice") for i in items])
    times = []
    for _ in items:
        showing = study.view.showing
        assert showing is not None
        study.answer(key_of(showing.item), 9000)
        started = time.perf_counter()
        study.advance()
        times.append(time.perf_counter() - started)
    return times


def test_the_next_item_comes_as_fast_with_ten_thousand_cards_as_with_a_hundred(tmp_path: Path) -> None:
    small, large = _filled(tmp_path / "small", 100, 1000), _filled(tmp_path / "large", 10_000, 100_000)
    few, many = [], []
    for _ in range(5):
        few += _next_item(small, 40)
        many += _next_item(large, 40)
    small.close()
    large.close()
    ratio = median(many) / median(few)
    print(f"\nnext item: {median(few) * 1000:.3f} ms with 100 cards; with 10,000 cards and 100,000 events {ratio:.2f}x")
    assert ratio <= 1.5


def test_an_answer_is_stored_as_fast_with_a_long_history(tmp_path: Path) -> None:
    small, large = _filled(tmp_path / "small", 100, 1000), _filled(tmp_path / "large", 10_000, 100_000)
    few, many = [], []
    for i in range(300):
        for context, times in ((small, few), (large, many)):
            body = _answer(f"c{i % 100}", 200_000 + i)
            started = time.perf_counter()
            context.store.append([body], _stamp(200_000 + i))
            times.append(time.perf_counter() - started)
    small.close()
    large.close()
    ratio = median(many) / median(few)
    print(f"\ncommit with 100,000 events behind: {ratio:.2f}x")
    assert ratio <= 1.5
