"""How to keep going, asked in a box: where the day's dose is done, and which topic it shall be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from quizapp.present.study_phrases import KEEP_GOING, NOTHING_LEFT, WHICH_TOPIC, offer_words
from quizapp.services.progress.overview import overview
from quizapp.services.study.keep_going import Offer, offered, offers
from quizapp.services.study.session_queue import plan_session
from quizapp.tui.dialogs.ask import AskScreen
from quizapp.tui.widgets.markup import DIM, Block

if TYPE_CHECKING:
    from quizapp.core.scheduler import Entry
    from quizapp.tui.base_app import BaseApp

Start = Callable[[Sequence["Entry"]], None]


def ask_how(app: BaseApp, start: Start) -> None:
    """Ask how to keep going, and ``start`` what is chosen."""
    found = offers(app.context)
    if not found:
        app.notify(NOTHING_LEFT, markup=False)
        return
    says = [
        Block(Content.styled(KEEP_GOING, "bold")),
        Block(Content.styled("You're done for today. Go on as long as you like.", DIM)),
    ]

    def decided(choice: int | None) -> None:
        if choice is not None and 0 <= choice < len(found):
            take(app, found[choice], start)

    app.push_screen(AskScreen(says, [offer_words(offer) for offer in found]), decided)


def take(app: BaseApp, offer: Offer, start: Start) -> None:
    """``start`` an offer; a topic is chosen first."""
    if offer.kind == "topic":
        ask_topic(app, start)
    elif entries := offered(app.context, offer.kind):
        start(entries)


def ask_topic(app: BaseApp, start: Start) -> None:
    """Ask for a topic, the one that is worth most first, and ``start`` it."""
    rows = overview(app.context).topics
    answers = [f"{row.title} ({row.right} of {row.cards} right)" for row in rows]

    def decided(choice: int | None) -> None:
        if choice is not None and 0 <= choice < len(rows) and (of := plan_session(app.context, [rows[choice].topic])):
            start(of)

    app.push_screen(AskScreen([Block(Content.styled(WHICH_TOPIC, "bold"))], answers), decided)
