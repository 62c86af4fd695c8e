"""What Home says of the way so far: topics by what is worth studying, readiness, the last mock exam."""

from __future__ import annotations

from datetime import date

import msgspec

from quizapp.core.metrics.accuracy import accuracies
from quizapp.core.metrics.readiness import Readiness, readiness
from quizapp.core.metrics.status import advice, status
from quizapp.services.bank.weights import exam_shape, topic_weights
from quizapp.services.clock import date_at
from quizapp.services.context import AppContext
from quizapp.services.progress.metrics import evidence
from quizapp.services.progress.topic_counts import TopicCounts, topic_counts


class LastMock(msgspec.Struct, frozen=True):
    """The latest mock exam that was submitted: ``right`` of ``of`` scored questions."""

    blueprint: str
    day: date
    right: int
    of: int


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """``topics``: the one that is worth most first. ``readiness`` None: the bank has no exam to be ready for."""

    topics: tuple[TopicCounts, ...]
    readiness: Readiness | None
    last_mock: LastMock | None


def overview(context: AppContext) -> Overview:
    """All of it, over the bank that was opened."""
    now = context.clock()
    found = topic_counts(context)
    answers = evidence(context)
    chosen = context.settings.exam
    weights = topic_weights(context.library, now.calendar_date, chosen)
    statuses = [status(own) for own in accuracies(answers, [row.topic for row in found], now.study_day)]
    gains = {one.topic: one.gain for one in advice(statuses, weights)}
    deficits = {one.topic: 1 - one.accuracy.mean for one in statuses}
    place = {row.topic: at for at, row in enumerate(found)}
    shape = exam_shape(context.library, chosen)

    def worth(row: TopicCounts) -> tuple[float, float, int]:
        weight = weights.get(row.topic, 0.0)
        return -gains.get(row.topic, 0.0), -weight * deficits[row.topic], place[row.topic]

    return Overview(
        topics=tuple(sorted(found, key=worth)),
        readiness=None if shape is None else readiness(answers, now.study_day, shape),
        last_mock=last_mock(context),
    )


def last_mock(context: AppContext) -> LastMock | None:
    """The latest exam that has a result."""
    now = context.clock()
    for row in context.store.read.exams():
        if row.ended in ("submit", "expire") and row.right is not None and row.of and row.ended_ms is not None:
            return LastMock(row.blueprint, date_at(row.ended_ms, now), row.right, row.of)
    return None
