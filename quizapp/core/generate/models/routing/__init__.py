"""Item models on who reaches which version: weighted aliases, and CodeDeploy's ways to shift traffic."""

from __future__ import annotations

from quizapp.core.generate.models.routing import linear_shift, two_weights

MODELS = (
    two_weights.MODEL,
    linear_shift.MODEL,
)
