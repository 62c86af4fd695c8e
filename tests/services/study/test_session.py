"""One session through the service: what is written, what is shown, what comes back."""

from __future__ import annotations

import json
import re

import pytest

from quizapp import __version__
from quizapp.core.bank import Item, Numeric, arrange, grade, key_of, type_of
from quizapp.core.events import Answer, Guess, SessionEnd, SessionStart, Skip, Suspend, Undo
from quizapp.core.generate import NoVariant
from quizapp.core.scheduler import Entry, study_day
from quizapp.present.phrases import about_rows, returns
from quizapp.services.bank.item_details import about
from quizapp.services.bank.mistake_report import report_text, write_report
from quizapp.services.bank.variants import variant
from quizapp.services.context import AppContext
from quizapp.services.progress.topic_counts import topic_counts
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on, plan_session, today_summary
from quizapp.store import StoreError
from tests.support.clock import FixedClock


def begin(context: AppContext, **more: int) -> Study:
    return Study(context, plan_session(context, **more))  # type: ignore[arg-type]


def right(study: Study) -> tuple[str, ...]:
    assert study.view.showing is not None
    return key_of(study.view.showing.item)


def wrong(study: Study) -> tuple[str, ...]:
    assert study.view.showing is not None
    item = study.view.showing.item
    key = key_of(item)
    if item.id == "invocation-attempts":
        return ("2",)
    if item.id in ("invocation-path", "pricing-codes"):
        return key[::-1]
    return (*key[1:], next(p.choice_id for p in study.view.showing.choices if p.choice_id not in key))


def bodies(context: AppContext) -> list[type]:
    return [type(e.body) for e in context.store.events()][1:]  # the bank's revision comes first


def test_nothing_is_written_before_the_first_answer(context: AppContext) -> None:
    study = begin(context)
    study.leave()
    assert bodies(context) == []


def test_an_answer_is_on_disk_before_its_verdict(context: AppContext) -> None:
    study = begin(context)
    view = study.answer(right(study), 9000)
    assert view.phase == "verdict"
    assert bodies(context) == [SessionStart, Answer]
    stored = next(e.body for e in context.store.events() if isinstance(e.body, Answer))
    assert view.showing is not None
    assert stored.correct
    assert stored.rating == 3
    assert [p.id for p in stored.shown.parts if not p.left] == [p.choice_id for p in view.showing.choices]
    assert stored.shown.stem == view.showing.item.stem
    assert stored.shown.key == key_of(view.showing.item)


def test_a_session_through_to_its_end(context: AppContext) -> None:
    study = begin(context)
    total = study.view.total
    assert total == 5
    misses = 0
    while study.view.phase != "done":
        miss = study.view.number == 2
        misses += miss
        feedback = study.answer(wrong(study) if miss else right(study), 9000).feedback
        assert feedback is not None
        assert feedback.correct is not miss
        assert feedback.returns_in == (0 if miss else 2 if study.view.purpose == "new" else feedback.returns_in)
        study.advance()
    summary = study.view.summary
    assert summary is not None
    assert (summary.right, summary.wrong) == (5, 1)
    assert len(summary.misses) == 1
    assert summary.weakest
    assert bodies(context)[-1] is SessionEnd
    assert [e.card_id for e in again_on(context, summary.misses)] == list(summary.misses)


def test_a_wrong_answer_names_the_mistake_and_a_note_that_differs(context: AppContext) -> None:
    study = Study(context, again_on(context, ["invocation-attempts"]))
    feedback = study.answer(("2",)).feedback
    assert feedback is not None
    assert feedback.misconception is not None
    assert feedback.misconception.title == "Counted the retries only"
    assert feedback.claims == ()  # S002 holds, so there is nothing to set right
    study = Study(context, again_on(context, ["limits-memory"]))
    feedback = study.answer(right(study)).feedback
    assert feedback is not None
    assert [claim.id for claim in feedback.claims] == ["S001"]
    assert feedback.fact is not None
    assert "10,240 MB" in feedback.fact.change


