"""STM: is the stem one clear question?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.core.bank import Item, parts_of, type_of
from quizapp.core.bank.traits import question_of
from quizapp.core.lint.findings import Finding, Scope
from quizapp.core.lint.word_measures import word_count
from quizapp.core.markup import without_code

_NEGATIVE = re.compile(r"\b(NOT|EXCEPT|LEAST|not|except|cannot|never|doesn't|isn't|won't|can't|neither)\b")
_SHOUTED = re.compile(r"\b(NOT|EXCEPT|LEAST)\b")
_NEGATIVE_OPTION = re.compile(r"\b(not|never|cannot|no|neither|doesn't|isn't|won't|can't|none)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(what|which|who|whose|whom|when|where|why|how|is|are|does|do|did|can|could|should|will|has|have|was|were|must)\b"
    r"|^(choose|select|put|name|give|order|match|arrange|pick|calculate|compute)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"^\W*(why|for what reason|how(?!.*\b(?-i:NOT)\b| (does|do|is|are|should|must|can|could|will|would) not))\b",
    re.IGNORECASE,
)
_LEAST_FINE = re.compile(
    r"\bLEAST\b(?=\s+(effort|cost|privilege|operational|development|administrative|work|code|change|expensive|latency"
    r"|amount|time))|at LEAST"
)
_ASKS_FOR_WRONG = re.compile(
    r"\b(which|what) (\w+ ){0,2}(statements?|answers?|options?|choices?|claims?|these|following|them)\b[^?]{0,300}"
    r"\b(is|are|would be|should be|can be) (the )?(false|wrong|incorrect|untrue|avoided|ruled out|"
    r"(least|worst|less) [a-z]+|worst)\b",
    re.IGNORECASE,
)
_ASKS_NOTHING = re.compile(
    r"\b(answer|option|choice|statement|solution)s? (is|are|would be)\W*:$|^\W*(answers?|options?)\W*:$", re.IGNORECASE
)
SHORTEST, LONGEST = 33, 98


def check_stem(item: Item, scope: Scope) -> Iterator[Finding]:  # noqa: ARG001 - one shape for every check
    """Findings about the stem alone."""
    question = question_of(item.stem)
    if not question.endswith(("?", ":")) or "____" in item.stem:
        yield Finding("STM01", "the stem does not end with a question ('?') or a completion (':')")
    said = _LEAST_FINE.sub(" ", without_code(question))
    negative = _NEGATIVE.search(said) or _ASKS_FOR_WRONG.search(said)
    if negative and not _REASON.match(said):
        shouted = _SHOUTED.search(said)
        if shouted:
            yield Finding("STM02", f"the question is negative ({negative[0]}); ask for what is so")
        else:
            yield Finding("STM02", f"the question is negative and does not show it ({negative[0]})", grave="error")
        denying = [p.text for p in parts_of(item) if _NEGATIVE_OPTION.search(without_code(p.text))]
        if shouted and denying:
            yield Finding("STM03", f"a negative question with a negative answer ('{denying[0][:40]}')")
    if word_count(item.stem) < 8 or not _ASKS.search(question) or _ASKS_NOTHING.search(question):
        yield Finding("STM04", "the stem asks nothing that could be answered without the options")
    count = word_count(item.stem)
    if not SHORTEST <= count <= LONGEST and type_of(item) in ("single", "multiple"):
        yield Finding("STM05", f"the stem has {count} words; scenarios have {SHORTEST} to {LONGEST}")
