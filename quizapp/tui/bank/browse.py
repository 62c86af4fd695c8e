"""Browse: find questions by words and filters, read them, mark them, and study just these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

import msgspec
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from quizapp.core.bank import Item
from quizapp.core.quantity import plural
from quizapp.core.symbols import MARKED, NOTED
from quizapp.present.selection_phrases import selection_words
from quizapp.services.bank.search import occur
from quizapp.services.bank.selection import CALCULATION, CardTraits, Selection, card_traits, search_texts, takes
from quizapp.services.bank.suspended import Suspended, suspended
from quizapp.services.bank.variants import fresh_variant
from quizapp.services.context import AppContext
from quizapp.services.study.session_queue import cards_a_day, plan_session
from quizapp.tui.bank.filters import FilterLine, FilterScreen
from quizapp.tui.bank.preview import PreviewPane
from quizapp.tui.bank.reading import ReadingScreen
from quizapp.tui.base import back_key
from quizapp.tui.dialogs.marking import MarkingScreen, marking_keys
from quizapp.tui.dialogs.suspend import SuspendingScreen
from quizapp.tui.widgets.markup import DIM, inline, one_line

_GLYPHS = {True: ("✓", "$text-success"), False: ("✗", "$text-error"), None: ("·", DIM)}


class BrowseScreen(MarkingScreen, SuspendingScreen):
    """A field to search in, the filters, and the list of what was found, under the titles of its topics."""

    DEFAULT_CSS = """
    BrowseScreen #search { margin: 1 1 0 1; }
    BrowseScreen #filters { margin: 0 2; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    BrowseScreen #rows { height: 1fr; }
    BrowseScreen #found { width: 2fr; height: 1fr; margin: 0 1; border: none; background: $background;
        text-wrap: nowrap; text-overflow: ellipsis; }
    BrowseScreen #found > .option-list--option-disabled { color: $text-primary; text-style: bold; }
    """
    heading = "Browse"
    about = (
        "Type words to search in all texts and in the notes you wrote, a topic's name, or an id. f filters by topic, "
        "domain, form, level, what you missed, marked or never saw. enter or down goes to the list; enter reads; "
        "t studies what is listed; v marks a question, N is your note on it; z suspends it, or restores it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", key_display="/", id="browse.search"),
        Binding("f", "filter", "filter", id="browse.filter", tooltip="Filter by topic, form, what you missed, ..."),
        Binding("enter", "read", "read", id="browse.read"),
        Binding("t", "study", "study these", id="browse.study", tooltip="A session over just these questions"),
        *marking_keys("browse", show=True),
        Binding("z", "suspend", "suspend", id="browse.suspend", tooltip="Suspend, after asking"),
        Binding("z", "restore", "restore", id="browse.restore", tooltip="Ask this question again"),
        Binding("down", "list", "list", show=False, id="browse.list"),
        back_key("browse"),
        Binding("F", "unfilter", "all again", id="browse.unfilter", tooltip="Clear the filters and the words"),
    ]

    def __init__(self, context: AppContext, selection: Selection | None = None) -> None:
        super().__init__()
        self._app_context = context
        self._selection = selection or Selection()
        self._found: tuple[CardTraits, ...] = ()
        self._suspended: frozenset[str] = frozenset()
        self._look()

    def _look(self) -> None:
        """Read what the questions are told apart by, as it is now."""
        self._cards = {card.card_id: card for card in card_traits(self._app_context)}
        self._texts: dict[str, str] | None = None
        self._mark = self._app_context.store.read.log_mark()

    def body(self) -> Iterable[Widget]:
        """Field, filters and list."""
        yield Input(placeholder="search all questions", id="search")
        self._line = FilterLine(id="filters", markup=False)
        yield self._line
        self._list = OptionList(id="found", markup=False)
        self._preview = PreviewPane()
        yield Horizontal(self._list, self._preview, id="rows")

    def on_mount(self) -> None:
        """Everything, to begin with."""
        self._search()
        self.query_one("#search").focus()

    def on_resize(self) -> None:
        """The question under the cursor stands beside the list where there is room."""
        self._paint_preview()

    def on_input_changed(self) -> None:
        """Search as one types."""
        self._search()

    def on_input_submitted(self) -> None:
        """On to the list."""
        self.action_list()

    # what is found

    @property
    def selection(self) -> Selection:
        """The filters, with the words in the field."""
        return msgspec.structs.replace(self._selection, text=self.query_one("#search", Input).value)

    def _with_words(self) -> Iterator[CardTraits]:
        """The questions in which the words in the field occur."""
        wanted = self.selection.text.casefold().split()
        if wanted and self._texts is None:
            self._texts = search_texts(self._app_context)
        texts = self._texts or {}
        return (card for card in self._cards.values() if not wanted or occur(wanted, texts[card.card_id]))

    def _search(self) -> None:
        away = {row.id: row for row in suspended(self._app_context)}
        found = [card for card in self._with_words() if takes(self._selection, card)]
        ids = {card.card_id for card in found}
        told = [row for row in away.values() if self._fits(row, ids)]
        self._suspended = frozenset(away)
        idle = [self._cards[row.id] for row in told if row.id in ids]
        self._found = (*idle, *(card for card in found if card.card_id not in away))
        width = max(20, self.app.size.width - 12)
        options = [Option(f"Suspended: {len(told)}. z restores", disabled=True)] if told else []
        for row in told:
            text = row.stem or f"{row.id}, no longer in the bank"
            options.append(Option(self._prompt(self._cards.get(row.id), None, text, width), row.id))
        known, _ = self._app_context.store.read.cards()
        topic = ""
        for card in self._found[len(idle) :]:
            if card.topic != topic:
                topic = card.topic
                options.append(Option(one_line(self._app_context.library.bank.title(topic)), disabled=True))
            right = known[card.card_id].last_right if card.card_id in known else None
            options.append(Option(self._prompt(card, right, card.stem, width), card.card_id))
        self._list.clear_options()
        self._list.add_options(options)
        self._list.highlighted = 1 if options else None
        self._say_what_is_listed(len(found))
        self._paint_preview()
        self.refresh_bindings()

    def _paint_preview(self) -> None:
        """The question under the cursor as it is asked; what left the bank shows nothing."""
        at = self._list.highlighted
        card = (self._list.get_option_at_index(at).id or "") if at is not None else ""
        stem = self._cards[card].stem if card in self._cards else ""
        self._preview.show_item(self._app_context.library.bank.items.get(card), stem)

    def _say_what_is_listed(self, found: int) -> None:
        """How many of how many, and by which filters."""
        calculations = sum(card.form == CALCULATION for card in self._cards.values())
        more = f", {plural(calculations, 'calculation')} among them" if calculations and self.selection.empty else ""
        self.top_bar.show("Browse", f"{found} of {plural(len(self._cards), 'question')}{more}")
        words = selection_words(msgspec.structs.replace(self._selection, text=""), self._app_context.library.bank.title)
        if words:
            line = Content.styled("Filter: ", DIM) + inline(words, "$text-accent")
        else:
            line = Content.styled("No filter. f filters by topic, form, what you missed or marked.", DIM)
        self._line.update(line, layout=False)

    def _prompt(self, card: CardTraits | None, right: bool | None, stem: str, width: int) -> Content:
        glyph, look = _GLYPHS[right]
        signs = "".join(f"{sign} " for sign, on in _signs(card) if on)
        calculation = (
            Content.styled("Calculation: ", DIM) if card is not None and card.form == CALCULATION else Content("")
        )
        lead = Content.styled(f" {glyph} ", look) + Content.styled(signs, "$text-accent") + calculation
        return lead + one_line(stem, max(8, width - len(signs) - len(calculation)))

    def _fits(self, row: Suspended, found: set[str]) -> bool:
        """Whether a suspended question is what was searched for; one that left the bank is found by its words alone."""
        if row.id in self._cards:
            return row.id in found
        words = self.selection.text.casefold().split()
        return self._selection.empty and occur(words, f"{row.id} {row.title} {row.stem}")

    # steps

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Read one; of a calculation an example."""
        items = self._app_context.library.bank.items
        listed = [card.card_id for card in self._found if card.card_id in items]
        if event.option_id in listed:
            self._read([items[card] for card in listed], listed.index(event.option_id))
        elif event.option_id in self._cards:
            self._read([fresh_variant(self._app_context, str(event.option_id))], 0)
        else:
            self.show_message("It can't be read here. z restores it.")

    def _read(self, items: list[Item], at: int) -> None:
        self.app.push_screen(ReadingScreen(self._app_context, items, at))

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

    def action_filter(self) -> None:
        """Choose filters; then into the list."""

        def chosen(selection: Selection | None) -> None:
            if selection is not None:
                self._selection = msgspec.structs.replace(selection, text="")
                self._search()
                self.leave_field()

        cards = tuple(self._with_words())
        self.app.push_screen(FilterScreen(self._app_context.library.bank, cards, self._selection), chosen)

    def action_unfilter(self) -> None:
        """All questions again."""
        self._selection = Selection()
        self.query_one("#search", Input).value = ""
        self._search()

    def action_study(self) -> None:
        """Start a session over what is listed, as much of it as a session holds."""
        entries = plan_session(self._app_context, selection=self.selection)
        if not entries:
            self.show_message("None of these can be asked now: they're suspended, or in your open exam.")
            return
        self.quiz_app.begin_study(entries)
        if len(entries) < len(self._found):
            full = len(entries) >= cards_a_day(self._app_context)
            why = "as many as fit into your minutes a day" if full else "the others can't be asked now"
            self.show_message(f"{len(entries)} of {len(self._found)} questions: {why}.")

    def leave_field(self) -> None:
        """From the field to the list."""
        self.set_focus(self._list if self._list.option_count else None)

    def on_option_list_option_highlighted(self) -> None:
        """The question under the cursor, and what can be done with it."""
        self._paint_preview()
        self.refresh_bindings()

    def on_screen_resume(self) -> None:
        """Something may have been answered, marked, suspended or restored meanwhile."""
        if self._mark != self._app_context.store.read.log_mark():
            self._look_again()

    @property
    def _here(self) -> str:
        """The id of the question under the cursor of the list; empty when there is none."""
        at = self._list.highlighted if self.focused is self._list else None
        return "" if at is None else self._list.get_option_at_index(at).id or ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what works now is offered."""
        if action in ("suspend", "restore"):
            return bool(self._here) and (action == "restore") == (self._here in self._suspended)
        if action in ("bookmark", "note"):
            return bool(self._here)
        if action in ("unfilter", "study"):
            return not self.selection.empty and (action == "unfilter" or bool(self._found))
        return bool(self._list.option_count) if action in ("read", "list") else True

    def card_here(self) -> str:
        """Return the card of the question under the cursor."""
        return self._here

    def suspension_changed(self) -> None:
        """The list anew."""
        self._look_again()

    def marks_changed(self) -> None:
        """The list anew."""
        self._look_again()

    def _look_again(self) -> None:
        """The list anew, its cursor on the row that it was on."""
        at = self._list.highlighted
        self._look()
        self._search()
        if at is not None and self._list.option_count:
            self._list.highlighted = min(at, self._list.option_count - 1)
            self._paint_preview()


def _signs(card: CardTraits | None) -> tuple[tuple[str, bool], ...]:
    """What the learner put on a question, and whether."""
    return () if card is None else ((MARKED, card.marked), (NOTED, card.noted))
