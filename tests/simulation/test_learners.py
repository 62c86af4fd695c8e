"""Learners: the same days, the same minutes and the same luck under every policy; the shipped desk loses nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random

import pytest

from quizapp.core.events import Answer
from quizapp.core.scheduler import Entry
from quizapp.services.context import AppContext
from quizapp.services.study.session_queue import plan_session
from studies.simulation.learners import CELLS, Cell, Desk, Learner, live
from studies.simulation.policies import BASELINES, DAY_ZERO, MemoryDesk, Paced, Shuffled
from studies.simulation.shipped import desk
from studies.simulation.subject import SHAPE, subject
from studies.simulation.truths import Now

LONGEST_S = 130
SHORT = Cell("half-life", 9, 25, 0.3)


class Even:
    """Everything is always known by half."""

    def recall(self, item: int, now: Now) -> float:
        return 0.5

    def practise(self, item: int, now: Now, knew: bool) -> None:
        """Nothing changes."""


class Noted:
    """A desk that keeps what passes over it."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self.day = desk, -1
        self.answers: list[tuple[int, str | None, bool, int]] = []

    def sit(self, day: int) -> bool:
        self.day = day
        return self._desk.sit(day)

    def card(self) -> str | None:
        return self._desk.card()

    def answer(self, correct: bool, answer_s: int, read_s: int) -> None:
        self.answers.append((self.day, self._desk.card(), correct, answer_s))
        self._desk.answer(correct, answer_s, read_s)

    def rise(self) -> None:
        self._desk.rise()


def test_the_cells_are_the_protocols() -> None:
    assert len(CELLS) == len(set(CELLS)) == 18
    assert sum(cell.missed > 0 for cell in CELLS) == 9
    assert {(c.horizon, c.minutes) for c in CELLS} == {(h, m) for h in (21, 42, 84) for m in (25, 50)}


def test_the_bank_has_the_shape_it_says() -> None:
    bank = subject()
    assert len(bank.cards) == 464
    assert sum(points for _, points in SHAPE.values()) == 207
    assert sum(card.weight for card in bank.cards) == pytest.approx(1)
    assert all(bank.right[card.card_id] != bank.wrong[card.card_id] for card in bank.cards)


@pytest.mark.parametrize("truth", sorted({cell.truth for cell in CELLS}))
def test_a_learner_is_the_same_under_every_policy(truth: str, commit_seed: int) -> None:
    cell = Cell(truth, 30, 25, 0.5)
    one, other = (Learner(subject(), cell, commit_seed) for _ in range(2))
    assert one.missed == other.missed
    assert 0 < sum(one.missed) < 30
    assert [one.truth.recall(i, Now(0, 0)) for i in range(464)] == [
        other.truth.recall(i, Now(0, 0)) for i in range(464)
    ]


def test_the_nth_answer_to_a_card_has_the_same_luck_in_any_order(commit_seed: int) -> None:
    bank = subject(8)
    cards = [card.card_id for card in bank.cards] * 6
    seen = []
    for order in (cards, Random(commit_seed).sample(cards, len(cards))):
        learner = Learner(bank, SHORT, commit_seed)
        learner.truth = Even()  # type: ignore[assignment]
        results = defaultdict(list)
        for card in order:
            results[card].append(learner.meet(card, 0)[0])
        seen.append(results)
    assert seen[0] == seen[1]
    assert 0.4 < sum(map(sum, seen[0].values())) / len(cards) < 0.85  # .5 * .97 known, .5 * (.25 or .1) guessed


def test_an_answer_costs_what_the_protocol_says() -> None:
    learner = Learner(subject(8), SHORT, 5)
    card = learner.cards[0].card_id
    costs = [learner.meet(card, day) for day in (0, 0, 1)]
    assert [answer_s for _, answer_s, _ in costs] == [90, 30, 60]
    assert all(read_s == (15 if correct else 40) for correct, _, read_s in costs)
    assert learner.spent == sum(answer_s + read_s for _, answer_s, read_s in costs)
    assert learner.coverage() == learner.cards[0].weight


@pytest.mark.parametrize("policy", ["product", "random", "in memory", "shuffled", *BASELINES])
def test_every_policy_gets_the_same_time(policy: str, commit_seed: int) -> None:
    bank = subject()
    learner = Learner(bank, SHORT, commit_seed)
    if policy in ("product", "random"):
        with desk(bank, SHORT, commit_seed, policy) as shipped:
            live(learner, shipped, SHORT)
    elif policy == "in memory":
        live(learner, MemoryDesk(Paced(bank, commit_seed, SHORT.horizon, SHORT.minutes)), SHORT)
    else:
        made = Shuffled if policy == "shuffled" else BASELINES[policy]
        live(learner, MemoryDesk(made(bank, commit_seed, SHORT.horizon)), SHORT)
    studied = SHORT.horizon - sum(learner.missed)
    # what a day runs over is taken off the next, so only the last answer of all can run over
    assert studied * SHORT.minutes * 60 <= learner.spent < studied * SHORT.minutes * 60 + LONGEST_S


@pytest.mark.parametrize(("each", "minutes"), [(1, 25), (1, 50), (9, 25)])
def test_the_queue_in_memory_is_the_shipped_queue(each: int, minutes: int, commit_seed: int) -> None:
    """Ten days to the exam, the last three of them among them; with a small bank there are several sessions a day."""
    bank, cell = subject(each), Cell("fsrs", 10, minutes, 0.1)
    shipped: list[Sequence[Entry]] = []
    memory: list[Sequence[Entry]] = []

    def planned(context: AppContext, day: int) -> Sequence[Entry]:
        shipped.append(tuple(plan_session(context)))
        return shipped[-1]

    class Watched(Paced):
        def queue(self, day: int) -> Sequence[Entry]:
            memory.append(tuple(super().queue(day)))
            return memory[-1]

    with desk(bank, cell, commit_seed, "product") as at:
        at.plan = planned
        one = live(Learner(bank, cell, commit_seed), at, cell)
    other = live(Learner(bank, cell, commit_seed), MemoryDesk(Watched(bank, commit_seed, 10, minutes)), cell)
    assert sum(map(len, shipped)) > 100
    assert shipped == memory
    assert one == other


def test_random_order_in_memory_is_that_through_the_services(commit_seed: int) -> None:
    bank = subject()
    with desk(bank, SHORT, commit_seed, "random") as at:
        one = live(Learner(bank, SHORT, commit_seed), at, SHORT)
    other = live(Learner(bank, SHORT, commit_seed), MemoryDesk(Shuffled(bank, commit_seed, 9)), SHORT)
    assert one == other


@pytest.mark.parametrize("policy", ["product", "random"])
def test_the_shipped_desk_loses_nothing(policy: str, commit_seed: int) -> None:
    bank = subject()
    with desk(bank, SHORT, commit_seed, policy) as at:
        noted = Noted(at)
        outcome = live(Learner(bank, SHORT, commit_seed), noted, SHORT)
        store = at.context.store
        kept = [e for e in store.events() if isinstance(e.body, Answer)]
        assert [
            (e.study_day - DAY_ZERO, e.body.card, e.body.correct, e.body.rt_ms // 1000)
            for e in kept
            if isinstance(e.body, Answer) and e.body.rt_ms is not None
        ] == noted.answers
        assert len(kept) == outcome.answers > 30
        assert store.check().sound
        cards = store.read.cards()
        store.rebuild()
        assert store.read.cards() == cards
