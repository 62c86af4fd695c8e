"""A variant: parameters drawn from a seed, a key, and wrong options that each are somebody's mistake.

A variant is a function of (model, version, seed, as-of, required misconception). Parameters are round numbers;
the key is computed from them as they are printed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TypedDict

from quizapp.core.bank.items import Domain, Item, Level, Numeric, NumericAnswer, Option, Single, Slip, Validity, Variant
from quizapp.core.bank.taxonomy import Misconception
from quizapp.core.facts import Rules, Source, UnknownFact
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters
from quizapp.core.generate.template import PLACEHOLDER, ItemTemplate
from quizapp.core.lambda_model import LambdaError, LambdaModel, Patch, SolutionStep
from quizapp.core.rng import SeededRandom

MAX_DRAWS = 200
WRONG_OPTIONS = 3
RANK_WEIGHTS = (3, 2, 2, 3)
"""How often a rank of the key is drawn where it can be had: the ends seldom can, so they come first."""
LEAST_GAP = Decimal("0.02")
ENTRY_SHARE = 3
"""Every third variant of a model that can be typed asks for the number without options."""
TOLERANCE = Decimal("0.005")


class NoVariant(Exception):
    """No draw of this seed makes a question on this day. Exit code 1."""

    exit_code = 1


@dataclass(frozen=True)
class Distractor:
    """A wrong answer, the mistake that leads to it, and the right step that it misses."""

    misconception: str
    answer: ModelAnswer
    step: SolutionStep | None


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
    chance = SeededRandom("variant", model.id, model.version, seed, required_misconception)
    for _ in range(MAX_DRAWS):
        parameters = Parameters({name: chance.choice(values) for name, values in model.grid.items()})
        setting = chance.choice(range(len(text.settings)))
        note = note_of({**parameters, "setting": setting})
        if note in avoid:
            continue
        drawn = _try(model, rules, parameters, chance, required_misconception)
        if drawn is not None:
            told, key, steps, distractors, chosen = drawn
            variant = Variant(
                model=model.id, version=model.version, seed=seed, as_of=rules.day, lure=required_misconception,
                parameters={**parameters, "setting": setting}, note=note, steps=tuple(steps),
            )  # fmt: skip
            typed = model.entry and not required_misconception and chance.below(ENTRY_SHARE) == 0
            words = _Words(text, told, setting)
            return (
                _numeric(words, variant, key, distractors, misconceptions)
                if typed
                else _single(words, variant, key, chosen, misconceptions)
            )
    raise NoVariant(f"{model.id}: no variant with seed {seed} as of {rules.day}")


def note_of(parameters: Mapping[str, int | str]) -> str:
    """The identity of a variant: the same parameters, the same note."""
    return json.dumps(parameters, sort_keys=True, separators=(",", ":"))


def parameters_of(stored: Mapping[str, int | str]) -> Parameters:
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
    """The wrong answers that can be told from the key and from each other."""
    out: list[Distractor] = []
    for misconception in model.misconceptions:
        try:
            answer, wrong = solve(model, rules, parameters, misconception)
        except (LambdaError, UnknownFact):
            continue  # the mistake leads to what the API refuses: no option
        if possible(answer, key) and all(apart(answer, other) for other in (key, *(one.answer for one in out))):
            out.append(Distractor(misconception, answer, _parting(steps, wrong, model.misconceptions[misconception])))
    return out


def _parting(steps: Sequence[SolutionStep], wrong: Sequence[SolutionStep], patch: Patch) -> SolutionStep | None:
    """The right step that a mistake misses: the one of the rule it replaces, else the first that differs."""
    missed = [step for step in steps if step not in wrong]
    return next((step for step in missed if step.rule in patch.functions), missed[0] if missed else None)


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


def _try(
    model: ItemModel, rules: Rules, parameters: Parameters, chance: SeededRandom, required_misconception: str
) -> tuple[dict[str, int | str], ModelAnswer, list[SolutionStep], list[Distractor], tuple[Distractor, ...]] | None:
    """What texts may name, key, steps, all distractors, the chosen ones; None: this draw makes no question that day."""
    try:
        if not model.accept(rules, parameters):
            return None
        told = {**parameters, **model.shown(rules, parameters)}
        key, steps = solve(model, rules, parameters)
    except (LambdaError, UnknownFact):
        return None
    distractors = distractors_of(model, rules, parameters, key, steps)
    chosen = choose(key, distractors, chance, required_misconception)
    return None if chosen is None else (told, key, steps, distractors, chosen)


def choose(
    key: ModelAnswer, distractors: Sequence[Distractor], chance: SeededRandom, required_misconception: str = ""
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
        return chance.choice(sets)
    by_rank: dict[int, list[tuple[Distractor, ...]]] = {}
    for one in sets:
        rank = sum(x.answer.value < key.value for x in one if x.answer.value is not None)
        by_rank.setdefault(rank, []).append(one)
    ranks = [rank for rank in sorted(by_rank) for _ in range(RANK_WEIGHTS[rank])]
    return chance.choice(by_rank[chance.choice(ranks)])


class _Words:
    """The texts of one variant."""

    def __init__(self, text: ItemTemplate, values: Mapping[str, object], setting: int) -> None:
        self.text, self._values, self._setting = text, values, setting

    def fill(self, template: str) -> str:
        """``template`` with its placeholders replaced; whole numbers get separators."""
        return PLACEHOLDER.sub(lambda m: spelled(self._values[m[1]]), " ".join(template.split()))

    def stem(self, typed: bool) -> str:
        """Setting, figures, and the question in a paragraph of its own."""
        question = self.text.entry if typed and self.text.entry else self.text.question
        return f"{self.fill(self.text.settings[self._setting])} {self.fill(self.text.stem)}\n\n{self.fill(question)}"


def spelled(value: object) -> str:
    """A parameter as it is printed."""
    return f"{value:,}" if isinstance(value, int) else str(value)


def _single(
    words: _Words,
    variant: Variant,
    key: ModelAnswer,
    distractors: Sequence[Distractor],
    misconceptions: Mapping[str, Misconception],
) -> Single:
    options = [Option(text=key.display, why=_why_key(variant.steps), key=True)]
    options += [
        Option(text=x.answer.display, why=_why(x, misconceptions), misconception=x.misconception) for x in distractors
    ]
    return Single(**_common(words, variant, typed=False), options=tuple(options))


def _numeric(
    words: _Words,
    variant: Variant,
    key: ModelAnswer,
    distractors: Sequence[Distractor],
    misconceptions: Mapping[str, Misconception],
) -> Numeric:
    if key.value is None:
        raise ValueError(f"{variant.model}: an answer in words cannot be typed")
    answer = NumericAnswer(
        value=key.value,
        unit=key.unit,
        tolerance=tolerance_of(key),
        why=_why_key(variant.steps),
        slips=tuple(
            Slip(value=x.answer.value, why=_why(x, misconceptions), misconception=x.misconception)
            for x in distractors if x.answer.value is not None
        ),
    )  # fmt: skip
    return Numeric(**_common(words, variant, typed=True), answer=answer)


def tolerance_of(key: ModelAnswer) -> Decimal:
    """How near a typed number has to come: whole numbers are asked for exactly, money and fractions are not."""
    exact = key.value is not None and key.value == key.value.to_integral_value() and key.unit != "USD"
    return Decimal(0) if exact else TOLERANCE


class _CommonFields(TypedDict):
    """What questions of both types have."""

    id: str
    version: int
    domain: Domain
    level: Level
    stem: str
    explanation: str
    sources: tuple[Source, ...]
    knowledge: tuple[str, ...]
    topic: str
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    valid: Validity
    variant: Variant


def _common(words: _Words, variant: Variant, typed: bool) -> _CommonFields:
    text = words.text
    return {
        "id": f"{variant.model}#{variant.seed}", "version": variant.version, "domain": text.domain,
        "level": text.level, "stem": words.stem(typed), "explanation": words.fill(text.explanation),
        "sources": text.sources, "knowledge": text.knowledge, "topic": text.topic, "facts": text.facts,
        "notes": text.notes, "valid": Validity(), "variant": variant,
    }  # fmt: skip


def _why_key(steps: Sequence[SolutionStep]) -> str:
    return "; ".join(f"{step.text} = {step.value}" for step in steps[-2:])


def _why(distractor: Distractor, misconceptions: Mapping[str, Misconception]) -> str:
    """What the mistake is, and the step where the paths part."""
    said = misconceptions[distractor.misconception].wrong.strip()
    return f"{said} The paths part here: {distractor.step.text} = {distractor.step.value}." if distractor.step else said
