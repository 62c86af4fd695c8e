"""An answer as it is stored: graded, rated, and with all that was on the screen it was given on."""

from __future__ import annotations

from quizapp.core.bank import Response, Showing, Verdict, grade, key_of, type_of
from quizapp.core.events import Answer, Shown, ShownPart
from quizapp.core.events.kinds import Purpose
from quizapp.core.scheduler import rapid, rate
from quizapp.services.context import AppContext


def graded(
    context: AppContext,
    showing: Showing,
    response: Response,
    *,
    session: str,
    card: str,
    purpose: Purpose,
    rt_ms: int | None,
    guess: bool = False,
    retrievability: float | None = None,
) -> tuple[Answer, Verdict]:
    """Return the event that a complete response becomes, and its verdict; practice rates nothing. Raises ValueError."""
    verdict = grade(showing.item, response)
    times = context.store.read.response_times(type_of(showing.item)) if rt_ms is not None else ()
    too_fast = rapid(rt_ms, times)
    rated = rate(verdict.correct, guess, too_fast)
    answer = Answer(
        session=session,
        card=card,
        shown=shown_of(showing),
        response=tuple(response),
        correct=verdict.correct,
        purpose=purpose,
        misconception=verdict.misconception,
        rt_ms=rt_ms,
        rapid=too_fast,
        retrievability=retrievability,
        rating=None if purpose == "practice" else rated.rating,
        rule=rated.rule,
    )
    return answer, verdict


def shown_of(showing: Showing) -> Shown:
    """All that an answer stores of what was on the screen."""
    item = showing.item
    lefts = tuple(ShownPart(id=str(i), text=text, left=True) for i, text in enumerate(showing.lefts))
    variant = item.variant
    return Shown(
        item=item.id if variant is None else variant.model,
        version=item.version if variant is None else variant.version,
        type=type_of(item),
        topic=item.topic,
        domain=item.domain,
        level=item.level,
        knowledge=item.knowledge,
        stem=item.stem,
        explanation=item.explanation,
        key=key_of(item),
        seed=showing.seed,
        parts=(*lefts, *(ShownPart(id=p.choice_id, text=p.text, why=p.why) for p in showing.choices)),
        unit=getattr(getattr(item, "answer", None), "unit", ""),
        model_seed=None if variant is None else variant.seed,
        lure="" if variant is None else variant.lure,
        parameters={} if variant is None else variant.parameters,
        note="" if variant is None else variant.note,
    )
