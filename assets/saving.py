"""Pictures of the running application as files, and a clock for them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from quizapp.services.clock import Moment
from quizapp.tui.app import QuizApp

HERE = Path(__file__).parent
EVENING = 1_795_460_400_000  # 23 November 2026, 19:00 UTC
DAY_MS = 86_400_000


class Clock:
    """A clock that is set by hand."""

    def __init__(self, ts: int = EVENING) -> None:
        self.ts = ts

    def __call__(self) -> Moment:
        """The moment it shows."""
        return Moment(self.ts, 0)


def save(app: QuizApp, name: str) -> None:
    """The screen as it stands, as ``name``.png beside this file."""
    # rsvg drops blanks at the ends of a text unless told otherwise
    svg = app.export_screenshot(title="quizapp").replace("&#160;", " ").replace("<text ", '<text xml:space="preserve" ')
    converter = shutil.which("rsvg-convert")
    if converter is None:
        raise SystemExit("rsvg-convert is needed (Debian: librsvg2-bin)")
    target = HERE / f"{name}.png"
    subprocess.run([converter, "-o", str(target)], input=svg.encode(), check=True)  # noqa: S603
    print(target)
