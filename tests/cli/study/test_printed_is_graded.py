"""The law of ``--plain``: what was printed last is what is graded, and every word said of it is in the log."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.cli.exam.plain_session import PlainExam
from quizapp.cli.study.plain_session import PlainSession
from quizapp.core.bank import Showing
from quizapp.core.events import (
    Answer,
    Clear,
    Event,
    ExamBody,
    ExamGuess,
    ExamResponse,
    Flag,
    Guess,
    Report,
    Shown,
    Skip,
    Strike,
    Submit,
    Suspend,
    Undo,
    Visit,
)
from quizapp.core.sessions import ExamSitting
from quizapp.present.phrases import UNDONE
from quizapp.services.bank.library import Library, load_library
from quizapp.services.bank.opening import open_bank
from quizapp.services.bank.snapshot import shown_of
from quizapp.services.context import AppContext, open_context
from quizapp.services.exam.forms import blueprint
from quizapp.services.exam.lifecycle import start_exam
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session
from quizapp.store.paths import bundled_bank, user_paths
from tests.support.clock import START_MS, FixedClock
from tests.support.look_alikes import write_look_alikes
from tests.support.readers import Page, html_of
from tests.support.transcripts import ANSWER, Exchange, Printed, converse, last_question, squashed

_FOLDER = TemporaryDirectory(ignore_cleanup_errors=True)
RIGHT, WRONG = "✓", "✗"
BANKS = ("look-alikes", "bundled")
_STUDY = (ANSWER,) * 6 + (
    "",
    "",
    "",
    "u",
    "u",
    "g",
    "s",
    "z",
    "yes",
    "no",
    "w",
    "i",
    "?",
    "m",
    "! odd",
    "1",
    "0",
    "1 1",
    "x",
    "a",
    "v",
    "1a 2b 3c",
    ":again",
    ":again",
    ":skip",
    ":undo",
    ":guess",
    ":suspend",
    ":next",
    ":about",
    ":steps",
    ":report odd",
    ":mark",
    ":flag",
    ":clear",
    ":submit",
    ":gess",
)
_EXAM = (ANSWER,) * 6 + (
    "", ":next", ":prev", ":go 2", ":go 3", ":go 99", ":go", ":flag", ":guess", ":guess", ":clear", ":clear",
    ":strike 1",    ":strike 2", ":strike 9", ":strike", ":map", ":time", ":help", "1", "0", "x", ":submit", "no",
    "yes", "a", "f", "g", "n", "p", "o", "t", "u", "v", "S", ":again", ":again", ":undo", ":skip", ":suspend", ":steps",
    ":report odd", ":mark", "! odd", "1a 2b 3c", ":gess",
)  # fmt: skip


def lines_of(tokens: Sequence[str]) -> st.SearchStrategy[list[tuple[str, int]]]:
    """Lines that may be typed, each with a seed for an answer."""
    return st.lists(st.tuples(st.sampled_from(tokens), st.integers(0, 2**32)), max_size=25)


@cache
def _started(bank: str) -> tuple[Library, Path, Path]:
    """A bank, its folder, and the files of a user who has opened it once."""
    folder = Path(_FOLDER.name) / bank
    root = bundled_bank() if bank == "bundled" else write_look_alikes(folder / "bank")
    library = load_library(root)
    context = open_context(user_paths(folder / "user"), root, clock=FixedClock(START_MS - 1000))
    open_bank(context, library)
    context.close()
    return library, root, folder / "user"


@contextmanager
def new_user(bank: str, seed: int) -> Iterator[AppContext]:
    """A new user's context, thrown away at the end."""
    library, root, files = _started(bank)
    seeds = count(seed)
    with TemporaryDirectory(dir=_FOLDER.name) as folder:
        copytree(files, Path(folder) / "user")
        context = open_context(user_paths(Path(folder) / "user"), root, clock=FixedClock(), seeds=lambda: next(seeds))
        open_bank(context, library)
        yield context
        context.close()


def shown_text(text: str) -> str:
    return squashed(Page(str(html_of(text))).text)


def printed_is(shown: Shown, exchange: Exchange) -> None:
    """What was printed last before the line is the question of the event: stem, options and their order."""
    printed = last_question(exchange.before)
    assert printed.stem.startswith(shown_text(shown.stem))
    assert printed.options == tuple(shown_text(part.text) for part in shown.parts if not part.left)
    assert printed.lefts == tuple(shown_text(part.text) for part in shown.parts if part.left)


