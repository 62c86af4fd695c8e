"""Reading a database that may not be written, or is not there.

SQLite writes in order to read: a database in WAL mode needs shared memory beside it, and opening it as immutable passes
over what is still in its log. So file and log are copied to a temporary folder and opened there. Whatever is noted on
the way (the bank's cards, answers that count by a corrected key) is noted in the copy, and goes with it.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from quizapp.store.copies import copied
from quizapp.store.device import mint
from quizapp.store.errors import StoreError
from quizapp.store.place import refuse_lost
from quizapp.store.store import Store

NAME = "copy"
"""The file in the temporary folder; as ``copied`` has it."""


class ScratchStore(Store):
    """The history at ``path`` as it stands now, an empty one where there is none; nothing is kept.

    Raises StoreError and its kinds.
    """

    def __init__(self, path: Path, device_file: Path, backups: Path) -> None:
        refuse_lost(path, device_file, backups)
        try:
            self._folder = TemporaryDirectory(prefix="quizapp-")
        except OSError as error:
            raise StoreError(f"{path}: cannot be read without a temporary folder ({error})") from error
        folder = Path(self._folder.name)
        try:
            real = Path(os.path.realpath(path))
            if real.exists():
                copied(real, folder)
            super().__init__(folder / NAME, folder / "device", folder / "backups")
        except OSError as error:
            self._folder.cleanup()
            raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
        except StoreError as error:
            self._folder.cleanup()
            raise type(error)(str(error).replace(str(folder / NAME), str(path))) from error
        self.path = self.db.path = path
        self._device_id = mint()

    def _keep(self, db: sqlite3.Connection, version: int) -> None:
        """Keep nothing: this is a copy. A history of an older version is folded anew in it, each time, unsaid."""

    def _before_recount(self) -> None:
        """Keep nothing here either."""

    def close(self) -> None:
        """Close the copy, which goes."""
        super().close()
        self._folder.cleanup()
