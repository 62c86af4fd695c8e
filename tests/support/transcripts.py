"""A conversation line by line, as it was printed and typed, beside what it wrote to the log."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field

from quizapp.core.events import Event
from quizapp.core.rng import SeededRandom
from quizapp.services.context import AppContext

ANSWER = "ANSWER"
"""A line that stands for a complete answer of the kind that the prompt asks for."""


_COUNT = "SELECT count(*) FROM event"


@dataclass
class Exchange:
    """One line that was typed: all that was printed before it, what was printed after it, what it wrote."""

    typed: str
    before: str
    after: str = ""
    events: list[Event] = field(default_factory=list)


def converse(
    context: AppContext, run: Callable[[Callable[[str], str | None]], None], tokens: Sequence[tuple[str, int]]
) -> list[Exchange]:
    """Run a conversation to the end of ``tokens`` (line, seed of an answer)."""
    printed, waiting = io.StringIO(), list(tokens)
    exchanges: list[Exchange] = []
    counts: list[int] = []

    def close() -> None:
        counts.append(context.store.db.execute(_COUNT).fetchone()[0])
        if exchanges:
            exchanges[-1].after = printed.getvalue()[len(exchanges[-1].before) :]

    def read(prompt: str) -> str | None:
        close()
        printed.write(f"{prompt}\n")
        if not waiting:
            exchanges.append(Exchange("", printed.getvalue()))
            return None
        token, seed = waiting.pop(0)
        line = answer_to(prompt, seed) if token == ANSWER else token
        exchanges.append(Exchange(line, printed.getvalue()))
        return f"{line}\n"

    with redirect_stdout(printed):
        run(read)
    close()
    events = list(context.store.events())
    for exchange, start, end in zip(exchanges, counts[:-1], counts[1:], strict=True):
        exchange.events = events[start:end]
    return exchanges


def answer_to(prompt: str, seed: int) -> str:
    """A complete answer of the kind that is asked for: to a question, to "type yes", to an offer of the misses."""
    chance = SeededRandom("answer", seed)
    asked = re.search(r"Answer \((.*)\)", prompt)
    if asked is None:
        wanted = "yes" if prompt.startswith("Type yes") else "m" if prompt.startswith("m ") else ""
        return chance.choice(["", wanted])
    text = asked[1]
    if found := re.search(r"a number, 1 to (\d)", text):
        return str(chance.between(1, int(found[1])))
    if found := re.search(r"(\d) numbers, such", text):
        return " ".join(chance.shuffled(["1", "2", "3", "4", "5"])[: int(found[1])])
    if found := re.search(r"the (\d) numbers in their", text):
        return " ".join(chance.shuffled([str(n) for n in range(1, int(found[1]) + 1)]))
    if found := re.search(r"each of the (\d) rows", text):
        letters = [chance.choice(["a", "b", "c"]) for _ in range(int(found[1]))]
        pairs = [f"{row}{letter}" for row, letter in enumerate(letters, 1)]
        return " ".join(chance.choice([letters, chance.shuffled(pairs)]))
    return str(chance.between(1, 8))


@dataclass(frozen=True)
class Printed:
    """A question as it was printed last: its number, stem, options and left-hand sides, squashed.

    Options are numbered. Where there are partners, these have letters and the left-hand sides numbers.
    """

    number: int
    marks: str
    stem: str
    options: tuple[str, ...]
    lefts: tuple[str, ...]


def squashed(text: str) -> str:
    """Without blanks, and without the backticks that mark code."""
    return re.sub(r"[\s`]", "", text)


def last_question(before: str) -> Printed:
    """The question that was printed last before the prompt."""
    start = list(re.finditer(r"(?m)^Question (\d+) of \d+(.*)$", before))[-1]
    parts: dict[str, str] = {}
    at = ""
    for line in before[start.end() :].split("\n"):
        head = re.match(r"   ([1-9a-i])  (\S.*)", line)
        if head:
            at = head[1]
            parts[at] = head[2]
        elif at and line.startswith("      "):
            parts[at] += f"\n{line}"
        elif not at:
            parts[""] = f"{parts.get('', '')}\n{line}"
        elif line.strip() and line.strip() != "Partners:":
            break
    numbered = tuple(squashed(text) for name, text in parts.items() if name.isdigit())
    lettered = tuple(squashed(text) for name, text in parts.items() if name.isalpha())
    return Printed(
        int(start[1]),
        start[2],
        squashed(parts.get("", "")),
        lettered or numbered,
        numbered if lettered else (),
    )
