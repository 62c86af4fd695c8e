"""Everything that commands and Home say of a database, and the next session, as one value to compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import msgspec

from quizapp.present.report_phrases import weak_json
from quizapp.services.bank.extent import asked_extent
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import waiting
from quizapp.services.exam.report import exam_json, exam_report, history, result_of
from quizapp.services.exam.review import sat, trend
from quizapp.services.progress.activity import activity
from quizapp.services.progress.exam_plan import plan_json, plan_to
from quizapp.services.progress.topic_counts import topic_counts
from quizapp.services.progress.user_stats import statistics
from quizapp.services.progress.weak_report import weak_report
from quizapp.services.study.session_queue import plan_session, today_summary
from quizapp.tui.home.exam_view import open_exam_blocks
from quizapp.tui.home.view import today_blocks, topic_blocks
from quizapp.tui.widgets.markup import Block

DAYS_TO_EXAM = 3


def words(context: AppContext) -> dict[str, str]:
    """By command or screen."""
    found = waiting(context)
    results = sat(context)
    exam_day = context.clock().calendar_date + timedelta(days=DAYS_TO_EXAM)
    said: dict[str, Any] = {
        "due": today_summary(context),
        "stats": statistics(context),
        "plan": plan_json(plan_to(context, exam_day)),
        "report weak": _without_places(weak_json(weak_report(context))),
        "report exam": {
            row.exam: [exam_json(context, result := result_of(context, row.exam)), exam_report(context, result)]
            for row in history(context)
        },
        "exams": [context.store.read.exams(), results, [trend(results, r.blueprint) for r in results]],
        "home": [
            *_texts(today_blocks(today_summary(context))),
            *_texts(topic_blocks(topic_counts(context), asked_extent(context))),
            *(_texts(open_exam_blocks(found, context)) if found else ()),
        ],
        "progress": activity(context, 12),
        "session": plan_session(context),
        "topic": plan_session(context, topics=["limits"]),
        "recall": {item.id: context.store.read.history(item.card_id) for item in context.library.bank},
    }
    return {name: msgspec.json.encode(value).decode() for name, value in said.items()}


def _texts(blocks: Iterable[Block]) -> list[str]:
    return [f"{block.first}{block.content.plain}" for block in blocks]


def _without_places(report: dict[str, Any]) -> dict[str, Any]:
    """Without the commands that name the folders of this very database."""
    return {
        **report,
        "start": "",
        "topics": [{**topic, "command": ""} for topic in report["topics"]],
        "thin": [{**topic, "command": ""} for topic in report["thin"]],
        "first": [{**step, "command": ""} for step in report["first"]],
    }
