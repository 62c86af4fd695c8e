"""``python -m tests.simulation``: run all simulations on the held-out seeds and publish what came of it."""

from __future__ import annotations

import sys
from datetime import date

from tests.simulation import recall, worldly
from tests.simulation.published import RECALL, WORLDLY, publish, write

WHAT = ("recall", "worlds")


def main(wanted: list[str]) -> None:
    """Run ``wanted`` (all of it when empty) and write the tables; "tables" writes them from the results there are."""
    today = date.today().isoformat()  # noqa: DTZ011 - the day on the title page
    for what in wanted or WHAT:
        if what == "recall":
            write(RECALL, recall.run(recall.HELD_OUT, today))
        elif what == "worlds":
            write(WORLDLY, worldly.run(worldly.HELD_OUT, today))
    publish()


if __name__ == "__main__":
    main(sys.argv[1:])
