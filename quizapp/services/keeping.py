"""Reports kept beside the database: one folder, and no report there is ever replaced by another."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Literal

from quizapp.services.clock import Moment
from quizapp.services.files import FileError, FileTaken, write_new
from quizapp.services.workspace import Workspace

Form = Literal["html", "md"]


def keep(workspace: Workspace, name: str, suffix: str, text: str) -> Path:
    """Keep ``text`` as ``name.suffix`` among the reports; where it is. Raises FileError.

    A file that says exactly this is left as it is. One that says something else keeps its name, and the new one is
    called ``name-2``, ``name-3`` and so on.
    """
    folder = workspace.paths.reports
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder}: cannot be made ({error.strerror})") from error
    for number in count(1):
        path = folder / f"{name}{'' if number == 1 else f'-{number}'}.{suffix}"
        if _says(path, text):
            return path
        try:
            write_new(path, text)
        except FileTaken:
            continue
        return path
    raise AssertionError("numbers do not end")


def _says(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False


def write_weak_report(workspace: Workspace, form: Form = "html", now: Moment | None = None) -> Path:
    """Keep the weak-topic report of today as ``weak-YYYY-MM-DD``; where it is. Raises FileError and its like.

    Pressed twice with nothing answered in between, it is the same file.
    """
    from quizapp.services.weak_report import weak_report  # noqa: PLC0415 - seldom asked for

    now = now or workspace.clock()
    found = weak_report(workspace, now)
    if form == "html":
        from quizapp.reports.page import weak_html  # noqa: PLC0415 - jinja2 is for this alone

        text = weak_html(found)
    else:
        from quizapp.reports.markdown import weak_markdown  # noqa: PLC0415

        text = weak_markdown(found)
    return keep(workspace, f"weak-{now.calendar_date}", form, text)
