"""quizapp's own two themes; Textual's are there as well."""

from __future__ import annotations

from textual.theme import Theme

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
    variables={"rule": "#2e3946", "text-muted": "#93a0ae", "border": "#2e3946", "block-cursor-background": "#24405c"},
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
    variables={"rule": "#cfc9bc", "text-muted": "#5d6670", "border": "#cfc9bc", "block-cursor-background": "#cfe0f2"},
)
OWN = (DARK, LIGHT)
DEFAULT = DARK.name
