"""YAML text to plain values, strictly.

What PyYAML does by default is wrong for a question bank: ``No`` becomes False, ``12:30``
becomes 750, ``010`` becomes 8, and of two equal keys the last one wins in silence. Here
scalars follow the YAML 1.2 core schema, decimals stay exact, and equal keys, aliases,
tags and control characters are problems.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import yaml

from quizapp.core.yamlio.problems import Problem

Path = tuple[str | int, ...]
YamlValue: TypeAlias = "bool | int | Decimal | str | list[YamlValue] | dict[str, YamlValue] | None"

_NULL = re.compile(r"^(?:~|null|Null|NULL|)$")
_BOOL = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_INT = re.compile(r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$")
_FLOAT = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE]([-+]?[0-9]+))?$")
_LIMIT = re.compile(r"^[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_COMMENT = re.compile(r"[ \t]+(#\S{1,20})")
_MAX_DIGITS = 40
_MAX_EXPONENT = 40
_MAX_DEPTH = 50
_SHALLOW = 2000
_TOO_DEEP = "nested too deeply"
_LOADER = type("_Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {"yaml_implicit_resolvers": {}})
"""Composes nodes only; what a scalar means is decided below."""
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq", "null", "bool", "int", "float")}


@dataclass(frozen=True)
class Document:
    """A file's value and the line of every place in it. A path is keys and indexes from the top."""

    file: str
    value: YamlValue
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of ``path``, or of its nearest parent that is in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(text: str | bytes, file: str, first_line: int = 1) -> tuple[Document | None, list[Problem]]:
    """Read one YAML document.

    Returns the document, or None when it is no YAML at all, and every problem found.
    ``first_line`` is the line of ``file`` on which ``text`` begins.
    """
    if isinstance(text, bytes):
        try:
            decoded = text.decode("utf-8")
        except UnicodeDecodeError as error:
            line = text.count(b"\n", 0, error.start) + first_line
            return None, [Problem(file, line, f"byte {text[error.start]:#04x} is not UTF-8; save the file as UTF-8")]
    else:
        decoded = text
    builder = _Builder(file, first_line, decoded)
    try:
        if _too_deep(decoded):
            raise RecursionError
        node = yaml.compose(decoded, Loader=_LOADER)
        value = builder.build(node, ()) if node is not None else None
    except yaml.YAMLError as error:
        return None, [_syntax_problem(decoded, file, error, first_line)]
    except UnicodeEncodeError as error:
        line = decoded.count("\n", 0, error.start) + first_line
        return None, [Problem(file, line, "half a character (a lone surrogate); take it out")]
    except RecursionError:
        return None, [Problem(file, first_line, _TOO_DEEP)]
    return Document(file, value, builder.lines), builder.problems


def _too_deep(text: str) -> bool:
    """Whether ``text`` is nested beyond what is taken. The composer would not say so: it runs off the stack."""
    most = text.count("[") + text.count("{") + max(map(len, text.splitlines()), default=0)
    if most <= _SHALLOW:  # each level takes a bracket or a column
        return False
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            return True
    return False


def _syntax_problem(text: str, file: str, error: yaml.YAMLError, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        line = mark.line + first_line
    else:
        position = getattr(error, "position", None)
        line = text.count("\n", 0, position) + first_line if isinstance(position, int) else first_line
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    if "nesting depth" in reason:  # newer libyaml has a bound of its own
        return Problem(file, line, _TOO_DEEP)
    return Problem(file, line, f"YAML cannot be read here: {reason}; check indentation and quotes")


class _Builder:
    """Walks composed nodes, noting the line of each path and every problem."""

    def __init__(self, file: str, first_line: int, source: str) -> None:
        self._file, self._source = file, source.removeprefix("\ufeff")
        self._first_line = first_line
        self._seen: set[int] = set()
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []

    def build(self, node: yaml.Node, path: Path) -> YamlValue:
        if len(path) > _MAX_DEPTH:
            raise RecursionError
        line = node.start_mark.line + self._first_line
        self.lines.setdefault(path, line)
        if self._is_alias(node, line):
            return None
        if not isinstance(node, yaml.ScalarNode) and node.tag not in _PLAIN_TAGS:
            self._problem(line, f"the tag {node.tag} is not taken")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, i)) for i, child in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, line)
        raise TypeError(f"not a YAML node: {node!r}")

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, YamlValue]:
        out: dict[str, YamlValue] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + self._first_line
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(line, "a key must be a plain word")
                continue
            if self._is_alias(key_node, line):
                continue
            key = self._text(key_node, line)
            if key in out:
                self._problem(line, f"the key '{key}' stands here a second time; keep one")
                continue
            self.lines[(*path, key)] = line
            out[key] = self.build(value_node, (*path, key))
        return out

    def _is_alias(self, node: yaml.Node, line: int) -> bool:
        """Whether the same node stood somewhere before; then that is noted."""
        if id(node) in self._seen:
            self._problem(line, "aliases (*name) are not taken; write the value out")
            return True
        self._seen.add(id(node))
        return False

    def _text(self, node: yaml.ScalarNode, line: int) -> str:
        """What stands there, fit to be shown; its tag and its control characters are noted."""
        text: str = node.value
        if node.tag not in {"tag:yaml.org,2002:str", "tag:yaml.org,2002:null"}:
            self._problem(line, f"the tag {node.tag} is not taken")
        bad = _CONTROL.search(text)
        if bad:
            self._problem(line, f"control character U+{ord(bad.group()):04X} in a text; take it out")
        return _shown(text)

    def _scalar(self, node: yaml.ScalarNode, line: int) -> YamlValue:
        text = self._text(node, line)
        if node.style:
            return text
        value = self._plain(text, line)
        cut = _COMMENT.match(self._source, node.end_mark.index) if isinstance(value, str) else None
        if cut:
            say = f"the text ends before '{cut[1]}', which begins a comment; put the text in quotes to keep it"
            at = node.end_mark.line + self._first_line
            self.problems.append(Problem(self._file, at, _shown(say), level="warning"))
        return value

    def _plain(self, text: str, line: int) -> YamlValue:
        if _NULL.match(text):
            return None
        if _BOOL.match(text):
            return text.lower() == "true"
        number = _FLOAT.match(text)
        if _LIMIT.match(text) or (number and (len(text) > _MAX_DIGITS or abs(int(number[1] or 0)) > _MAX_EXPONENT)):
            self._problem(line, f"'{text[:20]}' is not a number that is taken here")
            return None
        if _INT.match(text):
            return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
        if number:
            return Decimal(text)
        return text

    def _problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(self._file, line, _shown(message)))


def _shown(text: str) -> str:
    """``text`` without anything that a terminal would obey."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
