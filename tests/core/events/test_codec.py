"""Bodies to JSON and back, now and in other versions."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.events import (
    KINDS,
    Answer,
    Body,
    Event,
    ExamStart,
    Setting,
    Shown,
    Unknown,
    decode_body,
    encode_body,
    kind_of,
)

TEXTS = st.text(max_size=12)
WORDS = st.lists(TEXTS, max_size=3).map(tuple)
PARAMETERS = st.dictionaries(TEXTS, st.integers(-(2**53), 2**53) | TEXTS | st.booleans(), max_size=3)
SHOWN = st.builds(
    Shown, item=TEXTS, version=st.integers(1, 9), type=TEXTS, topic=TEXTS, domain=TEXTS, level=TEXTS, knowledge=WORDS,
    stem=TEXTS, explanation=TEXTS, key=WORDS, seed=st.integers(0, 2**32), unit=TEXTS, parameters=PARAMETERS,
    model_seed=st.none() | st.integers(0, 2**32),
)  # fmt: skip


def bodies(kind: type[Body]) -> st.SearchStrategy[Any]:
    if kind is Setting:
        return st.builds(Setting, name=TEXTS, value=st.none() | st.booleans() | st.integers(-(2**60), 2**60) | TEXTS)
    if kind is Answer:
        return st.builds(Answer, session=TEXTS, card=TEXTS, shown=SHOWN, response=WORDS, correct=st.booleans(),
                         purpose=st.sampled_from(["new", "review", "repeat", "practice", "exam"]),
                         rt_ms=st.none() | st.integers(0, 10**7), rapid=st.booleans(),
                         retrievability=st.none() | st.floats(0, 1), rating=st.sampled_from([None, 1, 3]))  # fmt: skip
    if kind is ExamStart:
        whole = st.lists(PARAMETERS, max_size=2)
        return st.builds(ExamStart, exam=TEXTS, plan=PARAMETERS, form=whole, seed=st.integers(0, 2**32),
                         deadline_ms=st.integers(0, 2**45), up_ms=st.none() | st.integers(0, 2**40))  # fmt: skip
    return st.builds(kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__struct_config__.tag))
@given(data=st.data())
def test_every_kind_comes_back_as_it_was(kind: type[Body], data: st.DataObject) -> None:
    body = data.draw(bodies(kind))
    name, text = encode_body(body)
    assert name == kind_of(body)
    assert json.loads(text)["kind"] == name
    assert decode_body(name, text) == body


def test_the_kinds_have_names_of_their_own() -> None:
    names = {kind.__struct_config__.tag for kind in KINDS}
    assert len(names) == len(KINDS)
    assert {"session_start", "answer", "guess", "undo", "skip", "suspend", "regrade", "report", "setting"} <= names


def test_a_kind_from_a_newer_version_is_kept_as_unknown() -> None:
    assert decode_body("lab_run", '{"kind": "lab_run", "x": [1]}') == Unknown()


def test_a_field_from_a_newer_version_is_passed_over() -> None:
    assert kind_of(decode_body("skip", '{"kind": "skip", "session": "s", "card": "c", "mood": 3}')) == "skip"


def test_a_field_that_an_older_version_did_not_write_has_its_default() -> None:
    body = decode_body("guess", '{"kind": "guess", "answer": "a"}')
    assert getattr(body, "on", None) is True


@pytest.mark.parametrize("text", ['{"kind": "skip"}', '{"kind": "skip", "session": 1, "card": "c"}', "[]", "{", "null"])
def test_a_known_kind_without_its_shape_is_refused(text: str) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_body("skip", text)


def test_the_name_before_a_plus_is_the_device_that_wrote_an_event() -> None:
    plain = Event(
        event_id="e", device_id="d", seq=1, ts_utc_ms=5, tz_min=0, study_day=0, as_of="", bank="", body=Unknown()
    )
    moved = msgspec.structs.replace(plain, device_id="d+e")
    assert moved.origin == plain.origin == "d"
    assert moved.order == plain.order == (5, "d", 1, "e")
