"""Writing a file whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class FileError(Exception):
    """The file cannot be written, or is there already."""

    exit_code = 1


def write_new(path: Path, text: str, *, force: bool = False) -> None:
    """Write ``text`` to ``path`` in one step. Raises FileError: it exists (without ``force``), or cannot be written."""
    if path.exists() and not force:
        raise FileError(f"{path}: is there already; --force replaces it")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise FileError(f"{path}: cannot be written ({error.strerror})") from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        beside.chmod(0o644)
        if force:
            beside.replace(path)
        else:
            _put_if_free(beside, path)
    except OSError as error:
        raise FileError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        beside.unlink(missing_ok=True)


def _put_if_free(beside: Path, path: Path) -> None:
    """Give ``beside`` its name unless somebody took it meanwhile; without links, as good as possible."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise FileError(f"{path}: is there already; --force replaces it") from None
    except OSError:
        if path.exists():
            raise FileError(f"{path}: is there already; --force replaces it") from None
        beside.replace(path)
