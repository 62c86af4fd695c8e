"""Exams in the database: one row a sitting, and where its events are.

A row is a fold over its events in whatever order they become known: the start names blueprint and device, the first end
in replay order is the one that counts.
"""

from __future__ import annotations

from math import inf

import msgspec

from quizapp.store.columns import Count, Ms, Reads


class ExamRow(msgspec.Struct, frozen=True, kw_only=True):
    """A sitting as lists show it.

    ``ended``: submit, expire, discard, interrupted (after a merge: a later one was sat), or None while it is open.
    ``right`` of ``of`` scored questions, as graded when it ended.
    """

    exam: str
    blueprint: str
    as_of: str
    device_id: str
    started_ms: int
    ended_ms: int | None
    ended: str | None
    right: int | None
    of: int | None


_ALL = (
    "SELECT exam, blueprint, as_of, device_id, started_ms, ended_ms, ended, right_answers, of_scored,"
    " CASE WHEN ended IS NULL THEN (SELECT max(ts_utc_ms) FROM exam_event e WHERE e.exam = exam.exam) END"
    " FROM exam WHERE started_ms IS NOT NULL ORDER BY started_ms DESC, exam DESC"
)


class ExamQueries(Reads):
    """Reads of the exams of one database."""

    def exams(self) -> list[ExamRow]:
        """Return all sittings whose start is known, the latest first.

        One without an end is open, unless a later one was open after its last event: then it stays interrupted.
        """
        rows = self._typed(
            tuple[str, str, str, str, Ms, Ms | None, str | None, Count | None, Count | None, Ms | None], _ALL
        )
        out, later_until = [], 0.0
        for exam, blueprint, as_of, device, started, ended_ms, ended, right, of, last_ms in rows:
            state = "interrupted" if ended is None and (last_ms or started) < later_until else ended
            later_until = max(later_until, inf if state is None else ended_ms or 0)
            out.append(
                ExamRow(
                    exam=exam, blueprint=blueprint, as_of=as_of, device_id=device, started_ms=started,
                    ended_ms=ended_ms, ended=state, right=right, of=of,
                )
            )  # fmt: skip
        return out

    def exam_length(self, exam: str) -> int:
        """How many events an exam has."""
        (found,) = self._db.execute("SELECT count(*) FROM exam_event WHERE exam = ?", (exam,)).fetchone()
        return int(found)

    def exam_last_ms(self, exam: str) -> int:
        """Return when the latest event of an exam was written, by its clock; 0 without events."""
        latest = "SELECT coalesce(max(ts_utc_ms), 0) FROM exam_event WHERE exam = ?"
        return int(self._db.execute(latest, (exam,)).fetchone()[0])

    def exam_known(self, exam: str) -> dict[str, int]:
        """The last ``seq`` of an exam's events, by the device that wrote them."""
        latest = "SELECT device_id, max(seq) FROM exam_event WHERE exam = ? GROUP BY device_id"
        return {str(device): int(seq) for device, seq in self._db.execute(latest, (exam,))}