def chosen_is(shown: Shown, response: Sequence[str], line: str) -> None:
    """The response of the event is what the line names by the numbers that were printed."""
    if shown.type == "numeric":
        assert list(response) == [line.strip()]
    else:
        ids = [part.id for part in shown.parts if not part.left]
        assert [ids[place] for place in typed_places(line)] == list(response)


def typed_places(line: str) -> list[int]:
    """Places from 0 of the options that a line names; where each stands behind its row, in the order of the rows."""
    pairs = re.findall(r"([1-9])([a-i])", line)
    named = [letter for _, letter in sorted(pairs)] if pairs else re.findall(r"[1-9a-i]", line)
    return [int(name) - 1 if name.isdigit() else "abcdefghi".index(name) for name in named]


def marks_are(answer: Answer, after: str) -> None:
    """The marks that were printed are the verdict of the event."""
    shown, text = answer.shown, after.strip("\n")
    assert text[0] == (RIGHT if answer.correct else WRONG)
    rows = re.findall(r"(?m)^ ([✓✗ ]) ([1-9])  |^ ([✓✗])    \S", text.partition("\n")[2])
    if shown.type in ("single", "multiple"):
        ids = [part.id for part in shown.parts]
        glyphs = [RIGHT if i in shown.key else WRONG if i in answer.response else " " for i in ids]
        assert rows[: len(ids)] == [(glyph, str(n), "") for n, glyph in enumerate(glyphs, 1)]
        yours = re.findall(r"(?m)^ [✓✗ ] ([1-9])  .*(?:\n(?: {6}.*)?)*?\(your\s+answer", text)
        assert {ids[int(n) - 1] for n in yours} == set(answer.response)
    elif shown.type in ("ordering", "matching"):
        glyphs = [RIGHT if a == b else WRONG for a, b in zip(answer.response, shown.key, strict=True)]
        assert [one or other for one, _, other in rows[: len(glyphs)]] == glyphs
    if shown.type != "numeric":
        fold = tuple if shown.type in ("ordering", "matching") else set
        assert answer.correct == (fold(answer.response) == fold(shown.key))


def _any(_: Any) -> bool:
    return True


def said(exchange: Exchange, pattern: str) -> re.Match[str] | None:
    return re.search(pattern, exchange.after)


def bodies(exchange: Exchange, *kinds: type) -> list[Any]:
    return [event.body for event in exchange.events if isinstance(event.body, kinds)]


STUDY_WORDS: list[tuple[str, type, Callable[[Any], bool]]] = [
    (r"(?m)^Counted as a guess", Guess, lambda body: body.on),
    (r"(?m)^No guess", Guess, lambda body: not body.on),
    (r"(?m)^Suspended\.", Suspend, lambda body: body.on),
    (r"(?m)^Written: ", Report, _any),
    (re.escape(UNDONE["answer"]), Undo, _any),
    (re.escape(UNDONE["guess"]), Guess, _any),
    (re.escape(UNDONE["skip"]), Skip, lambda body: not body.on),
    (re.escape(UNDONE["suspend"]), Suspend, lambda body: not body.on),
]
NOTHING = (
    r"(?m)nothing to undo|Nothing changed|is not an answer here|^Only an empty line|no answer to clear|^Say which|"
    r"(?<!\.\n)^There are \d+ questions|"  # after "Saved." it tells where one is
    r"^No command|no options|is for (?:study|exams)"
)


def words_are_true(exchange: Exchange, words: Sequence[tuple[str, type, Callable[[Any], bool]]]) -> None:
    """Each confirmation stands for a change in the log; where nothing changed, nothing was written."""
    for pattern, kind, true in words:
        if said(exchange, pattern):
            assert any(true(body) for body in bodies(exchange, kind)), (exchange.typed, exchange.after)
    if said(exchange, NOTHING):
        assert bodies(exchange, Answer, Guess, Undo, Skip, Suspend, Report, ExamBody) == [], exchange.typed
    for body in bodies(exchange, Guess, Undo, Suspend, Report):
        told = [true(body) and said(exchange, pattern) for pattern, kind, true in words if isinstance(body, kind)]
        assert any(told), (exchange.typed, body, exchange.after)


def study_is_true(exchange: Exchange) -> None:
    """A line of a study session was graded as printed, and what was said of it is so."""
    for answer in bodies(exchange, Answer):
        printed_is(answer.shown, exchange)
        chosen_is(answer.shown, answer.response, exchange.typed)
        marks_are(answer, exchange.after)
    words_are_true(exchange, STUDY_WORDS)


