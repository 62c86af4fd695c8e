"""What the log says, read on its own: answers of sessions, and how exams stand. It shares no code with the sittings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from quizapp.core import events as kinds
from quizapp.core.events import Event
from quizapp.core.sessions import FormItem


@dataclass
class Told:
    """What was said of one question of an exam."""

    response: tuple[str, ...] = ()
    flagged: bool = False
    guess: bool = False
    struck: set[str] = field(default_factory=set)


@dataclass
class ExamTold:
    """One exam: the question that is up, and what was said of each, by its number."""

    form: tuple[FormItem, ...]
    current: int = 1
    ended: str = ""
    places: dict[int, Told] = field(default_factory=dict)

    def place(self, number: int) -> Told:
        """What was said of a question."""
        return self.places.setdefault(number, Told())


@dataclass
class Replay:
    """All that the walks compare with the screen. It takes events in their order, as they come."""

    answers: dict[str, kinds.Answer] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)
    guesses: set[str] = field(default_factory=set)
    exams: dict[str, ExamTold] = field(default_factory=dict)

    def take_in(self, events: Iterable[Event]) -> None:
        """The log goes on."""
        for event in events:
            body = event.body
            match body:
                case kinds.Answer():
                    self.answers[event.event_id] = body
                case kinds.Undo():
                    self.undone.add(body.answer)
                case kinds.Guess():
                    (self.guesses.add if body.on else self.guesses.discard)(body.answer)
                case kinds.ExamStart():
                    self.exams[body.exam] = ExamTold(msgspec.convert(body.form, tuple[FormItem, ...], strict=False))
                case kinds.ExamBody():
                    _exam(self.exams[body.exam], body)

    def outcomes(self, session: str) -> list[str]:
        """Right and wrong answers of a session that stand, in order."""
        stand = [a for key, a in self.answers.items() if a.session == session and key not in self.undone]
        return ["right" if answer.correct else "wrong" for answer in stand]

    def last(self, session: str) -> tuple[str, kinds.Answer] | None:
        """The latest answer of a session that stands, and its id."""
        stand = [(k, a) for k, a in self.answers.items() if a.session == session and k not in self.undone]
        return stand[-1] if stand else None


def _exam(exam: ExamTold, body: kinds.ExamBody) -> None:
    if exam.ended:
        return
    match body:
        case kinds.Visit():
            exam.current = body.number
        case kinds.ExamResponse():
            exam.place(body.number).response = body.response
        case kinds.Clear():
            exam.place(body.number).response = ()
        case kinds.Flag():
            exam.place(body.number).flagged = body.on
        case kinds.ExamGuess():
            exam.place(body.number).guess = body.on
        case kinds.Strike():
            struck = exam.place(body.number).struck
            (struck.add if body.on else struck.discard)(body.choice)
        case kinds.Submit() | kinds.Expire() | kinds.Discard():
            exam.ended = kinds.kind_of(body)
