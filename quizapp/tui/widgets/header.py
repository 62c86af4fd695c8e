"""The line at the top and the line of keys at the bottom of every screen."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from quizapp.tui.widgets.markup import DIM


def field_keys(screen: Screen[object]) -> tuple[tuple[str, str], ...]:
    """What works while a field has the focus: letters are typed into it."""
    return getattr(screen, "FIELD_KEYS", (("⏎", "done"), ("esc", "leave the field")))


class Header(Widget):
    """A title on the left, a fact about now on the right. A change of text is no change of layout."""

    DEFAULT_CSS = """
    Header { height: 2; width: 100%; border-bottom: solid $rule; padding: 0 1; }
    """

    def __init__(self, title: str | Content = "", right: str | Content = "") -> None:
        super().__init__()
        self._title, self._right = _content(title), _content(right)

    def show(self, title: str | Content, right: str | Content) -> None:
        """Other texts."""
        self._title, self._right = _content(title), _content(right)
        self.refresh()

    def render(self) -> Content:
        """Both on one line; the title gives way."""
        width = self.content_size.width
        right = self._right.truncate(max(0, width - 10), ellipsis=True)
        room = max(8, width - right.cell_length - 2)
        title = self._title.truncate(room, ellipsis=True).stylize("bold")
        gap = max(1, width - title.cell_length - right.cell_length)
        return title + Content(" " * gap) + right.stylize_before(DIM)


def _content(text: str | Content) -> Content:
    return text if isinstance(text, Content) else Content(text)


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
                key = binding.key_display or self.app.get_key_display(binding)
                out.setdefault(binding.action, (key, binding.description))
        return list(out.values())
