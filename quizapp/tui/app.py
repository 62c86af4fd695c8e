"""The application: it holds the context, the themes and the base of all screens, and nothing else.

Its first frame needs nothing but Textual; the user's files, Home and the bank follow behind it.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Static

from quizapp.tui import termination, themes
from quizapp.tui.capabilities import Capabilities
from quizapp.tui.input_guard import LEAST_COLUMNS, LEAST_ROWS, LEAVE_KEY
from quizapp.tui.navigation import Navigation
from quizapp.tui.signs import AsciiSigns

if TYPE_CHECKING:
    from quizapp.core.settings import Signs
    from quizapp.services.bank.opening import BankOpened
    from quizapp.services.context import AppContext
    from quizapp.tui.messages import BankFailed, BankRead


READ_AFTER_S = 0.3
LEAVE_ID = "app.leave"
"""In the keymap, the second key out of a field."""


class QuizApp(Navigation):
    """``opening`` opens the user's files, and ``checks`` sees them before Home does: it may refuse, or open the bank.

    ``open_study`` is called when the bank is open, or cannot be while an exam is. ``key_grace_s``: for this long after
    a verdict ``enter`` is ignored. ``monotonic``: seconds that only run forward. ``capabilities``: of the terminal.
    """

    TITLE = "quizapp"
    CSS = """
    Screen { background: $background; layers: base over; }
    #opening { height: 2; width: 100%; border-bottom: solid $rule; padding: 0 1; text-style: bold; }
    Toast { background: $raised; }
    Toast.-unbroken { width: auto; max-width: 100%; }
    ModalScreen { background: $background 60%; }
    Input > .input--placeholder { color: $dim; }
    Input > .input--selection { background: $foreground; color: $background; }
    OptionList:focus > .option-list--option-highlighted { color: $text; }
    ToastRack { align-vertical: top; margin: 2 0 4 0; }
    ModalScreen.-tiny, ModalScreen.-short, CommandPalette.-tiny, CommandPalette.-short { background: $background 0%; }
    ModalScreen.-tiny > *, ModalScreen.-short > *, CommandPalette.-tiny > *, CommandPalette.-short > * {
        display: none !important; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (LEAST_COLUMNS, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as the base class has it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (LEAST_ROWS, "-low"), (32, "-tall")]  # noqa: RUF012 - as the base class has it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "help", "help", key_display="?", id="app.help"),
        Binding("ctrl+p", "command_palette", "palette", show=False, id="app.palette"),
        Binding("ctrl+q", "quit", "quit", show=False, id="app.quit"),
        Binding(LEAVE_KEY, "leave_field", "leave the field, or back", show=False, id=LEAVE_ID),
    ]

    def __init__(
        self,
        opening: Callable[[], AppContext],
        *,
        checks: Callable[[AppContext], BankOpened | None] = lambda _context: None,
        open_study: Callable[[QuizApp], None] | None = None,
        first_run: bool = False,
        key_grace_s: float = 0.2,
        monotonic: Callable[[], float] = time.monotonic,
        capabilities: Capabilities | None = None,
    ) -> None:
        self._can = capabilities or Capabilities()
        self._legible: dict[str, dict[str, str]] = {}
        self._ascii = AsciiSigns(self._can.encoding)
        super().__init__()
        self._opening, self._checks = opening, checks
        self.first_run = first_run
        self.key_grace_s = key_grace_s
        self.monotonic = monotonic
        self._reads = False
        self._open_study, self.asked = open_study, open_study is not None
        for theme in themes.OWN:
            self.register_theme(theme)
        self.theme = self.default_theme
        self._show_signs("auto")

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes that this terminal can show; Textual begins with one of its own."""
        found = super().available_themes
        return themes.offered(found, self._can.depth) if self.default_theme in found else found

    @property
    def default_theme(self) -> str:
        """The theme of who chose none, or one that is not on offer here."""
        return themes.DEFAULT_16 if self._can.depth == "standard" else themes.DEFAULT

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return what a theme on offer may lack, so that each can be chosen."""
        return themes.defaults(self.current_theme)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme, as they can be read and told apart on this terminal."""
        theme, found = self.current_theme, super().get_css_variables()
        if theme.name not in self._legible:
            self._legible[theme.name] = themes.variables(theme, found, self._can.depth)
        self.theme_variables = self._legible[theme.name]
        return self.theme_variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is done to each line that is painted; ASCII signs come last."""
        return [*super().get_line_filters(), *([self._ascii] if self._ascii.enabled else [])]

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as it is named on the screen; one sign for it has no like in ASCII."""
        named = super().get_key_display(binding)
        return named.replace("⏎", "enter") if self.ascii_signs else named

    @property
    def ascii_signs(self) -> bool:
        """Whether signs are shown in ASCII."""
        return self._ascii.enabled

    def show_signs(self, setting: Signs) -> None:
        """Show signs as ``setting`` says, on all that is open."""
        self._show_signs(setting)
        self.refresh_css(animate=False)
        for screen in self.screen_stack:
            screen.bindings_updated_signal.publish(screen)

    def _show_signs(self, setting: Signs) -> None:
        self._ascii.enabled = self._can.ascii_signs(setting)

    def compose(self) -> ComposeResult:
        """What is seen until Home is there."""
        yield Static("quizapp", id="opening")

    def on_mount(self) -> None:
        """A frame first, then the user's files."""
        if not self.is_headless:
            termination.watch(self)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Home over the user's files; the bank is read while it paints. What cannot be opened ends it all."""
        try:
            self.context = context = self._opening()
            opened = self._checks(context)
        except Exception as error:
            if not hasattr(error, "exit_code"):
                raise
            self.failure = error
            self.exit(error.exit_code, return_code=error.exit_code)
            return
        if context.settings.theme in self.available_themes:
            self.theme = context.settings.theme
        elif context.settings.theme not in super().available_themes:  # the settings are left alone
            gone = f"There is no theme '{context.settings.theme}'"
            self.show_error(f"{gone}, so {self.theme} is used. Choose another in Settings.")
        if self._can.ascii_signs(context.settings.signs) != self.ascii_signs:
            self.show_signs(context.settings.signs)
        for line in context.unused_settings:
            self.show_error(line)
        self.set_keymap(context.settings.keys)
        if context.settings.keys:  # looking at them imports all screens, so Home comes first
            self.call_after_refresh(self._check_keymap)
        self.leave_keys = frozenset(context.settings.keys.get(LEAVE_ID, LEAVE_KEY).replace(" ", "").split(","))
        self.theme_changed_signal.subscribe(self, lambda _: themes.keep(self))
        self.open_home()
        if context.loaded:
            self.call_after_refresh(partial(self._bank_is_here, opened))
            return
        self.call_after_refresh(self._read_once)
        self.set_timer(READ_AFTER_S, self._read_once)  # a screen left at once takes what waits for its refresh along

    def _check_keymap(self) -> None:
        from quizapp.tui.keymap import keymap_problems

        for line in keymap_problems(self.context.settings.keys):
            self.show_error(f"{self.context.paths.settings}: {line}")

    def _read_once(self) -> None:
        if not self._reads:
            self._reads = True
            self._read_bank()

    @work(thread=True, exclusive=True, group="bank")
    def _read_bank(self) -> None:
        """Read the bank in a thread; the message brings it to the main one."""
        from quizapp.services.bank.library import LibraryError, load_library
        from quizapp.tui import messages

        try:
            library = load_library(self.context.bank_root)
        except LibraryError as error:
            self.post_message(messages.BankFailed(str(error)))
        else:
            self.post_message(messages.BankRead(library))

    def on_bank_read(self, message: BankRead) -> None:
        """The bank was read: open it."""
        from quizapp.services.bank.opening import open_bank
        from quizapp.store import StoreError

        try:
            opened = open_bank(self.context, message.library)
        except StoreError as error:
            self.show_error(error)
            return
        self._bank_is_here(opened)

    def _bank_is_here(self, opened: BankOpened | None) -> None:
        """Let Home know, and start what was asked for. ``opened`` None: it was before, by someone who told of it."""
        gc.freeze()  # the bank stays: going through it again and again would make one key in a hundred wait
        broken = len(self.context.library.errors)
        if broken:
            self.show_error(f"{broken} problems in the bank; 'quizapp bank check' names them")
        for home in self.homes():
            home.bank_arrived(opened.corrected if opened else None)
        if self._open_study is not None:
            self._open_study(self)

    def on_bank_failed(self, message: BankFailed) -> None:
        """There is no bank: say so. Home can still be left, and an open exam goes on."""
        self.context.without_bank = message.reason
        self.show_error(message.reason)
        if any(home.bank_failed() for home in self.homes()) and self._open_study is not None:
            self._open_study(self)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: what the keys of the screen below do, the themes, and leaving."""
        from quizapp.tui.base import BaseScreen
        from quizapp.tui.palette import Palette

        commands = list(screen.commands()) if isinstance(screen, BaseScreen) else []
        commands.append(SystemCommand("Theme", "Choose other colours; the choice is kept", self.action_change_theme))
        palette = self.screen
        for title, says, run, *_ in commands:
            yield SystemCommand(title, says, palette.once(run) if isinstance(palette, Palette) else run)

    def action_command_palette(self) -> None:
        """Open the palette."""
        from textual.app import get_system_commands_provider

        from quizapp.tui.jumps import JumpProvider
        from quizapp.tui.palette import Palette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(providers=[get_system_commands_provider, JumpProvider], id="--command-palette"))

    def search_themes(self) -> None:
        """Open the palette of themes."""
        from textual.theme import ThemeProvider

        from quizapp.tui.palette import Palette

        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    def action_leave_field(self) -> None:
        """As ``escape``; the key itself is taken for it before it comes here."""
        self.simulate_key("escape")

    def action_help(self) -> None:
        """What works on this screen."""
        from quizapp.tui.dialogs.help import HelpScreen

        if not isinstance(self.screen, HelpScreen | CommandPalette):
            self.push_screen(HelpScreen(self.screen))
