"""Three worlds of learners whose ability in each topic is known, and the answers they would give.

In none of them is the truth drawn as the estimates of ``quizapp.core.metrics`` assume it (one rate, domains around
it with strength 15, topics around it with strength 8); the Beta world is the nearest. Their constants were
written down before anything was run on them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp
from random import Random

from quizapp.core.metrics.estimate import DomainShape, ExamShape, distribution
from quizapp.core.metrics.evidence import Evidence

DAY = 20_000
EXAM = ExamShape(
    (
        DomainShape("development", 0.32, 16),
        DomainShape("security", 0.26, 13),
        DomainShape("deployment", 0.24, 12),
        DomainShape("troubleshooting", 0.18, 9),
    ),
    cut=36,
)
TOPICS_IN = {"development": 8, "security": 6, "deployment": 6, "troubleshooting": 4}
TOPICS = tuple((f"{domain}-{i}", domain) for domain, count in TOPICS_IN.items() for i in range(count))
"""24 topics, each of one domain."""


@dataclass(frozen=True)
class Truth:
    """A learner: the chance of a right answer on new material of each topic, and how often each topic is asked."""

    rates: dict[str, float]
    asked: dict[str, float]

    def domain_rate(self, domain: str) -> float:
        """The rate on the exam's questions of a domain, in which its topics count the same."""
        own = [self.rates[topic] for topic, of in TOPICS if of == domain]
        return sum(own) / len(own)

    @property
    def share(self) -> float:
        """The latent share right: domains by their weight in the exam."""
        return sum(d.weight * self.domain_rate(d.domain) for d in EXAM.domains)

    @property
    def passing(self) -> float:
        """The chance to pass an exam, exactly."""
        slots = [self.domain_rate(d.domain) for d in EXAM.domains for _ in range(d.slots)]
        return min(1.0, sum(distribution(slots)[EXAM.cut :]))


def correlated(chance: Random) -> dict[str, float]:
    """Normal on the logit scale: a general ability, domains around it, topics around their domain."""
    ability = chance.gauss(0.9, 0.8)
    domain = {name: ability + chance.gauss(0, 0.4) for name in TOPICS_IN}
    return {topic: 1 / (1 + exp(-domain[of] - chance.gauss(0, 0.6))) for topic, of in TOPICS}


def mixture(chance: Random) -> dict[str, float]:
    """Topics are studied (rate about .86) or not (about .40); learners differ in how many they have studied."""
    studied = chance.uniform(0.3, 1)
    return {
        topic: chance.betavariate(18, 3) if chance.random() < studied else chance.betavariate(4, 6)
        for topic, _ in TOPICS
    }


def beta(chance: Random) -> dict[str, float]:
    """A rate for the learner, and topics around it with strength 6."""
    rate = min(0.97, max(0.05, chance.betavariate(7, 3)))
    return {topic: chance.betavariate(6 * rate, 6 * (1 - rate)) for topic, _ in TOPICS}


WORLDS: dict[str, Callable[[Random], dict[str, float]]] = {"correlated": correlated, "mixture": mixture, "beta": beta}


def learner(world: str, seed: int) -> tuple[Truth, Random]:
    """A learner of a world, and the chance that gives the answers."""
    chance = Random(f"{world}:{seed}")
    rates = WORLDS[world](chance)
    asked = {topic: chance.lognormvariate(0, 0.8) for topic, _ in TOPICS}
    return Truth(rates, asked), chance


def exam_like(truth: Truth, chance: Random, count: int) -> list[Evidence]:
    """Answers on new questions, domains and their topics as the exam has them."""
    domains = chance.choices([d.domain for d in EXAM.domains], [d.weight for d in EXAM.domains], k=count)
    topics = [chance.choice([t for t, of in TOPICS if of == domain]) for domain in domains]
    return [
        _answer(truth, chance, topic, domain, i) for i, (topic, domain) in enumerate(zip(topics, domains, strict=True))
    ]


def as_studied(truth: Truth, chance: Random, count: int) -> list[Evidence]:
    """Answers on new questions, topics as unevenly as this learner studies them."""
    drawn = chance.choices(TOPICS, [truth.asked[topic] for topic, _ in TOPICS], k=count)
    return [_answer(truth, chance, topic, domain, i) for i, (topic, domain) in enumerate(drawn)]


def _answer(truth: Truth, chance: Random, topic: str, domain: str, number: int) -> Evidence:
    right = chance.random() < truth.rates[topic]
    name = f"a{number}"
    return Evidence(
        answer=name, study_day=DAY, card=name, topic=topic, domain=domain, purpose="new", correct=right, gap_days=None
    )
