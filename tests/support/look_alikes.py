"""A bank of look-alikes: of each type several questions of one shape, which only a word of the stem tells apart."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.support.small_bank import write_small_bank

NAMES = ("heron", "otter", "lynx", "raven", "stoat", "viper", "egret", "bison", "moose", "finch", "shrew", "camel")
"""The word that tells the questions of one type apart."""
TYPES = {"single": 12, "multiple": 2, "numeric": 2, "ordering": 2, "matching": 2}
"""How many there are of each type: most are alike in type as well."""
_SOURCE = '{title: "Guide", url: "https://docs.example.com/", checked: 2026-11-01}'
_WORDS = ("amber", "birch", "coral", "dune", "ember")

_FACTS = """\
facts:
  - id: demo.one
    says: A demonstration.
    unit: things
    values: [{value: 7}]
    source: {title: Guide, url: "https://docs.example.com/"}
    checked: 2026-11-01
    status: seen
"""
_BLUEPRINTS = """\
blueprints:
  - {id: alike, title: Look-alikes, about: Most of them., items: 16, minutes: 60, cut: 8}
  - {id: calm, title: Look-alikes with pauses, about: Most of them., items: 16, minutes: 60, cut: 8, clock: pauses}
"""


def write_look_alikes(root: Path, types: Mapping[str, int] = TYPES, blueprints: str = _BLUEPRINTS) -> Path:
    """The folder ``root`` with a bank of so many questions of each type."""
    all_ = [(kind, name) for kind, count in types.items() for name in NAMES[:count]]
    points = ", ".join(f"{kind}-{name}: {kind} {name}" for kind, name in all_)
    topics = (
        "topics:\n  - id: alike\n    title: Look-alikes\n"
        f'    read: {_SOURCE}\n    knowledge: {{{points}}}\n'
    )  # fmt: skip
    items = "topic: alike\nitems:\n" + "".join(_item(kind, name) for kind, name in all_)
    files = {
        "topics.yaml": topics,
        "facts/facts.yaml": _FACTS,
        "items/alike.yaml": items,
        "blueprints/b.yaml": blueprints,
    }
    return write_small_bank(root, files)


def _item(kind: str, name: str) -> str:
    return f"""\
  - id: {kind}-{name}
    version: 1
    type: {kind}
    domain: none
    level: recall
    knowledge: [{kind}-{name}]
    stem: {_stem(kind, name)}
{_answers(kind, NAMES.index(name))}
    explanation: It is so.
    sources: [{_SOURCE}]
"""


def _stem(kind: str, name: str) -> str:
    asks = {
        "single": "which one of these is right?",
        "multiple": "which of these are right? (Choose two.)",
        "numeric": "how many are there in all?",
        "ordering": "put these in order.",
        "matching": "which belongs to which?",
    }
    return f"'Of the {name}, {asks[kind]}'"


def _answers(kind: str, place: int) -> str:
    """The same words for every name; which are right goes round with its place."""
    turned = _WORDS[place % 5 :] + _WORDS[: place % 5]
    if kind == "numeric":
        return f"    answer: {{value: {place + 3}, why: It is.}}"
    if kind == "ordering":
        return "    steps:\n" + "".join(f"      - {{text: {word}, why: Its place.}}\n" for word in turned[:4]).rstrip()
    if kind == "matching":
        pairs = zip(("north", "south", "west"), turned, strict=False)
        lines = "".join(f"      - {{left: {left}, right: {right}, why: They go together.}}\n" for left, right in pairs)
        return f"    pairs:\n{lines}    decoys:\n      - {{text: {turned[3]}, why: It has none.}}"
    right = turned[: 2 if kind == "multiple" else 1]
    shown = _WORDS if kind == "multiple" else _WORDS[:4]
    lines = [f"      - {{{'key: true, ' if w in right else ''}text: {w}, why: So it is.}}" for w in shown]
    return "    options:\n" + "\n".join(lines)
