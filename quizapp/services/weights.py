"""What each topic weighs in the exam, and the exam's shape: from the blueprint that has the exam's form."""

from __future__ import annotations

from collections import Counter
from datetime import date

from quizapp.bank.blueprints import Blueprint, quotas
from quizapp.progress.estimate import DomainShape, ExamShape
from quizapp.services.library import Library

EXAM = "developer"
"""The blueprint after which readiness and advice are measured."""


def exam_plan(library: Library) -> Blueprint | None:
    """The blueprint of the exam; the first with domains when the bank has none of that name, None without any."""
    plans = library.blueprints
    return plans.get(EXAM) or next((plan for plan in plans.values() if plan.domains), None)


def exam_shape(library: Library) -> ExamShape | None:
    """Domains with weight and scored questions, and the cut; None for a bank without such a blueprint."""
    plan = exam_plan(library)
    if plan is None:
        return None
    slots = quotas(plan.domains, plan.scored)
    return ExamShape(tuple(DomainShape(d, w / 100, slots[d]) for d, w in plan.domains.items()), plan.cut)


def topic_weights(library: Library, day: date) -> dict[str, float]:
    """Each topic's share of the exam, 1 in all: a domain's share goes to topics by their items of that domain."""
    plan = exam_plan(library)
    if plan is None:
        return {}
    items = [i for i in library.bank.valid_on(day) if i.domain in plan.domains]
    of_domain = Counter(i.domain for i in items)
    cells = Counter((i.topic, i.domain) for i in items)
    out: dict[str, float] = {}
    for (topic, domain), count in sorted(cells.items()):
        out[topic] = out.get(topic, 0.0) + plan.domains[domain] / 100 * count / of_domain[domain]
    return out
