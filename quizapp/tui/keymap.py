"""Every key that can be given another meaning, by its id, and what is wrong with a keymap in the settings.

Reading this imports all screens, so whoever draws the first frame does not.
"""

from __future__ import annotations

import importlib
import pkgutil
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

import msgspec
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, Keys

import quizapp.tui

_MODIFIERS = ("ctrl", "shift", "alt", "super", "meta", "hyper")
_NAMES = frozenset(key.value for key in Keys if not key.value.startswith("<"))


class KeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """``keys``: what does it now; ``default``: what does it without a keymap."""

    id: str
    keys: tuple[str, ...]
    default: tuple[str, ...]
    does: str


def key_rows(keymap: Mapping[str, str]) -> list[KeyRow]:
    """Return every key that has an id, by its id, as ``keymap`` makes it."""
    found: dict[str, KeyRow] = {}
    for binding in _bindings():
        name = binding.id or ""
        before = found[name].default if name in found else ()
        default = tuple(dict.fromkeys((*before, binding.key)))
        keys = _split(keymap[name]) if name in keymap else default
        found[name] = KeyRow(id=name, keys=keys, default=default, does=_does(binding))
    return [found[name] for name in sorted(found)]


def keymap_problems(keymap: Mapping[str, str], rows: list[KeyRow] | None = None) -> list[str]:
    """Return a sentence about each entry of ``keymap`` that names no action, no key, or a key that is taken."""
    by_id = {row.id: row for row in (key_rows(keymap) if rows is None else rows)}
    out = []
    for name in keymap:
        if name not in by_id:
            out.append(f"keys: '{name}' isn't the id of a key{_meant(name, by_id)}")
            continue
        for key in by_id[name].keys:
            if not _is_key(key):
                out.append(f"keys: '{name}' has '{key}', which isn't a key{_meant(key, _NAMES)}")
        out += _clashes(by_id[name], by_id, keymap)
    return out


def _clashes(row: KeyRow, by_id: Mapping[str, KeyRow], keymap: Mapping[str, str]) -> Iterator[str]:
    """Other actions of the same screen on the keys of ``row``, unless they share a key without a keymap, too."""
    screen = row.id.partition(".")[0]
    for other in by_id.values():
        shared = set(row.keys) & set(other.keys) - (set(row.default) & set(other.default))
        told = other.id in keymap and other.id < row.id
        if shared and other.id != row.id and other.id.partition(".")[0] == screen and not told:
            yield f"keys: '{row.id}' and '{other.id}' both have '{min(shared)}'; give one of them another key"


def _bindings() -> Iterator[Binding]:
    """Bindings with an id, of all classes of the package."""
    for module in pkgutil.walk_packages(quizapp.tui.__path__, "quizapp.tui."):
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, DOMNode) and thing.__module__ == module.name:
                yield from (one for one in Binding.make_bindings(vars(thing).get("BINDINGS", [])) if one.id)


def _does(binding: Binding) -> str:
    return binding.tooltip or binding.description or binding.action.partition("(")[0].replace("_", " ")


def _split(keys: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.split(",") if key.strip())


def _is_key(key: str) -> bool:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    return all(one in _MODIFIERS for one in modifiers) and (len(name) == 1 or name in _NAMES or _is_character(name))


def _is_character(name: str) -> bool:
    """Whether Textual calls a character so: by its name in Unicode, or shorter."""
    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return name in KEY_NAME_REPLACEMENTS.values()
    return True


def _meant(name: str, known: Mapping[str, object] | frozenset[str]) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean '{near[0]}'?" if near else "; 'quizapp keys' lists them"
