"""Killed at any moment, no acknowledged answer is missing. A few moments here; all of them under ``make proof``."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quizapp.core.events import Answer
from tests.support.logs import derived, open_store

VICTIM = ("-m", "tests.support.victim")  # as a script it would find its neighbours before Python's own modules
ROOT = Path(__file__).parents[2]
BOUNDARIES = 80
"""Four in each write; the first sessions make about twenty of them."""


def start(data: Path, bank: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, *VICTIM, str(data), str(bank), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def acknowledged(victim: subprocess.Popen[str]) -> list[str]:
    """What it had printed whole when it died."""
    assert victim.stdout is not None
    lines = victim.stdout.read()
    victim.stdout.close()
    victim.wait()
    return [line for line in lines.splitlines() if line != "ready" and len(line) == 32]


def survives(data: Path, told: list[str]) -> None:
    """Everything told is there, the file is whole, and what is derived fits the log."""
    with open_store(data) as store:
        assert store.check().integrity == "ok"
        kept = [event.event_id for event in store.events() if isinstance(event.body, Answer)]
        assert set(told) <= set(kept)
        assert len(kept) <= len(told) + 1  # one may have been committed and not yet told
        before = derived(store)
        store.rebuild()
        assert derived(store) == before


def kill_at_boundary(data: Path, bank: Path, boundary: int) -> None:
    victim = start(data, bank, str(boundary))
    told = acknowledged(victim)
    assert victim.returncode == -9
    survives(data, told)


def kill_after(data: Path, bank: Path, seconds: float) -> int:
    victim = start(data, bank)
    assert victim.stdout is not None
    assert victim.stdout.readline() == "ready\n"
    time.sleep(seconds)  # not a wait for something: the moment itself is what varies
    victim.kill()
    told = acknowledged(victim)
    survives(data, told)
    return len(told)


@pytest.mark.parametrize("boundary", [1, 2, 3, 6, 13])
def test_killed_at_a_boundary_of_a_write(tmp_path: Path, bank_root: Path, boundary: int) -> None:
    kill_at_boundary(tmp_path / "user", bank_root, boundary)


def test_killed_at_a_few_random_moments(tmp_path: Path, bank_root: Path, commit_seed: int) -> None:
    chance = random.Random(commit_seed)
    for n in range(3):
        kill_after(tmp_path / f"user-{n}", bank_root, chance.uniform(0.0, 0.15))


def test_two_sessions_at_once_are_killed_and_lose_nothing(tmp_path: Path, bank_root: Path) -> None:
    with open_store(tmp_path / "user"):  # so that both find it
        pass
    victims = [start(tmp_path / "user", bank_root) for _ in range(2)]
    told = []
    for victim in victims:
        assert victim.stdout is not None
        told += [victim.stdout.readline().strip() for _ in range(40)]
    for victim in victims:
        victim.kill()
    told = [line for line in told if line != "ready"]
    for victim in victims:
        told += acknowledged(victim)
    with open_store(tmp_path / "user") as store:
        kept = [event.event_id for event in store.events() if isinstance(event.body, Answer)]
        assert store.check().sound
    assert len(told) >= 78
    assert set(told) <= set(kept)
    assert len(kept) <= len(told) + 2


@pytest.mark.proof
@pytest.mark.parametrize("boundary", range(BOUNDARIES))
def test_killed_at_every_boundary(tmp_path: Path, bank_root: Path, boundary: int) -> None:
    kill_at_boundary(tmp_path / "user", bank_root, boundary)


@pytest.mark.proof
def test_killed_at_two_hundred_random_moments(tmp_path: Path, bank_root: Path, commit_seed: int) -> None:
    chance = random.Random(commit_seed)
    told = [kill_after(tmp_path / f"user-{n}", bank_root, chance.uniform(0.0, 0.3)) for n in range(200)]
    print(f"\n200 kills, {sum(told)} acknowledged answers, none missing")
    assert sum(told) > 1000
