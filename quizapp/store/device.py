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

from quizapp.store.errors import StoreError


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
    here = (str(database.resolve()), database.stat().st_ino, platform.node())
    try:
        known = msgspec.json.decode(file.read_bytes(), type=Device)
        if (known.database, known.inode, known.host) == here:
            return known.device_id
    except (OSError, msgspec.DecodeError):
        pass
    return renew(file, database)


def renew(file: Path, database: Path) -> str:
    """A new id for ``database``, kept in ``file``."""
    here = Device(mint(), str(database.resolve()), database.stat().st_ino, platform.node())
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f"{file.name}.{os.getpid()}.new")
        beside.write_bytes(msgspec.json.encode(here))
        beside.replace(file)
    except OSError as error:
        raise StoreError(f"{file}: cannot be written ({error.strerror}); use --data-dir DIR") from error
    return here.device_id
