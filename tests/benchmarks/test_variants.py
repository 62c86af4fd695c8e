"""Making and rendering a variant, against painting a verdict in the same run."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from statistics import median

import pytest

from quizapp.core.bank import arrange
from quizapp.services.bank.library import load_library
from quizapp.services.bank.variants import variant
from quizapp.store.paths import bundled_bank
from quizapp.tui.widgets import markup, question_rows
from quizapp.tui.widgets.response_draft import blank
from tests.benchmarks.test_keys import _study

pytestmark = pytest.mark.benchmark
DAY = date(2026, 11, 24)
PRESSES = 60


async def test_a_variant_costs_no_more_than_painting_a_verdict(tmp_path: Path) -> None:
    library = load_library(bundled_bank())
    made: list[float] = []
    for seed in range(10):
        for model in library.models:
            begun = time.perf_counter()
            item = variant(library, model, seed, DAY)
            showing = arrange(item, seed)
            markup.lines(question_rows.question(showing, blank(showing))[0], 78)
            made.append(time.perf_counter() - begun)
    verdicts: list[float] = []
    async with _study(tmp_path) as study:
        for _ in range(PRESSES):
            await study.press("1")
            verdicts.append(await study.press("enter"))
            await study.press("enter")
    share = median(made) / median(verdicts)
    print(f"\na variant, made and rendered: {median(made) * 1000:.1f} ms, {share:.2f}x a painted verdict")
    assert share <= 1
