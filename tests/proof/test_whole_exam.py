"""A whole exam as a person sits it: 65 questions at 80x24 in a terminal, by keyboard alone, killed in the middle."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quizapp.core.bank import Item, Multiple, arrange, key_of
from tests.support.recount import log_of_exams, recount
from tests.support.terminal import Screen, python

ROOT = Path(__file__).parents[2]
RECOUNT = ROOT / "tests" / "support" / "recount.py"
MINUTE = 60_000
KILLED_AT, LAST = 33, 60
"""The question at which the program is killed, and the last one that is answered."""


class Sitter:
    """Somebody at a terminal: what they press, and what they remember of it."""

    def __init__(self, data: Path, chance: random.Random) -> None:
        self.data, self.chance = data, chance
        self.ahead = data / "ahead"
        self.ahead.write_text("0")
        self.passed = 0
        self.given: dict[int, tuple[str, ...]] = {}
        self.flagged: list[int] = []
        self.guessed: list[int] = []

    def start(self, *arguments: str) -> None:
        """The program, on its own bank."""
        command = python("-m", "tests.support.shifted", str(self.ahead), "--data-dir", str(self.data), *arguments)
        self.terminal = Screen(command, env={"PYTHONPATH": str(ROOT)})

    def later(self, minutes: float) -> None:
        """Time passes."""
        self.passed += int(minutes * MINUTE)
        beside = self.ahead.with_suffix(".new")
        beside.write_text(str(self.passed))
        beside.replace(self.ahead)

    def log(self) -> list[tuple[str, dict[str, Any], int]]:
        """What is stored of the exam."""
        (events,) = log_of_exams(self.data / "progress.db").values()
        return events

    def answer(self, number: int, *, right: bool) -> None:
        """Choose, and see it saved."""
        item, ids = self.question(number)
        key = key_of(item)
        others = [choice for choice in ids if choice not in key]
        chosen = key if right else (*key[: len(key) - 1], self.chance.choice(others))
        before = self.given.get(number, ())
        if isinstance(item, Multiple):
            presses = [c for c in before if c not in chosen] + [c for c in chosen if c not in before]
        else:
            presses = list(chosen)
        for choice in presses:
            self.terminal.write(str(ids.index(choice) + 1).encode())
        said = " and ".join(str(n) for n in sorted(ids.index(choice) + 1 for choice in chosen))
        self.terminal.wait(f"{number} of 65", f"Saved: {said}", gone="not complete")
        self.given[number] = tuple(chosen)

    def question(self, number: int) -> tuple[Item, list[str]]:
        """An item as it was stored, and its options in the order shown."""
        if not hasattr(self, "form"):
            self.form = self.log()[0][1]["form"]
        row = self.form[number - 1]
        item: Item = msgspec.convert(row["item"], Item, strict=False)  # type: ignore[arg-type]
        return item, [part.choice_id for part in arrange(item, row["seed"]).choices]

    def sit(self, first: int, last: int) -> None:
        """Answer these questions; some are flagged, some guessed, some changed, some cleared and answered again."""
        for number in range(first, last + 1):
            self.later(self.chance.uniform(0.3, 1.9))
            if number not in self.given:
                self.answer(number, right=self.chance.random() < 0.7)
            if number % 7 == 0:
                self.terminal.press("f", "⚑ flagged")
                self.flagged.append(number)
            if number % 11 == 0:
                self.terminal.press("g", "? guess")
                self.guessed.append(number)
            if number % 5 == 0:
                self.answer(number, right=number % 2 == 0)
            if number % 13 == 0:
                self.terminal.press("u", gone="Saved")
                del self.given[number]
            self.terminal.press("n", f"{number + 1} of 65")


@pytest.mark.proof
def test_a_whole_exam_by_keyboard_with_a_kill_and_a_time_out(tmp_path: Path, commit_seed: int) -> None:
    sitter = Sitter(tmp_path, random.Random(commit_seed))
    sitter.start("exam", "developer")
    sitter.terminal.wait("65; 15 of them do not count, and nothing marks them", "the clock has not started")
    sitter.terminal.press("\r", "1 of 65", "2:10:00")
    sitter.sit(1, KILLED_AT - 1)
    sitter.answer(KILLED_AT, right=True)
    sitter.terminal.close()  # killed, a moment after the answer was seen to be saved
    stored = len(sitter.log())

    sitter.later(3)
    sitter.start("exam")
    sitter.terminal.wait("An exam is open", f"{len(sitter.given)} of 65 answered, all saved", "the clock ran on")
    ids = sitter.question(KILLED_AT)[1]
    numbers = " and ".join(str(n) for n in sorted(ids.index(c) + 1 for c in sitter.given[KILLED_AT]))
    sitter.terminal.press("1", f"{KILLED_AT} of 65", f"Saved: {numbers}")
    assert len(sitter.log()) == stored + 1  # nothing was lost; what came is that the exam was resumed
    sitter.sit(KILLED_AT, LAST)

    sitter.terminal.press("o", f"answered {len(sitter.given)}", f"flagged {len(sitter.flagged)}")
    sitter.terminal.press("S", f"{65 - len(sitter.given)} without a complete answer", "submits for good")
    sitter.terminal.press("\x1b", "the question you come from")
    sitter.terminal.press("\x1b", f"{LAST + 1} of 65")
    sitter.later(130)
    shown = sitter.terminal.wait("ended by the clock", "were needed", "Practice scale")
    while "Study first" not in sitter.terminal.words():  # a key within 0.2 s of the end is not taken
        sitter.terminal.write(b"\x1b")
        sitter.terminal.settle(0.3)
    sitter.terminal.write(b"q")
    assert sitter.terminal.ended() == 0
    compare(sitter, shown)


def compare(sitter: Sitter, shown: str) -> None:
    """The screen, the program's own report, the script over the stored events and the sitter's memory agree."""
    database = sitter.data / "progress.db"
    script = subprocess.run([sys.executable, str(RECOUNT), str(database)], capture_output=True, text=True, check=True)
    counted = json.loads(script.stdout)
    command = ["-m", "quizapp", "--data-dir", str(sitter.data), "report", "exam", "--format", "json"]
    report = json.loads(subprocess.run(python(*command), capture_output=True, text=True, check=True, cwd=ROOT).stdout)
    seen = re.search(r"(\d+) of 50 right; 36 were needed.*Practice scale (\d+)", shown)
    assert seen is not None
    assert (counted["right"], counted["of"], counted["score"]) == (int(seen[1]), 50, int(seen[2]))
    assert (report["right"], report["scored"], report["score"]) == (counted["right"], 50, counted["score"])
    assert (report["unscored_right"], report["unanswered"]) == (counted["unscored_right"], counted["unanswered"])
    assert counted["phase"] == report["ended"] == "expired"
    assert counted["used_ms"] == 130 * MINUTE
    assert counted["flagged"] == sitter.flagged
    assert counted["guessed"] == sitter.guessed
    for number, answer in enumerate(counted["answers"], 1):
        assert sorted(answer) == sorted(sitter.given.get(number, ())), number
    assert recount(sitter.log())["answers"] == counted["answers"]
    right = sum(
        sorted(sitter.given.get(n, ())) == sorted(key_of(sitter.question(n)[0])) and row["scored"]
        for n, row in enumerate(sitter.form, 1)
    )
    assert counted["right"] == right
    print(
        f"\n65 questions, {len(sitter.log())} events, killed at {KILLED_AT}, timed out at {LAST + 1}:"
        f" {right} of 50 right, score {counted['score']}, {counted['unscored_right']} of 15 unscored, by screen,"
        " report, script and memory"
    )
