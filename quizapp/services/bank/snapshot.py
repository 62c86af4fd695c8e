"""What an answer stores of the screen it was given on."""

from __future__ import annotations

from quizapp.core.bank import Showing, key_of, type_of
from quizapp.core.events import Shown, ShownPart


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
