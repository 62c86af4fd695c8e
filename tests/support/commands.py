"""Running a command in this process: exit code, stdout, stderr."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, NamedTuple

from quizapp.cli.errors import run
from quizapp.cli.root import root


class Done(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object it printed."""
        found: dict[str, Any] = json.loads(self.out)
        return found


def quizapp(*arguments: object, typed: str = "") -> Done:
    """``quizapp ARGUMENTS`` with ``typed`` on its stdin, which is no terminal."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.stdin
    sys.stdin = io.StringIO(typed)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run(root, [str(argument) for argument in arguments])
    finally:
        sys.stdin = before
    return Done(code, out.getvalue(), err.getvalue())
