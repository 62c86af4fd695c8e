"""Everything that commands and Home say of a database, and the next session, as one value to compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import msgspec

from quizapp.services.exam_desk import waiting
from quizapp.services.exam_report import exam_json, exam_report, history, result_of
from quizapp.services.exam_review import sat, trend
from quizapp.services.extent import extent
from quizapp.services.headway import headway
from quizapp.services.plan import plan_json, plan_to
from quizapp.services.planning import plan_session, tonight
from quizapp.services.standing import standings
from quizapp.services.statistics import statistics
from quizapp.services.weak_report import weak_json, weak_report
from quizapp.services.workspace import Workspace
from quizapp.tui.exam_room import home_blocks
from quizapp.tui.home_painting import standing_blocks, tonight_blocks
from quizapp.tui.prose import Block

DAYS_TO_EXAM = 3


def words(workspace: Workspace) -> dict[str, str]:
    """By command or screen."""
    workspace.library  # noqa: B018 - what it makes of earlier answers comes first, as in every command
    found = waiting(workspace)
    results = sat(workspace)
    exam_day = workspace.clock().calendar_date + timedelta(days=DAYS_TO_EXAM)
    said: dict[str, Any] = {
        "due": tonight(workspace),
        "stats": statistics(workspace),
        "plan": plan_json(plan_to(workspace, exam_day)),
        "report weak": _without_places(weak_json(weak_report(workspace))),
        "report exam": {
            row.exam: [exam_json(workspace, result := result_of(workspace, row.exam)), exam_report(workspace, result)]
            for row in history(workspace)
        },
        "exams": [workspace.store.read.exams(), results, [trend(results, r.blueprint) for r in results]],
        "home": [
            *_texts(tonight_blocks(tonight(workspace), workspace)),
            *_texts(standing_blocks(standings(workspace), extent(workspace.library, workspace.facts_day()))),
            *(_texts(home_blocks(found, workspace)) if found else ()),
        ],
        "progress": headway(workspace, 12),
        "session": plan_session(workspace),
        "topic": plan_session(workspace, topics=["limits"]),
        "recall": {item.id: workspace.store.read.history(item.card_id) for item in workspace.library.bank},
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
        "first": [{**step, "command": ""} for step in report["first"]],
    }
