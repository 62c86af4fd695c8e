"""All item models, by id."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from quizapp.generate.model import ItemModel

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
        for model in import_module(f"quizapp.generate.models.{subject}").MODELS:
            if model.id in found:
                raise ValueError(f"two item models are called '{model.id}'")
            found[model.id] = model
    return found


MODELS: Mapping[str, ItemModel] = _collect()


def known_placeholders() -> dict[str, set[str]]:
    """What the texts of each model may name: its parameters, and what it derives from them."""
    return {model.id: {*model.grid, *model.words} for model in MODELS.values()}


def known_versions() -> dict[str, int]:
    """The present version of each model."""
    return {model.id: model.version for model in MODELS.values()}
