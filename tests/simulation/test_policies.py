"""The baselines do what they are called, worked out by hand."""

from __future__ import annotations

import pytest

from quizapp.core.scheduler import Entry
from studies.simulation.policies import BASELINES, Cycle, Fsrs, Leitner, MemoryDesk, Policy, Spaced, SuperMemo2
from studies.simulation.subject import subject

BANK = subject(116)
"""Four cards."""


def intervals(policy: Spaced, answers: str) -> list[int]:
    """The days until a card is due again after each answer, each given on the day it was due."""
    card, day, out = BANK.cards[0].card_id, 0, []
    for answer in answers:
        out.append(policy.after(card, day, answer == "r"))
        day += out[-1]
    return out


def cards(policy: Policy, day: int) -> list[str]:
    return [entry.card_id for entry in policy.queue(day)]


def give(policy: Policy, card: str, day: int, correct: bool, purpose: str = "review") -> None:
    policy.noted(Entry(card, "t", purpose), day, correct, 60)  # type: ignore[arg-type]


def test_leitner_goes_up_a_box_when_right_and_back_to_the_first_when_wrong() -> None:
    assert intervals(Leitner(BANK, 1, 30), "rrrrrrwr") == [1, 2, 4, 8, 16, 16, 1, 2]


def test_sm_2_by_hand() -> None:
    # quality 4 leaves the ease at 2.5: 1, 6, 15, 37.5
    # quality 2: 2.5 + .1 - 3 (.08 + 3 * .02) = 2.18; then 1, 6, 13.08
    assert intervals(SuperMemo2(BANK, 1, 30), "rrrrwrrr") == [1, 6, 15, 38, 1, 1, 6, 13]


def test_every_7_days_is_every_7_days() -> None:
    assert intervals(Spaced(BANK, 1, 30), "rwr") == [7, 7, 7]


def test_spaced_policies_ask_what_is_due_then_what_is_new_then_what_is_due_next() -> None:
    policy = Leitner(BANK, 1, 30)
    order = cards(policy, 0)
    for card in order[:2]:
        give(policy, card, 0, correct=True)
    give(policy, order[1], 1, correct=True)  # second box: due on day 3
    assert cards(policy, 2) == [order[0], order[2], order[3], order[1]]
    assert cards(policy, 1) == [order[0], order[2], order[3]]  # what was asked today waits until tomorrow


def test_only_the_first_answer_of_a_day_moves_a_card() -> None:
    policy = Leitner(BANK, 1, 30)
    order = cards(policy, 0)
    give(policy, order[0], 0, correct=False)
    give(policy, order[0], 0, correct=True, purpose="repeat")
    give(policy, order[0], 1, correct=True)
    assert cards(policy, 2)[-1] == order[0]  # first box, then the second: due on day 3


def test_fsrs_asks_due_cards_by_recall() -> None:
    policy = Fsrs(BANK, 1, 30)
    order = cards(policy, 0)
    give(policy, order[0], 0, correct=True)  # interval 2
    give(policy, order[1], 0, correct=False)  # interval 1, and less stable
    assert cards(policy, 2) == [order[1], order[0], order[2], order[3]]
    assert cards(policy, 1) == [order[1], order[2], order[3], order[0]]


def test_the_cycle_goes_round_and_a_retry_does_not_move_it() -> None:
    policy = Cycle(BANK, 1, 30)
    order = cards(policy, 0)
    for card in order[:3]:
        give(policy, card, 0, correct=False)
    give(policy, order[0], 0, correct=True, purpose="repeat")
    assert cards(policy, 1) == [order[3], *order[:3]]
    give(policy, order[3], 1, correct=True)
    assert cards(policy, 2) == order


@pytest.mark.parametrize("name", sorted(BASELINES))
def test_a_seed_gives_one_order_and_another_seed_another(name: str) -> None:
    whole = subject()
    first, again, other = (cards(BASELINES[name](whole, seed, 30), 0) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_missed_question_comes_back_in_the_session_of_every_policy() -> None:
    desk = MemoryDesk(Spaced(subject(), 1, 30))
    assert desk.sit(0)
    missed, asked = desk.card(), []
    desk.answer(correct=False, answer_s=90, read_s=40)
    for _ in range(5):
        asked.append(desk.card())
        desk.answer(correct=True, answer_s=90, read_s=15)
    assert asked.index(missed) == 4
