"""The warm-up: the first session of somebody who has answered nothing yet."""

from __future__ import annotations

from quizapp.core.bank import Bank, Item, Single
from quizapp.core.bank.traits import has_exam_format
from quizapp.core.generate.template import ItemTemplate
from quizapp.core.scheduler import Entry
from quizapp.core.scheduler.warm_up import Opener, warm_up_queue
from quizapp.services.bank.search import item_text, model_text
from quizapp.services.context import AppContext
from quizapp.services.study.session_queue import NEW_A_DAY, cards_a_day, cards_on
from quizapp.services.study.today import WARM_UP


def warm_up_size(context: AppContext) -> int:
    """How many questions a warm-up has at most, by the learner's own limits."""
    own = context.settings.new_a_day
    return min(WARM_UP, cards_a_day(context), NEW_A_DAY if own is None else own)


def warm_up(context: AppContext) -> tuple[Entry, ...]:
    """New questions of the bank that was opened, from easy to hard on the heaviest topics; none as of another date."""
    if context.as_of is not None:
        return ()
    day = context.facts_day()
    library = context.library
    openers = []
    for card in cards_on(context, day):
        source = library.bank.items.get(card.card_id) or library.models.get(card.card_id)
        if source is not None and not card.seen:
            length = _length(library.bank, source)
            ease = _ease(source)
            openers.append(
                Opener(card_id=card.card_id, topic=card.topic, knowledge=card.knowledge, level=source.level,
                       ease=ease, length=length)
            )  # fmt: skip
    return warm_up_queue(openers, warm_up_size(context), context.store.read.topic_weights())


def _ease(source: Item | ItemTemplate) -> int:
    """One right option in an exam's format, several, another written form, a calculation."""
    if isinstance(source, ItemTemplate):
        return 3
    return 2 if not has_exam_format(source) else int(not isinstance(source, Single))


def _length(bank: Bank, source: Item | ItemTemplate) -> int:
    return len(model_text(bank, source) if isinstance(source, ItemTemplate) else item_text(bank, source))
