"""Item models on how many executions there are at a time, and who gets them."""

from __future__ import annotations

from quizapp.core.generate.models.concurrency import highest_rate, needed, reservable, spill_over, throttled

MODELS = (
    needed.MODEL,
    reservable.MODEL,
    throttled.MODEL,
    highest_rate.MODEL,
    spill_over.MODEL,
)
