"""Home reads the bank in a thread; opening it is all that is written until something is answered."""

from __future__ import annotations

from pathlib import Path

from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext, open_context
from quizapp.store.paths import user_paths
from tests.support.clock import FixedClock
from tests.support.exams import answer_all, begun, desk, exam_bank
from tests.support.lives import corrected_bank
from tests.support.logs import log_of
from tests.support.screens import press, running, told


def kinds(context: AppContext) -> list[str]:
    return [type(event.body).__name__ for event in context.store.events()]


async def test_screens_write_what_opening_the_bank_says_and_nothing_more(tmp_path: Path, clock: FixedClock) -> None:
    before = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), clock)
    exam = begun(before)
    answer_all(exam, right=5)
    exam.submit()
    there = len(kinds(before))
    before.close()
    context = open_context(user_paths(tmp_path / "user"), corrected_bank(tmp_path / "later"), clock=clock)
    async with running(context) as (app, pilot):
        assert kinds(context)[there:] == ["Regrade", "BankVersion"]
        assert "its key was corrected (version 2); 1 answer now wrong" in told(app)
        log = log_of(context.store)
        for keys in (("b", "enter", "q", "q"), ("l", "q"), ("p", "2", "3", "q"), ("s", "q"), ("m", "q"), ("enter",)):
            await press(pilot, *keys)
            assert log_of(context.store) == log, keys
    context.close()


async def test_a_bank_that_the_command_line_opened_is_not_opened_again(unopened: AppContext) -> None:
    open_bank(unopened)
    log = log_of(unopened.store)
    async with running(unopened) as (app, _):
        assert app.context.loaded
        assert log_of(unopened.store) == log
