"""Item models on how fast a function grows, and which requests start cold."""

from __future__ import annotations

from quizapp.core.generate.models.scaling import cold_starts, environments, seconds

MODELS = (
    environments.MODEL,
    seconds.MODEL,
    cold_starts.MODEL,
)
