"""Strict YAML: text to values with line marks, and values to typed structs with every problem named."""

from quizapp.yamlio.decode import decode
from quizapp.yamlio.problems import Problem
from quizapp.yamlio.reader import Document, Path, read

__all__ = ["Document", "Path", "Problem", "decode", "read"]
