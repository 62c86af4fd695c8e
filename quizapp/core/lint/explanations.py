"""EXP: do explanations and rationales teach?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.core.bank import Item, parts_of
from quizapp.core.bank.items import Matching, Multiple, Numeric, Single
from quizapp.core.lint.findings import Finding, Scope
from quizapp.core.lint.word_measures import telling, word_count

_LETTER = re.compile(
    r"\b(?i:option|answer|choice|distractor)s? ([A-F]|[1-6])\b|\(([A-F])\)|"
    r"\b[A-F] (is|are|was) (right|wrong|correct|incorrect|true|false)\b|"
    r"\b(?i:first|second|third|fourth|fifth|last|previous)( two| three)? (option|answer|choice)s?\b|"
    r"\b(?i:option|answer|choice)s? (above|below)\b(?! (?:a|an|the|this|that|its|\d))",
)
_BARE = re.compile(r"(?:^|[.;:,] )(?:[Bb]oth )?([A-F]) (?:and|or) ([A-F])\b(?! \w*records?\b)", re.MULTILINE)
FEWEST_WORDS, FEWEST_WHY = 20, 5


def check_explanation(item: Item, scope: Scope) -> Iterator[Finding]:  # noqa: ARG001 - one shape for every check
    """Findings about the explanation and the rationales."""
    if word_count(item.explanation) < FEWEST_WORDS:
        yield Finding("EXP01", f"the explanation has {word_count(item.explanation)} words; {FEWEST_WORDS} at least")
    for text in (item.explanation, *_rationales(item)):
        found = _LETTER.search(text) or _unnamed(item, text)
        if found:
            yield Finding("EXP02", f"'{found[0]}' speaks of an option by its letter or place; options are shuffled")
    for text in _rationales(item):
        if word_count(text) < FEWEST_WHY:
            yield Finding(
                "EXP03", f"the rationale '{text.strip()[:40]}' has {word_count(text)} words; {FEWEST_WHY} at least"
            )
    if isinstance(item, Single | Multiple):
        told = telling(item.explanation)
        for option in item.options:
            about = telling(option.text)
            if not option.key and about and not about & told and not telling(option.why):
                yield Finding("EXP01", f"nothing says why '{option.text[:40]}' is wrong")


def _unnamed(item: Item, text: str) -> re.Match[str] | None:
    """Two bare letters that begin a sentence or clause ('A and C only wait') and are no names in stem or options."""
    found = _BARE.search(text)
    named = found and any(
        re.search(rf"\b{letter}\b", told)
        for told in (item.stem, *(part.text for part in parts_of(item)))
        for letter in found.groups()
        if letter != "A" or not re.search(r"(?:^|[.?!] )A\b", told)
    )
    return None if named else found


def _rationales(item: Item) -> list[str]:
    """Every 'why' of the item."""
    if isinstance(item, Numeric):
        return [item.answer.why, *(slip.why for slip in item.answer.slips)]
    if isinstance(item, Matching):
        return [pair.why for pair in item.pairs] + [part.why for part in item.decoys]
    return [part.why for part in parts_of(item)]
