"""Browse: find questions by word and topic, and read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from quizapp.bank import Item
from quizapp.services.extent import extent
from quizapp.services.finding import find
from quizapp.services.wording import plural
from quizapp.services.workspace import Workspace
from quizapp.tui.prose import DIM, one_line
from quizapp.tui.screens.base import House

_GLYPHS = {True: ("✓", "$text-success"), False: ("✗", "$text-error"), None: ("·", DIM)}


class BrowseScreen(House):
    """A field to search in and the list of what was found, under the titles of its topics."""

    DEFAULT_CSS = """
    BrowseScreen #search { margin: 1 1 0 1; }
    BrowseScreen #found { height: 1fr; margin: 0 1; border: none; background: $background; }
    BrowseScreen #found > .option-list--option-disabled { color: $text-primary; text-style: bold; }
    """
    heading = "Browse"
    about = "Type words to search in all texts, a topic's name, or an id. enter or down goes to the list; enter reads."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", key_display="/", id="browse.search"),
        Binding("enter", "read", "read", id="browse.read"),
        Binding("down", "list", "list", show=False, id="browse.list"),
        Binding("q,escape", "back", "back", key_display="q", id="browse.back"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._found: tuple[Item, ...] = ()
        size = extent(workspace.library, workspace.facts_day())
        more = f"; {plural(size.calculations, 'calculation')} more in Study" if size.calculations else ""
        self._whole = f"{plural(size.written, 'question')}{more}"

    def body(self) -> Iterable[Widget]:
        """Field and list."""
        yield Input(placeholder="search all questions", id="search")
        yield OptionList(id="found", markup=False)

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
        bank = self._workspace.library.bank
        day = self._workspace.facts_day()
        self._found = find(bank, day, words)
        width = max(20, self.app.size.width - 12)
        cards, _ = self._workspace.store.read.cards()
        options: list[Option] = []
        topic = ""
        for item in self._found:
            if item.topic != topic:
                topic = item.topic
                options.append(Option(one_line(bank.title(topic)), disabled=True))
            card = cards.get(item.card_id)
            glyph, look = _GLYPHS[card.last_right if card else None]
            prompt = Content.styled(f" {glyph} ", look) + one_line(item.stem, width)
            options.append(Option(prompt, id=item.id))
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options(options)
        found.highlighted = 1 if options else None
        self.top_bar.show("Browse", f"{len(self._found)} of {self._whole}")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Read one."""
        from quizapp.tui.screens.reading import ReadingScreen  # noqa: PLC0415 - opened from here only

        ids = [item.id for item in self._found]
        if event.option_id in ids:
            self.app.push_screen(ReadingScreen(self._workspace, self._found, ids.index(event.option_id)))

    def action_search(self) -> None:
        """Into the field."""
        self.query_one("#search").focus()

    def action_list(self) -> None:
        """Into the list."""
        if self._found:
            self.query_one(OptionList).focus()

    def action_read(self) -> None:
        """``enter`` reaches this only from outside the list."""
        self.action_list()

    def action_back(self) -> None:
        """From the field to the list, from the list to Home."""
        if self.focused is not None and self.focused.id == "search" and self._found:
            self.action_list()
        else:
            self.app.pop_screen()
