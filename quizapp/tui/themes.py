"""quizapp's own two themes, and what Textual's lack: every theme on offer has every variable the screens use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import Theme

if TYPE_CHECKING:
    from quizapp.tui.base_app import BaseApp

DARK = Theme(
    name="quizapp-dark",
    dark=True,
    primary="#7fb2e5",
    secondary="#b7a3e0",
    accent="#e6b673",
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
    accent="#8a5200",
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
OWN = (DARK, LIGHT)
DEFAULT = DARK.name
RULE, RAISED, DIM = 0.2, 0.07, 0.85
"""So much of the text's colour is in a rule that only divides, and in the ground of a dialog or of the row under the
cursor, and in text of lesser weight. A theme's own panel may be so far from its background that coloured text on it
cannot be read; its muted text is black or white, brighter than the text itself, once it is part of styled text."""


def defaults(theme: Theme) -> dict[str, str]:
    """Return a value for each variable of the screens that ``theme`` need not have.

    Screens name variables in their CSS and in styled text; one that a theme lacks ends the program.
    """
    if theme.ansi:  # the terminal's own colours cannot be mixed
        return {"rule": "ansi_bright_black", "raised": "ansi_default", "dim": "ansi_default"}
    colors = theme.to_color_system().generate()
    background, foreground = Color.parse(colors["background"]), Color.parse(colors["foreground"])
    return {
        "rule": background.blend(foreground, RULE, alpha=1).hex,
        "raised": background.blend(foreground, RAISED, alpha=1).hex,
        "dim": background.blend(foreground, DIM, alpha=1).hex,
    }


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