def test_undo_puts_the_question_back_and_the_schedule_as_it_was(context: AppContext) -> None:
    study = begin(context)
    first = study.view.showing
    assert first is not None
    study.answer(wrong(study), 9000)
    view = study.undo()
    assert view.showing is not None
    assert view.showing.item == first.item
    card = context.store.read.card(first.item.card_id)
    assert card is not None
    assert (card.memory, card.exposures) == (None, 1)
    assert context.store.read.totals() == (0, 0, 0)
    assert bodies(context) == [SessionStart, Answer, Undo]
    with pytest.raises(ValueError, match="nothing to undo"):
        study.undo()


def test_a_guess_is_rated_again_and_can_be_taken_back(context: AppContext) -> None:
    study = begin(context)
    study.answer(right(study), 9000)
    feedback = study.guess().feedback
    assert feedback is not None
    assert (feedback.guess, feedback.returns_in) == (True, 0)
    card_id = study.view.showing.item.card_id  # type: ignore[union-attr]
    assert context.store.read.card(card_id).last_rating == 1  # type: ignore[union-attr]
    feedback = study.guess().feedback
    assert feedback is not None
    assert (feedback.guess, feedback.returns_in) == (False, 2)
    assert context.store.read.card(card_id).last_rating == 3  # type: ignore[union-attr]
    assert bodies(context)[-2:] == [Guess, Guess]


def test_a_right_answer_too_quick_to_have_been_read_comes_back_soon_and_is_nowhere_shown_as_missed(
    context: AppContext,
) -> None:
    study = begin(context)
    feedback = study.answer(right(study), 800).feedback
    assert feedback is not None
    assert (feedback.correct, feedback.rule, feedback.returns_in) == (True, "rapid", 1)
    item = study.view.showing.item  # type: ignore[union-attr]
    assert [(row.right, row.missed) for row in topic_counts(context) if row.topic == item.topic] == [(1, 0)]
    assert about_rows(about(context, item), revealed=True)[-1][1].endswith("right, 1 s, too quick to count (new)")
    assert context.store.read.missed() == []
    event = next(e for e in context.store.events() if isinstance(e.body, Answer))
    assert (event.body.rating, event.body.rule, event.body.rt_ms) == (None, "rapid", 800)  # type: ignore[union-attr]


def test_a_known_card_answered_too_quickly_loses_nothing_and_is_asked_tomorrow(
    context: AppContext, clock: FixedClock
) -> None:
    study = begin(context)
    card_id = study.view.showing.item.card_id  # type: ignore[union-attr]
    for took in (9000, 9000, 800):
        study = Study(context, [Entry(card_id, "limits", "review")])
        study.answer(right(study), took)
        last, before = context.store.read.card(card_id), clock.ts_utc_ms
        clock.advance(days=2)
    assert last is not None
    assert (last.lapses, last.last_rating, last.reviews) == (0, 3, 2)
    assert last.due_day == study_day(before, 0) + 9  # two days later, and not due yet: its own day stays
    clock.advance(days=20)
    study = Study(context, [Entry(card_id, "limits", "review")])
    view = study.answer(right(study), 800)
    assert view.feedback is not None
    assert view.feedback.returns_in == 1
    after = context.store.read.card(card_id)
    assert after is not None
    assert (after.memory, after.lapses) == (last.memory, 0)
    assert not after.due(clock().study_day)


def test_without_a_terminal_nothing_is_too_quick(context: AppContext) -> None:
    study = begin(context)
    feedback = study.answer(right(study), None).feedback
    assert feedback is not None
    assert feedback.rule == "right"


def test_skipping_and_suspending_are_written(context: AppContext) -> None:
    study = begin(context)
    study.skip()
    known = study.view.showing
    assert known is not None
    study.suspend()
    assert bodies(context) == [SessionStart, Skip, Suspend]
    assert known.item.card_id not in {e.card_id for e in plan_session(context)}
    assert today_summary(context).new == 4


