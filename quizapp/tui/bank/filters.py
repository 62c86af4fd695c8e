"""The filters of Browse: which questions are listed, one value a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizapp.core.bank import Bank
from quizapp.present.selection_phrases import DOMAIN_WORDS, FORM_WORDS, LEVEL_WORDS, WENT_WORDS
from quizapp.services.bank.selection import CardTraits, Selection, takes
from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM, Block, inline

LISTED = "went"
"""The field that stands for the four yes-or-no ones of ``Selection``."""
WIDTH = 44
"""Cells of a name; behind it stands how many there are."""


class FilterRow(NamedTuple):
    """One value of one field of ``Selection``, as it is called."""

    field: str
    value: str
    words: str

    @property
    def id(self) -> str:
        """Its id in the list."""
        return f"{self.field}:{self.value}"

    def within(self, selection: Selection) -> bool:
        """Whether it is chosen."""
        if self.field == LISTED:
            return bool(getattr(selection, self.value))
        return self.value in getattr(selection, self.field)

    def toggled(self, selection: Selection) -> Selection:
        """Choose it, or no longer."""
        if self.field == LISTED:
            return msgspec.structs.replace(selection, **{self.value: not getattr(selection, self.value)})
        values: tuple[str, ...] = getattr(selection, self.field)
        after = tuple(v for v in values if v != self.value) if self.value in values else (*values, self.value)
        return msgspec.structs.replace(selection, **{self.field: after})

    def alone(self, selection: Selection) -> Selection:
        """Choose it, and of its field nothing else: what the number behind it counts."""
        if self.field == LISTED:
            return msgspec.structs.replace(selection, **{self.value: True})
        return msgspec.structs.replace(selection, **{self.field: (self.value,)})


class FilterLine(Static):
    """Which filters are set; a click changes them."""

    async def on_click(self, event: events.Click) -> None:
        """As the key of the screen."""
        event.stop()
        await self.screen.run_action("filter")


class FilterScreen(Dialog[Selection]):
    """Gives the choice as it is when the dialog is left. ``cards``: those that the words that were typed leave."""

    DEFAULT_CSS = """
    FilterScreen > #box { width: 70; height: 90%; max-height: 44; }
    FilterScreen OptionList { height: 1fr; margin: 1 0; border: none; background: $raised; padding: 0;
        scrollbar-size-vertical: 1; }
    FilterScreen OptionList:focus { border: none; background-tint: $raised 0%; }
    FilterScreen .option-list--option-disabled { color: $text-primary; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "show them", priority=True, id="filters.show"),
        Binding("space", "choose", "choose", id="filters.choose"),
        Binding("c", "clear", "clear", id="filters.clear"),
        Binding("j", "move(1)", "down", id="filters.down"),
        Binding("k", "move(-1)", "up", id="filters.up"),
        Binding("q,escape", "leave", "show them", id="filters.close"),
    ]

    def __init__(self, bank: Bank, cards: Sequence[CardTraits], selection: Selection) -> None:
        super().__init__()
        self._cards, self._selection = cards, selection
        self._sections = tuple(sections(bank, cards))
        self._rows = {row.id: row for _, rows in self._sections for row in rows}

    def compose(self) -> ComposeResult:
        """How many are left, the values, and the keys."""
        self._words = BlockView(self.blocks())
        self._list = OptionList(*self._options(), markup=False)
        keys = Content.styled("space or click chooses   c clears   enter shows", DIM)
        yield Vertical(self._words, self._list, BlockView([Block(keys)]), id="box")

    def on_mount(self) -> None:
        """On the first value."""
        self._list.highlighted = 1
        self._list.focus()

    def blocks(self) -> list[Block]:
        """Return how many are left."""
        count = sum(takes(self._selection, card) for card in self._cards)
        head = Content.styled("Which questions?", "bold")
        return [Block(head + Content.styled(f"   {count} of {len(self._cards)}", DIM if count else "$text-warning"))]

    def _options(self) -> Iterator[Option]:
        for title, rows in self._sections:
            yield Option(Content(title), disabled=True)
            for row in rows:
                yield Option(self._prompt(row), row.id)

    def _prompt(self, row: FilterRow) -> Content:
        on = row.within(self._selection)
        alone = row.alone(self._selection)
        count = sum(takes(alone, card) for card in self._cards)
        box = Content.styled(" [x] " if on else " [ ] ", "bold $text-primary" if on else DIM)
        name = inline(row.words).truncate(WIDTH, ellipsis=True, pad=True)
        look = "" if count or on else DIM
        return box + name.stylize("bold" if on else look) + Content.styled(f"{count:>6}", DIM)

    def _change(self, selection: Selection) -> None:
        """Show another choice; the numbers of all other values hang on it."""
        self._selection = selection
        self._words.show(self.blocks())
        for row in self._rows.values():
            self._list.replace_option_prompt(row.id, self._prompt(row))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click on a value."""
        event.stop()
        if event.option_id in self._rows:
            self._change(self._rows[event.option_id].toggled(self._selection))

    def action_choose(self) -> None:
        """The value under the cursor."""
        self._list.action_select()

    def action_move(self, by: int) -> None:
        """Another value."""
        if by > 0:
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def action_clear(self) -> None:
        """All questions."""
        self._change(Selection(text=self._selection.text))

    def action_leave(self) -> None:
        """Show what was chosen."""
        self.dismiss(self._selection)


def sections(bank: Bank, cards: Sequence[CardTraits]) -> Iterator[tuple[str, tuple[FilterRow, ...]]]:
    """Yield the values by their field, those alone that some card has."""
    yield "How it went", tuple(FilterRow(LISTED, name, words) for name, words in WENT_WORDS.items())
    found = {
        "forms": ("Form", FORM_WORDS, {card.form for card in cards}),
        "levels": ("Level", LEVEL_WORDS, {card.level for card in cards}),
        "domains": ("Domain", DOMAIN_WORDS, {card.domain for card in cards}),
        "topics": ("Topic", {topic: bank.title(topic) for topic in bank.topics}, {card.topic for card in cards}),
    }
    for field, (title, names, there) in found.items():
        yield title, tuple(FilterRow(field, value, words) for value, words in names.items() if value in there)
