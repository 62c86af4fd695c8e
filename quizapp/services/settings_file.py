"""The settings in their file: what cannot be used is passed over with a word, and kept when they are saved."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from quizapp.core.settings import Settings
from quizapp.store.atomic_write import FileError, explained, private_folder, write_new
from quizapp.store.paths import OWN


class SettingsError(Exception):
    """The settings file cannot be read or written. Exit code 1."""

    exit_code = 1


_DEFAULTS: dict[str, object] = msgspec.to_builtins(Settings())


def read_settings(path: Path) -> tuple[Settings, list[str]]:
    """Return the settings in ``path``, and a line about each that cannot be used: its default counts.

    The defaults when there is no such file. Raises SettingsError for a file that is none of settings.
    """
    raw, good, words = _raw(path), {}, []
    for name, value in raw.items():
        if name not in _DEFAULTS:
            from difflib import get_close_matches

            near = get_close_matches(name, _DEFAULTS, n=1)
            meant = f"; did you mean '{near[0]}'?" if near else ""
            words.append(f"{path}: '{name}' isn't a setting of this version; it was ignored{meant}")
            continue
        wrong = _problem(name, value)
        if wrong is None:
            good[name] = value
        else:
            words.append(f"{path}: '{name}' can't be used ({wrong}); {_DEFAULTS[name]} is used instead")
    return msgspec.convert(good, Settings), [" ".join(word.split()) for word in words]


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings whole: a crash leaves the old ones. Raises SettingsError.

    What this version could not use stays as it was, unless it was set meanwhile.
    """
    mine: dict[str, object] = msgspec.to_builtins(settings)
    there: dict[str, object] = {}
    with suppress(SettingsError):  # nothing in it that could be kept
        there = _raw(path)
    for name, value in there.items():
        if name not in _DEFAULTS or (mine[name] == _DEFAULTS[name] and _problem(name, value) is not None):
            mine[name] = value
    try:
        with explained(path):
            private_folder(path.parent, OWN)
        write_new(path, msgspec.json.format(msgspec.json.encode(mine), indent=2) + b"\n", force=True, private=True)
    except FileError as error:
        raise SettingsError(str(error)) from error


def _raw(path: Path) -> dict[str, object]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, object])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: {error}. Fix the file, or delete it to start with the defaults") from error


def _problem(name: str, value: object) -> str | None:
    """Why ``value`` cannot be the setting ``name``; None where it can."""
    try:
        msgspec.convert({name: value}, Settings)
    except (msgspec.ValidationError, ValueError) as error:
        return str(error).split(" - at")[0]
    return None
