"""Item models on what Invoke answers, and what becomes of asynchronous events."""

from __future__ import annotations

from quizapp.core.generate.models.invocation import dead_letters, event_age, executions, payload, retry_timeline, status

MODELS = (
    status.MODEL,
    payload.MODEL,
    retry_timeline.MODEL,
    executions.MODEL,
    event_age.MODEL,
    dead_letters.MODEL,
)
