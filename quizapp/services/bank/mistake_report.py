"""A report of a mistake in an item: everything needed to reproduce what was shown."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

from quizapp import __version__
from quizapp.core.bank import Numeric, Response, ShortText, Showing, Variant, grade, key_of, type_of
from quizapp.core.dates import utc_text
from quizapp.core.events import Report
from quizapp.services.bank.opening import library_or_empty
from quizapp.services.context import AppContext
from quizapp.services.report_files import keep
from quizapp.store import StoreError
from quizapp.store.atomic_write import FileError

TRACKERS = ("issues", "bug tracker", "tracker")
"""What ``[project.urls]`` may call the place for reports, in lower case."""
SAY_WHAT = "Say what is wrong with the question. Nothing was written."


class EmptyReport(ValueError):
    """A report in which nothing is said."""


def report_text(context: AppContext, showing: Showing, comment: str, response: Response = ()) -> str:
    """The report as a text to send on. ``response``: what was answered, empty before the answer."""
    item = showing.item
    now = context.clock()
    bank = library_or_empty(context).bank
    place = bank.places.get(item.id)
    outcome = "right" if response and grade(item, response).correct else "wrong"
    lines = [
        f"Item: {item.id}, version {item.version}, type {type_of(item)}",
        *(_variant_lines(item.variant) if item.variant else ()),
        f"Place: {place or ('generated' if item.variant else 'not in this bank')}",
        f"Bank: {bank.revision or 'could not be read'}; facts as of {context.facts_day(now)}; quizapp {__version__}",
        f"Shown with seed {showing.seed}, reported {utc_text(now.ts_utc_ms)}",
        "",
        "What is wrong:",
        comment.strip(),
        "",
        "Stem:",
        item.stem.strip(),
        "",
        "As shown:",
        *(f"- {left}" for left in showing.lefts),
        *(f"{i}. [{part.choice_id}] {part.text}" for i, part in enumerate(showing.choices, 1)),
        *([f"a number, in {item.answer.unit or 'no unit'}"] if isinstance(item, Numeric) else ()),
        *(["a few words, typed"] if isinstance(item, ShortText) else ()),
        "",
        f"Answered: {_in_words(showing, response)} (counted as {outcome})" if response else "Answered: not yet",
        f"Key: {_in_words(showing, key_of(item))}",
        *(f"Source: {source.title}, {source.url}" for source in item.sources),
    ]
    return "\n".join(lines) + "\n"


def _variant_lines(variant: Variant) -> tuple[str, ...]:
    """What makes a variant again."""
    lure = f" --lure {variant.lure}" if variant.lure else ""
    return (
        f"Variant: {variant.model} version {variant.version}, seed {variant.seed}, lure {variant.lure or 'none'},"
        f" as of {variant.as_of}",
        f"Parameters: {json.dumps(variant.parameters, sort_keys=True)}",
        f"Again: quizapp generate {variant.model} --seed {variant.seed}{lure} --as-of {variant.as_of}",
    )


def _in_words(showing: Showing, response: Response) -> str:
    """A response as ids and texts: in its order, behind the left-hand sides of a matching item."""
    texts = {part.choice_id: f"[{part.choice_id}] {part.text}" for part in showing.choices}
    words = [texts.get(choice, choice) for choice in response]
    if showing.lefts:
        words = [f"{left} = {word}" for left, word in zip(showing.lefts, words, strict=False)]
    return "; ".join(words)


def write_report(context: AppContext, showing: Showing, comment: str, response: Response = ()) -> Path:
    """Keep the report in the log and as a file; where the file is. Raises EmptyReport or StoreError."""
    if not comment.strip():
        raise EmptyReport(SAY_WHAT)
    text = report_text(context, showing, comment, response)
    item = showing.item
    context.record(Report(item=item.id, version=item.version, text=text))
    stamp = utc_text(context.clock().ts_utc_ms).replace(":", "")
    try:
        return keep(context, f"{item.id}-{stamp}", "txt", text)
    except FileError as error:
        raise StoreError(f"{error}; the report is in the database") from error


def send_to() -> str:
    """Return the address for reports that this installation names; empty for none."""
    try:
        named = metadata.metadata("quizapp").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return ""
    urls = {label.strip().casefold(): url.strip() for label, _, url in (line.partition(",") for line in named)}
    return next((urls[label] for label in TRACKERS if label in urls), "")
