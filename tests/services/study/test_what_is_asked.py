"""What sessions ask: nothing that is kept for practice, and with the setting nothing but the exam's format."""

from __future__ import annotations

from datetime import date

from quizapp.core.bank import Multiple, Single, key_of
from quizapp.core.bank.traits import has_exam_format
from quizapp.core.scheduler import Entry
from quizapp.core.settings import Settings
from quizapp.services.bank.extent import asked_cards, asked_extent
from quizapp.services.context import AppContext
from quizapp.services.exam.forms import blueprint, form_of
from quizapp.services.progress.topic_counts import topic_counts
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import cards_on, plan_session, today_summary

STRICT = Settings(exam_format_only=True, new_a_day=200, minutes_a_day=600)


def practice_only(context: AppContext) -> set[str]:
    return {item.id for item in context.library.bank if item.practice}


def test_what_is_for_practice_alone_is_never_due_or_new_and_in_no_scored_exam(real: AppContext) -> None:
    kept = practice_only(real)
    assert len(kept) > 5
    real.save_settings(Settings(new_a_day=200, minutes_a_day=600))
    topics = list(real.library.bank.topics)
    assert not kept & {entry.card_id for entry in plan_session(real, topics, limit=5000)}
    assert not kept & {card.card_id for card in cards_on(real, real.facts_day(), suspended=True)}
    for name in ("quick", "lambda", "developer"):
        for seed in range(5):
            form = form_of(real.library, blueprint(real, name), seed, real.facts_day(), {})
            assert not kept & {one.card_id for one in form.items}
    past = blueprint(real, "notes-2019")
    drawn = {one.card_id for seed in range(60) for one in form_of(real.library, past, seed, date(2019, 9, 1), {}).items}
    assert kept & drawn


def test_as_of_another_day_everything_is_practice_and_they_are_asked(real: AppContext) -> None:
    real.as_of = real.facts_day()
    found = {entry.card_id for entry in plan_session(real, limit=5000)}
    assert practice_only(real) & found


def test_in_exam_format_nothing_else_is_asked_or_counted(real: AppContext) -> None:
    before = asked_extent(real)
    real.save_settings(STRICT)
    items, asked = real.library.bank.items, plan_session(real, limit=200)
    assert len(asked) > 20
    for entry in asked:
        item = items[entry.card_id]
        assert isinstance(item, Single | Multiple)
        assert item.task[0] in "1234"
    size = asked_extent(real)
    assert (size.calculations, size.exam_format) == (0, True)
    assert size.written < before.written
    assert size.words.endswith("in exam format")
    assert sum(row.cards for row in topic_counts(real)) == size.cards == len(cards_on(real, real.facts_day()))
    assert today_summary(real).new <= size.cards


def test_a_due_card_of_another_form_waits_until_the_setting_is_off(real: AppContext) -> None:
    item = next(
        i for i in real.library.bank if not has_exam_format(i) and not i.practice and i.valid.holds(real.facts_day())
    )
    study = Study(real, (Entry(item.id, item.topic, "new"),))
    study.answer(key_of(item), 9_000)
    assert (due := today_summary(real).next_due_in) is not None
    assert due > 0
    real.save_settings(STRICT)
    assert today_summary(real).next_due_in is None
    assert item.id not in {card.card_id for card in asked_cards(real)}
    real.save_settings(Settings())
    assert today_summary(real).next_due_in == due


def test_a_bank_that_names_no_tasks_goes_by_the_type(context: AppContext) -> None:
    assert all(not item.task for item in context.library.bank)
    context.save_settings(STRICT)
    asked = {entry.card_id for entry in plan_session(context, limit=200)}
    assert asked
    assert asked <= {i.id for i in context.library.bank if isinstance(i, Single | Multiple)}
