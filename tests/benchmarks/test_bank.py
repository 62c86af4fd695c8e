"""Reading the bank against composing its YAML and nothing else."""

from __future__ import annotations

import gc
import time
from pathlib import Path
from statistics import median

import pytest
import yaml

from quizapp.services.library import load_library

BANK = Path(__file__).parents[2] / "question_bank"

pytestmark = pytest.mark.benchmark


def _compose() -> float:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    gc.disable()
    started = time.perf_counter()
    for path in sorted(BANK.rglob("*.yaml")):
        yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506 - a subclass of SafeLoader
    elapsed = time.perf_counter() - started
    gc.enable()
    return elapsed


def _load() -> float:
    started = time.perf_counter()
    load_library(BANK)
    return time.perf_counter() - started


def test_reading_and_checking_the_bank_costs_little_more_than_loading_its_yaml() -> None:
    floors, loads = [], []
    for _ in range(15):
        floors.append(_compose())
        loads.append(_load())
    ratio = median(loads) / median(floors)
    print(f"\nCSafeLoader {median(floors) * 1000:.0f} ms; the whole bank, checked {ratio:.2f}x")
    assert ratio <= 2.5
