"""Item models on what layers leave of the quota, and which layer's copy of a file is there."""

from __future__ import annotations

from quizapp.core.generate.models.layers import room_after, which_copy

MODELS = (
    room_after.MODEL,
    which_copy.MODEL,
)
