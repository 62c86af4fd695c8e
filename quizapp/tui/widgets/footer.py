"""The line of keys at the bottom of every screen."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from quizapp.tui.widgets.markup import DIM


def field_keys(screen: Screen[object]) -> tuple[tuple[str, str], ...]:
    """What works while a field has the focus: letters are typed into it."""
    return getattr(screen, "FIELD_KEYS", (("⏎", "done"), ("esc", "leave the field")))


class Footer(Static):
    """The keys that work now, taken from the screen's own bindings."""

    DEFAULT_CSS = """
    Footer { dock: bottom; height: 2; border-top: solid $rule; padding: 0 1; text-wrap: nowrap;
        text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def on_resize(self) -> None:
        """Wide or close, by the room there is."""
        self._follow()

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._follow())
        self.watch(self.screen, "focused", self._follow, init=False)
        self._follow()

    def _follow(self) -> None:
        keys = field_keys(self.screen) if isinstance(self.screen.focused, Input) else self._keys()
        keys = [(self.app.get_key_display(Binding("", "", key_display=key)), word) for key, word in keys]
        said = [Content.styled(key, "bold $text-primary") + Content.styled(f" {word}", DIM) for key, word in keys]
        content = Content("   ").join(said)
        while content.cell_length > self.app.size.width - 2 and len(said) > 2:
            content = Content("  ").join(said)
            said = [*said[:-2], said[-1]]  # help, the last one, names them all
        self.update(content, layout=False)

    def _keys(self) -> list[tuple[str, str]]:
        """(key, word) of every binding that is shown and works, each action once."""
        out: dict[str, tuple[str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.description:
                out.setdefault(binding.action, (self.app.get_key_display(binding), binding.description))
        return list(out.values())
