"""This copy's own id, kept outside the database.

Two copies of one database must not write under one name. The id is bound to the database
file it was made for: when that file turns up elsewhere (copied, restored, another machine)
a new id is minted.
"""

from __future__ import annotations

import os
import platform
import uuid
from pathlib import Path

import msgspec

from quizapp.store.atomic_write import FileError, explained, private_folder, write_new
from quizapp.store.errors import StoreError
from quizapp.store.paths import OWN

NOWHERE = ""
"""The database of a device whose history was put away: none."""


class Device(msgspec.Struct, frozen=True):
    """``inode`` and ``host`` tell whether the database is still the same file on the same machine."""

    device_id: str
    database: str
    inode: int
    host: str


def mint() -> str:
    """A new device id."""
    return uuid.uuid4().hex


def device_id(file: Path, database: Path) -> str:
    """The id under which this copy writes to ``database``, which exists; minted and kept if need be."""
    here = (location(database), database.stat().st_ino, platform.node())
    known = read(file)
    if known is not None and (known.database, known.inode, known.host) == here:
        return known.device_id
    return renew(file, database)


def location(database: Path) -> str:
    """Where the database is, as text: a file name need not be any."""
    return os.fsencode(database.resolve()).decode("utf-8", "backslashreplace")


def read(file: Path) -> Device | None:
    """What ``file`` says; None when it is not there or says nothing that can be read."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Device) if file.is_file() else None
    except (OSError, msgspec.DecodeError):
        return None


def renew(file: Path, database: Path) -> str:
    """A new id for ``database``, kept in ``file``."""
    here = Device(mint(), location(database), database.stat().st_ino, platform.node())
    _keep(file, here)
    return here.device_id


def forget(file: Path) -> None:
    """Note in ``file`` that the history was put away on purpose, so that a missing database is no loss to report."""
    _keep(file, Device(mint(), NOWHERE, 0, platform.node()))


def _keep(file: Path, device: Device) -> None:
    try:
        with explained(file):
            private_folder(file.parent, OWN)
        write_new(file, msgspec.json.encode(device), force=True, private=True)
    except FileError as error:
        raise StoreError(f"{error}; use --data-dir DIR") from error
