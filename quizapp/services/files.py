"""Writing a file whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class FileError(Exception):
    """The file cannot be written, or is there already."""

    exit_code = 1


class FileTaken(FileError):
    """The file is there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: is there already; --force replaces it")


def write_new(path: Path, text: str, *, force: bool = False) -> None:
    """Write ``text`` to ``path`` in one step. Raises FileTaken (without ``force``) or FileError.

    With ``force`` a file is replaced, and nothing else: no directory, no device.
    """
    try:
        if os.path.lexists(path):
            if not force:
                raise FileTaken(path)
            if not path.is_file():
                raise FileError(f"{path}: cannot be replaced, it is no file")
        _write(path, text, force)
    except OSError as error:
        raise FileError(f"{path}: cannot be written ({error.strerror})") from error


def _write(path: Path, text: str, force: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=".quizapp-", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        if force:
            beside.replace(path)
        else:
            _put_if_free(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _put_if_free(beside: Path, path: Path) -> None:
    """Give ``beside`` its name unless somebody took it meanwhile; without links, as good as possible."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise FileTaken(path) from None
    except OSError:
        if path.exists():
            raise FileTaken(path) from None
        beside.replace(path)
