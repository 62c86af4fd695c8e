"""``keys`` lists and checks the keymap; ``man`` is a page of all commands."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from quizapp.cli.root import _PLACES
from quizapp.services.context import AppContext
from quizapp.tui.keymap import key_rows, keymap_problems
from tests.support.commands import quizapp
from tests.support.screens import running, told


def test_every_key_with_an_id_is_listed_once(tmp_path: Path) -> None:
    found = quizapp("keys", "--json", "--data-dir", tmp_path).json
    ids = [row["id"] for row in found["keys"]]
    assert ids == sorted(set(ids))
    assert {"study.guess", "exam.flag", "app.leave", "browse.search", "settings.undo"} <= set(ids)
    assert {frozenset(row) for row in found["keys"]} == {frozenset({"id", "keys", "default", "does"})}
    assert all(row["keys"] == row["default"] and row["does"] for row in found["keys"])
    assert found["problems"] == []
    assert not list(tmp_path.iterdir())


def test_the_keys_of_the_settings_are_shown(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"keys": {"study.guess": "G, ctrl+y"}}))
    done = quizapp("keys", "--data-dir", tmp_path)
    assert done.code == 0
    assert re.search(r"(?m)^study\.guess +G ctrl\+y +changed", done.out)


@pytest.mark.parametrize(
    ("keymap", "says"),
    [
        ({"study.gess": "G"}, "'study.gess' isn't the id of a key; did you mean 'study.guess'?"),
        ({"xyzzy": "G"}, "'xyzzy' isn't the id of a key; 'quizapp keys' lists them"),
        ({"study.guess": "contrl+y"}, "'contrl+y', which isn't a key; did you mean 'ctrl+y'?"),
        ({"study.guess": "s"}, "'study.guess' and 'study.skip' both have 's'"),
        ({"study.guess": "T", "study.skip": "T"}, "'study.guess' and 'study.skip' both have 'T'"),
    ],
)
def test_what_is_wrong_with_a_keymap_is_named(tmp_path: Path, keymap: dict[str, str], says: str) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"keys": keymap}))
    done = quizapp("keys", "--json", "--data-dir", tmp_path)
    assert done.code == 1
    (problem,) = done.json["problems"]
    assert says in problem
    assert says.partition(";")[0] in done.err


def test_no_key_clashes_without_a_keymap_and_every_default_is_a_key() -> None:
    rows = key_rows({})
    assert keymap_problems({row.id: ",".join(row.default) for row in rows}, rows) == []


async def test_the_screens_name_a_keymap_that_is_wrong(context: AppContext) -> None:
    context.settings.keys["study.gess"] = "G"
    try:
        async with running(context) as (app, pilot):
            await pilot.pause()
            assert "did you mean 'study.guess'?" in told(app)
    finally:
        context.settings.keys.clear()


def test_the_manual_has_every_command() -> None:
    page = quizapp("man").out
    assert page.startswith(".TH QUIZAPP 1")
    for name in _PLACES:
        assert re.search(rf"(?m)^\.SS quizapp {name}\b", page), name
    assert r"\-\-history" in page
    assert ".SH EXIT STATUS" in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_manual_can_be_set() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", "-P-c"],
        input=quizapp("man").out, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    assert "quizapp exam [BLUEPRINT]" in re.sub(".\b", "", done.stdout)
