"""Questions that were missed, with their answers by the keys as they are now."""

from __future__ import annotations

import re
from typing import NamedTuple

from quizapp.core.bank import Item, Multiple, Numeric, Single, complete, grade, key_of
from quizapp.core.events import Answer
from quizapp.core.markup import flat, is_line
from quizapp.services.bank.answer_texts import response_texts, shown_texts
from quizapp.services.bank.pages import page_of
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.services.exam.log import cards_in_open_exam
from quizapp.services.progress.report_values import MissedLine

LATELY_DAYS = 30
LONGEST_LINE = 160


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
    event = context.store.answer(answer)
    body = event.body if event is not None and isinstance(event.body, Answer) else None
    item = library.bank.items.get(card)
    if item is not None:
        texts = response_texts(item, 0, key_of(item))
        chosen, why_not = ((), "") if body is None else _chosen(item, body)
        pages = tuple(map(page_of, item.sources))
        return MissedLine(
            card, item.stem, texts, pages, put_right, first_line(item.stem), chosen, why_not, item.explanation.strip()
        )
    if body is None:
        return None
    shown = body.shown
    key = context.store.read.corrected_key(answer) or shown.key
    texts, chosen = shown_texts(shown, key), shown_texts(shown, body.response)
    why_not = " ".join(part.why for part in shown.parts if part.id in body.response and part.id not in key)
    pages = tuple(map(page_of, library.models[card].sources))
    if not texts:
        return None
    return MissedLine(
        card, shown.stem, texts, pages, put_right, first_line(shown.stem), chosen, why_not, shown.explanation.strip()
    )


def _chosen(item: Item, body: Answer) -> tuple[tuple[str, ...], str]:
    """(what was answered, why that is wrong); what is no longer part of the question is told as it was shown."""
    if not complete(item, body.response):
        return shown_texts(body.shown, body.response), ""
    wrong = [mark.why.strip() for mark in grade(item, body.response).marks if mark.state == "wrong"]
    told = wrong if isinstance(item, Single | Multiple | Numeric) else []
    return response_texts(item, 0, body.response), " ".join(why for why in told if why)


def first_line(stem: str) -> str:
    """Return the stem's first sentence, by which it is known again; a block of code stands on one line."""
    first = re.split(r"\n\s*\n", stem.strip(), maxsplit=1)[0]
    if not is_line(first):
        return flat(stem)[:LONGEST_LINE]
    text = " ".join(first.split())
    for end in re.finditer(r"[.?!](?= [A-Z`])", text):
        if text[: end.end()].count("`") % 2 == 0:
            return text[: end.end()]
    return text
