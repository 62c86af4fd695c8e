"""``search``: find questions by words and filters, as Browse does."""

from __future__ import annotations

import click

from quizapp.cli import app_context
from quizapp.cli.bank.selecting import check_known, selection_of, selection_options
from quizapp.cli.completing import TOPICS
from quizapp.cli.options import Order, json_option
from quizapp.cli.output import emit, narrate, table
from quizapp.cli.texts import one_line
from quizapp.core.quantity import plural

BEGINNING = 100
"""So many characters of a question are listed."""


class NothingFound(Exception):
    """No question matches."""

    exit_code = 1


@click.command(cls=Order)
@click.argument("words", nargs=-1, metavar="[TEXT]...")
@click.option(
    "--topic", "topics", multiple=True, metavar="T", shell_complete=TOPICS, help="Only this topic; can be given again."
)
@selection_options
@json_option
def search(words: tuple[str, ...], topics: tuple[str, ...], as_json: bool) -> None:
    """Questions in which all words of TEXT occur: in any text, an id, a topic's name, or a note you wrote.

    Options narrow the list down, with or without TEXT.
    """
    from quizapp.services.bank.selection import card_traits, chosen

    selection = selection_of(topics, " ".join(words))
    if selection.empty:
        raise click.UsageError("say what to search for: words, or an option such as --marked")
    with app_context.context(reading=True) as context:
        with app_context.open_bank(context):
            check_known(context, selection)
        ids = chosen(context, selection)
        found = [card for card in card_traits(context) if card.card_id in ids]
        notes = context.store.read.notes()
    if as_json:
        rows = [
            {
                "id": card.card_id, "topic": card.topic, "domain": card.domain, "form": card.form, "level": card.level,
                "stem": card.stem, "missed": card.missed, "marked": card.marked, "unseen": card.unseen,
                "note": notes.get(card.card_id, ""),
            }
            for card in found
        ]  # fmt: skip
        emit({"items": rows}, app_context.facts_day())
        return
    if not found:
        raise NothingFound("no question matches; try fewer words or options")
    table(
        [[card.card_id, _signs(card.marked, card.noted), _begins(card.stem)] for card in found],
        drawn_head=["question", "yours", "asks"],
        ids=True,
    )
    narrate(f"{plural(len(found), 'question')}. 'quizapp bank show ID' shows one; 'quizapp study' has these options.")


def _signs(marked: bool, noted: bool) -> str:
    return ", ".join(word for word, on in (("marked", marked), ("note", noted)) if on)


def _begins(stem: str) -> str:
    """The beginning of a question, on one line."""
    text = one_line(stem)
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING].rsplit(' ', 1)[0]} ..."
