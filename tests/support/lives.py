"""Lives of several devices over the small bank, as random steps: study, marks, settings, corrections, exams, merges."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from quizapp.core.bank import Item, arrange, grade, key_of
from quizapp.core.events import Answer, BankVersion, Body, Guess, Regrade, Setting, Skip, Suspend, Undo
from quizapp.core.scheduler.rating import RAPID_MS
from quizapp.core.sessions import ExamOver
from quizapp.services.bank.library import Library, load_library
from quizapp.services.bank.snapshot import shown_of
from quizapp.services.context import AppContext
from quizapp.services.exam.forms import blueprint
from quizapp.services.exam.lifecycle import discard_exam, resume_exam, start_exam, waiting
from quizapp.store import Store
from tests.support.clock import FixedClock
from tests.support.exams import desk, exam_bank, wrong

NAMES = ("one", "two", "three")
AN_EVENING = 105


class Step(NamedTuple):
    """``which``: of the items, of the latest answers, or of the blueprints. ``days``: since the step before."""

    device: int
    kind: str
    which: int
    flag: bool
    days: float


STEPS = st.lists(
    st.builds(
        Step,
        st.integers(0, 2),
        st.sampled_from(
            ["answer"] * 7 + ["evening"] * 2 + ["quick", "guess", "undo", "suspend", "skip", "setting", "bank"]
            + ["regrade", "exam", "exam", "respond", "submit", "discard", "close", "merge", "merge", "part"]
        ),
        st.integers(0, 5),
        st.booleans(),
        st.sampled_from([0, 0, 0.0005, 0.003, 0.3, 1, 1, 2, 9]),
    ),
    min_size=4,
    max_size=18,
)  # fmt: skip


class Banks(NamedTuple):
    """The small bank as it was, and with a corrected key; read once."""

    before: Library
    later: Library


def two_banks(root: Path) -> Banks:
    """Both, written below ``root``."""
    return Banks(load_library(exam_bank(root / "before")), load_library(corrected_bank(root / "later")))


class Lives:
    """Three devices in ``root``, and what was taken of them underway (``parts``). One has the later bank."""

    def __init__(self, root: Path, banks: Banks) -> None:
        self.root = root
        self.banks = banks
        self.clock = FixedClock()
        self.parts: list[Path] = []
        self._numbers = count()
        self.devices = [
            _reading(root / name, banks.later if name == "two" else banks.before, self.clock) for name in NAMES
        ]

    def live(self, steps: list[Step]) -> None:
        """All steps, one after the other."""
        for step in steps:
            self.clock.advance(days=step.days)
            device = self.devices[step.device]
            if step.kind == "merge":
                device.store.merge(self.devices[step.which % len(self.devices)].store.path)
            elif step.kind == "part":
                self.parts.append(device.store.copy(self.root / f"part{next(self._numbers)}" / "progress.db"))
            elif step.kind in ("exam", "respond", "submit", "discard", "close"):
                _exam(device, step)
            else:
                device.record(*_bodies(device, step))
        for device in self.devices:
            device.close()

    def database(self, number: int) -> Path:
        """Where a device has its events."""
        return self.root / NAMES[number] / "progress.db"

    def viewer(self, name: str, *merged: Path, start: Path | None = None) -> AppContext:
        """A database of these events, taken in in this order, and seen by the later bank."""
        folder = self.root / "views" / name
        folder.mkdir(parents=True)
        if start is not None:
            shutil.copy(start, folder / "progress.db")
        with Store(folder / "progress.db", folder / "device", folder / "backups") as store:
            for other in merged:
                store.merge(other)
        return _reading(folder, self.banks.later, FixedClock(self.clock.ts_utc_ms))


def _reading(folder: Path, library: Library, clock: FixedClock) -> AppContext:
    return desk(folder, library.root, clock, library)


def corrected_bank(bank: Path) -> Path:
    """A later version of the bank, in which one key was wrong before."""
    file = exam_bank(bank) / "items" / "limits.yaml"
    text = file.read_text()
    for old, new in (
        ("limits-memory\n    version: 1", "limits-memory\n    version: 2\n    corrects: 1"),
        ("- key: true\n        text: 10,240 MB", "- text: 10,240 MB"),
        ("- text: 3,008 MB", "- key: true\n        text: 3,008 MB"),
    ):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)
    return bank


def _bodies(device: AppContext, step: Step) -> list[Body]:
    """What a step writes; an evening writes as many answers as it takes for the latest ones to be some of them."""
    items = [item for _, item in sorted(device.library.bank.items.items())]
    if step.kind == "evening":
        return [_answer(items[n % len(items)], "review", step.flag != (n % 7 == 0), 30_000 * (1 + step.which) + n)
                for n in range(AN_EVENING)]  # fmt: skip
    body = _body(device, step, items[step.which % len(items)])
    return [] if body is None else [body]


def _answer(item: Item, purpose: Any, right: bool, rt_ms: int) -> Answer:
    response = key_of(item) if right else wrong(item)
    verdict = grade(item, response)
    return Answer(
        session="s", card=item.card_id, shown=shown_of(arrange(item, 1)), response=response, correct=verdict.correct,
        purpose=purpose, misconception=verdict.misconception, rt_ms=rt_ms, rapid=rt_ms < RAPID_MS,
    )  # fmt: skip


def _body(device: AppContext, step: Step, item: Item) -> Body | None:
    if step.kind in ("answer", "quick"):
        purpose = ("new", "review", "practice", "repeat")[step.which % 4]
        return _answer(item, purpose, step.flag, 900 if step.kind == "quick" else 20_000 + 7000 * step.which)
    if step.kind == "suspend":
        return Suspend(card=item.card_id, on=step.flag)
    if step.kind == "skip":
        return Skip(session="s", card=item.card_id)
    if step.kind == "setting":
        return Setting(name="minutes_a_day", value=10 + step.which)
    if step.kind == "bank":
        return BankVersion(revision=f"r{step.which}", items=5)
    known = [event for event in device.store.events() if isinstance(event.body, Answer)]
    if not known:
        return None
    event = known[-1 - step.which % len(known)]
    if step.kind == "guess":
        return Guess(answer=event.event_id, on=step.flag)
    if step.kind == "undo":
        return Undo(answer=event.event_id)
    return Regrade(answer=event.event_id, item=event.body.card, version=3, key=("x",), correct=step.flag)


def _exam(device: AppContext, step: Step) -> None:
    found = waiting(device)
    if found is None:
        if step.kind == "exam":
            start_exam(device, blueprint(device, ("five", "calm", "half", "try")[step.which % 4]))
        return
    try:
        if step.kind == "discard":
            discard_exam(device)
        else:
            exam = resume_exam(device, clock="wrong" if step.flag else "believed")
            if step.kind == "submit":
                exam.submit()
            elif step.kind == "close":
                exam.close()
            elif not exam.sitting.over:
                number = 1 + step.which % len(exam.sitting.places)
                exam.visit(number)
                item = exam.sitting.form.items[number - 1].item
                exam.respond(key_of(item) if step.flag else wrong(item))
                exam.guess() if step.which == 0 else exam.flag()
    except ExamOver:
        return
