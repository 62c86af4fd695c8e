"""Strict YAML: text to values with line marks, and values to typed structs with every problem named."""

from quizapp.core.yamlio.decode import decode
from quizapp.core.yamlio.problems import Problem, capped, listed
from quizapp.core.yamlio.reader import Document, Path, YamlValue, read
from quizapp.core.yamlio.rows import Row, Rows, original_first, read_rows

__all__ = [
    "Document",
    "Path",
    "Problem",
    "Row",
    "Rows",
    "YamlValue",
    "capped",
    "decode",
    "listed",
    "original_first",
    "read",
    "read_rows",
]
