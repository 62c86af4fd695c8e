"""A button that begins what the screen is for."""

from __future__ import annotations

from textual.widgets import Button


class StartButton(Button, inherit_bindings=False):
    """``enter`` is the screen's own, so that the line of keys names it."""
