"""What is drawn, put into words: a variant as a question of the bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypedDict

from quizapp.core.bank.items import Level, Numeric, NumericAnswer, Option, Single, Slip, Validity, Variant
from quizapp.core.bank.taxonomy import Misconception
from quizapp.core.facts import Source
from quizapp.core.generate.model import Distractor, ModelAnswer
from quizapp.core.generate.template import PLACEHOLDER, ItemTemplate
from quizapp.core.lambda_model import SolutionStep

TOLERANCE = Decimal("0.005")


class VariantWords:
    """The texts of one variant."""

    def __init__(self, text: ItemTemplate, values: Mapping[str, object], setting: int) -> None:
        self.text, self._values, self._setting = text, values, setting

    def fill(self, template: str) -> str:
        """``template`` with its placeholders replaced, a paragraph a line; whole numbers get separators."""
        paragraphs = (" ".join(paragraph.split()) for paragraph in template.strip().split("\n\n"))
        return PLACEHOLDER.sub(lambda m: spelled(self._values[m[1]]), "\n\n".join(paragraphs))

    def stem(self, typed: bool) -> str:
        """Setting, figures, and the question in a paragraph of its own."""
        question = self.text.entry if typed and self.text.entry else self.text.question
        return f"{self.fill(self.text.settings[self._setting])} {self.fill(self.text.stem)}\n\n{self.fill(question)}"


def spelled(value: object) -> str:
    """A parameter as it is printed."""
    return f"{value:,}" if isinstance(value, int) else str(value)


def single(
    words: VariantWords,
    variant: Variant,
    key: ModelAnswer,
    distractors: Sequence[Distractor],
    misconceptions: Mapping[str, Misconception],
) -> Single:
    """A question with one right option among the chosen distractors."""
    options = [Option(text=key.display, why=_why_key(variant.steps), key=True)]
    options += [
        Option(text=x.answer.display, why=_why(x, misconceptions), misconception=x.misconception) for x in distractors
    ]
    return Single(**_common(words, variant, typed=False), options=tuple(options))


def numeric(
    words: VariantWords,
    variant: Variant,
    key: ModelAnswer,
    distractors: Sequence[Distractor],
    misconceptions: Mapping[str, Misconception],
) -> Numeric:
    """A question for the number itself; every distractor is a slip that is known."""
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
    domain: str
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


def _common(words: VariantWords, variant: Variant, typed: bool) -> _CommonFields:
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
    """What the mistake is, and the first step that it spoils, as it should be."""
    said = misconceptions[distractor.misconception].wrong.strip()
    return f"{said} Correct: {distractor.step.text} = {distractor.step.value}." if distractor.step else said
