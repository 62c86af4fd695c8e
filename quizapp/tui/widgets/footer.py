"""The line of keys at the bottom of every screen."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from quizapp.tui.widgets.markup import DIM


def field_keys(screen: Screen[object]) -> tuple[tuple[str, str], ...]:
    """What works while a field has the focus: letters are typed into it."""
    return getattr(screen, "FIELD_KEYS", (("⏎", "done"), ("esc", "leave the field")))


_FIELD_PRESSES = {"⏎": "enter", "esc": "escape", "↓": "down", "tab": "tab"}
"""What is pressed for a key as it is shown while a field has the focus."""


def _length(said: list[tuple[Content, str]], gap: str) -> int:
    return sum(content.cell_length for content, _ in said) + len(gap) * (len(said) - 1)


class Footer(Static):
    """The keys that work now, taken from the screen's own bindings. A click on one is as good as the key."""

    DEFAULT_CSS = """
    Footer { dock: bottom; height: 2; border-top: solid $rule; padding: 0 1; text-wrap: nowrap;
        text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.places: list[tuple[int, str]] = []

    def on_resize(self) -> None:
        """Wide or close, by the room there is."""
        self._follow()

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._follow())
        self.watch(self.screen, "focused", self._follow, init=False)
        self._follow()

    def _follow(self) -> None:
        typing = isinstance(self.screen.focused, Input)
        keys = [(*row, _FIELD_PRESSES.get(row[0], "")) for row in field_keys(self.screen)] if typing else self._keys()
        keys = [(self.app.get_key_display(Binding("", "", key_display=key)), word, press) for key, word, press in keys]
        said = [
            (Content.styled(key, "bold $text-primary") + Content.styled(f" {word}", DIM), press)
            for key, word, press in keys
        ]
        gap = "   "
        while _length(said, gap) > self.app.size.width - 2 and (gap != "  " or len(said) > 2):
            if gap == "  ":
                said = [*said[:-2], said[-1]]  # help, the last one, names them all
            gap = "  "
        self.places, end = [], 0
        for content, press in said:
            self.places += [(end, ""), (end + content.cell_length, press)]
            end += content.cell_length + len(gap)
        self.update(Content(gap).join(content for content, _ in said), layout=False)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked: what it does now, or does not, is decided where keys are."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        press = next((press for end, press in self.places if offset.x < end), "")
        if press:
            self.app.simulate_key(press)

    def _keys(self) -> list[tuple[str, str, str]]:
        """(key, word, what is pressed) of every binding that is shown and works, each action once."""
        out: dict[str, tuple[str, str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.description:
                out.setdefault(binding.action, (self.app.get_key_display(binding), binding.description, binding.key))
        return list(out.values())
