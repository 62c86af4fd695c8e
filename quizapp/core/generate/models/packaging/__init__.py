"""Item models on what fits into a function, and what starts it."""

from __future__ import annotations

from quizapp.core.generate.models.packaging import bootstrap, room

MODELS = (
    room.MODEL,
    bootstrap.MODEL,
)
