"""Results on disk."""

from __future__ import annotations

from pathlib import Path

import msgspec

HERE = Path(__file__).parent
RECALL = HERE / "recall.json"
WORLDLY = HERE / "worlds.json"
README = HERE / "README.md"


def write(path: Path, results: msgspec.Struct) -> None:
    """Keep results as JSON that reads well in a diff."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")


def publish() -> None:
    """Write the page."""
