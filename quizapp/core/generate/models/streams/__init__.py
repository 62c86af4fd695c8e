"""Item models on what a mapping to a stream does."""

from __future__ import annotations

from quizapp.core.generate.models.streams import batch_records, bisect, concurrency, drain_backlog, order, partial_batch

MODELS = (
    bisect.MODEL,
    partial_batch.MODEL,
    order.MODEL,
    concurrency.MODEL,
    drain_backlog.MODEL,
    batch_records.MODEL,
)