def test_a_store_that_fails_leaves_the_session_where_it_was(context: AppContext) -> None:
    study = begin(context)
    before = study.view
    context.store.db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError):
        study.answer(right(study))
    assert study.view == before
    context.store.db.execute("PRAGMA query_only = OFF")
    assert study.answer(right(study)).phase == "verdict"


def test_tomorrow_it_asks_what_is_due(context: AppContext, clock: FixedClock) -> None:
    study = begin(context)
    missed = study.view.showing
    assert missed is not None
    study.answer(wrong(study), 9000)
    study.leave()
    assert today_summary(context).due == 0
    clock.advance(days=1)
    counts = today_summary(context)
    assert (counts.due, counts.new, counts.answered_today) == (1, 4, 0)
    queue = plan_session(context)
    assert [(e.card_id, e.purpose) for e in queue if e.purpose == "review"] == [(missed.item.card_id, "review")]


def test_what_home_counts_is_what_a_session_asks(context: AppContext, clock: FixedClock) -> None:
    for _ in range(6):
        counts = today_summary(context)
        queue = plan_session(context, minutes=600)
        assert (counts.due, counts.new) == (
            sum(e.purpose == "review" for e in queue),
            sum(e.purpose == "new" for e in queue),
        )
        study = Study(context, queue)
        if study.view.phase == "question":
            study.answer(right(study), 9000)
        clock.advance(days=1)


def test_a_session_fits_the_minutes(context: AppContext) -> None:
    assert len(plan_session(context, minutes=3)) == 3  # a minute each, as long as nothing is known of the pace
    assert len(plan_session(context, limit=2)) == 2


def test_a_topic_with_nothing_due_is_practised(context: AppContext) -> None:
    study = Study(context, plan_session(context, ["limits"]))
    while study.view.phase != "done":
        study.answer(right(study), 9000)
        study.advance()
    again = plan_session(context, ["limits"])
    assert {e.purpose for e in again} == {"practice"}
    assert {e.topic for e in again} == {"limits"}
    study = Study(context, again)
    feedback = study.answer(right(study), 9000).feedback
    assert feedback is not None
    assert feedback.returns_in is None


def test_where_one_stands(context: AppContext) -> None:
    study = Study(context, again_on(context, ["limits-memory"]))
    study.answer(right(study), 9000)
    study = begin(context)
    study.answer(wrong(study), 9000)
    rows = {row.topic: row for row in topic_counts(context)}
    assert rows["limits"].cards == 2
    assert sum(row.missed for row in rows.values()) == 1
    assert sum(row.right for row in rows.values()) == 0  # practice shows no mastery


def test_all_there_is_to_know_about_an_item(context: AppContext) -> None:
    item = context.library.bank.items["limits-memory"]
    rows = dict(about_rows(about(context, item), revealed=False))
    assert rows["Memory"] == "not met yet"
    assert "Fact" not in rows
    study = Study(context, plan_session(context, ["limits"]))
    while study.view.showing and study.view.showing.item.id != item.id:
        study.skip()
    study.answer(right(study), 12_000)
    told = about_rows(about(context, item), revealed=True)
    assert ("Memory", "met once, due 20 Nov 2026, answered correctly today") in told
    assert any(name == "Fact" and "limits.memory.max" in text for name, text in told)
    assert any("✓ right, 12 s (new)" in text for _, text in told)


def test_what_was_just_missed_is_not_said_to_be_remembered(context: AppContext, clock: FixedClock) -> None:
    study = Study(context, plan_session(context, ["limits"]))
    assert study.view.showing is not None
    item = study.view.showing.item
    study.answer(wrong(study), 12_000)
    assert dict(about_rows(about(context, item), revealed=True))["Memory"] == "met once, due 19 Nov 2026, missed today"
    clock.advance(days=1)
    assert "recall about" in dict(about_rows(about(context, item), revealed=True))["Memory"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "practice: the schedule stays as it is"),
        (0, "you'll see it again this session"),
        (1, "comes back tomorrow"),
        (9, "comes back in 9 days"),
    ],
)
def test_when_a_card_comes_back_in_words(days: int | None, words: str) -> None:
    assert returns(days) == words


