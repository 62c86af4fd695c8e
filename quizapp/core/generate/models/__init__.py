"""All item models, by id. Each is a module of its own, named by its id, in the package of its subject."""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.core.generate.model import ItemModel
from quizapp.core.generate.models import (
    billing,
    concurrency,
    invocation,
    layers,
    packaging,
    queues,
    routing,
    scaling,
    streams,
)
from quizapp.core.generate.template import ModelSignature

_SUBJECTS = (billing, concurrency, scaling, packaging, layers, routing, invocation, streams, queues)
"""In the order in which models are listed."""


MODELS: Mapping[str, ItemModel] = {model.id: model for subject in _SUBJECTS for model in subject.MODELS}


def signatures() -> dict[str, ModelSignature]:
    """What the templates of each model have to fit: its parameters, what it derives from them, its misconceptions."""
    return {
        model.id: ModelSignature(frozenset({*model.grid, *model.words}), frozenset(model.misconceptions), model.version)
        for model in MODELS.values()
    }
