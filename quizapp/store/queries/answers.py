"""Reads of single answers: as statistics and measures see them, as a correction needs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from quizapp.core.scheduler.answer_time import IDLE_MS, pace_ms
from quizapp.store.columns import Count, Day, Ms, Reads


class EvidenceRow(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One answer as statistics see it.

    ``study_day``: as its clock had it, ``day``: as it is believed. ``gap_days``: study days since the card was last
    seen, None for never.
    """

    answer_id: str
    ts_utc_ms: Ms
    study_day: Day
    session: str
    card_id: str
    item: str
    version: int
    type: str
    topic: str
    domain: str
    purpose: str
    correct: bool
    guess: bool
    undone: bool
    rapid: bool
    rt_ms: Count | None
    misconception: str
    gap_days: Day | None
    as_of: str
    day: Day


class GradedRow(msgspec.Struct, frozen=True, array_like=True):
    """How an answer counts now. ``regraded_by``: the last version of its item that regraded it, 0 for none."""

    answer_id: str
    version: int
    correct: bool
    regraded_by: int


class RegradedTotal(msgspec.Struct, frozen=True, array_like=True):
    """Answers on an item that count otherwise than was said when they were given."""

    item: str
    now_right: int
    now_wrong: int


AMONG = 1000
"""How many of the latest answers are looked through, so that no question waits for the length of the history."""
_COLUMNS = {"misconception": "CASE WHEN correct THEN '' ELSE misconception END"}
"""A corrected key may have made right what was a mistake."""
_EVIDENCE = ", ".join(_COLUMNS.get(field.name, field.name) for field in msgspec.structs.fields(EvidenceRow))
OF_ITS_DAY = "julianday(as_of) - 2440587.5 - study_day IN (0, 1)"
"""As ``Event.of_its_day``: answers as of another date are practice in another world, and count nowhere."""
SPENT = f"min(rt_ms, {IDLE_MS})"
"""As ``spent_ms``: the time that an answer counts as."""
SCORED = "NOT undone AND NOT rapid AND purpose NOT IN ('repeat', 'practice')"
"""As ``metrics.evidence.is_scored`` of an answer of its day: one as of another date is practice by its purpose. A
filter by days would also pass over rows whose day is damaged, in silence."""
REPLAY = "ts_utc_ms, device_id, seq, answer_id"
"""``Event.order`` of the answers' own rows. A merge may bring two answers of one device under one ``seq``."""
_LATEST_FIRST = "ts_utc_ms DESC, device_id DESC, seq DESC, answer_id DESC"
_LATEST_DAYS = (
    "study_day >= coalesce((SELECT d.study_day FROM evidence d ORDER BY d.study_day DESC LIMIT 1 OFFSET :among - 1),"
    " -1 << 62)"
)
"""The latest study days that hold ``:among`` answers, all of each: told by an index, and, other than the order in which
rows were written, the same in every database with these answers."""


