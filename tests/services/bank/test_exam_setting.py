"""The exam that is prepared for: what topics weigh follows the setting, in the measures and in the database."""

from __future__ import annotations

import msgspec
import pytest

from quizapp.services.bank.opening import note_exam, open_bank
from quizapp.services.bank.weights import EXAM, exams_to_prepare_for
from quizapp.services.context import AppContext
from quizapp.services.progress.metrics import measure
from quizapp.services.progress.overview import overview


@pytest.fixture
def secure(real: AppContext) -> AppContext:
    """A bank with an exam on security alone."""
    plan = msgspec.structs.replace(real.library.blueprints["lambda"], id="secure", domains={"security": 100})
    real.library.blueprints["secure"] = plan
    return real


@pytest.fixture(autouse=True)
def _as_before(real: AppContext):  # type: ignore[no-untyped-def]
    yield
    real.library.blueprints.pop("secure", None)


def test_weights_topics_and_readiness_follow_the_exam(secure: AppContext) -> None:
    usual = secure.store.read.topic_weights()
    secure.save_settings(msgspec.structs.replace(secure.settings, exam="secure"))
    note_exam(secure)
    found = secure.store.read.topic_weights()
    assert found != usual
    assert measure(secure).weights == pytest.approx(found)
    shape = measure(secure).shape
    assert shape is not None
    assert [domain.domain for domain in shape.domains] == ["security"]
    assert overview(secure).topics[0].topic == max(found, key=lambda topic: found[topic])
    open_bank(secure, secure.library)
    assert secure.store.read.topic_weights() == found


def test_an_exam_that_the_bank_does_not_have_counts_as_none(real: AppContext) -> None:
    usual = real.store.read.topic_weights()
    real.save_settings(msgspec.structs.replace(real.settings, exam="gone"))
    note_exam(real)
    assert real.store.read.topic_weights() == usual


def test_what_can_be_prepared_for_is_an_exam_and_the_usual_one_comes_first(real: AppContext) -> None:
    found = [plan.id for plan in exams_to_prepare_for(real.library)]
    assert found[0] == EXAM
    assert not {"notes-2019", "calculations", "quick"} & set(found)
