"""Folders for one example of a property."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folders(*names: str) -> Iterator[list[Path]]:
    """Directories that go when the example is over."""
    with tempfile.TemporaryDirectory() as root:
        yield [Path(root) / name for name in names]
