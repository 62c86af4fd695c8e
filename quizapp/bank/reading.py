"""Bank files to a bank, with every problem at its file and line.

Takes texts, not paths. An item with a problem is left out and named; it never hides the
others. A file that is no YAML as a whole is read again item by item.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from quizapp.bank.bank import Bank, Place
from quizapp.bank.checks import check_item, check_shape
from quizapp.bank.items import Item
from quizapp.bank.taxonomy import Claim, Misconception, Retired, Topic
from quizapp.facts import FactBook
from quizapp.yamlio import Document, Problem, decode, read

T = TypeVar("T", Topic, Claim, Misconception, Retired)

_SHAPES: dict[str, tuple[str, type]] = {
    "topics.yaml": ("topics", Topic),
    "notes.yaml": ("claims", Claim),
    "misconceptions.yaml": ("misconceptions", Misconception),
    "retired.yaml": ("retired", Retired),
}
_START = re.compile(r"^ {0,4}- ", re.MULTILINE)
_NOT_AUTHORED = ("variant",)


def read_bank(files: Mapping[str, bytes], facts: FactBook) -> tuple[Bank, list[Problem]]:
    """The bank in ``files`` (path inside the bank folder -> content) and all its problems, in order of place."""
    problems: list[Problem] = []
    lists: dict[str, dict[str, Any]] = {}
    for name, (key, kind) in _SHAPES.items():
        if name in files:
            lists[key] = _read_list(files[name], name, key, kind, problems)
    if not lists.get("topics"):
        say = "no topics in it" if "topics.yaml" in files else "no such file"
        problems.append(Problem("topics.yaml", 1, f"{say}, and every question belongs to a topic", "STR05"))
    frame = Bank(
        topics=lists.get("topics", {}),
        claims=lists.get("claims", {}),
        misconceptions=lists.get("misconceptions", {}),
        retired=lists.get("retired", {}),
        revision=revision(files),
    )
    items: dict[str, Item] = {}
    places: dict[str, Place] = {}
    for name in sorted(files):
        if name.startswith("items/"):
            for item, place in read_items(files[name], name, problems) if frame.topics else ():
                found = check_item(item, place, frame, facts, places.get(item.id))
                problems += found
                if item.id not in items and not any(p.level == "error" for p in found):
                    items[item.id], places[item.id] = item, place
    if not frame.claims and not any(p.file == "notes.yaml" for p in problems) and any(i.notes for i in items.values()):
        say = "no claims in it" if "notes.yaml" in files else "no such file"
        problems.append(Problem("notes.yaml", 1, f"{say}, and questions name the claims that they teach", "STR05"))
    return replace(frame, items=items, places=places), sorted(problems, key=lambda p: (p.file, p.line, p.rule))


def read_topics(text: bytes) -> dict[str, Topic]:
    """The topics of a ``topics.yaml`` alone, by id. What is wrong with it is said by ``read_bank``."""
    return _read_list(text, "topics.yaml", *_SHAPES["topics.yaml"], [])


def revision(files: Mapping[str, bytes]) -> str:
    """Twelve hexadecimal digits that name this content of the bank."""
    hasher = hashlib.sha256()
    for name in sorted(files):
        hasher.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return hasher.hexdigest()[:12]


def _read_list(text: bytes, file: str, key: str, kind: type[T], problems: list[Problem]) -> dict[str, T]:
    """The rows under ``key`` by id; what does not fit is noted and left out."""
    document, found = read(text, file)
    problems += found
    rows = document.value.get(key) if document and isinstance(document.value, dict) else None
    if document is None or not isinstance(rows, list):
        if document is not None:
            problems.append(Problem(file, 1, f"this file has one list, '{key}'", "schema"))
        return {}
    out: dict[str, T] = {}
    for i, row in enumerate(rows):
        value, found = decode(document, row, (key, i), kind)
        problems += found
        if value is None:
            continue
        if value.id in out:
            problems.append(Problem(file, document.line((key, i)), f"'{value.id}' stands here a second time", "STR01"))
            continue
        out[value.id] = value
    return out


def read_items(text: bytes, file: str, problems: list[Problem]) -> list[tuple[Item, Place]]:
    """The items of one file that have the right shape. What has not is added to ``problems``."""
    document, found = read(text, file)
    problems += found
    if document is None:
        return list(_rescue(text, file, problems))
    return [(item, place) for item, place in _items(document, problems) if not _spoiled(document, place, found)]


def _spoiled(document: Document, place: Place, found: Sequence[Problem]) -> bool:
    """Whether one of the problems of the YAML itself lies inside the item at ``place``."""
    starts = sorted(line for path, line in document.lines.items() if len(path) == 2 and path[0] == "items")
    end = next((line for line in starts if line > place.line), None)
    return any(place.line <= p.line and (end is None or p.line < end) for p in found)


def _rescue(text: bytes, file: str, problems: list[Problem]) -> Iterable[tuple[Item, Place]]:
    """Items of a file that is broken somewhere: each is read for itself."""
    try:
        whole = text.decode()
    except UnicodeDecodeError:
        return
    starts = [m.start() for m in _START.finditer(whole) if whole[m.start() :].lstrip().startswith("- id:")]
    head = whole[: starts[0]] if starts else whole
    topic = re.search(r"^topic:\s*(\S+)", head, re.MULTILINE)
    for start, end in zip(starts, [*starts[1:], len(whole)], strict=True):
        line = whole.count("\n", 0, start) + 1
        document, found = read(whole[start:end], file, line)
        if document is None or found or not isinstance(document.value, list):
            problems += [p for p in found if p not in problems]
            continue
        value = {"topic": topic[1] if topic else "", "items": document.value}
        lines = {("items", *path): at for path, at in document.lines.items() if path}
        yield from _items(Document(file, value, {(): line, **lines}), problems)


def _items(document: Document, problems: list[Problem]) -> Iterable[tuple[Item, Place]]:
    value, file = document.value, document.file
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        problems.append(Problem(file, 1, "a file of items has a 'topic' and a list 'items'", "schema"))
        return
    for key in value.keys() - {"topic", "items"}:
        problems.append(Problem(file, document.line((key,)), f"'{key}': unknown key; one of: topic, items", "schema"))
    for i, given in enumerate(value["items"]):
        path = ("items", i)
        row = given
        if isinstance(given, dict):
            row = {"topic": value.get("topic", ""), **given}
            for name in _NOT_AUTHORED:
                if name in row:
                    problems.append(Problem(file, document.line((*path, name)), f"'{name}': unknown key", "schema"))
                    row.pop(name)
        item, found = decode(document, row, path, Item)  # type: ignore[arg-type]
        problems += found
        if item is not None:
            place = Place(file, document.line(path))
            wrong = check_shape(item, place)
            problems += wrong
            if not wrong:
                yield item, place
