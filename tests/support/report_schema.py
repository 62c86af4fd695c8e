"""The JSON Schema of ``quizapp report weak --format json``. Nothing may be added or left out."""

from __future__ import annotations

from typing import Any

SHARE = {"type": "number", "minimum": 0, "maximum": 1}
COUNT = {"type": "integer", "minimum": 0}
TEXT = {"type": "string", "minLength": 1}
DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def thing(**properties: Any) -> dict[str, Any]:
    """An object with exactly these."""
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def many(item: Any) -> dict[str, Any]:
    return {"type": "array", "items": item}


def maybe(item: Any) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "null"}]}


PAGE = thing(title=TEXT, url={"type": "string", "pattern": "^https://"})
MISTAKE = thing(id=TEXT, title=TEXT, seen={"type": "integer", "minimum": 1}, wrong=TEXT, right=TEXT, page=PAGE)
MISSED = thing(
    item=TEXT, stem=TEXT, answer={**many(TEXT), "minItems": 1}, pages={**many(PAGE), "minItems": 1},
    put_right={"type": "boolean"}, first_line=TEXT, chosen=many(TEXT), why_not={"type": "string"}, why=TEXT,
)  # fmt: skip
OF_TOPIC = {
    "id": TEXT, "title": TEXT, "right": COUNT, "mean": SHARE, "low": SHARE, "high": SHARE, "remembered": maybe(SHARE),
    "trend": maybe(thing(change={"type": "number", "minimum": -1, "maximum": 1}, clear={"type": "boolean"})),
    "median_s": maybe({"type": "number", "minimum": 0}), "due": COUNT, "weight": SHARE,
    "mistakes": {**many(MISTAKE), "maxItems": 3}, "missed": {**many(MISSED), "maxItems": 10}, "missed_in_all": COUNT,
    "page": PAGE, "command": {"type": "string", "pattern": "^quizapp study --topic "},
    "place": {"type": "integer", "minimum": 1},
}  # fmt: skip
TOPIC = thing(**OF_TOPIC, state={"enum": ["weak", "unsure", "strong"]}, answers={"type": "integer", "minimum": 3})
THIN = thing(**OF_TOPIC, state={"const": "unknown"}, answers={"enum": [0, 1, 2]})
STEP = thing(
    id=TEXT, title=TEXT, page=PAGE, command=TEXT, tier={"enum": ["weak", "guess"]}, answers=COUNT, right=COUNT,
    domain={"type": "string"}, domain_answers=COUNT, domain_right=COUNT, weight=SHARE,
)  # fmt: skip
WEEK = thing(
    days={"type": "integer", "minimum": 0, "maximum": 7}, minutes=COUNT, new=COUNT, due=COUNT, unseen=COUNT,
    exam=maybe(DAY),
)  # fmt: skip
SCALED = {"type": "integer", "minimum": 100, "maximum": 1000}
WEAK = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **thing(
        schema_version={"const": 1}, app_version=TEXT, as_of=DAY, made_on=DAY, bank=TEXT, answers=COUNT, days=COUNT,
        readiness=TEXT, scale=maybe(thing(score=SCALED, low=SCALED, high=SCALED, passing=SHARE, measured_on=DAY)),
        topics=many(TOPIC),
        unknown=many(thing(id=TEXT, title=TEXT, answers={"enum": [0, 1, 2]}, right={"enum": [0, 1, 2]})),
        first={**many(STEP), "maxItems": 3},
        mistakes={**many(MISTAKE), "maxItems": 5}, weeks=many(thing(start=DAY, answers=COUNT, right=COUNT)), start=TEXT,
        notes=many(TEXT), thin=many(THIN), domains=many(thing(id=TEXT, answers=COUNT, right=COUNT, weight=SHARE)),
        evidence=COUNT, still_missed=COUNT, minutes_studied=COUNT, week=WEEK, headline=TEXT, plan=TEXT,
    ),
}  # fmt: skip
