"""Variants of item models: made anew for each showing, or again from what was stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from math import prod

import msgspec

from quizapp.core.bank import Item
from quizapp.core.bank.items import Variant
from quizapp.core.generate import NoVariant, build
from quizapp.core.generate.build import parameters_of
from quizapp.core.generate.models import MODELS
from quizapp.services.bank.library import Library
from quizapp.services.context import AppContext

TRIES = 20


class ModelSize(msgspec.Struct, frozen=True, kw_only=True):
    """An item model in a list. ``variants``: combinations of parameters, before constraints."""

    id: str
    topic: str
    level: str
    variants: int
    misconceptions: tuple[str, ...]
    entry: bool
    version: int


def variant(
    library: Library, model_id: str, seed: int, day: date, required_misconception: str = "", avoid: Collection[str] = ()
) -> Item:
    """The variant of ``seed`` as of ``day``. Raises NoVariant, also where the model does not hold on that day."""
    text, rules = library.models[model_id], library.facts.as_of(day)
    if not text.valid.holds(day):
        start, end = text.valid.begins, text.valid.until
        span = " ".join((*((f"from {start}",) if start else ()), *((f"before {end}",) if end else ())))
        raise NoVariant(f"{model_id}: no variant as of {day}; it holds {span}")
    return build(MODELS[model_id], text, library.bank.misconceptions, rules, seed, required_misconception, avoid)


def catalogue(library: Library) -> list[ModelSize]:
    """The item models, in the bank's order."""
    return [
        ModelSize(
            id=text.id,
            topic=text.topic,
            level=text.level,
            variants=prod(len(values) for values in MODELS[text.id].grid.values()) * len(text.settings),
            misconceptions=tuple(MODELS[text.id].misconceptions),
            entry=MODELS[text.id].entry,
            version=MODELS[text.id].version,
        )
        for text in library.models.values()
    ]


def calculator_of(variant: Variant) -> tuple[str, Mapping[str, object]] | None:
    """The laboratory's calculator and parameters for a variant; None when there is none."""
    model = MODELS.get(variant.model)
    if model is None or model.lab is None:
        return None
    return model.lab(parameters_of(variant.parameters))


def fresh_variant(context: AppContext, model_id: str, required_misconception: str = "") -> Item:
    """A variant that was not among the last five, with ``required_misconception`` among its options if possible."""
    seen = context.store.read.latest_notes(model_id)
    day = context.facts_day()
    for attempt in range(TRIES):
        try:
            return variant(
                context.library,
                model_id,
                context.seeds(),
                day,
                required_misconception if attempt < TRIES // 2 else "",
                seen,
            )
        except NoVariant:
            continue
    return variant(context.library, model_id, context.seeds(), day)
