"""Reading the bank against composing its YAML and nothing else."""

from __future__ import annotations

import gc
import random
import re
import shutil
import time
from datetime import date
from pathlib import Path
from statistics import median

import pytest
import yaml

from quizapp.services.authoring.lint import audit_library
from quizapp.services.bank.library import load_library
from tests.support.small_bank import FILES, write_small_bank

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


def _load(root: Path) -> float:
    started = time.perf_counter()
    load_library(root)
    return time.perf_counter() - started


def test_reading_and_checking_the_bank_costs_little_more_than_loading_its_yaml(tmp_path: Path) -> None:
    root = shutil.copytree(BANK, tmp_path / "bank")  # what was made of the bundled one is kept between tests
    floors, loads = [], []
    for _ in range(15):
        floors.append(_compose())
        loads.append(_load(root))
    ratio = median(loads) / median(floors)
    print(f"\nCSafeLoader {median(floors) * 1000:.0f} ms; the whole bank, checked {ratio:.2f}x")
    assert ratio <= 2.5


WORDS = re.findall(r"\S+", "a function reads the stream of 128 MB and 15 minutes while retries of a queue wait which")
PLACES = ("stem", "explanation", "option", "why")


def _long_text(place: str, at: str, chance: random.Random) -> str:
    size = 18_000 if at == place else 8
    return " ".join(chance.choices(WORDS, k=size)) + "?"


def _audit_s(root: Path) -> float:
    library = load_library(root)
    started = time.process_time()
    audit_library(library, date(2026, 11, 29))
    return time.process_time() - started


@pytest.mark.parametrize("place", PLACES)
def test_a_text_of_100000_characters_is_audited_at_little_more_than_the_usual_time_per_kilobyte(
    tmp_path: Path, place: str
) -> None:
    chance = random.Random(place)
    text = {at: _long_text(place, at, chance) for at in PLACES}
    item = f"""topic: limits
items:
  - id: limits-long
    version: 1
    type: single
    domain: none
    level: recall
    knowledge: [memory]
    stem: {text["stem"]}
    options:
      - {{key: true, text: "{text["option"]}", why: "{text["why"]}"}}
      - {{text: another one, why: it is not}}
      - {{text: a second one, why: it is not}}
      - {{text: a third one, why: it is not}}
    explanation: {text["explanation"]}
    sources: [{{title: Doc, url: "https://docs.example.com/doc", checked: 2026-11-01}}]
"""
    root = write_small_bank(tmp_path / "bank", {**FILES, "items/limits.yaml": item})
    kilobytes = sum(path.stat().st_size for path in (BANK / "items").glob("*.yaml")) / 1000
    usual = median(_audit_s(BANK) for _ in range(3)) / kilobytes
    long = median(_audit_s(root) for _ in range(3)) / (len(text[place]) / 1000)
    print(f"\n{place} of {len(text[place]):,} characters: {long / usual:.2f}x the usual time per kilobyte")
    assert long / usual <= 3
