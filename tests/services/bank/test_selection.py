"""Choosing questions: each field narrows, and a session over a choice asks all of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from quizapp.core.bank import Single, key_of, type_of
from quizapp.core.events import Bookmark, Note, Suspend
from quizapp.core.scheduler import Entry
from quizapp.services.bank.search import find
from quizapp.services.bank.selection import CALCULATION, FORMS, LEVELS, MISSED_DAYS, Selection, chosen
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session
from tests.support.clock import FixedClock
from tests.support.exams import begun, desk, exam_bank, wrong

MEMORY, STORAGE, PATH = "limits-memory", "limits-storage", "invocation-path"


def answered(
    context: AppContext, card: str, *, right: bool = False, purpose: Literal["new", "practice"] = "new"
) -> Study:
    item = context.library.bank.items[card]
    study = Study(context, (Entry(card, item.topic, purpose),))
    study.answer(key_of(item) if right else wrong(item), 30_000)
    return study


def purposes(context: AppContext, selection: Selection) -> dict[str, str]:
    return {entry.card_id: entry.purpose for entry in plan_session(context, selection=selection)}


def test_each_field_narrows_and_its_values_widen(real: AppContext) -> None:
    items = {item.card_id: item for item in real.library.bank.valid_on(real.facts_day())}
    everything = chosen(real, Selection())
    assert everything == items.keys() | {n for n, m in real.library.models.items() if m.valid.holds(real.facts_day())}
    domains = sorted({item.domain for item in real.library.bank})
    fields = {"topics": real.library.bank.topics, "domains": domains, "forms": FORMS, "levels": LEVELS}
    for field, values in fields.items():
        parts = [chosen(real, Selection(**{field: (value,)})) for value in values]
        assert sum(map(len, parts)) == len(everything), field  # each question is in one of them
        assert frozenset().union(*parts) == everything
        assert chosen(real, Selection(**{field: tuple(values)})) == everything
    singles = chosen(real, Selection(forms=("single",), domains=("security",)))
    assert singles == {c for c, i in items.items() if isinstance(i, Single) and i.domain == "security"}
    assert chosen(real, Selection(forms=(CALCULATION,))) == everything - items.keys()
    assert {type_of(items[card]) for card in chosen(real, Selection(forms=("ordering", "matching")))} == {
        "ordering", "matching",
    }  # fmt: skip


def test_text_finds_what_browse_finds_calculations_and_notes(real: AppContext) -> None:
    found = {item.card_id for item in find(real.library.bank, real.facts_day(), "dead-letter queue")}
    assert chosen(real, Selection(text="dead-letter  QUEUE")) & real.library.bank.items.keys() == found
    assert "billing-month" in chosen(real, Selection(text="total monthly charge"))
    card = next(iter(real.library.bank.items))
    assert not chosen(real, Selection(text="xylophone"))
    real.record(Note(card=card, text="Think of the XYLOPHONE"))
    notes = real.store.read.notes()
    assert chosen(real, Selection(text="xylophone")) == chosen(real, Selection(noted=True)) == {card}
    assert [i.id for i in find(real.library.bank, real.facts_day(), "xylophone", notes=notes)] == [card]
    real.record(Note(card=card))
    assert not chosen(real, Selection(noted=True))


def test_missed_are_the_wrong_answers_of_the_last_seven_study_days(context: AppContext, clock: FixedClock) -> None:
    answered(context, MEMORY)
    assert chosen(context, Selection(missed=True)) == {MEMORY}
    clock.advance(days=MISSED_DAYS - 1)
    answered(context, MEMORY, right=True)
    answered(context, STORAGE, purpose="practice")
    answered(context, PATH).undo()
    assert chosen(context, Selection(missed=True)) == {MEMORY, STORAGE}
    clock.advance(days=1)
    assert chosen(context, Selection(missed=True)) == {STORAGE}


def test_unseen_was_never_answered_and_marked_is_what_was_marked_last(context: AppContext) -> None:
    everything = chosen(context, Selection())
    assert chosen(context, Selection(unseen=True)) == everything
    answered(context, MEMORY, right=True)
    context.record(Suspend(card=STORAGE), Bookmark(card=STORAGE), Bookmark(card=PATH))
    assert chosen(context, Selection(unseen=True)) == everything - {MEMORY}
    assert chosen(context, Selection(marked=True)) == {STORAGE, PATH}
    context.record(Bookmark(card=STORAGE, on=False))
    assert chosen(context, Selection(marked=True)) == {PATH}
    assert chosen(context, Selection(marked=True, unseen=True, missed=True)) == frozenset()


def test_a_session_over_a_choice_rates_once_a_day_and_the_rest_is_practice(
    context: AppContext, clock: FixedClock
) -> None:
    context.record(*(Bookmark(card=card) for card in (MEMORY, STORAGE, PATH)))
    marked = Selection(marked=True)
    assert purposes(context, marked) == {MEMORY: "new", STORAGE: "new", PATH: "new"}
    answered(context, MEMORY)
    answered(context, STORAGE, right=True)
    assert purposes(context, marked) == {MEMORY: "practice", STORAGE: "practice", PATH: "new"}
    assert purposes(context, Selection(missed=True)) == {MEMORY: "practice"}
    clock.advance(days=1)
    assert purposes(context, marked) == {MEMORY: "review", STORAGE: "review", PATH: "new"}
    assert [e.card_id for e in plan_session(context, selection=marked)][-1] == STORAGE  # not due yet
    context.record(Suspend(card=PATH))
    assert PATH not in purposes(context, marked)
    assert purposes(context, Selection(marked=True, topics=("limits",))).keys() == {MEMORY, STORAGE}
    assert len(plan_session(context, limit=1, selection=marked)) == 1
    assert plan_session(context, ["invocation"], selection=marked) == ()


def test_without_a_choice_a_session_is_what_it_was(context: AppContext) -> None:
    for topics in ((), ("limits",)):
        assert plan_session(context, topics, selection=Selection()) == plan_session(context, topics)


def test_a_choice_asks_what_is_for_practice_alone_and_as_of_another_day_all_of_it(real: AppContext) -> None:
    kept = {item.card_id for item in real.library.bank.valid_on(real.facts_day()) if item.practice}
    real.record(*(Bookmark(card=card) for card in kept))
    assert purposes(real, Selection(marked=True)) == dict.fromkeys(kept, "practice")
    real.as_of = date(2024, 1, 1)
    assert set(purposes(real, Selection(levels=("recall",))).values()) == {"practice"}


@pytest.mark.parametrize("kind", ["marked", "unseen"])
def test_questions_of_an_open_exam_wait_for_its_end(tmp_path: Path, clock: FixedClock, kind: str) -> None:
    context = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), clock)
    sitting = begun(context)
    examined = {one.card_id for one in sitting.sitting.form.items}
    context.record(*(Bookmark(card=card) for card in context.library.bank.items))
    assert not examined & purposes(context, Selection(**{kind: True})).keys()
    sitting.discard()
    assert examined <= purposes(context, Selection(**{kind: True})).keys()
    context.close()
