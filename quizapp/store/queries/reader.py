"""What screens and commands read. Totals come from derived tables, never from a scan of the log."""

from __future__ import annotations

import msgspec

from quizapp.core.scheduler import Card
from quizapp.store.columns import Count, Day, Ms, Real
from quizapp.store.queries.answers import OF_ITS_DAY, AnswerQueries
from quizapp.store.queries.cards import CARD_COLUMNS, CARD_ROW, card_from
from quizapp.store.queries.exams import ExamQueries
from quizapp.store.queries.marks import MarkQueries


class BankCard(msgspec.Struct, frozen=True):
    """A card that the bank has: its topic, its knowledge points, and when it is valid (ISO dates, None for open).

    ``practice``: asked as practice alone. ``exam_format``: an exam could ask it as it stands.
    """

    card_id: str
    topic: str
    points: tuple[str, ...]
    valid_from: str | None = None
    valid_until: str | None = None
    practice: bool = False
    exam_format: bool = True


class TopicTotal(msgspec.Struct, frozen=True, array_like=True):
    """Answers on a topic over some days."""

    topic: str
    answers: Count
    correct: Count
    rt_ms: Count


class Queries(AnswerQueries, ExamQueries, MarkQueries):
    """Reads of one database. Days are study days; ``day_iso`` the same day as an ISO date."""

    def bank_revision(self) -> str:
        """The bank that ``due`` counts with; empty before the first."""
        return self.noted("bank")

    def corrected_revision(self) -> str:
        """The bank by whose keys all answers count; empty before the first, and after a merge."""
        return self.noted("corrected")

    def fold_version(self) -> str:
        """The rules by which derived tables were folded; empty before there were several."""
        return self.noted("fold")

    def topic_weights(self) -> dict[str, float]:
        """Each topic's share of the exam, by the bank that was noted last; empty when none is known."""
        noted = self.noted("weights")
        return self._json(dict[str, Real], noted) if noted else {}

    def noted(self, key: str) -> str:
        """Return what was noted beside the log under a name; empty for nothing."""
        row = self._one(tuple[str], "SELECT value FROM meta WHERE key = ?", (key,))
        return row[0] if row else ""

    def bank_cards(
        self, day_iso: str, *, suspended: bool = False, practice: bool = False, exam_format: bool = False
    ) -> list[BankCard]:
        """The cards of the bank that are valid on the day, by id.

        Those that are ``suspended`` or for ``practice`` alone only when asked for; ``exam_format``: no others.
        """
        rows = self._typed(
            tuple[str, str, str, str | None, str | None, int, int],
            "SELECT b.card_id, b.topic, b.points, b.valid_from, b.valid_until, b.practice, b.exam_format"
            " FROM bank_card b LEFT JOIN card c ON c.card_id = b.card_id AND c.suspended = 1"
            " WHERE (c.card_id IS NULL OR :s) AND (NOT b.practice OR :p) AND (b.exam_format OR NOT :e)"
            " AND (b.valid_from IS NULL OR b.valid_from <= :d) AND (b.valid_until IS NULL OR :d < b.valid_until)"
            " ORDER BY b.card_id",
            {"d": day_iso, "s": int(suspended), "p": int(practice), "e": int(exam_format)},
        )
        return [
            BankCard(card, topic, self._json(tuple[str, ...], points), start, until, bool(only), bool(form))
            for card, topic, points, start, until, only, form in rows
        ]

    def next_due(self, day: int, *, exam_format: bool = False) -> int | None:
        """The first study day after ``day`` on which a card that the bank still has, and that is valid then, is due."""
        row = self._one(
            tuple[Day],
            "SELECT c.due_day FROM card c JOIN bank_card b ON b.card_id = c.card_id"
            " WHERE c.suspended = 0 AND c.due_day > :d AND NOT b.practice AND (b.exam_format OR NOT :e)"
            " AND (b.valid_from IS NULL OR b.valid_from <= date(c.due_day * 86400, 'unixepoch'))"
            " AND (b.valid_until IS NULL OR date(c.due_day * 86400, 'unixepoch') < b.valid_until)"
            " ORDER BY c.due_day LIMIT 1",
            {"d": day, "e": int(exam_format)},
        )
        return None if row is None else row[0]

    def new_on(self, day: int) -> int:
        """Cards that were met for the first time on ``day``, in a session or in an exam; practice is no meeting."""
        row = self._db.execute(
            "SELECT count(DISTINCT card_id) FROM evidence WHERE study_day = ? AND NOT undone"
            " AND (purpose = 'new' OR purpose = 'exam' AND gap_days IS NULL)",
            (day,),
        ).fetchone()
        return int(row[0])

    def log_has_answers(self) -> bool:
        """Whether anything was ever answered, undone or as of another date too, or an exam begun."""
        return bool(
            self._db.execute("SELECT EXISTS (SELECT 1 FROM evidence) OR EXISTS (SELECT 1 FROM exam)").fetchone()[0]
        )

    def asked_on(self, day: int) -> int:
        """Answers on ``day`` that the day's dose counts: repeats of the same day and practice are none of it."""
        row = self._db.execute(
            "SELECT count(*) FROM evidence WHERE study_day = ? AND NOT undone"
            f" AND purpose NOT IN ('repeat', 'practice') AND {OF_ITS_DAY}",
            (day,),
        ).fetchone()
        return int(row[0])

    def cards(self) -> tuple[dict[str, Card], frozenset[str]]:
        """All cards by id, and the ids of those that are suspended."""
        rows = self._typed(CARD_ROW, f"SELECT card_id, suspended, {CARD_COLUMNS} FROM card")
        return {row[0]: card_from(row[2:]) for row in rows}, frozenset(row[0] for row in rows if row[1])

    def suspended(self) -> frozenset[str]:
        """The ids of the cards that are suspended."""
        return frozenset(row[0] for row in self._typed(tuple[str], "SELECT card_id FROM card WHERE suspended = 1"))

    def card(self, card_id: str) -> Card | None:
        """One card; None when it was never touched."""
        row = self._one(CARD_ROW, f"SELECT card_id, suspended, {CARD_COLUMNS} FROM card WHERE card_id = ?", (card_id,))
        return card_from(row[2:]) if row else None

    def points_on(self, day: int) -> frozenset[str]:
        """Knowledge points asked on ``day`` and scored, as ``topic/point``."""
        rows = self._typed(
            tuple[str, str],
            "SELECT DISTINCT topic, knowledge FROM evidence WHERE study_day = ? AND purpose != 'practice'",
            (day,),
        )
        return frozenset(f"{topic}/{p}" for topic, points in rows for p in self._json(tuple[str, ...], points))

    def topic_totals(self, since: int | None = None, until: int | None = None) -> list[TopicTotal]:
        """Answers by topic over ``since <= day <= until``."""
        bounds = [("study_day >= ?", since), ("study_day <= ?", until)]
        given = [(clause, day) for clause, day in bounds if day is not None]
        where = f" WHERE {' AND '.join(clause for clause, _ in given)}" if given else ""
        return self._typed(
            TopicTotal,
            f"SELECT topic, sum(answers), sum(correct), sum(rt_ms) FROM topic_day{where} GROUP BY topic ORDER BY topic",
            [day for _, day in given],
        )

    def days(self, since: int = 0) -> list[tuple[int, int, int]]:
        """(study day, answers, right) for every day with answers from ``since`` on, in order."""
        return self._typed(
            tuple[Day, Count, Count],
            "SELECT study_day, sum(answers), sum(correct) FROM topic_day WHERE study_day >= ?"
            " GROUP BY study_day ORDER BY study_day",
            (since,),
        )

    def texts(self, column: str) -> tuple[str, ...]:
        """Return the list of texts that a column holds as JSON. Raises StoreDamaged."""
        return self._json(tuple[str, ...], column)

    def last_ms(self, device_id: str) -> int:
        """The time of the last event of a device; 0 for none."""
        row = self._one(
            tuple[Ms],
            "SELECT ts_utc_ms FROM event WHERE device_id = ? ORDER BY seq DESC LIMIT 1",
            (device_id,),
        )
        return row[0] if row else 0

    def log_mark(self) -> str:
        """A text that changes with every event, and is the same wherever the same events are; a seed."""
        count, last = self._db.execute("SELECT count(*), max(event_id) FROM event").fetchone()
        return f"{count}:{last or ''}"

    def last_day(self) -> int | None:
        """The latest study day with an answer."""
        row = self._one(tuple[Day | None], "SELECT max(study_day) FROM topic_day")
        return row[0] if row else None

    def totals(self) -> tuple[int, int, int]:
        """(answers, right ones, days with answers) in all."""
        row = self._one(
            tuple[Count, Count, Count],
            "SELECT coalesce(sum(answers), 0), coalesce(sum(correct), 0), count(DISTINCT study_day) FROM topic_day",
        )
        return row or (0, 0, 0)