class AnswerQueries(Reads):
    """Reads of the answers of one database. Days are study days."""

    def evidence_rows(self, models: Iterable[str], variant_gap: int, exam_gap: int) -> list[EvidenceRow]:
        """Answers in earnest that can measure something, in replay order.

        On a card never seen before; on one of ``models`` not seen for ``variant_gap`` study days; in an exam on one not
        seen for ``exam_gap``; or wrong with a mistake that has a name.
        """
        return self.evidence(
            f"{SCORED} AND (gap_days IS NULL OR (misconception != '' AND NOT correct)"
            " OR (gap_days >= ? AND card_id IN (SELECT value FROM json_each(?)))"
            " OR (gap_days >= ? AND purpose = 'exam'))",
            (variant_gap, msgspec.json.encode(list(models)).decode(), exam_gap),
        )

    def missed(self) -> list[tuple[str, str, str]]:
        """(topic, card, answer) of each card whose last answer in earnest was wrong, the latest first.

        A second try in the same session puts nothing right here. Cards that were put away are left out.
        """
        return self._typed(
            tuple[str, str, str],
            "SELECT e.topic, e.card_id, e.answer_id FROM card c JOIN evidence e ON e.answer_id = (SELECT x.answer_id"
            f" FROM evidence x WHERE x.card_id = c.card_id AND {SCORED} ORDER BY x.ts_utc_ms DESC,"
            " x.device_id DESC, x.seq DESC, x.answer_id DESC LIMIT 1) WHERE c.suspended = 0 AND NOT e.correct"
            " ORDER BY e.ts_utc_ms DESC, e.device_id DESC, e.seq DESC, e.answer_id DESC",
        )

    def missed_since(self, day: int) -> list[tuple[str, str, str]]:
        """(topic, card, answer) of each card missed in earnest on ``day`` or later: its latest wrong answer."""
        rows = self._typed(
            tuple[str, str, str],
            "SELECT e.topic, e.card_id, e.answer_id FROM evidence e JOIN card c ON c.card_id = e.card_id"
            f" AND c.suspended = 0 WHERE study_day >= ? AND NOT correct AND {SCORED}"
            f" ORDER BY {_LATEST_FIRST}",
            (day,),
        )
        found: dict[str, tuple[str, str, str]] = {}
        for topic, card, answer in rows:
            found.setdefault(card, (topic, card, answer))
        return list(found.values())

    def wrong_since(self, day: int) -> frozenset[str]:
        """Return the cards that were answered wrongly on ``day`` or later, in practice too.

        Undone answers and those as of another date are left out.
        """
        rows = self._typed(
            tuple[str],
            "SELECT DISTINCT card_id FROM evidence WHERE study_day >= ? AND NOT correct AND NOT undone"
            f" AND {OF_ITS_DAY}",
            (day,),
        )
        return frozenset(row[0] for row in rows)

    def corrected_key(self, answer_id: str) -> tuple[str, ...] | None:
        """The key by which an answer was judged again; None when it never was."""
        row = self._one(
            tuple[str],
            "SELECT json_extract(body, '$.key') FROM mark JOIN event ON event.event_id = mark.event_id"
            " WHERE target = ? AND mark.kind = 'regrade' AND json_valid(body)"
            " ORDER BY json_extract(body, '$.version') DESC, mark.ts_utc_ms DESC, mark.device_id DESC, mark.seq DESC,"
            " mark.event_id DESC LIMIT 1",
            (answer_id,),
        )
        return None if row is None else self._json(tuple[str, ...], row[0])

    def answer_times(self, since: int) -> dict[str, list[int]]:
        """Response times of answers in earnest from the day ``since`` on, as long as each counts, in ms, by topic."""
        out: dict[str, list[int]] = {}
        for topic, rt_ms in self._typed(
            tuple[str, Count],
            f"SELECT topic, {SPENT} FROM evidence WHERE study_day >= ? AND rt_ms IS NOT NULL AND {SCORED}"
            f" ORDER BY {REPLAY}",
            (since,),
        ):
            out.setdefault(topic, []).append(rt_ms)
        return out

    def time_spent_ms(self) -> int:
        """Return the time of all answers that were timed, practice among them, each as long as it counts."""
        row = self._one(tuple[Count], f"SELECT coalesce(sum({SPENT}), 0) FROM evidence WHERE NOT undone")
        return row[0] if row else 0

    def scored_by_topic(self, since: int, until: int) -> dict[str, tuple[int, int]]:
        """(answers, right ones) in earnest over ``since <= day <= until``, by topic."""
        rows = self._typed(
            tuple[str, Count, Count],
            "SELECT topic, count(*), sum(correct) FROM evidence WHERE study_day BETWEEN ? AND ?"
            f" AND {SCORED} GROUP BY topic",
            (since, until),
        )
        return {topic: (answers, right) for topic, answers, right in rows}

    def last_day(self) -> int | None:
        """The last study day with answers; None before the first."""
        row = self._one(tuple[Day | None], "SELECT max(study_day) FROM topic_day")
        return row[0] if row else None

    def latest_reviews(self, latest: int) -> tuple[bool, ...]:
        """Whether the latest review answers were right, the oldest first; of the last thousand answers or so."""
        rows = self._typed(
            tuple[bool],
            f"SELECT correct FROM evidence WHERE {_LATEST_DAYS} AND purpose = 'review' AND NOT undone AND NOT rapid"
            f" ORDER BY {_LATEST_FIRST} LIMIT :latest",
            {"among": AMONG, "latest": latest},
        )
        return tuple(row[0] for row in reversed(rows))

    def response_times(self, item_type: str, latest: int = AMONG) -> list[int]:
        """Response times on a type of item over the latest days that hold ``latest`` answers, in ms, in no order."""
        rows = self._typed(
            tuple[Count],
            f"SELECT {SPENT} FROM evidence WHERE {_LATEST_DAYS} AND type = :type AND rt_ms IS NOT NULL AND NOT undone",
            {"among": latest, "type": item_type},
        )
        return [row[0] for row in rows]

    def mean_answer_ms(self, least: int) -> float | None:
        """The learner's pace over the last answers that have a response time and were read before they were given.

        None with fewer than ``least`` of them.
        """
        rows = self._typed(
            tuple[Count],
            f"SELECT rt_ms FROM (SELECT rt_ms, rapid FROM evidence WHERE {_LATEST_DAYS}"
            f" ORDER BY {_LATEST_FIRST} LIMIT :among) WHERE rt_ms IS NOT NULL AND NOT rapid",
            {"among": 200},
        )
        return pace_ms([row[0] for row in rows]) if rows and len(rows) >= least else None

    def evidence(self, where: str = "", values: Sequence[object] = ()) -> list[EvidenceRow]:
        """Answers in replay order, undone ones too; ``where`` is a condition of this package's own."""
        clause = f" WHERE {where}" if where else ""
        return self._typed(EvidenceRow, f"SELECT {_EVIDENCE} FROM evidence{clause} ORDER BY {REPLAY}", tuple(values))

    def answers_elsewhere(self) -> int:
        """Count answers given as of another date: practice, which nothing else counts."""
        row = self._one(tuple[Count], f"SELECT count(*) FROM evidence WHERE NOT undone AND NOT ({OF_ITS_DAY})")
        return row[0] if row else 0

    def history(self, card_id: str) -> list[EvidenceRow]:
        """All answers on one card."""
        return self.evidence("card_id = ?", (card_id,))

    def graded(self, card_id: str) -> list[GradedRow]:
        """How each answer on a card counts, in replay order, undone ones too."""
        return self._typed(
            GradedRow,
            "SELECT answer_id, version, correct, coalesce((SELECT max(json_extract(body, '$.version')) FROM mark"
            " JOIN event ON event.event_id = mark.event_id WHERE target = answer_id AND mark.kind = 'regrade'"
            " AND json_valid(body)), 0)"
            f" FROM evidence WHERE card_id = ? ORDER BY {REPLAY}",
            (card_id,),
        )

    def regraded(self) -> list[RegradedTotal]:
        """What corrected keys have changed, by item."""
        return self._typed(
            RegradedTotal,
            "SELECT item, sum(correct), sum(NOT correct) FROM evidence WHERE correct != first_correct AND NOT undone"
            " AND answer_id IN (SELECT target FROM mark WHERE kind = 'regrade') GROUP BY item ORDER BY item",
        )

    def regraded_in(self, session: str) -> dict[str, bool]:
        """Whether the answers of a session that were judged again by corrected keys are right now, by card."""
        rows = self._typed(
            tuple[str, bool],
            "SELECT card_id, correct FROM evidence WHERE session = ? AND NOT undone"
            f" AND answer_id IN (SELECT target FROM mark WHERE kind = 'regrade') ORDER BY {REPLAY}",
            (session,),
        )
        return dict(rows)

    def latest_notes(self, card_id: str, latest: int = 5) -> frozenset[str]:
        """The notes of the variants shown last on a card."""
        rows = self._typed(
            tuple[str | None],
            "SELECT json_extract(body, '$.shown.note') FROM event WHERE json_valid(body) AND event_id IN"
            " (SELECT answer_id FROM evidence"
            f" WHERE card_id = ? ORDER BY {_LATEST_FIRST} LIMIT ?)",
            (card_id, latest),
        )
        return frozenset(row[0] for row in rows if row[0])
