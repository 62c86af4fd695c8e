"""Responses in words, as a report or a list tells them."""

from __future__ import annotations

from quizapp.core.bank import Item, Numeric, Response, ShortText, arrange
from quizapp.core.events import Shown
from quizapp.core.markup import joined
from quizapp.core.symbols import RIGHTWARDS


def response_texts(item: Item, seed: int, response: Response) -> tuple[str, ...]:
    """A response in words: options, steps in order, pairs, or what is typed, a number with its unit."""
    if isinstance(item, Numeric):
        return tuple(f"{text} {item.answer.unit}".strip() for text in response)
    if isinstance(item, ShortText):
        return tuple(response)
    showing = arrange(item, seed)
    texts = {part.choice_id: part.text for part in showing.choices}
    chosen = [texts.get(choice, "-") for choice in response]
    if showing.lefts:
        return tuple(joined(one, RIGHTWARDS, other) for one, other in zip(showing.lefts, chosen, strict=False))
    return tuple(chosen)


def shown_texts(shown: Shown, key: Response) -> tuple[str, ...]:
    """``key`` in words, as a question was shown; empty when it was not among the options. Variants have no pairs."""
    if shown.type == "numeric":
        return tuple(f"{number} {shown.unit}".strip() for number in key)
    if shown.type == "text":
        return tuple(key)
    texts = {part.id: part.text for part in shown.parts}
    return tuple(texts[choice] for choice in key) if all(choice in texts for choice in key) else ()
