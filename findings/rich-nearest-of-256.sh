#!/usr/bin/env bash
# rich 15.0.0, seen with Python 3.11.
#
# One would guess: on a terminal with 256 colours Rich paints the palette's nearest colour, so the dark grey #2e3946 stays a
# dark grey, and a grey of the palette is painted as itself.
# Instead: unless a colour is nearly grey, red, green and blue are each rounded to one of six steps. #2e3946 becomes the
# teal #005f5f, though the grey #3a3a3a is far nearer, and #12161c becomes black. Greys go by lightness: nine of the
# palette's 24 greys are painted as the next darker one.
# Seen: 23 (#005f5f) and 16 (#000000) as above, and 9 greys that are not painted as themselves.
# quizapp: chooses from the palette itself (tui/legibility.py) where the terminal has 256 colours.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet rich==15.0.0 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

"$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
from rich.color import Color, ColorSystem


def painted(color: Color) -> Color:
    return color.downgrade(ColorSystem.EIGHT_BIT)


def distance(color: Color, number: int) -> int:
    pairs = zip(color.get_truecolor(), Color.from_ansi(number).get_truecolor())
    return sum((a - b) ** 2 for a, b in pairs)


for text in ("#2e3946", "#12161c"):
    color = Color.parse(text)
    number = painted(color).number
    nearest = min(range(16, 256), key=lambda n: distance(color, n))
    print(text, number, Color.from_ansi(number).get_truecolor().hex, "nearest", nearest,
          Color.from_ansi(nearest).get_truecolor().hex)
greys = range(232, 256)
print(sum(painted(Color.from_triplet(Color.from_ansi(n).get_truecolor())).number != n for n in greys), "of 24 greys")
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
#2e3946 23 #005f5f nearest 237 #3a3a3a
#12161c 16 #000000 nearest 233 #121212
9 of 24 greys
SEEN
