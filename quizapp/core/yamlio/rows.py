"""A file that holds one list, row by row. Where the YAML is broken, the rows that can still be read are kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from math import inf
from typing import NamedTuple

from quizapp.core.yamlio.problems import Problem
from quizapp.core.yamlio.reader import Document, Path, YamlValue, read

_FIRST = re.compile(r"^( {0,4})- (?:\{ ?)?[\"']?id[\"']?:", re.MULTILINE)
_HEAD = re.compile(r"^\w+:[ \t]+\S.*$", re.MULTILINE)
_MOST_HEAD = 20


class Row(NamedTuple):
    """One entry of the list, and where it stands: ``path`` leads to it in ``document``.

    ``flawed``: the YAML itself has a problem inside it, such as a key that stands there twice.
    """

    document: Document
    path: Path
    value: YamlValue
    flawed: bool = False

    @property
    def line(self) -> int:
        """Its first line in the file."""
        return self.document.line(self.path)


class Rows(NamedTuple):
    """The rows, the file's other values by key, and every problem of the YAML itself."""

    rows: tuple[Row, ...]
    head: Mapping[str, YamlValue]
    problems: list[Problem]


def original_first(name: str) -> tuple[str, str]:
    """Return a sort key that puts ``limits.yaml`` before its copies: ``limits (1).yaml``, ``limits - Copy.yaml``."""
    stem, _, suffix = name.rpartition(".")
    return stem, suffix


def read_rows(text: bytes | str, file: str, key: str, says: str, rule: str = "schema") -> Rows:
    """Read the list under ``key`` of the file ``file``.

    ``says``, what a file of this kind looks like, is the problem of one that has no such list, and ``rule`` its rule.
    """
    document, problems = read(text, file)
    if document is None:
        found = list(_rescued(text, file, key, problems))
        return Rows(tuple(row for row, _ in found), found[0][1] if found else {}, problems)
    value = document.value
    listed = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(listed, list):
        return Rows((), {}, [*problems, Problem(file, 1, says, rule)])
    starts = [document.line((key, i)) for i in range(len(listed))]
    ends = dict(pairwise(sorted(set(starts))))
    wrong = sorted(problem.line for problem in problems if problem.level == "error")
    rows = tuple(
        Row(document, (key, i), given, bisect_left(wrong, start) < bisect_left(wrong, ends.get(start, inf)))
        for i, (start, given) in enumerate(zip(starts, listed, strict=True))
    )
    return Rows(rows, {name: given for name, given in value.items() if name != key}, problems)


def _rescued(
    text: bytes | str, file: str, key: str, problems: list[Problem]
) -> Iterator[tuple[Row, Mapping[str, YamlValue]]]:
    """The rows of a file that is broken somewhere, each read for itself, with the file's head."""
    try:
        whole = text if isinstance(text, str) else text.decode()
    except UnicodeDecodeError:
        return
    first = _FIRST.search(whole)
    if first is None:
        return
    head: dict[str, YamlValue] = {}
    for line in islice(_HEAD.findall(whole[: first.start()]), _MOST_HEAD):
        document, _ = read(line, file)
        head |= document.value if document and isinstance(document.value, dict) else {}
    starts = [m.start() for m in re.finditer(rf"^{first[1]}- ", whole[first.start() :], re.MULTILINE)]
    starts = [start + first.start() for start in starts]
    line, at = 1, 0
    for start, end in zip(starts, [*starts[1:], len(whole)], strict=True):
        line += whole.count("\n", at, start)
        at = start
        document, found = read(whole[start:end], file, line)
        problems += [p for p in found if p not in problems]
        if document is None or any(p.level == "error" for p in found) or not isinstance(document.value, list):
            continue
        lines = {(key, *path): number for path, number in document.lines.items() if path}
        place = Document(file, {key: document.value}, {(): line, **lines})
        yield from ((Row(place, (key, i), given), head) for i, given in enumerate(document.value))
