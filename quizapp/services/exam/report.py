"""Results of exams that were sat: by id, the latest, as plain values."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import msgspec

from quizapp.core.bank import key_of, type_of
from quizapp.core.dates import utc_text
from quizapp.core.metrics.exam_result import ExamResult, QuestionResult, exam_result
from quizapp.services.bank.opening import library_or_empty
from quizapp.services.clock import date_at
from quizapp.services.context import AppContext
from quizapp.services.exam.log import ExamUnreadable, NoExam, sitting_of
from quizapp.store import ExamRow

SHORTEST = 8
_STATES = {
    "submit": "submitted", "expire": "expired", "discard": "discarded", "interrupted": "interrupted", None: "open",
}  # fmt: skip
PRACTICE_SCALE = "practice scale, 100 to 1000, cut at 720; not AWS's score"


class ExamReport(msgspec.Struct, frozen=True, kw_only=True):
    """An exam that was sat. ``regraded``: right answers by keys that were corrected since, None when nothing changed.

    ``topics`` and ``mistakes``: titles by id.
    """

    result: ExamResult
    about: str
    sat_on: date
    regraded: int | None
    topics: dict[str, str]
    mistakes: dict[str, str]


class Sat(msgspec.Struct, frozen=True, kw_only=True):
    """A sitting in the list of all; ``id``: as short as it can be. ``result`` None: it has none, or can't be read."""

    id: str
    row: ExamRow
    state: str
    result: ExamResult | None


def history(context: AppContext) -> list[ExamRow]:
    """Exams with a result, the latest first."""
    return [row for row in context.store.read.exams() if row.ended in ("submit", "expire")]


def short_ids(context: AppContext) -> dict[str, str]:
    """The beginning of each sitting's id that no other sitting has, of ``SHORTEST`` characters at least, by the id."""
    ids = sorted(row.exam for row in context.store.read.exams())
    out = {}
    for before, exam, after in zip(["", *ids], ids, [*ids[1:], ""], strict=False):
        shared = max(_shared(exam, before), _shared(exam, after))
        out[exam] = exam[: max(SHORTEST, shared + 1)]
    return out


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def sittings(context: AppContext) -> list[Sat]:
    """Every sitting, the latest first."""
    short, out = short_ids(context), []
    for row in context.store.read.exams():
        result = None
        with suppress(NoExam):  # the others are there
            result = result_of(context, row.exam) if row.ended in ("submit", "expire") else None
        out.append(Sat(id=short[row.exam], row=row, state=_STATES[row.ended], result=result))
    return out


def sittings_json(context: AppContext) -> list[dict[str, object]]:
    """The sittings as plain values, ready to print; what only a result has is null without one."""
    return [
        {
            "id": one.id,
            "exam": one.row.exam,
            "blueprint": one.row.blueprint,
            "title": one.result.title if one.result else None,
            "started": utc_text(one.row.started_ms),
            "facts_as_of": one.row.as_of,
            "ended": one.state,
            "right": one.result.right if one.result else None,
            "scored": one.result.of if one.result else None,
            "passed": one.result.passed if one.result else None,
            "score": one.result.score if one.result else None,
            "score_low": one.result.low if one.result else None,
            "score_high": one.result.high if one.result else None,
        }
        for one in sittings(context)
    ]


def result_of(context: AppContext, exam: str = "") -> ExamResult:
    """The result of an exam by its id or the beginning of it; of the latest one without. Raises NoExam."""
    found = [row for row in history(context) if row.exam.startswith(exam)]
    if not found or (exam and len(found) > 1):
        which = f"no exam '{exam}' with a result" if exam and not found else f"'{exam}' begins several exams"
        raise NoExam(which if exam else "no exam was submitted yet; start one with: quizapp exam")
    sitting, _ = sitting_of(context, found[0].exam)
    if not sitting.over:
        raise ExamUnreadable(f"exam {sitting.exam}: its end can't be read; run 'quizapp doctor'")
    return exam_result(sitting)


def titles_of(context: AppContext, result: ExamResult) -> tuple[dict[str, str], dict[str, str]]:
    """What the topics and the misconceptions of a result are called, by id; their ids where the bank has no name."""
    bank = library_or_empty(context).bank
    topics, named = {s.name: bank.title(s.name) for s in result.topics}, bank.misconceptions
    return topics, {m: named[m].title if m in named else m for m, _ in result.misconceptions}


def regraded(context: AppContext, result: ExamResult) -> int | None:
    """Right answers among the scored questions by keys that were corrected since; None when nothing changed."""
    now = context.store.read.regraded_in(result.exam)
    count = sum(now.get(row.card_id, row.correct) for row in result.rows if row.scored)
    return count if count != result.right else None


def exam_json(context: AppContext, result: ExamResult) -> dict[str, object]:
    """The result as plain values, ready to print."""
    return {
        "as_of": (result.terms.as_of or date_at(result.started_ms, context.clock())).isoformat(),
        "exam": result.exam,
        "blueprint": result.blueprint,
        "title": result.title,
        "ended": result.ended,
        "started": utc_text(result.started_ms),
        "right": result.right,
        "scored": result.of,
        "right_by_corrected_keys": regraded(context, result),
        "unscored_right": result.unscored_right,
        "unscored": result.unscored_of,
        "cut": result.cut,
        "passed": result.passed,
        "score": result.score,
        "score_low": result.low,
        "score_high": result.high,
        "scale": PRACTICE_SCALE,
        "domains": [{"domain": s.name, "right": s.right, "of": s.of} for s in result.domains],
        "topics": [{"topic": s.name, "right": s.right, "of": s.of} for s in result.topics],
        "counts": result.terms.counts,
        "extra_minutes": result.terms.extra_minutes,
        "closed": [{"away_s": away // 1000, "paused_s": paused // 1000} for away, paused in result.terms.away],
        "doubted": [{"disbelieved_s": ms // 1000} for ms in result.terms.disbelieved],
        "used_s": -(-result.used_ms // 1000),
        "allowed_s": result.allowed_ms // 1000,
        "median_s": result.median_ms / 1000,
        "pace_s": result.pace_ms / 1000,
        "unanswered": result.unanswered,
        "seen_in_21_days": result.seen_lately,
        "changed": dict(zip(("to_right", "to_wrong", "wrong_to_wrong"), result.changes, strict=True)),
        "misconceptions": [{"id": name, "answers": count} for name, count in result.misconceptions],
        "questions": [_question(row) for row in result.rows],
    }


def _question(row: QuestionResult) -> dict[str, object]:
    return {
        "number": row.number,
        "item": row.item.id,
        "version": row.item.version,
        "type": type_of(row.item),
        "topic": row.item.topic,
        "domain": row.item.domain,
        "scored": row.scored,
        "correct": row.correct,
        "answered": row.answered,
        "response": row.response,
        "key": key_of(row.item),
        "seed": row.seed,
        "flagged": row.flagged,
        "guess": row.guess,
        "slow": row.slow,
        "seconds": row.up_ms / 1000,
        "misconception": row.misconception or None,
    }


def exam_report(context: AppContext, result: ExamResult) -> ExamReport:
    """The result with what its report needs besides."""
    topics, mistakes = titles_of(context, result)
    sitting, _ = sitting_of(context, result.exam)
    return ExamReport(
        result=result,
        about=sitting.plan.about.strip(),
        sat_on=date_at(result.started_ms, context.clock()),
        regraded=regraded(context, result),
        topics=topics,
        mistakes=mistakes,
    )
