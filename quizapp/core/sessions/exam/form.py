"""Form assembly: which questions make an exam, by a blueprint and a seed.

Weights are met exactly; within a domain topics take turns and what was seen longest ago comes first; no two questions
share a knowledge point or give each other away, unless there would be no exam otherwise. What the bank lacks is said,
never filled up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from quizapp.core.bank import Item
from quizapp.core.bank.blueprints import Blueprint, quotas
from quizapp.core.bank.traits import Trait
from quizapp.core.json_value import JsonValue
from quizapp.core.rng import SeededRandom
from quizapp.core.sessions.exam.stored import CannotBeRead, read_back

ANY = "any"
"""The one domain of a blueprint that does not look at domains."""
TRIES = 60
RELAXED, SHUFFLED = 20, 40
"""From these attempts on, what goes together comes before what was seen longest ago, and chance before both."""


class FormCandidate(msgspec.Struct, frozen=True):
    """A card that may be in the form. ``item`` None: an item model; ``seen``: its last study day, None for never."""

    card_id: str
    topic: str
    domain: str
    points: frozenset[str]
    item: Item | None = None
    seen: int | None = None
    traits: frozenset[Trait] = frozenset()


class FormItem(msgspec.Struct, frozen=True):
    """A place in a form. ``seed`` is that of the order of its options; ``scored`` is shown to nobody before the end.

    ``seen_days``: how many study days before the exam the card had last been shown; None where it never was, and in
    exams of versions that did not record it.
    """

    card_id: str
    item: Item
    seed: int
    scored: bool
    seen_days: int | None = None


class Form(msgspec.Struct, frozen=True):
    """All questions in the order asked."""

    seed: int
    items: tuple[FormItem, ...]


class Shortage(Exception):
    """The bank cannot fill the blueprint. ``lacking``: what, and how many."""

    exit_code = 3

    def __init__(self, plan: Blueprint, lacking: Mapping[str, int]) -> None:
        self.lacking = dict(lacking)
        parts = ", ".join(f"{name}: {count} too few" for name, count in lacking.items())
        super().__init__(f"the bank has too few questions for '{plan.id}' ({parts})")


class _WithoutVariant(Exception):
    """An item model that gives no variant of the types asked for."""

    def __init__(self, model: str) -> None:
        self.model = model


Draw = Callable[[str, int], Item | None]
"""(item model, seed) -> a variant of a type that the blueprint allows, or None when that seed gives none."""
Clash = Callable[[str, str], bool]
"""Whether two cards give each other away."""


def assemble(
    plan: Blueprint, pool: Sequence[FormCandidate], seed: int, draw: Draw, clash: Clash, *, apart: bool = False
) -> Form:
    """A form; equal arguments give equal forms. Raises Shortage.

    ``apart``: questions that share a knowledge point or give each other away are never in it together.
    """
    rng = SeededRandom("form", plan.id, seed)
    usable = list(pool)
    while True:
        try:
            return _form(plan, _picked(plan, usable, rng, clash, apart), seed, rng, draw)
        except _WithoutVariant as found:
            usable = [c for c in usable if c.card_id != found.model]


def _picked(
    plan: Blueprint, pool: Sequence[FormCandidate], rng: SeededRandom, clash: Clash, apart: bool
) -> list[FormCandidate]:
    """The candidates of the first attempt that lacks nothing. Raises Shortage with what the best one lacked."""
    best: dict[str, int] = {}
    together = [replace(candidate, points=frozenset((candidate.card_id,))) for candidate in pool]
    attempts = [(pool, clash, attempt) for attempt in range(TRIES)]
    attempts += [] if apart else [(together, lambda _one, _other: False, attempt) for attempt in range(TRIES)]
    for among, tells, attempt in attempts:
        picked, lacking = _Pick(plan, among, rng, tells, attempt).run()
        if not lacking:
            return picked
        if not best or sum(lacking.values()) < sum(best.values()):
            best = lacking
    raise Shortage(plan, best)


class _Pick:
    """One attempt at choosing candidates: see ``_order``."""

    def __init__(
        self, plan: Blueprint, pool: Sequence[FormCandidate], rng: SeededRandom, clash: Clash, attempt: int
    ) -> None:
        self._plan, self._chance, self._clash, self._attempt = plan, rng, clash, attempt
        self._pool = pool
        self._taken: list[FormCandidate] = []
        self._points: set[str] = set()
        self._bounds = {
            trait: (-(-least * plan.items // 100), most * plan.items // 100)
            for trait, (least, most) in plan.shares.items()
        }

    def run(self) -> tuple[list[FormCandidate], dict[str, int]]:
        """(the candidates, what is lacking by domain)."""
        plan = self._plan
        scored, rest = quotas(plan.domains, plan.scored), quotas(plan.domains, plan.unscored)  # each by the weights
        places = {name: scored[name] + rest[name] for name in plan.domains} or {ANY: plan.items}
        models = _model_places(plan, places, self._pool)
        short = plan.generated - sum(models.values())
        lacking = {"generated": short} if short else {}
        by_size = sorted(places, key=lambda name: (places[name], name))
        for domain in by_size:
            missing = self._fill(domain, models.get(domain, 0), generated=True)
            if missing:
                lacking[f"{'questions' if domain == ANY else domain}, generated"] = missing
        places = {domain: places[domain] - models.get(domain, 0) for domain in by_size}
        self._reserve(places)
        for domain in by_size:
            missing = self._fill(domain, places[domain])
            if missing:
                lacking["questions" if domain == ANY else domain] = missing
        for trait, (least, _) in self._bounds.items():
            if self._count(trait) < least:
                lacking[trait] = least - self._count(trait)
        return self._taken, lacking

    def _reserve(self, places: dict[str, int]) -> None:
        """Fill places with what the form must have some of, spread over the domains; ``places`` are what is left."""
        for trait, (least, _) in self._bounds.items():
            wanted = max(0, least - self._count(trait))
            share = quotas(places, wanted) if any(places.values()) else {}
            for domain in (*share, *places):  # then whichever domain has more of them
                count = min(share.pop(domain, wanted), wanted, places[domain])
                got = count - self._fill(domain, count, trait=trait)
                places[domain] -= got
                wanted -= got

    def _count(self, trait: Trait) -> int:
        return sum(trait in taken.traits for taken in self._taken)

    def _fill(self, domain: str, wanted: int, *, generated: bool = False, trait: Trait | None = None) -> int:
        """Take ``wanted`` candidates, with ``trait`` where one is named; how many there were too few."""
        if not wanted:
            return 0
        among = [c for c in self._pool if (c.item is None) == generated and domain in (ANY, c.domain)]
        queue = self._order([c for c in among if trait is None or trait in c.traits], generated)
        while wanted and queue:
            candidate = queue.pop(self._turn(queue))
            if candidate.points & self._points or any(self._clash(candidate.card_id, t.card_id) for t in self._taken):
                continue
            if any(self._count(one) >= self._bounds[one][1] for one in candidate.traits & self._bounds.keys()):
                continue
            self._taken.append(candidate)
            self._points |= candidate.points
            wanted -= 1
        return wanted

    def _turn(self, queue: Sequence[FormCandidate]) -> int:
        """The first candidate of the topic that has the fewest questions so far, among the next of each topic."""
        counts: dict[str, int] = {}
        for taken in self._taken:
            counts[taken.topic] = counts.get(taken.topic, 0) + 1
        first: dict[str, int] = {}
        for place, candidate in enumerate(queue):
            first.setdefault(candidate.topic, place)
        return min(first.values(), key=lambda place: (counts.get(queue[place].topic, 0), place))

    def _order(self, candidates: Sequence[FormCandidate], generated: bool) -> list[FormCandidate]:
        """Never seen first, then longest ago; chance orders equals.

        When that left places empty, the least related first (generated questions from the second attempt on), and in
        the end as chance has it: no form is refused for the order in which its questions were seen.
        """
        shuffled = self._chance.shuffled(sorted(candidates, key=lambda c: c.card_id))
        if self._attempt >= SHUFFLED:
            return list(shuffled)
        if self._attempt >= (1 if generated else RELAXED):
            related = {  # how many others each keeps out
                c.card_id: sum(bool(c.points & o.points) or self._clash(c.card_id, o.card_id) for o in candidates)
                for c in candidates
            }
            return sorted(shuffled, key=lambda c: related[c.card_id])
        return sorted(shuffled, key=lambda c: -1 if c.seen is None else c.seen)


def _model_places(plan: Blueprint, places: Mapping[str, int], pool: Sequence[FormCandidate]) -> dict[str, int]:
    """Generated questions for each domain, in proportion to the item models that there are."""
    if not plan.generated or ANY in places:
        return {ANY: plan.generated}
    have = {name: sum(c.item is None and c.domain == name for c in pool) for name in places}
    room = {name: min(count, places[name]) for name, count in have.items() if count and places[name]}
    shares = quotas({name: have[name] for name in room}, plan.generated) if room else {}
    out = {name: min(count, room[name]) for name, count in shares.items()}
    for name in sorted(room, key=lambda name: (-room[name], name)):  # what one domain has no room for goes to others
        out[name] += min(room[name] - out[name], plan.generated - sum(out.values()))
    return out


def _form(plan: Blueprint, picked: Sequence[FormCandidate], seed: int, rng: SeededRandom, draw: Draw) -> Form:
    """The chosen questions in an order that is drawn, as is which of each domain are scored."""
    scored = _scored(plan, picked, rng)
    items = []
    for candidate in rng.shuffled(picked):
        tries = (draw(candidate.card_id, rng.below(1 << 32)) for _ in range(TRIES))
        item = candidate.item or next((one for one in tries if one is not None), None)
        if item is None:
            raise _WithoutVariant(candidate.card_id)
        items.append(FormItem(candidate.card_id, item, rng.below(1 << 32), candidate.card_id in scored))
    return Form(seed, tuple(items))


def _scored(plan: Blueprint, picked: Sequence[FormCandidate], rng: SeededRandom) -> set[str]:
    if not plan.unscored:
        return {c.card_id for c in picked}
    wanted = quotas(plan.domains, plan.scored) or {ANY: plan.scored}
    out: set[str] = set()
    for domain, count in wanted.items():
        among = [c.card_id for c in picked if domain in (ANY, c.domain)]
        out |= set(rng.shuffled(sorted(among))[:count])
    return out


def encoded(form: Form) -> list[dict[str, JsonValue]]:
    """The form as plain values, whole: it can be read back years later without the bank."""
    return [
        {
            "card_id": one.card_id,
            "item": msgspec.to_builtins(one.item),
            "seed": one.seed,
            "scored": one.scored,
            "seen_days": one.seen_days,
        }
        for one in form.items
    ]


def decoded(seed: int, items: Sequence[Mapping[str, JsonValue]]) -> Form:
    """Return a form from its plain values. Raises CannotBeRead."""
    if not items:
        raise CannotBeRead("a form without questions")
    return Form(seed, tuple(read_back(one, FormItem) for one in items))
