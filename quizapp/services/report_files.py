"""Reports kept beside the database: one folder, and no report there is ever replaced by another."""

from __future__ import annotations

import os
from pathlib import Path

from quizapp.services.context import AppContext
from quizapp.store.atomic_write import FileError, numbered, write_new
from quizapp.store.paths import Paths

YAML = (".yaml", ".yml")


def keep(context: AppContext, name: str, suffix: str, text: str) -> Path:
    """Keep ``text`` as ``name.suffix`` among the reports; where it is. Raises FileError.

    A file that says exactly this is left as it is. One that says something else keeps its name, and the new one is
    called ``name-2``, ``name-3`` and so on.
    """
    folder = context.paths.reports
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder}: cannot be made ({error.strerror})") from error

    def write(path: Path) -> None:
        if not _says(path, text):
            write_new(path, text)

    return numbered(folder / f"{name}.{suffix}", write)


def refuse_own(paths: Paths, bank_root: Path, target: Path) -> None:
    """Raise FileError when ``target`` is one of quizapp's own files, a link to one, or lies among the backups.

    YAML in the bank's folder is the bank's, whether it is there yet or not.
    """
    real = Path(os.path.realpath(target))
    for name, own in paths.own_files.items():
        if real == Path(os.path.realpath(own)) or _same(real, own):
            raise FileError(f"{target}: this is quizapp's own {name}; choose another name")
    if _within(real, paths.backups) or any(_same(real, own) for own in _listed(paths.backups, "*")):
        raise FileError(f"{target}: the backups are kept there; choose another place")
    texts = (own for suffix in YAML for own in _listed(bank_root, f"**/*{suffix}"))
    if (real.suffix.casefold() in YAML and _within(real, bank_root)) or any(_same(real, own) for own in texts):
        raise FileError(f"{target}: this belongs to the question bank; choose another name")


def _within(path: Path, folder: Path) -> bool:
    return path.is_relative_to(os.path.realpath(folder))


def _listed(folder: Path, pattern: str) -> list[Path]:
    return list(folder.glob(pattern)) if folder.is_dir() else []


def _same(path: Path, other: Path) -> bool:
    """Whether both are there and one file: hard links are."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def _says(path: Path, text: str) -> bool:
    try:
        return path.is_file() and path.read_bytes() == text.encode()
    except OSError:
        return False
