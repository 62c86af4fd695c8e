"""Colours that can be read, and told from each other, in every theme and with as many colours as the terminal has.

A theme is somebody's taste, not made for these screens: what it says of right and wrong may be too faint on its ground,
and two of its colours may become one where the terminal has 256. Here each is moved as little as that takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color

from quizapp.tui.capabilities import Depth

LEAST = 4.5
"""The least contrast of text with its ground, as WCAG asks (AA)."""
TOLD_APART = ("text-error", "text-success", "text-warning", "text-accent", "dim")
"""Right, wrong, a warning, code, and text of lesser weight: no two may look the same."""
_READ = (*TOLD_APART, "text-primary", "text-secondary", "foreground", "rule", "success", "error", "warning", "accent",
         "primary")  # fmt: skip
_GROUNDS = ("background", "surface", "raised")
_CUBE, _GREYS = tuple(range(16, 256)), (16, *range(232, 256), 231)
"""The colours of 256 that are the same in every terminal, and those without a tint."""
_APART, _UNLIKE = 1.15, 0.04
"""The least contrast of a ground with the one around it, and the least distance of two colours of other meaning."""

ANSI = {
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "rule": "ansi_bright_black",
    "border": "ansi_bright_black",
    "border-blurred": "ansi_bright_black",
    "raised": "ansi_default",
    "scrollbar": "ansi_bright_black",
    "scrollbar-hover": "ansi_bright_black",
    "scrollbar-active": "ansi_bright_black",
    "scrollbar-background": "ansi_default",
    "scrollbar-background-hover": "ansi_default",
    "scrollbar-background-active": "ansi_default",
    "scrollbar-corner-color": "ansi_default",
    "dim": "ansi_bright_black",
    "foreground": "ansi_default",
    "text-error": "ansi_red",
    "text-success": "ansi_green",
    "text-warning": "ansi_yellow",
    "text-accent": "ansi_magenta",
    "text-primary": "ansi_default",
    "text-secondary": "ansi_default",
    "error": "ansi_red",
    "success": "ansi_green",
    "warning": "ansi_yellow",
    "accent": "ansi_magenta",
    "primary": "ansi_default",
    "block-cursor-foreground": "ansi_black",
    "block-cursor-background": "ansi_cyan",
    "block-cursor-blurred-foreground": "ansi_black",
    "block-cursor-blurred-background": "ansi_cyan",
    "block-hover-background": "ansi_default",
    "input-selection-foreground": "ansi_black",
    "input-selection-background": "ansi_cyan",
    "screen-selection-foreground": "ansi_black",
    "screen-selection-background": "ansi_cyan",
}
"""The terminal's own colours, for its dark and its light ground: nothing that is black or white on one of the two."""
ANSI_LIGHT = {
    **ANSI,
    "text-warning": "ansi_magenta",
    "warning": "ansi_magenta",
    "text-accent": "ansi_blue",
    "accent": "ansi_blue",
}
"""The same for a ground that is known to be light, on which yellow cannot be read."""


def contrast(ink: Color, ground: Color) -> float:
    """Return the ratio of two luminances, as WCAG counts it: 1 to 21."""
    one, other = sorted((_luminance(ink), _luminance(ground)))
    return (other + 0.05) / (one + 0.05)


def _luminance(color: Color) -> float:
    parts = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def painted(color: Color, depth: Depth) -> Color:
    """Return a colour as a terminal of that depth shows it: Rich takes the nearest it has."""
    number = palette_number(color, depth)
    return color if number is None else _shown(number)


def palette_number(color: Color, depth: Depth) -> int | None:
    """Return the number in the terminal's palette that Rich takes for a colour; None with 24 bits."""
    if depth == "truecolor":
        return None
    system = ColorSystem.EIGHT_BIT if depth == "256" else ColorSystem.STANDARD
    return color.rich_color.downgrade(system).number


def _asked_for(number: int) -> Color:
    """Return the colour for which Rich takes a number of the palette: the greys it numbers are not quite their own."""
    grey = round((number - 231) * 10.2)
    return Color(grey, grey, grey) if number >= 232 else _shown(number)


@cache
def _shown(number: int) -> Color:
    return Color.from_rich_color(RichColor.from_triplet(RichColor.from_ansi(number).get_truecolor()))


