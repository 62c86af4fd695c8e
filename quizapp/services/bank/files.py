"""The files of a bank folder: which are read, and a word about those that look as if they should be.

Editors, sync programs and file managers leave files of their own behind: names that begin with a dot or ``~``, end in
``~`` or stand between ``#``. Those are passed over. Nothing here stops at a file that cannot be read: it is a problem
like any other, and the rest of the bank is used.
"""

from __future__ import annotations

import difflib
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from quizapp.core.yamlio import Problem

SINGLE = ("bank.yaml", "topics.yaml", "notes.yaml", "misconceptions.yaml", "retired.yaml", "published.yaml")
FOLDERS = ("items", "facts", "models", "blueprints")
_LEFT_BY_SYSTEMS = ("__MACOSX", "desktop.ini", "Thumbs.db", "Icon\r", "lost+found")
_NAMES = f"a bank has {', '.join(SINGLE[:3])} and the folders {', '.join(FOLDERS)}"


def bank_files(root: Path, only: str = "") -> tuple[dict[str, bytes], list[Problem]]:
    """Read every file of the bank folder ``root`` that belongs to it; with ``only``, that file or folder of it.

    Returns:
        Content by path inside the folder, and a problem for each file that cannot be read or that nothing reads.
    """
    out: dict[str, bytes] = {}
    problems: list[Problem] = []
    top = root / only
    found = _walk(top, root, problems, frozenset()) if top.is_dir() else [top] if top.exists() else []
    for path in found:
        name = path.relative_to(root).as_posix()
        word = _unread(name)
        if word is not None:
            if word:
                problems.append(Problem(name, 1, word, "files", "warning"))
            continue
        text = _content(path, name, problems)
        if text is not None:
            out[name] = text
    return out, problems


def _walk(folder: Path, root: Path, problems: list[Problem], seen: frozenset[tuple[int, int]]) -> Iterator[Path]:
    """Every file below ``folder`` that no other program left there. ``seen``: the folders above; a link can lead back.

    A folder that cannot be opened is a problem.
    """
    try:
        here = folder.stat()
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        name = folder.relative_to(root).as_posix()
        problems.append(Problem(name, 1, f"this folder cannot be opened ({error.strerror})", "files"))
        return
    if (here.st_dev, here.st_ino) in seen:
        return
    for entry in entries:
        if _is_left(entry.name):
            continue
        if entry.is_dir():
            yield from _walk(Path(entry.path), root, problems, seen | {(here.st_dev, here.st_ino)})
        else:
            yield Path(entry.path)


def _is_left(name: str) -> bool:
    """Whether another program left this behind."""
    return (
        name.startswith((".", "~"))
        or name.endswith("~")
        or (name.startswith("#") and name.endswith("#"))
        or name in _LEFT_BY_SYSTEMS
    )


def _unread(name: str) -> str | None:
    """Why nothing reads the file ``name``; empty where that needs no word, None for one that is read."""
    path = PurePosixPath(name)
    folder = path.parts[0] if len(path.parts) > 1 else ""
    belongs = folder in FOLDERS or (not folder and f"{path.stem}.yaml" in SINGLE)
    if path.suffix == ".yaml" and belongs:
        return None
    if path.suffix.casefold() not in (".yaml", ".yml"):
        return f"not read: {folder}/ holds .yaml files; rename it or move it elsewhere" if folder in FOLDERS else ""
    if belongs:
        return f"not read: bank files end in .yaml; rename it to {path.stem}.yaml"
    known = FOLDERS if folder else [Path(single).stem for single in SINGLE]
    near = difflib.get_close_matches((folder or path.stem).casefold(), known, n=1)
    meant = near[0] + ("/" if folder else ".yaml") if near else ""
    return f"nothing reads this file; did you mean {meant}?" if near else f"nothing reads this file; {_NAMES}"


def _content(path: Path, name: str, problems: list[Problem]) -> bytes | None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe would wait for ever
            problems.append(Problem(name, 1, "not a regular file, so it is not read", "files"))
            return None
        return path.read_bytes()
    except OSError as error:
        problems.append(Problem(name, 1, f"cannot be read ({error.strerror})", "files"))
        return None
