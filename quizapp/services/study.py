"""One session of study. The seam that the terminal screens and ``--plain`` share.

Longer than other modules: one class, whose steps all touch the same few fields.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from quizapp.bank import Bank, Item, Mark, Response, Showing, Verdict, arrange, grade, key_of, type_of
from quizapp.events import Answer, Guess, SessionEnd, SessionStart, Skip, Suspend, Undo
from quizapp.scheduler import Card, Entry, rapid, rate
from quizapp.services.clock import Moment
from quizapp.services.library import Library
from quizapp.services.shown import shown_of
from quizapp.services.variants import fresh_variant
from quizapp.services.views import Feedback, StudyView, Summary
from quizapp.services.workspace import Workspace
from quizapp.sittings import Result, StudySession, begin
from quizapp.store import new_id


class Study:
    """One session. Every method writes what happened, then returns the new view.

    A StoreError leaves the session where it was: the same answer can be given again.
    """

    def __init__(self, workspace: Workspace, entries: Sequence[Entry], topics: Sequence[str] = ()) -> None:
        self._w = workspace
        self._id = new_id()
        self._session = begin(entries)
        self._started = workspace.clock()
        self._showing: Showing | None = None
        self._answered: Item | None = None
        self._lures: dict[str, str] = {}
        self._feedback: Feedback | None = None
        self._ended = False
        self._begun = False
        self._start = SessionStart(session=self._id, cards=len(entries), topics=tuple(topics))
        self._show()

    @property
    def bank(self) -> Bank:
        """The bank that the questions come from."""
        return self._w.library.bank

    @property
    def view(self) -> StudyView:
        """The session as it stands."""
        session = self._session
        entry = session.current
        return StudyView(
            phase=session.phase,
            number=session.number,
            total=session.total,
            trail=tuple(result.outcome for result in session.results),
            purpose=entry.purpose if entry else "",
            topic=self.bank.title(entry.topic) if entry else "",
            showing=self._showing,
            feedback=self._feedback,
            summary=self._summary() if session.phase == "done" else None,
            undoable=session.undoable,
            session=self._id,
        )

    def answer(self, response: Response, rt_ms: int | None = None) -> StudyView:
        """Grade a complete response; it is on disk when this returns. Raises ValueError when it is not complete."""
        showing, entry = self._up()
        verdict = grade(showing.item, response)
        now = self._w.clock()
        item = showing.item
        too_fast = rapid(rt_ms, self._w.store.read.response_times(type_of(item)) if rt_ms is not None else ())
        rated = rate(verdict.correct, False, too_fast)
        body = Answer(
            session=self._id,
            card=entry.card_id,
            shown=shown_of(showing),
            response=tuple(response),
            correct=verdict.correct,
            purpose=entry.purpose,
            misconception=verdict.misconception,
            rt_ms=rt_ms,
            rapid=too_fast,
            retrievability=self._recall(entry.card_id, now),
            rating=None if entry.purpose == "practice" else rated.rating,
            rule=rated.rule,
        )
        answer_id = new_id()
        self._write([body], [answer_id])
        self._session = self._session.answered(answer_id, verdict.correct)
        self._answered = item
        self._lures[entry.card_id] = verdict.misconception
        self._feedback = feedback_on(
            self._w.library, item, tuple(response), verdict, self._returns_in(entry, now), rated.rule
        )
        return self.view

    def guess(self) -> StudyView:
        """The answer just given was a guess; a second time takes that back."""
        result = self._last()
        on = not result.guess
        self._write([Guess(answer=result.answer, on=on)])
        self._session = self._session.guessed(on)
        if self._feedback is not None:
            returns = self._returns_in(result.entry, self._w.clock())
            self._feedback = msgspec.structs.replace(self._feedback, guess=on, returns_in=returns)
        return self.view

    def undo(self) -> StudyView:
        """Take the last answer back; its question is up again. Raises ValueError when there is none."""
        after = self._session.undone()
        self._write([Undo(answer=self._last().answer)])
        self._session, self._feedback = after, None
        self._show(self._answered)
        return self.view

    def skip(self) -> StudyView:
        """Put the question off."""
        _, entry = self._up()
        after = self._session.skipped()
        self._write([Skip(session=self._id, card=entry.card_id)])
        return self._move(after)

    def suspend(self) -> StudyView:
        """ "I know this": do not ask the card that is up, or was just answered, any more."""
        entry = self._session.current
        if entry is None:
            raise ValueError("no question is up")
        after = self._session.suspended()
        self._write([Suspend(card=entry.card_id)])
        return self._move(after)

    def advance(self) -> StudyView:
        """On from a verdict to the next question, or to the summary."""
        return self._move(self._session.advanced())

    def another(self) -> StudyView:
        """Practice on another variant of the item model just answered. Raises ValueError for an authored item."""
        showing, entry = self._showing, self._session.current
        if showing is None or entry is None or showing.item.variant is None:
            raise ValueError("there is no other variant of this question")
        return self._move(self._session.inserted(Entry(entry.card_id, entry.topic, "practice")))

    @property
    def owed(self) -> int:
        """Questions that were missed and would have come back in this session."""
        return sum(entry.purpose == "repeat" for entry in self._session.waiting)

    def leave(self) -> None:
        """End the session here. Everything is saved already."""
        if self._begun and not self._ended:
            done = self._session.phase == "done"
            self._ended = True
            self._w.record(SessionEnd(session=self._id, reason="done" if done else "left"))

    def current_card(self) -> Card | None:
        """What is remembered of the card that is up."""
        entry = self._session.current
        return self._w.store.read.card(entry.card_id) if entry else None

    # inside

    def _up(self) -> tuple[Showing, Entry]:
        if self._session.phase != "question" or self._showing is None or self._session.current is None:
            raise ValueError("no question is up")
        return self._showing, self._session.current

    def _last(self) -> Result:
        result = self._session.last
        if result is None or not result.answer:
            raise ValueError("there is no answer yet")
        return result

    def _write(self, bodies: Sequence[Answer | Guess | Undo | Skip | Suspend], ids: Sequence[str] = ()) -> None:
        """Write events, behind the session's start when they are its first."""
        first = [] if self._begun else [self._start]
        all_ids = [new_id() for _ in first] + list(ids or [new_id() for _ in bodies])
        self._w.store.append([*first, *bodies], self._w.stamp(), all_ids)
        self._begun = True

    def _move(self, session: StudySession) -> StudyView:
        self._session, self._feedback = session, None
        self._show()
        if session.phase == "done":
            self.leave()
        return self.view

    def _show(self, item: Item | None = None) -> None:
        """Put up the question of the session: ``item`` when it is known, else what its card gives."""
        entry = self._session.current
        self._showing = arrange(item or self._item(entry), self._w.seeds()) if entry else None

    def _item(self, entry: Entry) -> Item:
        """The authored item, or a fresh variant; after an error one that has the same mistake among its options."""
        if entry.card_id in self.bank.items:
            return self.bank.items[entry.card_id]
        lure = self._lures.get(entry.card_id, "") if entry.purpose == "repeat" else ""
        return fresh_variant(self._w, entry.card_id, lure)

    def _recall(self, card_id: str, now: Moment) -> float | None:
        card = self._w.store.read.card(card_id)
        if card is None or card.memory is None or card.rated_day is None:
            return None
        return round(self._w.store.model.recall(card.memory, max(0, now.study_day - card.rated_day)), 4)

    def _returns_in(self, entry: Entry, now: Moment) -> int | None:
        if entry.purpose == "practice":
            return None
        last = self._session.last
        if last and last.entry.card_id == entry.card_id and (last.outcome == "wrong" or last.guess):
            return 0
        card = self._w.store.read.card(entry.card_id)
        return None if card is None or card.due_day is None else max(1, card.due_day - now.study_day)

    def _summary(self) -> Summary:
        results = self._session.results
        now = self._w.clock()
        today = now.study_day
        first: dict[str, Result] = {}
        for result in results:
            if result.outcome != "skipped":
                first.setdefault(result.entry.card_id, result)
        by_topic: dict[str, list[bool]] = {}
        for result in first.values():
            by_topic.setdefault(result.entry.topic, []).append(result.outcome == "right")
        topics = tuple((self.bank.title(t), sum(oks), len(oks)) for t, oks in sorted(by_topic.items()))
        due: dict[int, int] = {}
        for card_id in first:
            card = self._w.store.read.card(card_id)
            if card and card.due_day is not None:
                due[max(1, card.due_day - today)] = due.get(max(1, card.due_day - today), 0) + 1
        missed = [row for row in topics if row[1] < row[2]]
        return Summary(
            right=sum(r.outcome == "right" for r in results),
            wrong=sum(r.outcome == "wrong" for r in results),
            skipped=sum(r.outcome == "skipped" for r in results),
            minutes=(now.ts_utc_ms - self._started.ts_utc_ms) / 60_000,
            returns=tuple(sorted(due.items())),
            topics=topics,
            weakest=min(missed, key=lambda row: (row[1] / row[2], row[0]))[0] if missed else "",
            misses=tuple(card for card, r in first.items() if r.outcome == "wrong" or r.guess),
        )


def uncovered(library: Library, item: Item) -> Feedback:
    """What would be said to the right answer; for reading, without a session."""
    key = key_of(item)
    feedback = feedback_on(library, item, key, grade(item, key), None, "")
    return msgspec.structs.replace(feedback, marks=tuple(_as_answer(mark) for mark in feedback.marks))


def feedback_on(
    library: Library, item: Item, response: Response, verdict: Verdict, returns_in: int | None, rule: str
) -> Feedback:
    """All that is said after a verdict."""
    bank = library.bank
    return Feedback(
        correct=verdict.correct,
        response=response,
        marks=verdict.marks,
        explanation=item.explanation,
        sources=item.sources,
        claims=tuple(c for c in bank.claims_of(item) if c.differs),
        fact=library.facts.find(item.then_and_now),
        misconception=bank.misconceptions.get(verdict.misconception),
        returns_in=returns_in,
        guess=False,
        rule=rule,
    )


def _as_answer(mark: Mark) -> Mark:
    return msgspec.structs.replace(mark, state="missed") if mark.state == "right" else mark
