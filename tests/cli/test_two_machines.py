"""The recipe for two machines in docs/two-machines.md, run as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.store.paths import user_paths
from tests.support.commands import quizapp

DOC = Path(__file__).parents[2] / "docs" / "two-machines.md"
BLOCKS = re.findall(r"```sh\n(.*?)```", DOC.read_text(encoding="utf-8"), re.S)


class Machine:
    """A home folder with its own data, and a synced folder that other machines have too."""

    def __init__(self, root: Path, name: str, bank: Path) -> None:
        self.name, self.home = name, root / name
        self.data = self.home / "data"
        (self.home / "bin").mkdir(parents=True)
        (root / "Sync").mkdir(exist_ok=True)
        (self.home / "Sync").symlink_to(root / "Sync")
        program = self.home / "bin" / "quizapp"
        program.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -m quizapp --data-dir "{self.data}" --bank "{bank}" "$@"\n',
            encoding="utf-8",
        )
        program.chmod(0o755)

    def run(self, script: str, typed: str = "") -> str:
        """Run a script in the shell; what it printed."""
        path = f"{self.home / 'bin'}{os.pathsep}{os.environ['PATH']}"
        found = subprocess.run(
            ["/bin/sh", "-c", script],
            input=typed,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "HOME": str(self.home), "PATH": path},
        )
        return found.stdout

    def evening(self, *options: str) -> str:
        """One question, by the recipe."""
        recipe = BLOCKS[0].replace("quizapp_machine=laptop", f"quizapp_machine={self.name}")
        return self.run(f"{recipe}\nevening study --plain --limit 1 {' '.join(options)}", "1\n\nq\nq\n")

    def answers(self) -> set[str]:
        """The ids of the answers that it knows."""
        lines = quizapp("--data-dir", self.data, "export", "answers", "--format", "csv").out.splitlines()
        return {line.split(",")[0] for line in lines[1:]}


@pytest.fixture
def machines(tmp_path: Path, bank_root: Path) -> tuple[Machine, Machine]:
    return Machine(tmp_path, "laptop", bank_root), Machine(tmp_path, "desktop", bank_root)


def test_evenings_on_both_machines_count_on_both(machines: tuple[Machine, Machine]) -> None:
    laptop, desktop = machines
    laptop.evening()
    first = laptop.answers()
    assert first
    desktop.evening()  # takes in the laptop's, and adds its own
    assert first < desktop.answers()
    laptop.evening("--missed")
    assert desktop.answers() < laptop.answers()
    told = desktop.run(f"{BLOCKS[0].replace('=laptop', '=desktop')}\nevening due")
    assert desktop.answers() == laptop.answers()
    assert "taken in" in told
    again = desktop.run(f"{BLOCKS[0].replace('=laptop', '=desktop')}\nevening due")
    assert "0 events taken in" in again
    synced = sorted(path.name for path in (laptop.home / "Sync" / "quizapp").iterdir())
    assert synced == ["desktop.db", "laptop.db"], "nothing lies beside the copies, and no live file"
    assert user_paths(laptop.data).database.exists()


def test_a_conflicted_copy_is_merged_too(machines: tuple[Machine, Machine]) -> None:
    laptop, desktop = machines
    laptop.evening()
    synced = laptop.home / "Sync" / "quizapp"
    (synced / "laptop.db").rename(synced / "laptop (conflicted copy).db")
    desktop.evening()
    assert laptop.answers() < desktop.answers()


def test_a_copy_that_has_not_arrived_is_refused_and_nothing_changes(machines: tuple[Machine, Machine]) -> None:
    laptop, desktop = machines
    laptop.evening()
    desktop.evening()
    copy = laptop.home / "Sync" / "quizapp" / "laptop.db"
    copy.write_bytes(copy.read_bytes()[:5000])
    known = desktop.answers()
    assert "taken in" not in desktop.run(f"{BLOCKS[0].replace('=laptop', '=desktop')}\nevening due")
    assert desktop.answers() == known
    laptop.evening("--missed")
    desktop.run(f"{BLOCKS[0].replace('=laptop', '=desktop')}\nevening due")
    assert desktop.answers() == laptop.answers()
    assert known < laptop.answers()


def test_a_history_moves_to_a_new_machine(machines: tuple[Machine, Machine]) -> None:
    laptop, desktop = machines
    laptop.evening()
    laptop.run(BLOCKS[1])
    desktop.run(BLOCKS[2])
    assert desktop.answers() == laptop.answers()
