"""VOI: does a bank speak as the exam does? For banks whose profile asks for the exam's voice.

Shares are counted over the questions that an exam may draw: single and multiple ones with a task of the exam guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from quizapp.core.bank import Item, texts_of
from quizapp.core.bank.exam_guide import is_examined
from quizapp.core.bank.items import Chosen, Single
from quizapp.core.bank.traits import superlative
from quizapp.core.lint.findings import Finding, Scope
from quizapp.core.lint.guessing import learnt_words, play_bot
from quizapp.core.lint.word_measures import word_count
from quizapp.core.markup import without_code

SUPERLATIVES = (25.0, 35.0)
"""Lowest and highest share of the questions that an exam may draw, in per cent."""
WORDS_OF_ACTIONS = 14
BY_LOOKS = 0.28
"""So many singles at most may be hit by going by neighbours or by words learnt from other questions."""
_FAIR_TRIAL = 60  # questions; the shares of fewer say nothing


class RetiredWord(NamedTuple):
    """A word, or one sense of it, that no text uses any more, and what to say."""

    name: str
    pattern: re.Pattern[str]
    say: str


_BE = "(?:is|are|was|were)"
_AIMS = "way|goal|aim|plan|idea|fix|rule|job|task|step|choice|answer|option|purpose|solution|practice|approach|default"
RETIRED_WORDS = tuple(
    RetiredWord(name, re.compile(pattern, re.IGNORECASE), say)
    for name, pattern, say in (
        ("shall", r"\bshall\b", "must"),
        ("lest", r"\blest\b", "so that it doesn't"),
        ("somebody", r"\bsomebody\b", "someone, or who it is"),
        ("needless", r"\bneedless(ly)?\b", "not needed"),
        ("mend", r"\bmend(s|ed|ing)?\b", "fix, correct"),
        ("says who", r"\bsays who\b", "explain this number"),
        ("in vain", r"\bin vain\b", "without success"),
        ("is to", rf"(?<!\w)(?!(?:{_AIMS}) )[\w`*]+ {_BE} to (?!(?:the|an?|this|that|its|their)\b)[a-z]+", "must"),
        ("is no", rf"(?<!there )(?<!why )\b{_BE} no (?!more|less|one\b|\w+er\b)[a-z]", "isn't"),
        ("of its own", r"\bof (its|their|his|her|our|your) own(?=[.,;:!?)]|$)", "its own"),
        ("rather:", r"\brather:", "Correct:"),
        ("dear", r"\bdear(er|est)?\b", "expensive"),
        ("the way back", r"\bthe way back\b", "rollback"),
        ("takes on the role", r"\b(takes?|taking|took) (on|over) the role\b", "assumes the role"),
        ("leaves out of account", r"\b(leaves?|leaving|left) (\w+ )?out of account\b", "ignores"),
        ("brings about", r"\b(brings?|bringing|brought) about\b", "causes"),
        ("told", r"\b(is|are|was|were|be|been|being) told\b", "shown, reported"),
        ("put away", r"\bputs? away\b", "suspended"),
        ("tonight", r"\btonight\b", "today"),
        ("thrown away", r"\b(throws?|throwing|threw|thrown) away\b", "discarded"),
        ("handed in", r"\b(hand(s|ed|ing) in|hand (it|them) in|to hand in)\b", "submitted"),
        ("your notes", r"\b(your|study) notes\b", "the date: In 2019, As of September 2019"),
    )
)


def retired_words(text: str) -> Iterator[tuple[str, str]]:
    """(what stands there, what to say) for each retired word of a text; code is no text."""
    plain = without_code(text)
    for word in RETIRED_WORDS:
        met = word.pattern.search(plain)
        if met:
            yield met[0], word.say


def drawable(items: Sequence[Item]) -> list[Chosen]:
    """Return those that a developer's exam may draw."""
    return [item for item in items if isinstance(item, Chosen) and is_examined(item.task)]


def check_voice(scope: Scope) -> Iterator[Finding]:
    """Findings about a bank that speaks as the exam does; none about others."""
    if scope.bank.profile.voice != "exam":
        return
    items = list(scope.bank)
    for item in items:
        for text in texts_of(item):
            for found, say in retired_words(text):
                yield Finding("VOI01", f"'{found}': say {say}", item.id)
    asked = drawable(items)
    if len(asked) >= _FAIR_TRIAL:
        yield from _shares(asked)
        yield from _looks(asked)


def _shares(asked: Sequence[Chosen]) -> Iterator[Finding]:
    share = 100 * sum(map(superlative, asked)) / len(asked)
    least, most = SUPERLATIVES
    if not least <= share <= most:
        yield Finding(
            "VOI02", f"{share:.1f}% of {len(asked)} ask for LEAST or MOST; {least:.0f} to {most:.0f}% are wanted"
        )
    lengths = [word_count(o.text) for item in asked for o in item.options if word_count(without_code(o.text)) > 3]
    if lengths and median(lengths) < WORDS_OF_ACTIONS:
        says = f"the median option that is an action has {median(lengths):.0f} words; {WORDS_OF_ACTIONS} are wanted"
        yield Finding("VOI03", says)


def _looks(asked: Sequence[Chosen]) -> Iterator[Finding]:
    singles = [item for item in asked if isinstance(item, Single)]
    for bot in (play_bot("most in common with the others", singles), learnt_words(singles)):
        if bot.rate > BY_LOOKS:
            yield Finding("VOI04", f"the bot '{bot.name}' hits {bot.rate:.1%} of {bot.items}; {BY_LOOKS:.0%} at most")
