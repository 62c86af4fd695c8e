"""A report of a mistake in an item: everything needed to reproduce what was shown."""

from __future__ import annotations

from pathlib import Path

from quizapp import __version__
from quizapp.bank import Showing, key_of, type_of
from quizapp.events import Report
from quizapp.services.clock import utc_text
from quizapp.services.workspace import Workspace
from quizapp.store import StoreError


def report_text(workspace: Workspace, showing: Showing, comment: str) -> str:
    """The report as a text to send on."""
    item = showing.item
    now = workspace.clock()
    place = workspace.library.bank.places.get(item.id)
    lines = [
        f"Item: {item.id}, version {item.version}, type {type_of(item)}",
        f"Place: {place}" if place else "Place: generated",
        f"Bank: {workspace.library.bank.revision}; facts as of {workspace.facts_day(now)}; quizapp {__version__}",
        f"Shown with seed {showing.seed}, reported {utc_text(now.ts_utc_ms)}",
        "",
        "What is wrong:",
        comment.strip() or "(not said)",
        "",
        "Stem:",
        item.stem.strip(),
        "",
        "As shown:",
        *(f"{i}. {part.text}" for i, part in enumerate(showing.choices, 1)),
        *(f"- {left}" for left in showing.lefts),
        "",
        f"Key: {', '.join(key_of(item))}",
        *(f"Source: {source.title}, {source.url}" for source in item.sources),
    ]
    if item.variant is not None:
        lines.insert(1, f"Variant: {item.variant.model} v{item.variant.version}, seed {item.variant.seed}")
    return "\n".join(lines) + "\n"


def write_report(workspace: Workspace, showing: Showing, comment: str) -> Path:
    """Keep the report in the log and as a file; where the file is. Raises StoreError."""
    text = report_text(workspace, showing, comment)
    item = showing.item
    workspace.record(Report(item=item.id, version=item.version, text=text))
    stamp = utc_text(workspace.clock().ts_utc_ms).replace(":", "")
    path = workspace.paths.data / "reports" / f"{item.id}-{stamp}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror}); the report is in the database") from error
    return path