@pytest.mark.parametrize("bank", BANKS)
@given(lines=lines_of(_STUDY), seed=st.integers(0, 1000))
def test_what_study_printed_last_is_what_is_graded(bank: str, lines: list[tuple[str, int]], seed: int) -> None:
    with new_user(bank, seed) as context:
        study = Study(context, plan_session(context))
        ticks = count(0, 9)
        exchanges = converse(
            context, lambda read: PlainSession(context, study, read, lambda: float(next(ticks))).run(), lines
        )
    for exchange in exchanges:
        study_is_true(exchange)


EXAM_WORDS: list[tuple[str, type, Callable[[Any], bool]]] = [
    (r"(?m)^Saved(\.$|;)", ExamResponse, _any),
    (r"(?m)^Question \d+: flagged", Flag, lambda body: body.on),
    (r"(?m)^Question \d+: no longer flagged", Flag, lambda body: not body.on),
    (r"(?m)^Question \d+: guess", ExamGuess, lambda body: body.on),
    (r"(?m)^Question \d+: no longer guess", ExamGuess, lambda body: not body.on),
    (r"(?m)^Option \d struck out", Strike, lambda body: body.on),
    (r"(?m)^Option \d back", Strike, lambda body: not body.on),
    (r"answer was taken away", Clear, _any),
]


def followed(sitting: ExamSitting, events: Sequence[Event]) -> ExamSitting:
    """The sitting after more events of the log."""
    for event in events:
        if isinstance(event.body, ExamBody):
            sitting = sitting.after(event.body, event.ts_utc_ms)
    return sitting


@pytest.mark.parametrize("bank", BANKS)
@given(lines=lines_of(_EXAM), seed=st.integers(0, 1000))
def test_what_an_exam_printed_last_is_what_is_graded(bank: str, lines: list[tuple[str, int]], seed: int) -> None:
    with new_user(bank, seed) as context:
        exam = start_exam(context, blueprint(context, "alike" if bank == "look-alikes" else "quick"))
        before, showing = exam.sitting, exam.showing
        exchanges = converse(context, lambda read: PlainExam(context, exam, read).run(), lines)
    for exchange in exchanges:
        if before.over:
            study_is_true(exchange)
            continue
        after = followed(before, exchange.events)
        printed_is(shown_of(showing(before.current)), exchange)
        assert last_question(exchange.before).number == before.current
        step_is_true(exchange, before, showing)
        if after.phase == "submitted":
            right = sum(answer.correct for answer in bodies(exchange, Answer))
            assert said(exchange, rf"(?m): {right} of {len(after.places)} right, ")
        elif bodies(exchange, Visit):
            state_is_true(last_question(exchange.before + exchange.after), exchange, after, showing)
        before = after


def step_is_true(exchange: Exchange, before: ExamSitting, showing: Callable[[int], Showing]) -> None:
    """What a line changed belongs to the question that was up, and what was said of it is so."""
    shown, place = shown_of(showing(before.current)), before.place(before.current)
    for body in bodies(exchange, ExamResponse, Clear, Flag, ExamGuess, Strike):
        assert body.number == before.current
    struck = {strike.choice for strike in bodies(exchange, Strike)}
    if exchange.typed.startswith(":strike"):
        ids = [part.id for part in shown.parts if not part.left]
        assert struck <= {one for number, one in enumerate(ids, 1) if exchange.typed.split()[-1] == str(number)}
        kept = tuple(choice for choice in place.response if choice not in struck)
        assert [response.response for response in bodies(exchange, ExamResponse)] == [kept] * (kept != place.response)
        assert bool(said(exchange, r"no longer your\s+answer")) == (kept != place.response)
    else:
        for response in bodies(exchange, ExamResponse):
            chosen_is(shown, response.response, exchange.typed)
            options = set(response.response) if shown.type in ("single", "multiple") else set()
            assert struck == place.struck & options
            assert bool(said(exchange, r"(?m)^Saved; .* no longer\s+struck\s+out")) == bool(struck)
    if bodies(exchange, Clear):
        assert any(place.response)
    if said(exchange, r"(?m)^Question \d+: guess"):
        assert bool(said(exchange, "there is no answer yet")) == (not any(place.response))
    if not bodies(exchange, Submit):
        words_are_true(exchange, EXAM_WORDS)


def state_is_true(printed: Printed, exchange: Exchange, after: ExamSitting, showing: Callable[[int], Showing]) -> None:
    """The question that was gone to is printed with its marks and its answer."""
    place = after.place(after.current)
    assert printed.number == after.current
    assert ("flagged" in printed.marks, "guess" in printed.marks) == (place.flagged, place.guess)
    told = re.findall(r"(?m)^Your answer so far: (.*)$", exchange.after)
    assert bool(told) == any(place.response)
    if told:
        chosen_is(shown_of(showing(after.current)), place.response, told[0])
