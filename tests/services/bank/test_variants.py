"""Item models in study: one card, a fresh variant each time, the same mistake as lure after an error."""

from __future__ import annotations

import pytest

from quizapp.core.bank import grade, key_of
from quizapp.core.bank.items import Single
from quizapp.core.events import Answer
from quizapp.services.bank.variants import calculator_of, fresh_variant, variant
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on

MODEL = "concurrency-model-throttled"


def wrong(study: Study) -> tuple[str, ...]:
    assert study.view.showing is not None
    item = study.view.showing.item
    assert isinstance(item, Single)
    return (next(o.choice_id for o in item.options if not o.key),)


def test_all_variants_share_one_card_and_keep_what_makes_them_again(real: AppContext) -> None:
    study = Study(real, [e for e in again_on(real, [MODEL]) for _ in range(3)])
    for _ in range(3):
        assert study.view.showing is not None
        study.answer(key_of(study.view.showing.item), 20_000)
        study.advance()
    stored = [e.body for e in real.store.events() if isinstance(e.body, Answer)]
    assert {a.card for a in stored} == {MODEL}
    assert len({a.shown.note for a in stored}) == 3
    for body in stored:
        assert body.shown.model_seed is not None
        again = variant(real.library, MODEL, body.shown.model_seed, real.facts_day(), body.shown.lure)
        assert again.variant is not None
        assert again.variant.parameters == body.shown.parameters
        assert key_of(again) == body.shown.key
        assert grade(again, body.response).correct


def test_a_wrong_choice_names_the_mistake_and_shows_where_the_paths_part(real: AppContext) -> None:
    study = Study(real, again_on(real, [MODEL]))
    feedback = study.answer(wrong(study), 20_000).feedback
    assert feedback is not None
    assert feedback.misconception is not None
    chosen = next(mark for mark in feedback.marks if mark.state == "wrong")
    assert "Correct:" in chosen.why


def test_after_an_error_another_variant_has_the_same_mistake_as_lure(real: AppContext) -> None:
    from quizapp.core.scheduler import Entry

    study = Study(real, [Entry(MODEL, "concurrency", "new")])
    first = study.view.showing
    assert first is not None
    feedback = study.answer(wrong(study), 20_000).feedback
    assert feedback is not None
    assert feedback.misconception is not None
    study.advance()
    second = study.view.showing
    assert second is not None
    assert second.item.stem != first.item.stem
    assert isinstance(second.item, Single)
    assert feedback.misconception.id in {o.misconception for o in second.item.options}


def test_undo_puts_the_same_variant_up_again(real: AppContext) -> None:
    study = Study(real, again_on(real, [MODEL]))
    first = study.view.showing
    assert first is not None
    study.answer(wrong(study), 20_000)
    study.undo()
    assert study.view.showing is not None
    assert study.view.showing.item == first.item


def test_another_like_this_is_practice(real: AppContext) -> None:
    from quizapp.core.scheduler import Entry

    study = Study(real, [Entry(MODEL, "concurrency", "new")])
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), 20_000)
    before = real.store.read.card(MODEL)
    view = study.another()
    assert (view.phase, view.purpose) == ("question", "practice")
    assert view.showing is not None
    study.answer(key_of(view.showing.item), 20_000)
    after = real.store.read.card(MODEL)
    assert before is not None
    assert after is not None
    assert after.memory == before.memory
    authored = Study(real, again_on(real, ["limits-tmp-map-tiles"]))
    assert authored.view.showing is not None
    authored.answer(key_of(authored.view.showing.item), 20_000)
    with pytest.raises(ValueError, match="no other variant"):
        authored.another()


def test_the_laboratory_takes_the_numbers_of_a_variant(real: AppContext) -> None:
    from quizapp.services.lab.calculator import find
    from quizapp.services.lab.calculators import CALCULATORS

    for model in real.library.models:
        made = fresh_variant(real, model).variant
        assert made is not None
        bench = calculator_of(made)
        if bench is not None:
            finding = find(CALCULATORS[bench[0]], real.library.facts, real.facts_day(), bench[1])
            assert not finding.refused, (model, finding.refused)
            assert finding.steps
