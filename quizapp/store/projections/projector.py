"""Events to derived tables. What a table says depends on the set of events, never on the order they came in.

Every derived row is a fold over events in replay order (``Event.order``); ``device_id`` in derived tables is the
event's origin. A new answer that comes last of its card takes the short way; anything else folds its card again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

import msgspec

from quizapp.core.events import (
    Answer,
    Body,
    Bookmark,
    Event,
    ExamBody,
    Guess,
    Note,
    Regrade,
    SessionEnd,
    SessionStart,
    Suspend,
    Undo,
    kind_of,
)
from quizapp.core.scheduler import Card, MemoryModel, Review, fold, next_card
from quizapp.core.scheduler.answer_time import spent_ms
from quizapp.core.scheduler.study_days import follows
from quizapp.store.projections.exams import OF_ANOTHER_END, note_exam
from quizapp.store.projections.study_days import StudyDays
from quizapp.store.queries.answers import OF_ITS_DAY, REPLAY, SPENT
from quizapp.store.queries.cards import CARD_COLUMNS, card_from, read_card, write_card

_LATEST = "ts_utc_ms DESC, device_id DESC, seq DESC, event_id DESC"
_VERSION = "(SELECT json_extract(body, '$.version') FROM event WHERE event.event_id = mark.event_id) DESC, "
"""Of two regrades the one made with the later version of the item counts, whatever a clock says."""
_PLACE = "SELECT card_id, study_day, topic FROM evidence WHERE answer_id = ?"
_BEFORE = f"SELECT last_ts, {CARD_COLUMNS} FROM card WHERE card_id = ?"

_COUNT = (
    "INSERT INTO topic_day VALUES (?, ?, 1, ?, ?) ON CONFLICT (study_day, topic) DO UPDATE SET"
    " answers = answers + 1, correct = correct + excluded.correct, rt_ms = rt_ms + excluded.rt_ms"
)
_WRITE_NOTE = (
    "INSERT INTO note (card_id, text, ts_utc_ms, device_id, seq, event_id) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (card_id) DO UPDATE SET text = excluded.text, ts_utc_ms = excluded.ts_utc_ms,"
    " device_id = excluded.device_id, seq = excluded.seq, event_id = excluded.event_id"
    " WHERE (excluded.ts_utc_ms, excluded.device_id, excluded.seq, excluded.event_id)"
    " > (note.ts_utc_ms, note.device_id, note.seq, note.event_id)"
)
"""The latest note of a card, whatever order they come in. One that was removed stays as an empty text."""


class Projector:
    """Keeps the derived tables of one connection in step with the log."""

    def __init__(self, connection: sqlite3.Connection, model: MemoryModel) -> None:
        self._db = connection
        self._model = model
        self._days = StudyDays(connection)

    def apply_all(self, events: Iterable[Event]) -> None:
        """Take events in; many regrades fold each of their cards once. Their transaction is the caller's."""
        regraded = []
        self._days = StudyDays(self._db)  # nothing is left of a transaction that was rolled back
        for event in events:
            self._days.watch(event)
            body = event.body
            if isinstance(body, Answer):
                self._answer(event, body, self._days.day_of(event))
                continue
            self._note(event)
            if isinstance(body, Regrade):
                self._days.note(event.origin)
                regraded.append(body.answer)
            elif isinstance(body, Guess | Undo):
                self._settle(body.answer)
            elif isinstance(body, Suspend):
                self._suspension(body.card)
        self.fold_answers(regraded)

    def take_in(self, event: Event) -> None:
        """Take an event in without folding anything; ``fold_answers`` follows."""
        self._days.note(event.origin)
        if isinstance(event.body, Answer):
            self._insert_evidence(event, event.body, event.study_day, None)
        else:
            self._note(event)

    def _note(self, event: Event) -> None:
        """Everything but an answer, as it came."""
        body = event.body
        if isinstance(body, Guess):
            self._mark(event, body, body.answer, body.on)
        elif isinstance(body, Suspend | Bookmark):
            self._mark(event, body, body.card, body.on)
        elif isinstance(body, Note):
            self._db.execute(_WRITE_NOTE, (body.card, body.text, *event.order))
        elif isinstance(body, Regrade):
            self._mark(event, body, body.answer, body.correct)
        elif isinstance(body, Undo):
            self._mark(event, body, body.answer, True)
        elif isinstance(body, SessionStart | SessionEnd):
            self._sitting(event, body)
        elif isinstance(body, ExamBody):
            note_exam(self._db, event, body)

    def _answer(self, event: Event, body: Answer, day: int) -> None:
        row = self._db.execute(_BEFORE, (body.card,)).fetchone()
        card, last_ts = (card_from(row[1:]), row[0]) if row else (None, -1)
        gap = None if card is None or card.last_day is None else max(0, day - card.last_day)
        self._insert_evidence(event, body, day, gap)
        straight = card is None or (not card.needs_refold and (card.last_day is None or follows(day, card.last_day)))
        if straight and event.ts_utc_ms > last_ts:
            seen = Review(day, body.correct, rapid=body.rapid, rated=body.purpose != "practice")
            write_card(self._db, body.card, next_card(card or Card(), seen, self._model), event.ts_utc_ms)
            if event.of_its_day:
                self._db.execute(
                    _COUNT, (event.study_day, body.shown.topic, int(body.correct), spent_ms(body.rt_ms or 0))
                )
        else:
            self._settle(event.event_id)

    def _insert_evidence(self, event: Event, body: Answer, day: int, gap: int | None) -> None:
        shown = body.shown
        self._db.execute(
            "INSERT INTO evidence (answer_id, ts_utc_ms, device_id, seq, study_day, as_of, session, card_id, item,"
            " version, type, topic, domain, knowledge, purpose, first_correct, correct, rapid, rt_ms, misconception,"
            " gap_days, day) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                event.event_id, event.ts_utc_ms, event.origin, event.seq, event.study_day, event.as_of,
                body.session, body.card, shown.item, shown.version, shown.type, shown.topic, shown.domain,
                msgspec.json.encode(shown.knowledge).decode(), body.purpose, int(body.correct), int(body.correct),
                int(body.rapid), body.rt_ms, body.misconception, gap, day,
            ),
        )  # fmt: skip

    def _mark(self, event: Event, body: Body, target: str, value: bool) -> None:
        self._db.execute(
            "INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, ?)",
            (event.event_id, target, kind_of(body), event.ts_utc_ms, event.origin, event.seq, int(value)),
        )

    def _settle(self, answer_id: str) -> None:
        """Bring an answer's row in line with all its marks, then its card and its day."""
        self._settle_row(answer_id)
        row = self._db.execute(_PLACE, (answer_id,)).fetchone()
        if row is not None:  # its answer may come later, with a merge
            self.refold(row[0])
            self._recount(row[1], row[2])

    def _settle_row(self, answer_id: str) -> None:
        latest = f"(SELECT value FROM mark WHERE target = answer_id AND kind = '%s' ORDER BY %s{_LATEST} LIMIT 1)"
        self._db.execute(
            f"UPDATE evidence SET guess = coalesce({latest % ('guess', '')}, 0),"
            f" undone = coalesce({latest % ('undo', '')}, 0) OR {OF_ANOTHER_END},"
            f" correct = coalesce({latest % ('regrade', _VERSION)}, first_correct) WHERE answer_id = ?",
            (answer_id,),
        )

    def _suspension(self, card_id: str) -> None:
        if read_card(self._db, card_id) is None:
            write_card(self._db, card_id, Card(), 0)
        self._db.execute(
            "UPDATE card SET suspended = coalesce((SELECT value FROM mark WHERE target = card_id AND kind = 'suspend'"
            f" ORDER BY {_LATEST} LIMIT 1), 0) WHERE card_id = ?",
            (card_id,),
        )

    def refold(self, card_id: str) -> None:
        """A card from all its answers."""
        rows = self._db.execute(
            "SELECT answer_id, day, correct, guess, rapid, purpose != 'practice' AND NOT undone, gap_days,"
            " ts_utc_ms"
            f" FROM evidence WHERE card_id = ? ORDER BY {REPLAY}",
            (card_id,),
        ).fetchall()
        history = [Review(day, bool(ok), bool(g), bool(r), bool(rated)) for _, day, ok, g, r, rated, *_ in rows]
        write_card(self._db, card_id, fold(history, self._model), rows[-1][7] if rows else 0)
        before: int | None = None
        for answer_id, day, *_, gap, _ in rows:
            true_gap = None if before is None else max(0, day - before)
            if gap != true_gap:
                self._db.execute("UPDATE evidence SET gap_days = ? WHERE answer_id = ?", (true_gap, answer_id))
            before = day

    def _recount(self, day: int, topic: str) -> None:
        """One topic on one day, counted again. Undone answers do not count, nor do those as of another date."""
        self._db.execute("DELETE FROM topic_day WHERE study_day = ? AND topic = ?", (day, topic))
        self._db.execute(
            f"INSERT INTO topic_day SELECT study_day, topic, count(*), sum(correct), sum(coalesce({SPENT}, 0))"
            f" FROM evidence WHERE study_day = ? AND topic = ? AND NOT undone AND {OF_ITS_DAY}"
            " GROUP BY study_day, topic",
            (day, topic),
        )

    def _sitting(self, event: Event, body: SessionStart | SessionEnd) -> None:
        """The first start and the last end of a session, in whatever order they become known."""
        self._db.execute("INSERT OR IGNORE INTO sitting (session, kind) VALUES (?, 'study')", (body.session,))
        if isinstance(body, SessionStart):
            self._db.execute(
                "UPDATE sitting SET started_ms = min(coalesce(started_ms, :ts), :ts),"
                " cards = max(coalesce(cards, :cards), :cards) WHERE session = :session",
                {"ts": event.ts_utc_ms, "cards": body.cards, "session": body.session},
            )
        else:
            self._db.execute(
                "UPDATE sitting SET ended_ms = max(coalesce(ended_ms, :ts), :ts),"
                " reason = min(coalesce(reason, :reason), :reason) WHERE session = :session",
                {"ts": event.ts_utc_ms, "reason": body.reason, "session": body.session},
            )

    def fold_answers(self, answers: Iterable[str], done: Callable[[int], None] | None = None) -> None:
        """Bring all that hangs on these answers, and on clocks found wrong, in line: rows, cards, days.

        ``done`` is called with how many answers were settled.
        """
        cards = self._days.settle()
        days: set[tuple[int, str]] = set()
        for number, answer_id in enumerate(answers):
            if done is not None:
                done(number)
            self._settle_row(answer_id)
            row = self._db.execute(_PLACE, (answer_id,)).fetchone()
            if row is not None:
                cards.add(row[0])
                days.add((row[1], row[2]))
        for card_id in sorted(cards):
            self.refold(card_id)
        for day, topic in sorted(days):
            self._recount(day, topic)

    def answers_in(self, exams: Iterable[str]) -> set[str]:
        """The answers of these exams: which of them count hangs on which end comes first."""
        named = msgspec.json.encode(sorted(exams)).decode()
        rows = self._db.execute(
            "SELECT answer_id FROM evidence WHERE session IN (SELECT value FROM json_each(?))", (named,)
        )
        return {row[0] for row in rows}

    def fold_suspensions(self, card_ids: Iterable[str]) -> None:
        """Bring the suspension of these cards in line with their marks."""
        for card_id in sorted(set(card_ids)):
            self._suspension(card_id)
