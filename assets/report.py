"""Make the pictures of the HTML report from six weeks of study on the bundled bank.

Needs Debian's ``chromium``. Run: ``make assets``.
"""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

from quizapp.present.page import weak_html
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import open_context
from quizapp.services.progress.weak_report import keep_weak_report
from quizapp.store.paths import bundled_bank, user_paths
from tests.support.browser import open_page
from tests.support.clock import FixedClock
from tests.support.learning import learn

HERE = Path(__file__).parent
SHOTS = (("desktop", 1280, 1320, False), ("desktop-dark", 1280, 1320, True), ("phone", 390, 1320, False),
         ("phone-dark", 390, 1320, True))  # fmt: skip


def main() -> None:
    """Study, write the report, open it in each window."""
    clock, seeds = FixedClock(), count(1)
    with tempfile.TemporaryDirectory() as folder:
        context = open_context(user_paths(Path(folder)), bundled_bank(), clock=clock, seeds=lambda: next(seeds))
        open_bank(context)
        learn(context, clock, evenings=42, answers=24, seed=3)
        page = keep_weak_report(context, "html", weak_html)
        context.close()
        for name, width, height, dark in SHOTS:
            print(open_page(page, HERE / f"report-{name}.png", width=width, height=height, dark=dark).picture)


if __name__ == "__main__":
    main()
