"""Writing files: each is filled beside its place, under a name that nobody has, and put there whole in one step.

What else lies in the folder is left alone. A link is followed: what it names is written, and the link stays. What is
no regular file (a folder, a pipe, a device) is never replaced.
"""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

PRIVATE, SHARED = 0o600, 0o666
"""Modes of new files; the umask narrows them further."""
PREFIX = ".quizapp-"
"""Begins the names of files that are still being filled."""


class FileError(Exception):
    """The file cannot be written, or is there already."""

    exit_code = 1


class FileTaken(FileError):
    """The file is there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: already exists; use --force to overwrite")


def write_new(path: Path, content: str | bytes, *, force: bool = False, private: bool = False) -> None:
    """Write ``content`` to ``path`` in one step. Raises FileTaken (without ``force``) or FileError.

    ``private``: for the owner alone. Otherwise a new file follows the umask, and one that is replaced keeps its mode.
    """
    write_parts(path, [content], force=force, private=private)


def write_parts(path: Path, parts: Iterable[str | bytes], *, force: bool = False, private: bool = False) -> None:
    """Write ``parts`` one after the other, as ``write_new`` does; when one cannot be made, no file is left."""
    check_free(path, force=force)
    with explained(path), filling(path, private=private) as fresh:
        with fresh.open("wb") as file:
            for part in parts:
                file.write(part.encode() if isinstance(part, str) else part)
            file.flush()
            os.fsync(file.fileno())
        put(fresh, path, force=force, private=private)


def check_free(path: Path, *, force: bool = False) -> None:
    """Raise FileTaken or FileError unless ``path`` may be written: nothing is there, or with ``force`` a file."""
    with explained(path):
        if not os.path.lexists(path):
            return
        with suppress(FileNotFoundError):  # a link to nowhere
            if not stat.S_ISREG(path.stat().st_mode):
                raise FileError(f"{path}: cannot be written: it is not a regular file")
        if not force:
            raise FileTaken(path)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Let what the system says come out as FileError: what cannot be written, and why."""
    try:
        yield
    except OSError as error:
        raise FileError(f"{path}: cannot be written ({error.strerror})") from error


@contextmanager
def filling(path: Path, *, private: bool = False) -> Iterator[Path]:
    """A new empty file in the folder of ``path`` (of what it links to), gone at the end unless it was put in place."""
    fresh = place_of(path).parent / f"{PREFIX}{os.urandom(8).hex()}"
    os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE if private else SHARED))
    try:
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def put(fresh: Path, path: Path, *, force: bool = False, private: bool = False) -> None:
    """Give ``fresh`` the name ``path``. Raises FileTaken when someone took it meanwhile, unless ``force``."""
    place = place_of(path)
    if not force:
        _put_if_free(fresh, path)
    else:
        if not private:
            with suppress(OSError):
                fresh.chmod(stat.S_IMODE(place.stat().st_mode))
        fresh.replace(place)
    _keep_names(place.parent)


def numbered(path: Path, step: Callable[[Path], object]) -> Path:
    """Do ``step`` with ``path``, or with ``NAME-2``, ``NAME-3`` and so on while FileTaken; the name that was free."""
    for number in count(1):
        place = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        try:
            step(place)
        except FileTaken:
            continue
        return place
    raise AssertionError("numbers do not end")


def _put_if_free(fresh: Path, path: Path) -> None:
    """Give it the name, or take the name first where a disk has no links: two never get the same one."""
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        raise FileTaken(path) from None
    except OSError:
        take(path)
        fresh.replace(path)


def take(path: Path) -> None:
    """Make the empty private file ``path``, to be replaced by what is meant. Raises FileTaken."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
    except FileExistsError:
        raise FileTaken(path) from None


def place_of(path: Path) -> Path:
    """What ``path`` names: itself, or the end of its links."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _keep_names(folder: Path) -> None:
    """Bring a folder's new names to the disk, where the system can."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def private_folder(folder: Path, own: Collection[str] = ()) -> None:
    """Make ``folder`` for its owner alone, with its parents. Raises OSError.

    One that is there is closed to others when it holds nothing but files named ``own``; a folder with anybody else's
    files, and one that a group or everybody shares on purpose (setgid, sticky), is left as it is.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.stat()
    if not _open_to_others(found) or found.st_mode & (stat.S_ISGID | stat.S_ISVTX):
        return
    if all(name in own or name.startswith(PREFIX) for name in os.listdir(folder)):  # noqa: PTH208 - names alone
        with suppress(OSError):
            folder.chmod(0o700)


def close_to_others(*paths: Path) -> None:
    """Take from everybody else what they may do with our own files ``paths``, as far as they exist."""
    for path in paths:
        with suppress(OSError):
            found = path.stat()
            if stat.S_ISREG(found.st_mode) and _open_to_others(found):
                path.chmod(PRIVATE)


def _open_to_others(found: os.stat_result) -> bool:
    """Whether others may do something with it, and it is ours to change."""
    return os.name == "posix" and bool(found.st_mode & 0o077) and found.st_uid == os.geteuid()


def quoted(path: Path) -> str:
    """``path`` as it can be pasted into a shell."""
    return shlex.quote(str(path))
