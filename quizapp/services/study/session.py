"""One session of study. The seam that the terminal screens and ``--plain`` share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from quizapp.core.bank import Bank, Item, Response, Showing, arrange
from quizapp.core.events import Body, Bookmark, Guess, Note, SessionEnd, SessionStart, Skip, Suspend, Undo
from quizapp.core.scheduler import Entry
from quizapp.core.scheduler.answer_time import spent_ms
from quizapp.core.sessions import StudySession, begin
from quizapp.services.bank.feedback import Feedback, feedback_on
from quizapp.services.bank.marks import readable_note
from quizapp.services.bank.snapshot import graded
from quizapp.services.bank.variants import fresh_variant
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.services.study.summary import summary_of
from quizapp.services.study.views import StudyView
from quizapp.store import new_id


class _Shown(NamedTuple):
    """What was on the screen before a step; ``reverse``: the event that takes it back."""

    showing: Showing | None
    feedback: Feedback | None
    lures: dict[str, str]
    reverse: Body | None


class Study:
    """One session. Every method writes what happened, then returns the new view.

    A StoreError leaves the session where it was: the same answer can be given again.
    """

    def __init__(
        self, context: AppContext, entries: Sequence[Entry], topics: Sequence[str] = (), *, warm_up: bool = False
    ) -> None:
        self._context = context
        self._warm_up = warm_up
        self._id = new_id()
        self._session = begin(entries)
        self._step_ms, self._spent_ms = context.clock().ts_utc_ms, 0
        self._showing: Showing | None = None
        self._before: list[_Shown] = []
        self._lures: dict[str, str] = {}
        self._feedback: Feedback | None = None
        self._ended = False
        self._stopped = False
        self._begun = False
        self._start = SessionStart(session=self._id, cards=len(entries), topics=tuple(topics))
        self._show()

    @property
    def bank(self) -> Bank:
        """The bank that the questions come from."""
        return self._context.library.bank

    @property
    def view(self) -> StudyView:
        """The session as it stands."""
        session, read = self._session, self._context.store.read
        entry, feedback = session.current, self._feedback
        if entry is not None and feedback is not None and feedback.note != (note := read.note(entry.card_id)):
            feedback = msgspec.structs.replace(feedback, note=note)
        return StudyView(
            phase=session.phase,
            number=session.number,
            total=session.total,
            repeats=session.repeats,
            place=session.place,
            trail=tuple(result.outcome for result in session.results),
            purpose=entry.purpose if entry else "",
            topic=self.bank.title(entry.topic) if entry else "",
            showing=self._showing,
            feedback=feedback,
            summary=summary_of(self._context, session, self._spent_ms) if session.phase == "done" else None,
            undoes=session.undoes or "",
            session=self._id,
            marked=entry is not None and read.is_bookmarked(entry.card_id),
            left=self._stopped and session.phase == "done",
            warm_up=self._warm_up,
        )

    def answer(self, response: Response, rt_ms: int | None = None) -> StudyView:
        """Grade a complete response; it is on disk when this returns. Raises ValueError when it is not complete."""
        showing, entry = self._up()
        now = self._context.clock()
        body, verdict = graded(
            self._context,
            showing,
            response,
            session=self._id,
            card=entry.card_id,
            purpose=entry.purpose,
            rt_ms=rt_ms,
            retrievability=self._recall(entry.card_id, now),
        )
        answer_id = new_id()
        self._write([body], [answer_id])
        self._note(Undo(answer=answer_id))
        self._session = self._session.answered(answer_id, verdict.correct)
        self._lures = {**self._lures, entry.card_id: verdict.misconception}
        returns = self._returns_in(entry, now)
        self._feedback = feedback_on(self._context.library, showing.item, body.response, verdict, returns, body.rule)
        return self.view

    def guess(self) -> StudyView:
        """The answer just given was a guess; a second time takes that back."""
        result = self._session.last
        if result is None or not result.answer:
            raise ValueError("there is no answer yet")
        on = not result.guess
        self._write([Guess(answer=result.answer, on=on)])
        self._note(Guess(answer=result.answer, on=not on))
        self._session = self._session.guessed(on)
        if self._feedback is not None:
            returns = self._returns_in(result.entry, self._context.clock())
            self._feedback = msgspec.structs.replace(self._feedback, guess=on, returns_in=returns)
        return self.view

    def undo(self) -> StudyView:
        """Take back the last thing that was done, whatever it was. Raises ValueError when there is nothing."""
        after = self._session.undone()
        shown = self._before[-1]
        if shown.reverse is not None:
            self._write([shown.reverse])
        self._before.pop()
        self._session, self._showing, self._feedback, self._lures = after, shown.showing, shown.feedback, shown.lures
        self._ended = self._stopped = False
        return self.view

    def skip(self) -> StudyView:
        """Put the question off."""
        _, entry = self._up()
        after = self._session.skipped()
        self._write([Skip(session=self._id, card=entry.card_id)])
        self._note(Skip(session=self._id, card=entry.card_id, on=False))
        return self._move(after)

    def suspend(self) -> StudyView:
        """Do not ask the card that is up, or was just answered, any more, until it is restored."""
        card = self._card()
        after = self._session.suspended()
        was = card in self._context.store.read.suspended()
        self._write([Suspend(card=card)])
        self._note(Suspend(card=card, on=was))
        return self._move(after)

    def bookmark(self) -> StudyView:
        """Mark the question that is up, or was just answered, or take its mark away."""
        card, was = self._card(), self.view.marked
        after = self._session.marked("bookmark")
        self._write([Bookmark(card=card, on=not was)])
        self._note(Bookmark(card=card, on=was))
        self._session = after
        return self.view

    def note(self, text: str) -> StudyView:
        """Keep a note on the question that is up, or was just answered; empty for none. Raises NoteTooLong."""
        card, note = self._card(), readable_note(text)
        before = self._context.store.read.note(card)
        if note != before:
            after = self._session.marked("note")
            self._write([Note(card=card, text=note)])
            self._note(Note(card=card, text=before))
            self._session = after
        return self.view

    def advance(self) -> StudyView:
        """On from a verdict to the next question, or to the summary."""
        return self._move(self._session.advanced())

    def stop(self) -> StudyView:
        """End the session early, with a summary of what was answered."""
        self.leave()
        self._stopped = True
        return self._move(self._session.stopped())

    def another(self) -> StudyView:
        """Practice on another variant of the item model just answered. Raises ValueError for an authored item."""
        showing, entry = self._showing, self._session.current
        if showing is None or entry is None or showing.item.variant is None:
            raise ValueError("there is no other variant of this question")
        after = self._session.inserted(Entry(entry.card_id, entry.topic, "practice"))
        self._note(None)
        return self._move(after)

    @property
    def owed(self) -> int:
        """Questions that were missed and would have come back in this session."""
        return sum(entry.purpose == "repeat" for entry in self._session.waiting)

    def leave(self) -> None:
        """End the session here. Everything is saved already."""
        if self._begun and not self._ended:
            done = self._session.phase == "done"
            self._ended = True
            self._context.record(SessionEnd(session=self._id, reason="done" if done else "left"))

    # inside

    def _up(self) -> tuple[Showing, Entry]:
        if self._session.phase != "question" or self._showing is None or self._session.current is None:
            raise ValueError("no question is up")
        return self._showing, self._session.current

    def _card(self) -> str:
        """The card that is up, or was just answered."""
        if self._session.current is None:
            raise ValueError("no question is up")
        return self._session.current.card_id

    def _write(self, bodies: Sequence[Body], ids: Sequence[str] = ()) -> None:
        """Write events, behind the session's start when they are its first."""
        first = [] if self._begun else [self._start]
        all_ids = [new_id() for _ in first] + list(ids or [new_id() for _ in bodies])
        self._context.store.append([*first, *bodies], self._context.stamp(), all_ids)
        self._begun = True
        self._spend()

    def _spend(self) -> None:
        """Count the time since the last step, as long as a step can last."""
        now = self._context.clock().ts_utc_ms
        self._spent_ms, self._step_ms = self._spent_ms + spent_ms(max(0, now - self._step_ms)), now

    def _note(self, reverse: Body | None) -> None:
        """Remember what is on the screen, before the step that ``reverse`` takes back."""
        self._before.append(_Shown(self._showing, self._feedback, self._lures, reverse))

    def _move(self, session: StudySession) -> StudyView:
        self._spend()
        self._session, self._feedback = session, None
        self._show()
        if session.phase == "done":
            self.leave()
        return self.view

    def _show(self) -> None:
        """Put up the question of the session: what its card gives."""
        entry = self._session.current
        self._showing = arrange(self._item(entry), self._context.seeds()) if entry else None

    def _item(self, entry: Entry) -> Item:
        """The authored item, or a fresh variant; after an error one that has the same mistake among its options."""
        if entry.card_id in self.bank.items:
            return self.bank.items[entry.card_id]
        lure = self._lures.get(entry.card_id, "") if entry.purpose == "repeat" else ""
        return fresh_variant(self._context, entry.card_id, lure)

    def _recall(self, card_id: str, now: Moment) -> float | None:
        card = self._context.store.read.card(card_id)
        if card is None or card.memory is None or card.rated_day is None:
            return None
        return round(self._context.store.model.recall(card.memory, max(0, now.study_day - card.rated_day)), 4)

    def _returns_in(self, entry: Entry, now: Moment) -> int | None:
        if entry.purpose == "practice":
            return None
        last = self._session.last
        if last and last.entry.card_id == entry.card_id and (last.outcome == "wrong" or last.guess):
            return 0
        card = self._context.store.read.card(entry.card_id)
        return None if card is None or card.due_day is None else max(1, card.due_day - now.study_day)
