"""The HTML reports in headless Chromium: no word on the console, no request, nothing wider than the window.

Needs Debian's package ``chromium``.
"""

from __future__ import annotations

import struct
import zlib
from itertools import product
from pathlib import Path

import pytest

from quizapp.present.page import exam_html, weak_html
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import open_context
from quizapp.services.progress.weak_report import weak_report
from quizapp.store.paths import bundled_bank, user_paths
from tests.support.browser import MISSING, chromium, open_page
from tests.support.clock import FixedClock
from tests.support.learning import learn
from tests.support.reports import HOSTILE, exam_report, hostile

pytestmark = pytest.mark.proof
NAMES = ("new", "weeks", "hostile", "exam")
WIDTHS, HEIGHT = (390, 1280), 2400
PHONE = 360
RIGHTMOST = (
    f"document.documentElement.style.width = '{PHONE}px';"
    "const all = [...document.querySelectorAll('main *')].filter(e => !e.closest('pre'));"
    "console.error('wide ' + Math.floor(Math.max(...all.map(e => e.getBoundingClientRect().right))));"
)
"""Says how far to the right anything reaches on a screen as narrow as a phone's; code blocks can be scrolled."""
DARK, LIGHT = (17, 21, 27), (246, 247, 249)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of a new learner, of six weeks of study, of hostile texts, and of a hostile exam."""
    if chromium() is None:
        pytest.fail(MISSING)
    folder, clock = tmp_path_factory.mktemp("pages"), FixedClock()
    texts = {"hostile": weak_html(hostile()), "exam": exam_html(exam_report(HOSTILE, unscored_of=3, regraded=1))}
    for name, evenings in (("new", 0), ("weeks", 42)):
        context = open_context(user_paths(folder / name), bundled_bank(), clock=clock, seeds=lambda: 3)
        open_bank(context)
        learn(context, clock, evenings, answers=20, seed=3)
        texts[name] = weak_html(weak_report(context))
        context.close()
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.mark.parametrize(("name", "width", "dark"), [*product(NAMES, WIDTHS, (False, True))])
def test_a_report_says_nothing_to_the_console_and_asks_for_nothing(
    name: str, width: int, dark: bool, pages: dict[str, Path], tmp_path: Path
) -> None:
    seen = open_page(pages[name], tmp_path / "page.png", width=width, height=HEIGHT, dark=dark)
    assert seen.console == ()
    assert seen.requests == ()
    size, first = read_picture(seen.picture)
    assert size == (width, HEIGHT)
    assert first == (DARK if dark else LIGHT)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_never_wider_than_a_phone(name: str, pages: dict[str, Path], tmp_path: Path) -> None:
    page = tmp_path / "measured.html"
    text = pages[name].read_text(encoding="utf-8").replace("default-src 'none'", "script-src 'unsafe-inline'")
    page.write_text(text.replace("</body>", f"<script>{RIGHTMOST}</script></body>"), encoding="utf-8")
    seen = open_page(page, tmp_path / "page.png", width=500, height=800)
    (line,) = seen.console
    assert int(line.split("wide ")[1].split('"')[0]) <= PHONE


def test_a_page_that_asks_and_complains_is_found_out(tmp_path: Path) -> None:
    if chromium() is None:
        pytest.fail(MISSING)
    page = tmp_path / "bad.html"
    page.write_text("<img src='https://fonts.googleapis.com/x.png'><script>console.error('oh')</script>")
    seen = open_page(page, tmp_path / "page.png", width=390, height=400)
    assert seen.requests == ("https://fonts.googleapis.com/x.png",)
    assert any("oh" in line for line in seen.console)


def read_picture(path: Path) -> tuple[tuple[int, int], tuple[int, int, int]]:
    """((width, height), the colour of the upper left pixel) of a PNG."""
    data, at, packed = path.read_bytes(), 8, b""
    width = height = 0
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height = struct.unpack(">II", body[:8])
        if kind == b"IDAT":
            packed += body
        at += 12 + length
    row = zlib.decompress(packed)[
        1:4
    ]  # behind the filter of the first row, under which the first pixel stands as it is
    return (width, height), (row[0], row[1], row[2])
