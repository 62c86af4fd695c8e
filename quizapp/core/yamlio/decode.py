"""Values to typed structs, with every problem named at once.

msgspec stops at the first problem. Here a value that does not fit is taken apart, so that
each field that is wrong gets its own line.
"""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from quizapp.core.yamlio.problems import Problem
from quizapp.core.yamlio.reader import Document, Path

T = TypeVar("T")


def decode(
    document: Document, value: object, path: Path, kind: type[T], rule: str = "schema"
) -> tuple[T | None, list[Problem]]:
    """``value``, found at ``path`` of ``document``, as a ``kind``: the result, or None and its problems."""
    try:
        return msgspec.convert(value, type=kind), []
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        finder = _Finder(document, rule)
        finder.look(value, path, kind)
        if not finder.problems:
            finder.note(path, str(error))
        return None, finder.problems


class _Finder:
    def __init__(self, document: Document, rule: str) -> None:
        self._document = document
        self._rule = rule
        self.problems: list[Problem] = []

    def note(self, path: Path, message: str) -> None:
        """Note a problem at ``path``; of msgspec's messages without their own path, which the line says already."""
        name = f"'{path[-1]}': " if path and isinstance(path[-1], str) else ""
        said = message.split(" - at `$", 1)[0]
        self.problems.append(Problem(self._document.file, self._document.line(path), name + said, self._rule))

    def look(self, value: object, path: Path, kind: object) -> None:
        """Note what keeps ``value`` from being a ``kind``."""
        try:
            msgspec.convert(value, type=kind)
            return
        except (msgspec.ValidationError, ValueError, OverflowError) as error:
            message = str(error)
        before = len(self.problems)
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin is typing.Annotated:
            origin, arguments = typing.get_origin(arguments[0]), typing.get_args(arguments[0])
        if origin in (typing.Union, types.UnionType):
            self._union(value, path, arguments)
        elif isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
            self._struct(value, path, kind)
        elif origin in (tuple, list) and isinstance(value, list):
            for i, element in enumerate(value):
                self.look(element, (*path, i), arguments[0])
        if len(self.problems) == before:
            self.note(path, message)

    def _union(self, value: object, path: Path, kinds: tuple[object, ...]) -> None:
        structs = [k for k in kinds if isinstance(k, type) and issubclass(k, msgspec.Struct)]
        if len(structs) == 1:
            self.look(value, path, structs[0])
            return
        if not structs or not isinstance(value, dict):
            return
        by_tag = {str(k.__struct_config__.tag): k for k in structs}
        tag = value.get("type")
        if isinstance(tag, str) and tag in by_tag:
            self._struct(value, path, by_tag[tag])
        else:
            self.note((*path, "type") if "type" in value else path, _choose("type", tag, list(by_tag)))

    def _struct(self, value: Mapping[str, object], path: Path, kind: type[msgspec.Struct]) -> None:
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        config = kind.__struct_config__
        for key in value:
            if key not in fields and key != config.tag_field:
                self.note((*path, key), _choose("key", key, list(fields)))
        for name, field in fields.items():
            if name in value:
                self.look(value[name], (*path, name), field.type)
            elif field.required:
                self.note(path, f"'{name}' is missing")


def _choose(what: str, given: object, known: list[str]) -> str:
    """'unknown key x; did you mean y?', or the list of what is known."""
    near = difflib.get_close_matches(str(given), known, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"one of: {', '.join(known)}"
    return f"unknown {what}; {hint}"
