"""What the terminal can show, as far as the environment tells.

It is decided before Textual is imported, which reads it once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from quizapp.core.settings import Signs

Depth = Literal["truecolor", "256", "standard"]
"""How many colours: 24 bits, 256, or the 16 of the terminal's own palette. Rich's words."""
_DEPTHS: dict[str, Depth] = {"truecolor": "truecolor", "256": "256", "standard": "standard"}
_SIGNS: dict[str, Signs] = {"auto": "auto", "ascii": "ascii", "unicode": "unicode"}
_TRUE_COLOR_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour")
"""They have 24 bits, and say so in ``COLORTERM``, which ssh does not pass on; ``TERM`` it does."""
_DIRECT_XTERM = 331
"""The first xterm that keeps 24 bits of a colour; it sets ``XTERM_VERSION`` and no ``COLORTERM``."""


@dataclass(frozen=True)
class Capabilities:
    """``encoding``: of what is written to the terminal. ``asked``: the signs that the environment asks for, if any.

    ``plain_font``: a terminal whose font lacks most signs, as the console of Linux.
    """

    depth: Depth = "truecolor"
    encoding: str = "utf-8"
    asked: Signs | None = None
    plain_font: bool = False

    @property
    def unicode(self) -> bool:
        """Whether every character can be written."""
        return self.encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-16-le")

    def ascii_signs(self, setting: Signs) -> bool:
        """Whether signs are ASCII: as the environment asks, else as the setting, else as the terminal needs it."""
        wanted = self.asked or setting
        return wanted == "ascii" or (wanted == "auto" and (self.plain_font or not self.unicode))


def is_dumb(environ: Mapping[str, str]) -> bool:
    """Whether the terminal cannot move its cursor."""
    return environ.get("TERM", "").lower() in ("dumb", "unknown")


def detect(environ: Mapping[str, str], encoding: str) -> Capabilities:
    """Return what a terminal can show. Raises ValueError for signs that do not exist."""
    signs = environ.get("QUIZAPP_SIGNS", "").strip().lower()
    if signs and signs not in _SIGNS:
        raise ValueError(f"QUIZAPP_SIGNS is '{signs}'; write ascii, unicode or auto")
    plain_font = environ.get("TERM", "").lower() == "linux"
    return Capabilities(color_depth(environ), encoding or "utf-8", _SIGNS.get(signs), plain_font)


def color_depth(environ: Mapping[str, str]) -> Depth:
    """Return how many colours the terminal has. ``TEXTUAL_COLOR_SYSTEM`` is believed.

    GNU screen misreads 24 bits, and passes on the ``COLORTERM`` of the terminal around it. tmux understands them, but
    where that terminal has fewer it takes its own nearest; so it has 256 unless it says otherwise.
    """
    asked = _DEPTHS.get(environ.get("TEXTUAL_COLOR_SYSTEM", "").lower())
    if asked is not None:
        return asked
    term, tmux = environ.get("TERM", "").lower(), bool(environ.get("TMUX"))
    if environ.get("STY") and not tmux:
        return "256"
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    if not tmux and (term.endswith("-direct") or term.startswith(_TRUE_COLOR_TERMS) or _knows_24_bits(environ)):
        return "truecolor"
    return "256" if tmux or "256color" in term or term.startswith(("screen", "tmux")) else "standard"


def _knows_24_bits(environ: Mapping[str, str]) -> bool:
    version = re.search(r"\((\d+)", environ.get("XTERM_VERSION", ""))
    return bool(environ.get("WT_SESSION")) or (version is not None and int(version[1]) >= _DIRECT_XTERM)
