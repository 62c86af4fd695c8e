"""Walks through the whole application, key by key: what is painted is what is up, what is saved, and what is graded."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from quizapp.services.bank.library import Library, load_library
from quizapp.store.paths import bundled_bank
from tests.support.look_alikes import write_look_alikes
from tests.walks.walker import Walker

PROOF = os.environ.get("HYPOTHESIS_PROFILE") == "proof"
STEPS_A_WALK = 40 if PROOF else 14
"""Three steps in eight are two or three keys: 60 keys a walk in the proof, 20 in the suite."""


def walking(walks: int, proof: int) -> settings:
    """So many walks in the suite, and in the proof."""
    return settings(
        max_examples=proof if PROOF else walks,
        stateful_step_count=STEPS_A_WALK,
        deadline=None,
        derandomize=not PROOF,
        suppress_health_check=list(HealthCheck),
    )


PLACES = ("study", "study", "exam", "exam", "browse", "review", "home")
SIZES = ((80, 24), (80, 24), (120, 40), (60, 20), (76, 22), (101, 30))
ANSWERS = ("1", "2", "3", "4", "5", "a", "b", "c", "d", "e", "F", "space", "enter", "x", "0", ".", "-", "7")
STEPS = ("n", "p", "s", "u", "g", "z", "r", "f", "m", "w", "t", "enter", "i", "o", "u", "p", "v", "N")
MOVES = ("j", "k", "up", "down", "left", "right", "pagedown", "pageup", "tab", "shift+tab", "home", "end")
DOORS = ("i", "o", "S", "q", "escape", "question_mark", "ctrl+p", "exclamation_mark", "R", "h", "l", "b", "enter")
TEXTS = ("12", "7", "two words", "1,5", "[$LATEST]", "3\n", "4 ms")


PASTES = st.tuples(st.just("paste"), st.sampled_from(TEXTS))
CLICKS = st.tuples(st.just("click"), st.integers(0, 1000), st.integers(0, 1000))
RESIZES = st.tuples(st.just("resize"), st.sampled_from(SIZES))
WAITS = st.tuples(st.just("wait"), st.sampled_from((0.1, 1, 30)))
RETURNS = st.tuples(st.just("come_back"))

_FOLDER = tempfile.TemporaryDirectory(prefix="walks-", ignore_cleanup_errors=True)


@cache
def alike() -> tuple[Library, Path]:
    """The bank of look-alikes, read once, and where it lies."""
    root = write_look_alikes(Path(_FOLDER.name))
    return load_library(root), root


@cache
def bundled() -> tuple[Library, Path]:
    """The bank that comes with the program, read once, and where it lies."""
    return load_library(bundled_bank()), bundled_bank()


class Walk(RuleBasedStateMachine):
    """Any keys, from any place. The law is held after each."""

    exam: ClassVar[str]

    def bank(self) -> tuple[Library, Path]:
        raise NotImplementedError

    @initialize(place=st.sampled_from(PLACES), size=st.sampled_from(SIZES))
    def begin(self, place: str, size: tuple[int, int]) -> None:
        self.walker = Walker(*self.bank(), self.exam, size)
        self.walker.start(place)

    @rule(key=st.sampled_from(ANSWERS))
    def answer(self, key: str) -> None:
        self.walker.press(key)

    @rule(times=st.integers(1, 3))
    def go_on(self, times: int) -> None:
        for _ in range(times):
            self.walker.press(self.walker.forward)

    @rule(key=st.sampled_from(ANSWERS))
    def answer_and_go_on(self, key: str) -> None:
        self.walker.press(key)
        self.walker.press("enter")
        self.walker.press(self.walker.forward)

    @rule(key=st.sampled_from(STEPS))
    def step(self, key: str) -> None:
        self.walker.press(key)

    @rule(key=st.sampled_from(MOVES))
    def move(self, key: str) -> None:
        self.walker.press(key)

    @rule(key=st.sampled_from(DOORS))
    def open_or_leave(self, key: str) -> None:
        self.walker.press(key)

    @rule(keys=st.lists(st.sampled_from(ANSWERS + STEPS), min_size=2, max_size=3).map(tuple))
    def hurry(self, keys: tuple[str, ...]) -> None:
        self.walker.burst(keys)

    @rule(by=st.integers(1, 3), key=st.sampled_from(ANSWERS))
    def another_window(self, by: int, key: str) -> None:
        self.walker.elsewhere(by, key)

    @rule(call=st.one_of(PASTES, CLICKS, RESIZES, WAITS, RETURNS))
    def disturb(self, call: tuple[object, ...]) -> None:
        getattr(self.walker, str(call[0]))(*call[1:])

    def teardown(self) -> None:
        if hasattr(self, "walker"):
            self.walker.end()


class AlikeWalk(Walk):
    """Over questions that only a word tells apart."""

    exam = "alike"

    def bank(self) -> tuple[Library, Path]:
        return alike()


class BundledWalk(Walk):
    """Over the bank that comes with the program."""

    exam = "quick"

    def bank(self) -> tuple[Library, Path]:
        return bundled()


TestLookAlikes = AlikeWalk.TestCase
TestLookAlikes.settings = walking(7, 600)
TestBundledBank = BundledWalk.TestCase
TestBundledBank.settings = walking(3, 400)
