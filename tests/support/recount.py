"""The result of an exam, counted from the rows of the log alone: nothing of quizapp is used.

As a script: ``python tests/support/recount.py progress.db [EXAM]`` prints it as JSON.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

STEPS = {"visit", "response", "clear", "flag", "exam_guess", "strike", "pause"}
ENDS = {"submit": "submitted", "expire": "expired", "discard": "discarded"}


def log_of_exams(database: Path) -> dict[str, list[tuple[str, dict[str, Any], int]]]:
    """For each exam its events in replay order: (kind, body, time)."""
    db = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    rows = db.execute("SELECT kind, body, ts_utc_ms, device_id, seq, event_id FROM event").fetchall()
    db.close()
    rows.sort(key=lambda r: (r[2], r[3].partition("+")[0], r[4], r[5]))
    out: dict[str, list[tuple[str, dict[str, Any], int]]] = {}
    for kind, text, ts, *_ in rows:
        body = json.loads(text)
        if kind in STEPS | ENDS.keys() | {"exam_start", "resume"}:
            out.setdefault(body["exam"], []).append((kind, body, body.get("at_ms", ts)))
    return out


def recount(events: list[tuple[str, dict[str, Any], int]]) -> dict[str, Any]:
    """What the events of one exam say."""
    kind, start, started = events[0]
    assert kind == "exam_start"
    form, deadline = start["form"], start["deadline_ms"]
    answers: list[list[str]] = [[] for _ in form]
    up = [0] * len(form)
    flagged, guessed = set(), set()
    current, since, closed, phase, ended, paused = 1, started, False, "open", 0, 0
    for kind, body, ts in events[1:]:
        if phase != "open":
            break
        if kind in STEPS | {"submit"} and ts >= deadline:
            continue
        if kind in STEPS and closed:
            continue
        if kind != "resume" and not closed:
            up[current - 1] += max(0, min(ts, deadline) - since)
        since = ts
        number = body.get("number", 1)
        if kind == "visit":
            current = number
        elif kind in ("response", "clear"):
            answers[number - 1] = body.get("response", [])
        elif kind in ("flag", "exam_guess"):
            marked = flagged if kind == "flag" else guessed
            marked.add(number) if body.get("on", True) else marked.discard(number)
        elif kind == "pause":
            closed = True
        elif kind == "resume":
            closed = False
            deadline += body.get("paused_ms", 0)
            paused += body.get("paused_ms", 0)
        elif kind in ENDS:
            phase, ended = ENDS[kind], min(ts, deadline)
    right = [is_right(one["item"], answer) for one, answer in zip(form, answers, strict=True)]
    scored = [one["scored"] for one in form]
    of, cut = sum(scored), start["plan"]["cut"]
    score_of = sum(r is True and s for r, s in zip(right, scored, strict=True))
    domains: dict[str, list[int]] = {}
    for one, ok in zip(form, right, strict=True):
        if one["scored"]:
            row = domains.setdefault(one["item"]["domain"], [0, 0])
            row[0] += ok is True
            row[1] += 1
    share, least = score_of / of, cut / of
    scale = (
        100 + 620 * share / least if share < least else 720 + (280 * (share - least) / (1 - least) if least < 1 else 0)
    )
    return {
        "phase": phase, "right": score_of, "of": of, "passed": score_of >= cut, "score": round(scale),
        "unscored_right": sum(r is True for r in right) - score_of, "unanswered": sum(r is None for r in right),
        "domains": domains, "flagged": sorted(flagged), "guessed": sorted(guessed), "deadline_ms": deadline,
        "used_ms": ended - started - paused, "up_ms": up, "paused_ms": paused, "answers": answers,
    }  # fmt: skip


def is_right(item: dict[str, Any], answer: list[str]) -> bool | None:
    """Whether an answer is right; None when it is not complete."""
    if item["type"] == "numeric":
        number = None if not answer else re.fullmatch(r"\s*(-?[\d,]+(?:\.\d+)?)\D*", answer[0])
        if number is None:
            return None
        wanted, tolerance = Decimal(str(item["answer"]["value"])), Decimal(str(item["answer"].get("tolerance", 0)))
        return abs(Decimal(number[1].replace(",", "")) - wanted) <= abs(wanted) * tolerance
    parts = {"ordering": "steps", "matching": "pairs"}.get(item["type"], "options")
    ids = [name(part, "right" if parts == "pairs" else "text") for part in item[parts]]
    key = ids if parts != "options" else [i for i, part in zip(ids, item[parts], strict=True) if part.get("key")]
    known = {*ids, *(name(part, "text") for part in item.get("decoys", []))}
    if len(answer) != len(key) or not set(answer) <= known or (parts != "pairs" and len(set(answer)) < len(answer)):
        return None
    return set(answer) == set(key) if parts == "options" else answer == key


def name(part: dict[str, Any], field: str) -> str:
    """The id of a part."""
    return part.get("id") or hashlib.sha256(part[field].strip().encode()).hexdigest()[:8]


if __name__ == "__main__":
    found = log_of_exams(Path(sys.argv[1]))
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    for exam, events in found.items():
        if exam.startswith(wanted):
            print(json.dumps({"exam": exam, **recount(events)}))
