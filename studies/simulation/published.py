"""Results on disk, and the page made of them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from studies.simulation.first import First
from studies.simulation.recall import Recall
from studies.simulation.report import page
from studies.simulation.worldly import Worldly

HERE = Path(__file__).parent
RECALL = HERE / "recall.json"
WORLDLY = HERE / "worlds.json"
FIRST = HERE / "first.json"
README = HERE / "README.md"


def write(path: Path, results: Recall | Worldly | First) -> None:
    """Keep results as JSON that reads well in a diff."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")


def recall() -> Recall:
    """The published results on recall."""
    return msgspec.json.decode(RECALL.read_bytes(), type=Recall)


def worldly() -> Worldly:
    """The published results on weak topics and readiness."""
    return msgspec.json.decode(WORLDLY.read_bytes(), type=Worldly)


def first() -> First:
    """Return the published results on what is named to be studied first."""
    return msgspec.json.decode(FIRST.read_bytes(), type=First)


def publish() -> None:
    """Write the page."""
    README.write_text(page(recall(), worldly(), first()), encoding="utf-8")
