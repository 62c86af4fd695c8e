"""Seeds that change with every commit and can be had again from its hash."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

FALLBACK = 20_261_123
ROOT = Path(__file__).parents[2]


@cache
def commit_seed(root: Path = ROOT) -> int:
    """A seed from the hash of the commit that is checked out in ``root``; a constant where there is none."""
    try:
        done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=False)
        return int(done.stdout.strip()[:12], 16)
    except (OSError, ValueError):
        return FALLBACK
