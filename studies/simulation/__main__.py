"""``python -m studies.simulation [recall] [worlds] [first] [tables]``: run the held-out seeds and publish the results.

Without arguments everything is run; "tables" runs nothing and writes the page from the results there are.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

from studies.simulation import first, published, recall, worldly

EVERYTHING = ("recall", "worlds", "first", "tables")


def main(wanted: Sequence[str]) -> None:
    """Run what is wanted, then write the page. Raises SystemExit with a line for what is unknown."""
    for what in wanted:
        if what not in EVERYTHING:
            raise SystemExit(f"nothing is called {what!r} here; give some of {', '.join(EVERYTHING)}, or nothing")
    today = date.today().isoformat()  # noqa: DTZ011 - the local day of the run
    if "recall" in wanted:
        published.write(published.RECALL, recall.run(recall.HELD_OUT, today))
    if "worlds" in wanted:
        published.write(published.WORLDLY, worldly.run(worldly.HELD_OUT, today))
    if "first" in wanted:
        published.write(published.FIRST, first.run(worldly.HELD_OUT, today))
    published.publish()


if __name__ == "__main__":
    main(sys.argv[1:] or EVERYTHING)
