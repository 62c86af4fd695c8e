"""Twenty variants of each item model, as they were: a change to one without a new ``version`` is a mistake.

``QUIZAPP_GOLDENS=write`` writes them anew.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from quizapp.core.bank.items import Numeric, Single
from quizapp.core.generate import ItemModel
from tests.core.generate.test_models import ASKED, variant

FOLDER = Path(__file__).parent / "goldens"


def lines(model: ItemModel) -> str:
    out = []
    for seed in range(20):
        item = variant(model, seed)
        assert item.variant is not None
        row: dict[str, object] = {"seed": seed, "version": model.version, "note": json.loads(item.variant.note)}
        if isinstance(item, Single):
            row["options"] = sorted((o.text, o.misconception) for o in item.options)
            row["key"] = next(o.text for o in item.options if o.key)
        elif isinstance(item, Numeric):
            row["key"] = f"{item.answer.value} {item.answer.unit}"
            row["slips"] = sorted((str(s.value), s.misconception) for s in item.answer.slips)
        out.append(json.dumps(row, sort_keys=True))
    return "\n".join(out) + "\n"


@pytest.mark.parametrize("model", ASKED, ids=lambda m: m.id)
def test_variants_are_as_they_were(model: ItemModel) -> None:
    path = FOLDER / f"{model.id}.jsonl"
    if os.environ.get("QUIZAPP_GOLDENS") == "write":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(lines(model))
    assert lines(model) == path.read_text()


def test_as_of_the_time_of_the_notes_it_works_or_is_not_asked() -> None:
    from quizapp.core.generate import NoVariant, build
    from tests.core.generate.test_models import LIBRARY

    for day in (date(2019, 9, 1), date(2021, 6, 1), date(2024, 6, 1)):
        for model in ASKED:
            text = LIBRARY.models[model.id]
            if not text.valid.holds(day):
                continue
            made = 0
            for seed in range(10):
                try:
                    build(model, text, LIBRARY.bank.misconceptions, LIBRARY.facts.as_of(day), seed)
                    made += 1
                except NoVariant:
                    continue
            assert made >= 8, (model.id, day)