def readable(color: Color, grounds: Iterable[Color], depth: Depth = "truecolor") -> Color:
    """Return a colour as near to ``color`` as can be read on each of ``grounds``, as it will be painted."""
    shown = [painted(ground, depth) for ground in grounds]
    light = sum(_luminance(ground) for ground in shown) / len(shown) < 0.18
    end = Color(255, 255, 255) if light else Color(0, 0, 0)
    for step in range(41):
        tried = color.blend(end, step / 40, alpha=1)
        if all(contrast(painted(tried, depth), ground) >= LEAST for ground in shown):
            return tried
    return end


def legible(variables: Mapping[str, str], depth: Depth) -> dict[str, str]:
    """Return the variables of a theme that have to differ from what it says, so that its screens can be read."""
    out = _grounds_of_256(variables) if depth == "256" else {}
    changed = {**variables, **out}
    grounds = [Color.parse(changed[name]) for name in _GROUNDS]
    cursor = Color.parse(changed["block-cursor-background"])
    if cursor.a == 1 and cursor.ansi is None:
        inks = (Color.parse(changed["foreground"]), Color(255, 255, 255), Color(0, 0, 0))
        shown = painted(cursor, depth)
        fits = (ink for ink in inks if contrast(painted(ink, depth), shown) >= LEAST)
        out["block-cursor-foreground"] = next(fits, inks[-1]).hex
    taken: list[Color] = []
    for name in (name for name in _READ if name in changed):
        color = Color.parse(changed[name])
        if name in TOLD_APART:
            others = [Color.parse(changed[other]) for other in ("text-secondary", "text-primary")]
            color = next((one for one in (color, *others) if _unlike(one, taken)), color)
        if depth == "256" and name in TOLD_APART:
            number = _of_256(color, _GREYS if name == "dim" else _CUBE, grounds, taken)
            taken.append(_shown(number))
            color = _asked_for(number)
        else:
            color = readable(color, grounds, depth)
            taken += [color] * (name in TOLD_APART)
        out[name] = color.hex
    return out


def _grounds_of_256(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the grounds as the nearest of 256 colours, that of a dialog and of the cursor's row unlike the others.

    Rich would take the nearest in each of red, green and blue: from a dark grey with a touch of blue that is teal.
    """
    numbers = {name: _nearest(Color.parse(variables[name]), _GREYS) for name in ("background", "surface")}
    behind, raised = _shown(numbers["background"]), Color.parse(variables["raised"])
    lifted = _luminance(raised) > _luminance(Color.parse(variables["background"]))
    away = [n for n in _GREYS if (_luminance(_shown(n)) > _luminance(behind)) is lifted]
    numbers["raised"] = _nearest(raised, [n for n in away if contrast(_shown(n), behind) >= _APART] or _GREYS)
    return {name: _asked_for(number).hex for name, number in numbers.items()}


def _of_256(color: Color, among: Sequence[int], grounds: Iterable[Color], taken: Sequence[Color]) -> int:
    """Return the nearest colour ``among`` 256 that can be read on the grounds and is unlike those taken."""
    light = _luminances()
    behind = [_luminance(painted(ground, "256")) for ground in grounds]

    def fits(number: int) -> bool:
        pairs = [sorted((light[number] + 0.05, ground + 0.05)) for ground in behind]
        return all(more / less >= LEAST for less, more in pairs) and _unlike(_shown(number), taken)

    return _nearest(color, [number for number in among if fits(number)] or among)


def _unlike(color: Color, taken: Iterable[Color]) -> bool:
    return all(_distance(color, one) >= _UNLIKE for one in taken)


def _nearest(color: Color, numbers: Iterable[int]) -> int:
    return min(numbers, key=lambda number: _distance(_shown(number), color))


@cache
def _luminances() -> dict[int, float]:
    return {number: _luminance(_shown(number)) for number in _CUBE}


def _distance(one: Color, other: Color) -> float:
    """How far ``one`` looks from ``other``: mostly by hue where they have one, then by lightness; paler is further."""
    (h1, s1, l1), (h2, s2, l2) = one.hsl, other.hsl
    turn = min(abs(h1 - h2), 1 - abs(h1 - h2))
    c1, c2 = (s * (1 - abs(2 * light - 1)) for s, light in ((s1, l1), (s2, l2)))
    paler = 2 if c1 < c2 else 1
    return 36 * turn**2 * min(c1, c2) + (paler * (c1 - c2)) ** 2 + (1.5 * (l1 - l2)) ** 2
