"""The words of item models, from ``models/*.yaml`` of the bank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from quizapp.core.bank import Bank, Place
from quizapp.core.bank.items import Level, Validity
from quizapp.core.bank.reading import read_by_id
from quizapp.core.facts import FactBook, Source
from quizapp.core.yamlio import Problem

PLACEHOLDER = re.compile(r"\{(\w+)\}")


class ModelSignature(NamedTuple):
    """What the program knows of an item model: what its texts may name, the misconceptions it has, its version."""

    placeholders: frozenset[str]
    misconceptions: frozenset[str]
    version: int


class ItemTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a model is put into words.

    ``settings`` are openings, one of which a variant draws; ``stem`` has the figures and comes
    after the setting; ``question`` stands last, ``entry`` in its place when a number is typed.
    Placeholders name parameters. ``valid.from``: the first day as of which it can be asked.
    ``corrects``: from this version of the model on, its key was wrong until now.
    """

    id: str
    topic: str
    domain: str
    level: Level
    knowledge: tuple[str, ...]
    settings: tuple[str, ...]
    stem: str
    question: str
    explanation: str
    sources: tuple[Source, ...]
    entry: str = ""
    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    valid: Validity = Validity()
    corrects: int = 0

    def placeholders(self) -> set[str]:
        """The parameters that its texts name."""
        texts = (*self.settings, self.stem, self.question, self.entry, self.explanation)
        return {name for part in texts for name in PLACEHOLDER.findall(part)}


def read_models(
    files: Mapping[str, bytes],
    bank: Bank,
    facts: FactBook,
    signatures: Mapping[str, ModelSignature],
) -> tuple[dict[str, ItemTemplate], dict[str, Place], list[Problem]]:
    """The texts in ``files`` (``models/*.yaml``) by model, where each is written, and every problem.

    ``signatures``: of the program's item models.
    """
    return read_by_id(
        files, "models", ItemTemplate, "MDL01", lambda text: _mistakes(text, bank, facts, signatures.get(text.id))
    )


def _mistakes(text: ItemTemplate, bank: Bank, facts: FactBook, model: ModelSignature | None) -> Iterator[str]:
    if model is None:
        yield "the program has no such item model"
    else:
        for name in sorted(text.placeholders() - model.placeholders):
            yield f"the model has no parameter '{name}'"
        if nameless := sorted(model.misconceptions - bank.misconceptions.keys()):
            yield f"misconceptions.yaml lacks what it needs: {', '.join(nameless)}"
    if text.topic not in bank.topics:
        yield f"unknown topic '{text.topic}'"
    else:
        for point in text.knowledge:
            if point not in bank.topics[text.topic].knowledge:
                yield f"unknown knowledge point '{point}' of {text.topic}"
    for name in text.facts:
        if name not in facts:
            yield f"no fact '{name}'{facts.nearest(name)}"
        elif not facts[name].askable:
            yield f"'{name}' is {facts[name].disputed or 'only from memory'}: no question may rest on it"
    yield from (
        f"'{note}' is not a claim of the notes" for note in text.notes if bank.claims and note not in bank.claims
    )
    if not text.settings or not text.sources or not text.knowledge:
        yield "it needs settings, sources and knowledge points"
    if not text.question.strip().endswith("?"):
        yield "the question ends with a question mark"
    if text.corrects and model is not None and not 0 < text.corrects < model.version:
        yield f"'corrects' names an earlier version than {model.version} of the model"
