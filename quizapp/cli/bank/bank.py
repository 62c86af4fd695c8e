"""``bank``: list, show and count the questions."""

from __future__ import annotations

import click
import msgspec

from quizapp.cli import app_context
from quizapp.cli.completing import ITEMS, TOPICS
from quizapp.cli.options import LazyGroup, Order, json_option, nearest, options
from quizapp.cli.output import emit, say, sentence, table, warn
from quizapp.core.bank import Item, Validity, type_of
from quizapp.core.quantity import are, plural

_PLACES = {
    "check": ("quizapp.cli.bank.check", "check", "Every problem, with file and line."),
    "list": ("quizapp.cli.bank.bank", "list_items", "All questions."),
    "show": ("quizapp.cli.bank.bank", "show", "One question with its answer."),
    "stats": ("quizapp.cli.bank.bank", "stats", "How many of what."),
    "coverage": ("quizapp.cli.bank.check", "coverage", "Claims of the notes, and what teaches them."),
    "new": ("quizapp.cli.bank.check", "new", "Start a new bank."),
    "publish": ("quizapp.cli.bank.check", "publish", "Record versions before a release."),
    "schema": ("quizapp.cli.bank.bank", "schema", "JSON Schema of a file of questions."),
}


@click.group(cls=LazyGroup, places=_PLACES)
def bank() -> None:
    """The questions."""


@click.command("list", cls=Order)
@click.option(
    "--topic", "topics", multiple=True, metavar="T", shell_complete=TOPICS, help="Only this topic; can be given again."
)
@json_option
def list_items(topics: tuple[str, ...], as_json: bool) -> None:
    """All questions; with --as-of those that are true on that day."""
    library = app_context.library()
    bank, day = library.bank, options().as_of
    for topic in topics:
        if topic not in bank.topics:
            raise click.UsageError(f"no topic '{topic}'{nearest(topic, bank.topics)}")
    if library.errors:
        warn(f"{plural(len(library.errors), 'problem')} in the bank; 'quizapp bank check' names them")
    app_context.warn_uncertain(library.facts)
    items = [i for i in (bank if day is None else bank.valid_on(day)) if not topics or i.topic in topics]
    if as_json:
        emit({"items": [_brief(item) for item in items]}, app_context.facts_day())
        return
    table(
        [[item.id, item.topic, type_of(item), item.level, _window(item.valid)] for item in items],
        drawn_head=["question", "topic", "type", "level", "valid"],
        ids=True,
    )


def _brief(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "version": item.version,
        "topic": item.topic,
        "type": type_of(item),
        "domain": item.domain,
        "level": item.level,
        "knowledge": item.knowledge,
        "notes": item.notes,
        "facts": item.facts,
        "then_and_now": item.then_and_now,
        "valid_from": item.valid.start,
        "valid_until": item.valid.until,
        "valid_by": item.valid.by,
        "task": item.task,
    }


def _window(valid: Validity) -> str:
    begins = f"from {valid.start}" if valid.start else f"by {valid.by}" if valid.by else ""
    return f"{begins} {f'until {valid.until}' if valid.until else ''}".strip()


@click.command(cls=Order)
@click.argument("item_id", metavar="ID", shell_complete=ITEMS)
@json_option
def show(item_id: str, as_json: bool) -> None:
    """One question with its answer, rationales and sources; not while it is in an open exam."""
    library = app_context.library()
    found = library.bank.items.get(item_id)
    if found is None:
        raise click.UsageError(f"no item '{item_id}'{nearest(item_id, library.bank.items) or '; see: bank list'}")
    marked, note = False, ""
    if app_context.paths().database.exists():  # without a database nobody has an exam open
        from quizapp.services.exam.log import refuse_examined

        with app_context.context(reading=True) as context:
            refuse_examined(context, found.card_id)
            marked, note = context.store.read.is_bookmarked(found.card_id), context.store.read.note(found.card_id)
    if as_json:
        item = {"type": type_of(found), **msgspec.to_builtins(found)}
        emit({"item": item, "marked": marked, "note": note}, app_context.facts_day())
        return
    from quizapp.cli.study.plain import lesson_lines, mark_lines, question_lines
    from quizapp.core.bank import arrange
    from quizapp.services.bank.feedback import uncovered

    showing = arrange(found, 0)
    feedback = msgspec.structs.replace(uncovered(library, found), note=note)
    mark = ", marked" if marked else ""
    say(f"{found.id}, version {found.version}: {library.bank.title(found.topic)}{mark}", "")
    say(*question_lines(showing), *mark_lines(showing, feedback), "", *lesson_lines(feedback))


@click.command(cls=Order)
@json_option
def stats(as_json: bool) -> None:
    """How many questions of which topic, type, domain and level."""
    from quizapp.core.dates import date_text
    from quizapp.services.bank.bank_stats import bank_statistics
    from quizapp.services.bank.extent import extent

    library, day = app_context.library(), app_context.facts_day()
    found, size = bank_statistics(library, day), extent(library, day)
    if as_json:
        emit(msgspec.structs.asdict(found), day)
        return
    table(
        [
            *([topic.id, topic.items, *topic.types.values()] for topic in found.topics),
            ["all", found.items, *found.types.values()],
        ],
        ["topic", "items", *found.types],
    )
    say("")
    for line in (
        f"{plural(found.items, 'written question')} in all; {size.words} {are(size.cards)} valid on {date_text(day)}",
        "domains: " + ", ".join(f"{key} {count}" for key, count in found.domains.items()),
        "tasks: " + (", ".join(f"{key} {count}" for key, count in found.tasks.items()) or "none named"),
        "levels: " + ", ".join(f"{key} {count}" for key, count in found.levels.items()),
        "traits: " + ", ".join(f"{key.replace('_', ' ')} {count}" for key, count in found.traits.items()),
        f"then and now: {found.then_and_now}; claims of the notes taught: {found.claims_taught} of {found.claims};"
        f" facts: {found.facts}",
    ):
        say(sentence(line))


@click.command(cls=Order)
def schema() -> None:
    """The JSON Schema of a file of questions, for editors that complete and check."""
    from quizapp.core.bank.schema import items_schema

    say(msgspec.json.format(msgspec.json.encode(items_schema()), indent=2).decode())
