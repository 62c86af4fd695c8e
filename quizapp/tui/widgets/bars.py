"""The line at the top and the line of keys at the bottom of every screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from quizapp.tui.prose import DIM


def field_keys(screen: Screen[object]) -> tuple[tuple[str, str], ...]:
    """What works while a field has the focus: letters are typed into it."""
    return getattr(screen, "FIELD_KEYS", (("⏎", "done"), ("esc", "leave the field")))


class TopBar(Horizontal):
    """A title on the left, a fact about now on the right."""

    DEFAULT_CSS = """
    TopBar { height: 2; border-bottom: solid $rule; padding: 0 1; }
    TopBar > #bar-title { width: auto; max-width: 70%; height: 1; text-style: bold; text-wrap: nowrap;
        text-overflow: ellipsis; }
    TopBar > #bar-right { width: 1fr; height: 1; text-align: right; color: $text-muted; text-wrap: nowrap; }
    """

    def __init__(self, title: str | Content = "", right: str | Content = "") -> None:
        super().__init__()
        self._title = Static(Content(title) if isinstance(title, str) else title, id="bar-title")
        self._right = Static(Content(right) if isinstance(right, str) else right, id="bar-right")

    def compose(self) -> ComposeResult:
        """Two texts."""
        yield self._title
        yield self._right

    def show(self, title: str | Content, right: str | Content) -> None:
        """Other texts."""
        self._title.update(Content(title) if isinstance(title, str) else title)
        self._right.update(Content(right) if isinstance(right, str) else right)


class KeyBar(Static):
    """The keys that work now, taken from the screen's own bindings."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 2; border-top: solid $rule; padding: 0 1; text-wrap: nowrap;
        text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._shown: Content | None = None

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._follow())
        self.watch(self.screen, "focused", self._follow, init=False)
        self._follow()

    def _follow(self) -> None:
        keys = field_keys(self.screen) if isinstance(self.screen.focused, Input) else self._keys()
        content = Content("   ").join(
            [Content.styled(key, "bold $text-primary") + Content.styled(f" {word}", DIM) for key, word in keys]
        )
        if content != self._shown:
            self._shown = content
            self.update(content)

    def _keys(self) -> list[tuple[str, str]]:
        """(key, word) of every binding that is shown and works, each action once."""
        out: dict[str, tuple[str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.description:
                key = binding.key_display or self.app.get_key_display(binding)
                out.setdefault(binding.action, (key, binding.description))
        return list(out.values())
