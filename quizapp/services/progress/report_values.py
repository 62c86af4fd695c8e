"""What the weak-topic report says: frozen values, turned into text by ``present``."""

from __future__ import annotations

from datetime import date

import msgspec

from quizapp.core.metrics.readiness import Readiness
from quizapp.core.metrics.status import State, Tier
from quizapp.core.metrics.trend import Trend
from quizapp.services.bank.pages import Page
from quizapp.store import RegradedTotal, TopicTotal


class MistakeLine(msgspec.Struct, frozen=True, kw_only=True):
    """A named mistake: how often it was seen, what goes wrong, and how to put it right."""

    id: str
    title: str
    seen: int
    wrong: str
    right: str
    page: Page


class MissedLine(msgspec.Struct, frozen=True):
    """A question that was missed: its stem, the right answer, where that stands, and whether it was right since.

    ``first_line``: the stem's first sentence. ``chosen``: what was answered when it was missed, ``why_not`` why that is
    wrong, where it can be told. ``why``: why the key is right.
    """

    item: str
    stem: str
    answer: tuple[str, ...]
    pages: tuple[Page, ...]
    put_right: bool
    first_line: str = ""
    chosen: tuple[str, ...] = ()
    why_not: str = ""
    why: str = ""


class StepLine(msgspec.Struct, frozen=True):
    """A topic to study, with what to read and what to type.

    ``tier``: weak, or a best guess. ``right`` of ``answers`` on new material were right; of its ``domain``
    ``domain_right`` of ``domain_answers``. ``weight``: its share of the exam.
    """

    id: str
    title: str
    page: Page
    command: str
    tier: Tier = "guess"
    answers: int = 0
    right: int = 0
    domain: str = ""
    domain_answers: int = 0
    domain_right: int = 0
    weight: float = 0.0


class DomainLine(msgspec.Struct, frozen=True, kw_only=True):
    """A domain of the exam: ``right`` of ``answers`` on new material, and its share of the exam."""

    id: str
    answers: int
    right: int
    weight: float


class WeekPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The ``days`` to come, seven or those up to the exam: ``new`` questions a day, and ``due`` ones in all.

    ``minutes``: the minutes of a day, by the settings. ``unseen``: questions not met yet. ``exam``: its date, if there
    is one to come.
    """

    days: int
    minutes: int
    new: int
    due: int
    unseen: int
    exam: date | None


class UnknownLine(msgspec.Struct, frozen=True):
    """A topic with too few answers to be measured, of which ``right`` were right."""

    id: str
    title: str
    answers: int
    right: int = 0


class ScaleLine(msgspec.Struct, frozen=True):
    """Readiness in numbers: ``score`` with its interval on the practice scale, the chance to pass, and of which day."""

    score: int
    low: int
    high: int
    passing: float
    measured_on: date


class WeekLine(msgspec.Struct, frozen=True):
    """Seven days from ``start`` on: answers of every kind, and how many were right."""

    start: date
    answers: int
    right: int


class TopicLine(msgspec.Struct, frozen=True, kw_only=True):
    """One topic. Shares are 0 to 1; ``trend`` is None where there is too little to tell.

    ``mean`` with ``low`` to ``high``: accuracy on new material (5th to 95th percentile), from ``answers`` of which
    ``right`` were right. ``median_s``: seconds for an answer. ``due``: questions due within a week. ``weight``: its
    share of the exam. ``missed``: the first of ``missed_in_all``, those still to be put right before the others.
    ``command``: what to type to practise it. ``place``: from 1 on, in the order in which topics are to be studied.
    """

    id: str
    title: str
    state: State
    answers: int
    right: int
    mean: float
    low: float
    high: float
    remembered: float | None
    trend: Trend | None
    median_s: float | None
    due: int
    weight: float
    mistakes: tuple[MistakeLine, ...]
    missed: tuple[MissedLine, ...]
    missed_in_all: int
    page: Page
    command: str
    place: int = 0


class ReportNotes(msgspec.Struct, frozen=True, kw_only=True):
    """What has to be known about the figures of a report.

    ``examined``: missed questions that are in the open exam. ``practice``: answers as of another date. ``gone``:
    answers on topics that left the bank. ``dated_ahead``: the latest date of an answer, where that is still to come.
    """

    examined: int = 0
    practice: int = 0
    regraded: tuple[RegradedTotal, ...] = ()
    gone: tuple[TopicTotal, ...] = ()
    dated_ahead: date | None = None


class WeakReport(msgspec.Struct, frozen=True, kw_only=True):
    """The weak-topic report, after ``answers`` on ``days`` study days. ``start``: what to type to begin a session.

    ``scale``: readiness in numbers, where the evidence carries them. ``topics``: measured ones, in the order in which
    to study them; ``unknown``: the others, of which ``thin`` has those that were missed or are in ``first``. ``first``:
    what to study first. ``weeks``: the last twelve. ``evidence``: answers on new material. ``still_missed``: questions
    whose last answer was wrong. ``minutes_studied``: the time of all answers. ``week``: what the days to come bring.
    """

    made_on: date
    app_version: str
    bank: str
    answers: int
    days: int
    readiness: Readiness | None
    scale: ScaleLine | None
    topics: tuple[TopicLine, ...]
    unknown: tuple[UnknownLine, ...]
    first: tuple[StepLine, ...]
    mistakes: tuple[MistakeLine, ...]
    weeks: tuple[WeekLine, ...]
    start: str
    notes: ReportNotes = ReportNotes()
    thin: tuple[TopicLine, ...] = ()
    domains: tuple[DomainLine, ...] = ()
    still_missed: int = 0
    evidence: int = 0
    minutes_studied: int = 0
    week: WeekPlan | None = None

    @property
    def lines(self) -> tuple[TopicLine, ...]:
        """The topics with something to say, measured or not, in the order in which to study them."""
        return tuple(sorted((*self.topics, *self.thin), key=lambda line: line.place))