def test_a_report_says_what_was_shown(context: AppContext) -> None:
    study = begin(context)
    assert study.view.showing is not None
    path = write_report(context, study.view.showing, "the key is wrong")
    text = path.read_text()
    assert study.view.showing.item.id in text
    assert "the key is wrong" in text
    assert f"seed {study.view.showing.seed}" in text
    assert "Answered: not yet" in text


@pytest.mark.parametrize(
    "card", ["limits-memory", "limits-storage", "invocation-attempts", "invocation-path", "pricing-codes"]
)
def test_a_report_holds_all_that_makes_the_question_and_the_answer_again(context: AppContext, card: str) -> None:
    study = Study(context, again_on(context, [card]))
    showing = study.view.showing
    assert showing is not None
    item, key = showing.item, key_of(showing.item)
    given = (
        ("2",) if isinstance(item, Numeric) else (*key[1:], key[0]) if len(key) > 1 else (showing.choices[0].choice_id,)
    )
    study.answer(given, 9000)
    text = report_text(context, showing, "[/x] is odd", given)
    assert f"Item: {card}, version {item.version}, type {type_of(item)}" in text
    assert f"Bank: {context.library.bank.revision}; facts as of 2026-11-18; quizapp {__version__}" in text
    assert f"Shown with seed {showing.seed}" in text
    assert "[/x] is odd" in text
    assert item.stem.strip() in text
    shown = [line.split("] ", 1)[1] for line in text.splitlines() if re.match(r"\d\. \[", line)]
    assert shown == [part.text for part in arrange(item, showing.seed).choices]
    answered, right = (next(row for row in text.splitlines() if row.startswith(word)) for word in ("Answered:", "Key:"))
    assert re.findall(r"\[(\w{8})\]", answered) == ([] if isinstance(item, Numeric) else [*given])
    assert re.findall(r"\[(\w{8})\]", right) == ([] if isinstance(item, Numeric) else [*key])
    assert answered.endswith(f"(counted as {'right' if grade(item, given).correct else 'wrong'})")
    if showing.lefts:
        assert all(f"{left} = " in answered for left in showing.lefts)


def test_a_report_on_a_variant_names_what_it_is_made_from(real: AppContext) -> None:
    model, lure = "concurrency-model-needed", "concurrency-is-the-rate"
    item = next(made for seed in range(50) if (made := tempting(real, model, seed, lure)) is not None)
    made = item.variant
    assert made is not None
    text = report_text(real, arrange(item, 4), "odd")
    assert f"Variant: {model} version {made.version}, seed {made.seed}, lure {lure}, as of {made.as_of}" in text
    stored = next(row for row in text.splitlines() if row.startswith("Parameters: "))
    assert json.loads(stored.removeprefix("Parameters: ")) == made.parameters
    assert f"quizapp generate {model} --seed {made.seed} --lure {lure} --as-of {made.as_of}" in text


def tempting(context: AppContext, model: str, seed: int, lure: str) -> Item | None:
    """The variant of a seed with a lure, where it can be had."""
    try:
        return variant(context.library, model, seed, context.facts_day(), lure)
    except NoVariant:
        return None


def test_as_of_another_day_answers_are_practice(context: AppContext) -> None:
    from datetime import date

    context.as_of = date(2019, 9, 1)
    queue = plan_session(context)
    assert "limits-memory" not in {e.card_id for e in queue}  # true since 2020 only
    assert {e.purpose for e in queue} == {"practice"}
    study = Study(context, queue)
    study.answer(right(study), 9000)
    (stored,) = (e for e in context.store.events() if isinstance(e.body, Answer))
    assert stored.as_of == "2019-09-01"
    assert stored.body.rating is None  # type: ignore[union-attr]
    card = context.store.read.card(study.view.showing.item.card_id)  # type: ignore[union-attr]
    assert card is not None
    assert card.memory is None
