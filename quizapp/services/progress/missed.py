"""Questions that were missed, with their answers by the keys as they are now."""

from __future__ import annotations

from typing import NamedTuple

from quizapp.core.bank import key_of
from quizapp.core.events import Answer
from quizapp.services.bank.answer_texts import response_texts, shown_texts
from quizapp.services.bank.pages import page_of
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.services.exam.log import cards_in_open_exam
from quizapp.services.progress.report_values import MissedLine

LATELY_DAYS = 30


class Missed(NamedTuple):
    """A card that was missed, by which answer; ``put_right``: it was right the last time."""

    card: str
    answer: str
    put_right: bool


def missed_by_topic(context: AppContext, now: Moment) -> tuple[dict[str, list[Missed]], int]:
    """What was missed, by topic: what is still to be put right first, then what was missed lately; the latest first.

    Questions that left the bank, or do not hold today, are left out; so are those of the exam that is open, whose
    number comes beside: nothing tells their answers before its end.
    """
    examined, kept_back = cards_in_open_exam(context), 0
    valid = {card.card_id: card.valid for card in context.library.cards}
    read, today = context.store.read, now.calendar_date
    still = read.missed()
    open_cards = {card for _, card, _ in still}
    answered_since = [row for row in read.missed_since(now.study_day - LATELY_DAYS + 1) if row[1] not in open_cards]
    out: dict[str, list[Missed]] = {}
    for topic, card, answer in [*still, *answered_since]:
        if card not in valid or not valid[card].holds(today):
            continue
        if card in examined:
            kept_back += 1
        else:
            out.setdefault(topic, []).append(Missed(card, answer, card not in open_cards))
    return out, kept_back


def missed_line(context: AppContext, missed: Missed) -> MissedLine | None:
    """One of them: an authored question as the bank has it now, a calculation with the numbers that were asked.

    None for a calculation whose corrected answer was not among its options.
    """
    library, (card, answer, put_right) = context.library, missed
    item = library.bank.items.get(card)
    if item is not None:
        texts = response_texts(item, 0, key_of(item))
        return MissedLine(card, item.stem, texts, tuple(map(page_of, item.sources)), put_right)
    event = context.store.answer(answer)
    if event is None or not isinstance(event.body, Answer):
        return None
    shown = event.body.shown
    texts = shown_texts(shown, context.store.read.corrected_key(answer) or shown.key)
    pages = tuple(map(page_of, library.models[card].sources))
    return MissedLine(card, shown.stem, texts, pages, put_right) if texts else None
