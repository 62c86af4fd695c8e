"""Where the learner stands, measured: the store's answers and the bank go in, the values of ``progress`` come out."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import msgspec

from quizapp.core.bank import Item, asks_for_all, wanted_count
from quizapp.core.bank.items import Multiple, Single
from quizapp.core.dates import date_day
from quizapp.core.metrics.accuracy import (
    Accuracy,
    Mastery,
    accuracies,
    domain_accuracies,
    first_exposure_rate,
    mastery,
    overall_rate,
)
from quizapp.core.metrics.estimate import ExamShape
from quizapp.core.metrics.evidence import EXAM_GAP_DAYS, VARIANT_GAP_DAYS, Evidence, evidence_set, tally
from quizapp.core.metrics.forecast import BankItem, DayLoad, bank_forecast, due_load
from quizapp.core.metrics.readiness import Readiness, readiness
from quizapp.core.metrics.status import (
    Advice,
    Mistake,
    TopicStatus,
    advice,
    mistakes,
    pooled_means,
    status,
    study_first,
)
from quizapp.core.scheduler import Candidate
from quizapp.services.bank.weights import exam_plan, exam_shape, topic_domains, topic_weights
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.services.study.session_queue import cards_on
from quizapp.store import EvidenceRow

LOAD_DAYS = 30


class Metrics(msgspec.Struct, frozen=True, kw_only=True):
    """Everything measured on one study day. Topics are in the bank's order; ``readiness`` None: no exam blueprint.
    ``exam``: the blueprint that ``shape`` is of, by its title.

    ``domains``: accuracy and weight of each domain of the exam, in its order. ``advice``: topics in the order in which
    to study them; ``first``: those that are named; ``domain_of``: the domain in which a topic weighs most.
    ``bank_forecast``: the share right if the exam asked this bank today, which flatters.
    ``answers``: how many answers the measures rest on, of ``total``. ``mark``: the log as it was measured.
    """

    day: int
    mark: str
    total: int
    answers: int
    readiness: Readiness | None
    shape: ExamShape | None
    exam: str
    domains: tuple[tuple[Accuracy, float], ...]
    topic_statuses: tuple[TopicStatus, ...]
    masteries: tuple[Mastery, ...]
    advice: tuple[Advice, ...]
    first: tuple[Advice, ...]
    domain_of: dict[str, str]
    mistakes: tuple[Mistake, ...]
    weights: dict[str, float]
    unseen_rate: float
    bank_forecast: float | None
    load: tuple[DayLoad, ...]


def measure(
    context: AppContext,
    now: Moment | None = None,
    answers: Sequence[Evidence] | None = None,
) -> Metrics:
    """All measures of today: memory and readiness are made of today, whatever ``--as-of`` says.

    ``answers``: the evidence, when it was read already.
    """
    now = now or context.clock()
    library, day = context.library, now.study_day
    today = now.calendar_date
    answers = evidence(context) if answers is None else answers
    cards = cards_on(context, today, suspended=True)  # nobody asks what is suspended, but an exam may
    away = context.store.read.suspended()
    asked = [card for card in cards if card.card_id not in away]
    by_topic = {topic: [c for c in cards if c.topic == topic] for topic in library.bank.topics}
    chosen = context.settings.exam
    weights = topic_weights(library, today, chosen)
    plan, shape = exam_plan(library, chosen), exam_shape(library, chosen)
    of_exam = () if shape is None else shape.domains
    by_domain = domain_accuracies(answers, (d.domain for d in of_exam), day)
    measured = accuracies(answers, by_topic, day)
    found = tuple(status(own) for own in measured)
    new = evidence_set(answers)
    domain_of = topic_domains(library, today, chosen)
    pools = {own.topic: own for own in by_domain}
    pooled = pooled_means(
        found,
        {topic: pools[domain] for topic, domain in domain_of.items()},
        overall_rate(tally(new, day)),
    )
    ordered = advice(found, weights, pooled)
    unseen_rate = first_exposure_rate(answers, day)
    model = context.store.model
    exam = context.settings.exam_date
    return Metrics(
        day=day,
        mark=mark_of(context, now),
        total=context.store.read.totals()[0],
        answers=len(answers),
        readiness=None if shape is None else readiness(answers, day, shape),
        shape=shape,
        exam="" if plan is None else plan.title,
        domains=tuple(zip(by_domain, (d.weight for d in of_exam), strict=True)),
        topic_statuses=found,
        masteries=tuple(mastery(own, by_topic[own.topic], day, model, unseen_rate) for own in measured),
        advice=ordered,
        first=study_first(ordered, len(new)),
        domain_of=domain_of,
        mistakes=mistakes(answers, day),
        weights=weights,
        unseen_rate=unseen_rate,
        bank_forecast=bank_forecast(_weighed(context, cards, weights), day, model, unseen_rate),
        load=due_load(asked, day, LOAD_DAYS, None if exam is None else date_day(exam)),
    )


def mark_of(context: AppContext, now: Moment) -> str:
    """A text that changes with every event and every study day: measures of another mark are stale."""
    return f"{now.study_day} {context.store.read.log_mark()}"


def evidence(context: AppContext) -> tuple[Evidence, ...]:
    """The answers that can measure anything, in replay order."""
    models = context.library.models
    rows = context.store.read.evidence_rows(models, VARIANT_GAP_DAYS, EXAM_GAP_DAYS)
    return tuple(_evidence(row, row.card_id in models) for row in rows)


def _evidence(row: EvidenceRow, generated: bool) -> Evidence:
    return Evidence(
        answer=row.answer_id,
        study_day=row.day,
        card=row.card_id,
        topic=row.topic,
        domain=row.domain,
        purpose=row.purpose,  # type: ignore[arg-type]
        correct=row.correct,
        gap_days=row.gap_days,
        generated=generated,
        guess=row.guess,
        rapid=row.rapid,
        undone=row.undone,
        misconception=row.misconception,
        rt_ms=row.rt_ms,
    )


def _weighed(context: AppContext, cards: Sequence[Candidate], weights: dict[str, float]) -> list[BankItem]:
    """Cards with their weight in the exam: a topic's weight, shared by its cards."""
    counts: dict[str, int] = {}
    for card in cards:
        counts[card.topic] = counts.get(card.topic, 0) + 1
    items = context.library.bank.items
    return [BankItem(c, weights.get(c.topic, 0.0) / counts[c.topic], _guess(items.get(c.card_id))) for c in cards]


def _guess(item: Item | None) -> float:
    """The chance of a right answer by guessing: one set of options among all; nothing for what is typed or arranged."""
    if isinstance(item, Single | Multiple):
        if asks_for_all(item):
            return 1 / ((1 << len(item.options)) - 1)
        return 1 / comb(len(item.options), wanted_count(item))
    return 0.25 if item is None else 0.0
