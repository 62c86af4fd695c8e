"""A folder to begin a bank of one's own with: three questions that can be studied at once."""

from __future__ import annotations

import re
from pathlib import Path

from quizapp.store.atomic_write import FileError, explained, write_new

_BANK = """\
# Who this bank is. Everything in this file may be left out.
id: {id}
name: {name}
# home: https://example.com/where-it-comes-from
# strict: true  # hold every question to all rules of 'quizapp bank check --strict'
"""

_ITEMS = """\
# A file of questions is a topic, after its own name. An id and a stem have to be there, and what makes the answer;
# why, explanation and sources are shown after the answer. 'quizapp bank schema' gives the JSON Schema for editors.
items:
  - id: {id}-first
    type: single
    stem: Which planet is nearest to the sun?
    options:
      - {{text: Mercury, key: true, why: "Its distance is about 58 million kilometres."}}
      - {{text: Venus, why: "Venus is the second."}}
      - {{text: Mars, why: "Mars is the fourth."}}
    explanation: Mercury, Venus, Earth and Mars are the four rocky planets, from the sun outwards.

  - id: {id}-second
    type: multiple
    stem: Which of these are planets? Select all that apply.
    options:
      - {{text: Jupiter, key: true}}
      - {{text: Saturn, key: true}}
      - {{text: The moon}}
      - {{text: None of these, pinned: true}}

  - id: {id}-third
    type: numeric
    stem: How many planets does the solar system have?
    answer: {{value: 8}}
"""


class NewBankError(Exception):
    """The folder cannot be made, or there is something in it."""

    exit_code = 1


def new_bank(folder: Path) -> list[Path]:
    """Make a bank of three questions in ``folder``, which must be empty or not there. Return what was written.

    Raises NewBankError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NewBankError(f"{folder}: there is something in it already; name a new folder")
    name = folder.resolve().name
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "bank"
    texts = {
        folder / "bank.yaml": _BANK.format(id=slug, name=_quoted(name)),
        folder / "items" / "planets.yaml": _ITEMS.format(id=slug),
    }
    try:
        for path, text in texts.items():
            with explained(path):
                path.parent.mkdir(parents=True, exist_ok=True)
            write_new(path, text)
    except FileError as error:
        raise NewBankError(str(error)) from error
    return list(texts)


def _quoted(text: str) -> str:
    """``text`` as a YAML string in quotes, whatever is in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
