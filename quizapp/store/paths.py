"""Where things are: the bundled bank, and the files of one user."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

OWN = frozenset((
    "progress.db", "progress.db-wal", "progress.db-shm", "progress.db-journal", "backups", "reports", "settings.json",
    "device", "quizapp.log", "blueprints",
))  # fmt: skip
"""Names of what is ours in a user's folders; ``blueprints`` are the user's own, for us alone."""


@dataclass(frozen=True)
class Paths:
    """One user's files. With one directory for all, everything lies directly in it."""

    config: Path
    data: Path
    state: Path
    cache: Path

    @property
    def database(self) -> Path:
        """The log of everything that happened."""
        return self.data / "progress.db"

    @property
    def backups(self) -> Path:
        """Copies of the database, the newest last by name."""
        return self.data / "backups"

    @property
    def reports(self) -> Path:
        """Reports that were written from a screen."""
        return self.data / "reports"

    @property
    def settings(self) -> Path:
        """What the user chose."""
        return self.config / "settings.json"

    @property
    def device(self) -> Path:
        """This copy's own id; outside the database, so that a copied database is noticed."""
        return self.state / "device"

    @property
    def own_files(self) -> dict[str, Path]:
        """The files that are nobody else's to write, by what they are."""
        beside = {f"database{suffix}": Path(f"{self.database}{suffix}") for suffix in ("", "-wal", "-shm", "-journal")}
        return {**beside, "settings": self.settings, "device": self.device, "log": self.log}

    @property
    def log(self) -> Path:
        """Messages for whoever looks into a problem."""
        return self.state / "quizapp.log"


def user_paths(data_dir: Path | None = None) -> Paths:
    """The user's files: ``data_dir`` for all, else the platform's own directories."""
    if data_dir is not None:
        return Paths(data_dir, data_dir, data_dir, data_dir)
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("quizapp", appauthor=False)
    return Paths(dirs.user_config_path, dirs.user_data_path, dirs.user_state_path, dirs.user_cache_path)


def bundled_bank() -> Path:
    """The bank that came with the application: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "question_bank"
    return inside if inside.is_dir() else package.parent / "question_bank"
