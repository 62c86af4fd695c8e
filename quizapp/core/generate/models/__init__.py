"""All item models, by id."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from quizapp.core.generate.model import ItemModel
from quizapp.core.generate.template import ModelSignature

_SUBJECTS = (
    "billing",
    "billing_parts",
    "billing_prices",
    "billing_memory",
    "concurrency",
    "scaling",
    "packaging",
    "layers",
    "routing",
    "invocation",
    "stream_errors",
    "streams",
    "queues",
)


def _collect() -> dict[str, ItemModel]:
    found: dict[str, ItemModel] = {}
    for subject in _SUBJECTS:
        for model in import_module(f"quizapp.core.generate.models.{subject}").MODELS:
            if model.id in found:
                raise ValueError(f"two item models are called '{model.id}'")
            found[model.id] = model
    return found


MODELS: Mapping[str, ItemModel] = _collect()


def known() -> dict[str, ModelSignature]:
    """What the texts of each model have to fit: its parameters, what it derives from them, its mistakes, its version."""
    return {
        model.id: ModelSignature(frozenset({*model.grid, *model.words}), frozenset(model.misconceptions), model.version)
        for model in MODELS.values()
    }
