"""The kinds of event. A kind's fields may grow, each with a default; they never change their meaning."""

from __future__ import annotations

from typing import Literal

import msgspec

from quizapp.core.events.base import Body
from quizapp.core.events.exam_kinds import EXAM_KINDS
from quizapp.core.json_value import JsonValue

Purpose = Literal["new", "review", "repeat", "practice", "exam"]
"""Why a question was asked: first meeting, due, again after an error in this session, beyond the plan, in an exam."""


class ShownPart(msgspec.Struct, frozen=True, omit_defaults=True):
    """One choice as it stood on the screen. ``left`` is set for the left-hand sides of a matching item."""

    id: str
    text: str
    why: str = ""
    left: bool = False


class Shown(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """All that is needed to show an item again without the bank.

    ``item`` is the id of an authored item or of the item model; ``seed`` that of the order of
    ``parts``. The ``model_*`` fields, ``lure`` and ``parameters`` are set for variants.
    """

    item: str
    version: int
    type: str
    topic: str
    domain: str
    level: str
    knowledge: tuple[str, ...]
    stem: str
    explanation: str
    key: tuple[str, ...]
    seed: int
    parts: tuple[ShownPart, ...] = ()
    unit: str = ""
    model_seed: int | None = None
    lure: str = ""
    parameters: dict[str, JsonValue] = {}
    note: str = ""


class SessionStart(Body, frozen=True, omit_defaults=True, kw_only=True, tag="session_start"):
    """A study session began; ``cards`` is how many questions were planned."""

    session: str
    cards: int
    topics: tuple[str, ...] = ()


class SessionEnd(Body, frozen=True, omit_defaults=True, kw_only=True, tag="session_end"):
    """A session ended: every question done, or the learner left."""

    session: str
    reason: Literal["done", "left"]


class Answer(Body, frozen=True, omit_defaults=True, kw_only=True, tag="answer"):
    """A complete response and its verdict.

    ``rt_ms``: time from painted question to submission, None when input is no terminal.
    ``rapid``: too fast to have been read. ``retrievability``: the
    forecast before the answer, None for a card never seen. ``rating`` (1 again, 3 good) and
    ``rule`` record what was shown then; the fold computes them anew.
    """

    session: str
    card: str
    shown: Shown
    response: tuple[str, ...]
    correct: bool
    purpose: Purpose
    misconception: str = ""
    rt_ms: int | None = None
    rapid: bool = False
    retrievability: float | None = None
    rating: int | None = None
    rule: str = ""


class Guess(Body, frozen=True, omit_defaults=True, kw_only=True, tag="guess"):
    """The learner says that an answer was a guess (or takes that back)."""

    answer: str
    on: bool = True


class Undo(Body, frozen=True, omit_defaults=True, kw_only=True, tag="undo"):
    """An answer is taken back. It still counts as having seen the item."""

    answer: str


class Skip(Body, frozen=True, omit_defaults=True, kw_only=True, tag="skip"):
    """A question was put off within its session (or, with ``on`` false, that was undone)."""

    session: str
    card: str
    on: bool = True


class Suspend(Body, frozen=True, omit_defaults=True, kw_only=True, tag="suspend"):
    """The card is not asked any more (or, with ``on`` false, again): it was suspended, or restored."""

    card: str
    on: bool = True


class Bookmark(Body, frozen=True, omit_defaults=True, kw_only=True, tag="bookmark"):
    """The learner marked a card to find it again (or, with ``on`` false, took the mark away)."""

    card: str
    on: bool = True


class Note(Body, frozen=True, omit_defaults=True, kw_only=True, tag="note"):
    """The learner's own note on a card is now ``text``; empty for none."""

    card: str
    text: str = ""


class Regrade(Body, frozen=True, omit_defaults=True, kw_only=True, tag="regrade"):
    """A key was corrected: what an earlier answer counts as from now on."""

    answer: str
    item: str
    version: int
    key: tuple[str, ...]
    correct: bool


class Report(Body, frozen=True, omit_defaults=True, kw_only=True, tag="report"):
    """The learner reported a mistake in an item; ``text`` is the report as written."""

    item: str
    version: int
    text: str


class Setting(Body, frozen=True, omit_defaults=True, kw_only=True, tag="setting"):
    """A choice that shapes the schedule, such as the exam date."""

    name: str
    value: str | int | float | bool | None


class RealExam(Body, frozen=True, omit_defaults=True, kw_only=True, tag="real_exam"):
    """How the exam on ``date`` (ISO) went: ``passed`` None is not said, ``score`` is AWS's, from 100 to 1000.

    ``forecast``: the chance to pass that was forecast on the eve, in permille; None when there was too little evidence.
    A later event on the same date corrects an earlier one.
    """

    date: str
    passed: bool | None = None
    score: int | None = None
    forecast: int | None = None


class BankVersion(Body, frozen=True, omit_defaults=True, kw_only=True, tag="bank_version"):
    """From here on questions come from another revision of the bank."""

    revision: str
    items: int


class Unknown(Body, frozen=True, kw_only=True, tag="unknown"):
    """A kind that this version does not know (from a newer one, through a merge). Kept, never used."""


KINDS: tuple[type[Body], ...] = (
    SessionStart,
    SessionEnd,
    Answer,
    Guess,
    Undo,
    Skip,
    Suspend,
    Bookmark,
    Note,
    Regrade,
    Report,
    Setting,
    RealExam,
    BankVersion,
    *EXAM_KINDS,
)


def kind_of(body: Body) -> str:
    """The kind as the log names it."""
    return str(type(body).__struct_config__.tag)
