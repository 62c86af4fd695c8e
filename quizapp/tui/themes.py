"""quizapp's own themes, and what Textual's lack: every theme on offer has every variable the screens use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import Theme

from quizapp.tui import legibility
from quizapp.tui.capabilities import Depth

if TYPE_CHECKING:
    from quizapp.tui.base_app import BaseApp

DARK = Theme(
    name="quizapp-dark",
    dark=True,
    primary="#7fb2e5",
    secondary="#b7a3e0",
    accent="#c4a7f0",
    foreground="#d8dee6",
    background="#12161c",
    surface="#12161c",
    panel="#1c232d",
    success="#7cc58f",
    warning="#e3b45c",
    error="#e8857a",
    variables={
        "rule": "#2e3946",
        "raised": "#1c232d",
        "dim": "#93a0ae",
        "border": "#2e3946",
        "block-cursor-background": "#24405c",
    },
)
LIGHT = Theme(
    name="quizapp-light",
    dark=False,
    primary="#1f5f9e",
    secondary="#5f4aa0",
    accent="#7a3e9d",
    foreground="#1d242c",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#efece5",
    success="#1f7a3d",
    warning="#8a5a00",
    error="#b3261e",
    variables={
        "rule": "#cfc9bc",
        "raised": "#efece5",
        "dim": "#5d6670",
        "border": "#cfc9bc",
        "block-cursor-background": "#cfe0f2",
    },
)
ANSI = Theme(
    name="quizapp-ansi",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_blue",
    accent="ansi_magenta",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
)
"""For terminals with 16 colours: the terminal's own, on its own ground."""
OWN = (DARK, LIGHT, ANSI)
DEFAULT, DEFAULT_16 = DARK.name, ANSI.name
RULE, RAISED, DIM = 0.2, 0.07, 0.85
"""So much of the text's colour is in a rule that only divides, and in the ground of a dialog or of the row under the
cursor, and in text of lesser weight. A theme's own panel may be so far from its background that coloured text on it
cannot be read; its muted text is black or white, brighter than the text itself, once it is part of styled text."""


def defaults(theme: Theme) -> dict[str, str]:
    """Return a value for each variable of the screens that ``theme`` need not have.

    Screens name variables in their CSS and in styled text; one that a theme lacks ends the program.
    """
    if theme.ansi:  # the terminal's own colours cannot be mixed
        return legibility.ANSI
    colors = theme.to_color_system().generate()
    background, foreground = Color.parse(colors["background"]), Color.parse(colors["foreground"])
    return {
        "rule": background.blend(foreground, RULE, alpha=1).hex,
        "raised": background.blend(foreground, RAISED, alpha=1).hex,
        "dim": background.blend(foreground, DIM, alpha=1).hex,
    }


def offered(themes: Mapping[str, Theme], depth: Depth) -> dict[str, Theme]:
    """Return the themes that a terminal of that depth can show: with 16 colours all others fall on a few of them."""
    return {name: theme for name, theme in themes.items() if theme.ansi or depth != "standard"}


def variables(theme: Theme, found: Mapping[str, str], depth: Depth) -> dict[str, str]:
    """Return the variables ``found`` for a theme, with colours that can be read and told apart."""
    if theme.ansi:
        return {**found, **(legibility.ANSI if theme.dark else legibility.ANSI_LIGHT)}
    return {**found, **legibility.legible(found, depth)}


def keep(app: BaseApp) -> None:
    """Note in the settings which theme was chosen; say so where they can't be saved."""
    from msgspec.structs import replace

    from quizapp.services.context import SettingsError
    from quizapp.store import StoreError

    settings = app.context.settings
    if app.theme != settings.theme:
        try:
            app.context.save_settings(replace(settings, theme=app.theme))
        except (SettingsError, StoreError) as error:
            app.show_error(error)
