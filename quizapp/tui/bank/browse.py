"""Browse: find questions by word and topic, and read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from quizapp.core.bank import Item
from quizapp.core.quantity import plural
from quizapp.services.bank.extent import extent
from quizapp.services.bank.search import find
from quizapp.services.bank.suspended import Suspended, suspended
from quizapp.services.context import AppContext
from quizapp.tui.bank.reading import ReadingScreen
from quizapp.tui.base import back_key
from quizapp.tui.dialogs.suspend import SuspendingScreen
from quizapp.tui.widgets.markup import DIM, one_line

_GLYPHS = {True: ("✓", "$text-success"), False: ("✗", "$text-error"), None: ("·", DIM)}


class BrowseScreen(SuspendingScreen):
    """A field to search in and the list of what was found, under the titles of its topics."""

    DEFAULT_CSS = """
    BrowseScreen #search { margin: 1 1 0 1; }
    BrowseScreen #found { height: 1fr; margin: 0 1; border: none; background: $background; }
    BrowseScreen #found > .option-list--option-disabled { color: $text-primary; text-style: bold; }
    """
    heading = "Browse"
    about = (
        "Type words to search in all texts, a topic's name, or an id. enter or down goes to the list; enter reads; z "
        "suspends a question, or restores a suspended one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", key_display="/", id="browse.search"),
        Binding("enter", "read", "read", id="browse.read"),
        Binding("z", "suspend", "suspend", id="browse.suspend", tooltip="Suspend, after asking"),
        Binding("z", "restore", "restore", id="browse.restore", tooltip="Ask this question again"),
        Binding("down", "list", "list", show=False, id="browse.list"),
        back_key("browse"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._app_context = context
        self._found: tuple[Item, ...] = ()
        size = extent(context.library, context.facts_day())
        more = f"; {plural(size.calculations, 'calculation')} more in Study" if size.calculations else ""
        part = f", {size.practice} for practice only" if size.practice else ""
        self._whole = f"{plural(size.written, 'question')}{part}{more}"
        self._suspended: frozenset[str] = frozenset()

    def body(self) -> Iterable[Widget]:
        """Field and list."""
        yield Input(placeholder="search all questions", id="search")
        self._list = OptionList(id="found", markup=False)
        yield self._list

    def on_mount(self) -> None:
        """Everything, to begin with."""
        self._search("")
        self.query_one("#search").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        self._search(event.value)

    def on_input_submitted(self) -> None:
        """On to the list."""
        self.action_list()

    def _search(self, words: str) -> None:
        bank = self._app_context.library.bank
        day = self._app_context.facts_day()
        away = {row.id: row for row in suspended(self._app_context)}
        found = find(bank, day, words)
        told = [row for row in away.values() if self._fits(row, words, {item.card_id for item in found})]
        known = bank.items
        self._suspended = frozenset(away)
        idle = [known[row.id] for row in told if row.id in known]
        self._found = (*idle, *(item for item in found if item.card_id not in away))
        width = max(20, self.app.size.width - 12)
        options = [Option(f"Suspended: {len(told)}. z restores", disabled=True)] if told else []
        lost = "no longer in the bank"
        options += [Option(_prompt(None, row.stem or f"{row.id}, {lost}", width), row.id) for row in told]
        cards, _ = self._app_context.store.read.cards()
        topic = ""
        for item in self._found:
            if item.card_id in away:
                continue
            if item.topic != topic:
                topic = item.topic
                options.append(Option(one_line(bank.title(topic)), disabled=True))
            card = cards.get(item.card_id)
            options.append(Option(_prompt(card.last_right if card else None, item.stem, width), item.id))
        self._list.clear_options()
        self._list.add_options(options)
        self._list.highlighted = 1 if options else None
        self.top_bar.show("Browse", f"{len(found)} of {self._whole}")
        self.refresh_bindings()

    def _fits(self, row: Suspended, words: str, found: set[str]) -> bool:
        """Whether a suspended question is what was searched for; those that are no items are found by what is shown."""
        if row.id in self._app_context.library.bank.items:
            return row.id in found
        return all(word in f"{row.id} {row.title} {row.stem}".casefold() for word in words.casefold().split())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Read one."""
        ids = [item.id for item in self._found]
        if event.option_id not in ids:
            self.show_message("It can't be read here. z restores it.")
        else:
            self.app.push_screen(ReadingScreen(self._app_context, self._found, ids.index(event.option_id)))

    def action_search(self) -> None:
        """Into the field."""
        self.query_one("#search").focus()

    def action_list(self) -> None:
        """Into the list."""
        if self._list.option_count:
            self._list.focus()

    def action_read(self) -> None:
        """``enter`` reaches this only from outside the list."""
        self.action_list()

    def leave_field(self) -> None:
        """From the field to the list."""
        self.set_focus(self._list if self._list.option_count else None)

    def on_option_list_option_highlighted(self) -> None:
        """What can be done with the question under the cursor."""
        self.refresh_bindings()

    def on_screen_resume(self) -> None:
        """A question may have been suspended or restored meanwhile."""
        if self._suspended != self._app_context.store.read.suspended():
            self.suspension_changed()

    @property
    def _here(self) -> str:
        """The id of the question under the cursor of the list; empty when there is none."""
        at = self._list.highlighted if self.focused is self._list else None
        return "" if at is None else self._list.get_option_at_index(at).id or ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what works now is offered."""
        if action in ("suspend", "restore"):
            return bool(self._here) and (action == "restore") == (self._here in self._suspended)
        return bool(self._list.option_count) if action in ("read", "list") else True

    def card_here(self) -> str:
        """Return the card of the question under the cursor."""
        return self._here

    def suspension_changed(self) -> None:
        """The list anew, its cursor on the row that it was on."""
        at = self._list.highlighted
        self._search(self.query_one("#search", Input).value)
        if at is not None and self._list.option_count:
            self._list.highlighted = min(at, self._list.option_count - 1)


def _prompt(right: bool | None, stem: str, width: int) -> Content:
    glyph, look = _GLYPHS[right]
    return Content.styled(f" {glyph} ", look) + one_line(stem, width)
