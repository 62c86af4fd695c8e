"""A variant: parameters drawn from a seed, a key, and wrong options that each are someone's mistake.

A variant is a function of (model, version, seed, as-of, required misconception). Parameters are round numbers;
the key is computed from them as they are printed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from quizapp.core.bank.items import Item, Variant
from quizapp.core.bank.taxonomy import Misconception
from quizapp.core.facts import Rules, UnknownFact
from quizapp.core.generate.model import Distractor, ItemModel, ModelAnswer, Parameters
from quizapp.core.generate.question import VariantWords, numeric, single
from quizapp.core.generate.template import ItemTemplate
from quizapp.core.lambda_model import LambdaError, LambdaModel, SolutionStep
from quizapp.core.rng import SeededRandom

MAX_DRAWS = 200
WRONG_OPTIONS = 3
RANK_WEIGHTS = (3, 2, 2, 3)
"""How often a rank of the key is drawn where it can be had: the ends seldom can, so they come first."""
LEAST_GAP = Decimal("0.02")
ENTRY_SHARE = 3
"""Every third variant of a model that can be typed asks for the number without options."""


class NoVariant(Exception):
    """No draw of this seed makes a question on this day. Exit code 1."""

    exit_code = 1


def build(
    model: ItemModel,
    text: ItemTemplate,
    misconceptions: Mapping[str, Misconception],
    rules: Rules,
    seed: int,
    required_misconception: str = "",
    avoid: Collection[str] = (),
) -> Item:
    """The variant of ``seed``. ``required_misconception``: one that has to be among its options.

    ``avoid``: notes of variants seen lately. Raises NoVariant.
    """
    rng = SeededRandom("variant", model.id, model.version, seed, required_misconception)
    for _ in range(MAX_DRAWS):
        parameters = Parameters({name: rng.choice(values) for name, values in model.grid.items()})
        setting = rng.choice(range(len(text.settings)))
        note = note_of({**parameters, "setting": setting})
        if note in avoid:
            continue
        try:
            if not model.accept(rules, parameters):
                continue
            words = VariantWords(text, {**parameters, **model.shown(rules, parameters)}, setting)
            key, steps = solve(model, rules, parameters)
        except (LambdaError, UnknownFact):
            continue  # not on this day
        distractors = distractors_of(model, rules, parameters, key, steps)
        chosen = choose(key, distractors, rng, required_misconception)
        if chosen is None:
            continue
        variant = Variant(
            model=model.id, version=model.version, seed=seed, as_of=rules.day, lure=required_misconception,
            parameters={**parameters, "setting": setting}, note=note, steps=tuple(steps),
        )  # fmt: skip
        if model.entry and not required_misconception and rng.below(ENTRY_SHARE) == 0:
            return numeric(words, variant, key, distractors, misconceptions)
        return single(words, variant, key, chosen, misconceptions)
    raise NoVariant(f"{model.id}: no variant with seed {seed} as of {rules.day}")


def note_of(parameters: Mapping[str, object]) -> str:
    """The identity of a variant: the same parameters, the same note."""
    return json.dumps(parameters, sort_keys=True, separators=(",", ":"))


def parameters_of(stored: Mapping[str, object]) -> Parameters:
    """What a variant was solved with, from its stored parameters; its setting has no part in that."""
    return Parameters({name: value for name, value in stored.items() if name != "setting"})


def solve(
    model: ItemModel, rules: Rules, parameters: Parameters, misconception: str = ""
) -> tuple[ModelAnswer, list[SolutionStep]]:
    """The answer and its steps, rightly or with a misconception. Raises LambdaError."""
    aws = LambdaModel(rules, model.misconceptions[misconception] if misconception else None)
    return model.solve(aws, parameters), aws.steps


def distractors_of(
    model: ItemModel, rules: Rules, parameters: Parameters, key: ModelAnswer, steps: Sequence[SolutionStep]
) -> list[Distractor]:
    """The wrong answers that can be told from the key and from each other.

    Each with the right step that it misses: the one of the rule that the mistake replaces, else the first that differs.
    """
    out: list[Distractor] = []
    for misconception, patch in model.misconceptions.items():
        try:
            answer, wrong = solve(model, rules, parameters, misconception)
        except (LambdaError, UnknownFact):
            continue  # the mistake leads to what the API refuses: no option
        if possible(answer, key) and all(apart(answer, other) for other in (key, *(one.answer for one in out))):
            missed = [step for step in steps if step not in wrong]
            first = missed[0] if missed else None
            step = next((step for step in missed if step.rule in patch.functions), first)
            out.append(Distractor(misconception, answer, step))
    return out


def possible(answer: ModelAnswer, key: ModelAnswer) -> bool:
    """Whether a wrong answer is one that anybody would consider: not negative, whole where the key is."""
    if answer.value is None or key.value is None:
        return answer.value is None and key.value is None
    whole = key.value == key.value.to_integral_value()
    return answer.value >= 0 and (not whole or key.unit == "USD" or answer.value == answer.value.to_integral_value())


def apart(one: ModelAnswer, other: ModelAnswer) -> bool:
    """Whether two answers differ as displayed, and by two per cent at least."""
    if one.display == other.display:
        return False
    if one.value is None or other.value is None:
        return True
    return abs(one.value - other.value) >= LEAST_GAP * max(abs(one.value), abs(other.value))


def choose(
    key: ModelAnswer, distractors: Sequence[Distractor], rng: SeededRandom, required_misconception: str = ""
) -> tuple[Distractor, ...] | None:
    """Three wrong options; where the key stands among four ranked numbers is drawn, so that its rank is no cue."""
    sets = [
        s
        for s in combinations(distractors, WRONG_OPTIONS)
        if not required_misconception or required_misconception in {one.misconception for one in s}
    ]
    if not sets:
        return None
    if key.value is None:
        return rng.choice(sets)
    by_rank: dict[int, list[tuple[Distractor, ...]]] = {}
    for one in sets:
        rank = sum(x.answer.value < key.value for x in one if x.answer.value is not None)
        by_rank.setdefault(rank, []).append(one)
    ranks = [rank for rank in sorted(by_rank) for _ in range(RANK_WEIGHTS[rank])]
    return rng.choice(by_rank[rng.choice(ranks)])
