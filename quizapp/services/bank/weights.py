"""What each topic weighs in the exam, and the exam's shape: from the blueprint that has the exam's form."""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec.structs import replace

from quizapp.core.bank.blueprints import Blueprint, quotas
from quizapp.core.metrics.estimate import DomainShape, ExamShape
from quizapp.services.bank.library import Library

EXAM = "developer"
"""The blueprint after which readiness and advice are measured, where the learner chose no other."""


def exams_to_prepare_for(library: Library) -> tuple[Blueprint, ...]:
    """The blueprints with domains and a clock that runs on, none for practice alone; ``EXAM``, then the longest."""
    found = [p for p in _with_domains(library).values() if p.clock == "runs-on" and not p.practice]
    return tuple(sorted(found, key=lambda plan: (plan.id != EXAM, -plan.items)))


def exam_plan(library: Library, chosen: str = "") -> Blueprint | None:
    """The blueprint that was ``chosen`` or else of the exam, if it has domains; otherwise the first that has.

    None without any blueprint.
    """
    with_domains = _with_domains(library)
    return with_domains.get(chosen) or with_domains.get(EXAM) or next(iter(with_domains.values()), None)


def _with_domains(library: Library) -> dict[str, Blueprint]:
    """The blueprints that have domains; where none has, each has the domains of the questions, as heavy as they are."""
    found = {name: plan for name, plan in library.blueprints.items() if plan.domains}
    if found or not len(library.bank):
        return found
    shares = quotas(Counter(item.domain for item in library.bank), 100)
    domains = {name: share for name, share in shares.items() if share}
    return {name: replace(plan, domains=domains) for name, plan in library.blueprints.items()}


def exam_shape(library: Library, chosen: str = "") -> ExamShape | None:
    """Domains with weight and scored questions, and the cut; None for a bank without such a blueprint."""
    plan = exam_plan(library, chosen)
    if plan is None:
        return None
    slots = quotas(plan.domains, plan.scored)
    return ExamShape(tuple(DomainShape(d, w / 100, slots[d]) for d, w in plan.domains.items()), plan.cut)


def topic_weights(library: Library, day: date, chosen: str = "") -> dict[str, float]:
    """Each topic's share of the exam, 1 in all: a domain's share goes to topics by their cards of that domain."""
    out: dict[str, float] = {}
    for (topic, _), share in _cells(library, day, chosen).items():
        out[topic] = out.get(topic, 0.0) + share
    return out


def topic_domains(library: Library, day: date, chosen: str = "") -> dict[str, str]:
    """Return the domain of the exam in which each topic weighs most."""
    heaviest: dict[str, tuple[float, str]] = {}
    for (topic, domain), share in _cells(library, day, chosen).items():
        heaviest[topic] = max(heaviest.get(topic, (0.0, "")), (share, domain))
    return {topic: domain for topic, (_, domain) in heaviest.items()}


def _cells(library: Library, day: date, chosen: str) -> dict[tuple[str, str], float]:
    """The share of the exam that each topic has in each domain, in order; empty without a blueprint of the exam."""
    plan = exam_plan(library, chosen)
    if plan is None:
        return {}
    cards = [*library.bank.valid_on(day), *(model for model in library.models.values() if model.valid.holds(day))]
    items = [i for i in cards if i.domain in plan.domains]
    of_domain = Counter(i.domain for i in items)
    cells = Counter((i.topic, i.domain) for i in items)
    return {
        (topic, domain): plan.domains[domain] / 100 * count / of_domain[domain]
        for (topic, domain), count in sorted(cells.items())
    }
