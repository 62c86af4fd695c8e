"""Item models on what Lambda charges."""

from __future__ import annotations

from quizapp.core.generate.models.billing import (
    arm64_saving,
    billed_duration,
    cheapest_memory,
    ephemeral_storage,
    free_tier_reach,
    gb_seconds,
    large_events,
    month,
    provisioned,
    then_and_now,
    volume_tiers,
)

MODELS = (
    month.MODEL,
    gb_seconds.MODEL,
    billed_duration.MODEL,
    free_tier_reach.MODEL,
    provisioned.MODEL,
    ephemeral_storage.MODEL,
    large_events.MODEL,
    arm64_saving.MODEL,
    then_and_now.MODEL,
    volume_tiers.MODEL,
    cheapest_memory.MODEL,
)
