"""Item models on SQS queues."""

from __future__ import annotations

from quizapp.core.generate.models.queues import (
    batch_fate,
    dead_letter_time,
    fewest_invocations,
    fifo_groups,
    visibility_timeout,
)

MODELS = (
    visibility_timeout.MODEL,
    dead_letter_time.MODEL,
    fewest_invocations.MODEL,
    fifo_groups.MODEL,
    batch_fate.MODEL,
)
