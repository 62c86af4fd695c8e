"""``facts``: the dated numbers that everything rests on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from quizapp.cli import app_context
from quizapp.cli.completing import FACTS
from quizapp.cli.errors import CONTENT_PROBLEMS
from quizapp.cli.options import Day, LazyGroup, Order, json_option
from quizapp.cli.output import emit, narrate, paragraph, say, table
from quizapp.core.facts import Fact

if TYPE_CHECKING:
    from quizapp.services.authoring.verify_facts import ApiComparison

_PLACES = {
    "list": ("quizapp.cli.bank.facts", "list_facts", "All facts with their value on the day."),
    "show": ("quizapp.cli.bank.facts", "show_fact", "One fact: its values over time, and its source."),
    "verify": ("quizapp.cli.bank.facts", "verify", "Compare with an installed botocore."),
    "changes": ("quizapp.cli.bank.facts", "changes", "What changed, and when."),
}


@click.group(cls=LazyGroup, places=_PLACES)
def facts() -> None:
    """What AWS says, with dates and sources."""


@click.command("list", cls=Order)
@click.argument("words", nargs=-1)
@json_option
def list_facts(words: tuple[str, ...], as_json: bool) -> None:
    """All facts, or those in which all WORDS occur."""
    book, day = app_context.facts(), app_context.facts_day()
    wanted = [word.casefold() for word in words]
    found = [f for f in book if all(w in f"{f.id} {f.says}".casefold() for w in wanted)]
    app_context.warn_uncertain(book, [f.id for f in found])
    if as_json:
        emit({"facts": [_brief(fact, day) for fact in found]}, day)
        return
    entries = [(fact, fact.entry(day)) for fact in found]
    table(
        [[fact.id, _spell(one.value, fact.unit) if one else "not known", fact.says] for fact, one in entries],
        drawn_head=["fact", "value", "what it is"],
        ids=True,
    )


@click.command("show", cls=Order)
@click.argument("fact_id", metavar="ID", shell_complete=FACTS)
@json_option
def show_fact(fact_id: str, as_json: bool) -> None:
    """One fact: its values over time, what changed, and its source."""
    book, day = app_context.facts(), app_context.facts_day()
    if fact_id not in book:
        raise click.UsageError(f"no fact '{fact_id}'{book.nearest(fact_id) or '; see: quizapp facts list'}")
    fact = book[fact_id]
    app_context.warn_uncertain(book, [fact_id])
    if as_json:
        values = [{"from": dated.start, "by": dated.by, "value": dated.value} for dated in fact.values]
        emit({"fact": {**_brief(fact, day), "values": values, "change": fact.change}}, day)
        return
    say(f"{fact.id}: {fact.says}")
    for dated in fact.values:
        since = f"from {dated.start}" if dated.start else "as far back as known"
        by = f" (or later, by {dated.by})" if dated.by else ""
        here = "  <- in force" if dated is fact.entry(day) else ""
        say(f"  {since}{by}: {_spell(dated.value, fact.unit)}{here}")
    if fact.change:
        say(paragraph(fact.change))
    if not fact.askable:
        say(f"No question rests on it: {fact.disputed or 'from memory'}.")
    say(f"Source: {fact.source.title}, checked {fact.checked}\n  {fact.source.url}")


@click.command(cls=Order)
@click.option("--since", type=Day(), metavar="DATE", help="Only what changed, or may have changed, on DATE or later.")
@json_option
def changes(since: date | None, as_json: bool) -> None:
    """What changed, and when, in order of time."""
    book, day = app_context.facts(), app_context.facts_day()
    found = book.changes(since, day)
    if as_json:
        emit({"changes": [{"date": start, "id": fact.id, "change": fact.change} for start, fact in found]}, day)
        return
    for start, fact in found:
        say(paragraph(f"{fact.change or fact.says}  [{fact.id}]", " " * 12, f"{start}  "))


def _brief(fact: Fact, day: date) -> dict[str, object]:
    entry = fact.entry(day)
    return {
        "id": fact.id,
        "says": fact.says,
        "value": entry.value if entry else None,
        "unit": fact.unit,
        "since": entry.start if entry else None,
        "status": fact.status,
        "disputed": fact.disputed,
        "source": fact.source.url,
        "checked": fact.checked,
        "notes": fact.notes,
    }


def _spell(value: object, unit: str) -> str:
    from quizapp.present.fact_phrases import value_words

    return value_words(value, unit)


@click.command(cls=Order)
@json_option
def verify(as_json: bool) -> int:
    """Compare the fact book with the service models of the botocore that is installed. Exit code 3 on a difference."""
    from quizapp.services.authoring.verify_facts import installed_models, verify

    library, day = app_context.library(), app_context.facts_day()
    version, models = installed_models()
    found = verify(library, models, day)
    bad = [verdict for verdict in found if verdict.outcome != "agrees"]
    if as_json:
        emit({"botocore": version, "checks": len(found), "differences": [_difference(v) for v in bad]}, day)
    else:
        for verdict in bad:
            say(f"{verdict.check.fact}: {verdict.outcome}; here {verdict.here}, botocore {verdict.there}")
            say(f"  {verdict.check.service} {verdict.check.path}")
            say(paragraph(f"questions: {', '.join(verdict.items) or 'none'}", indent="    ", first="  "))
        narrate(f"botocore {version}: {len(found) - len(bad)} of {len(found)} checks agree")
    return CONTENT_PROBLEMS if bad else 0


def _difference(verdict: ApiComparison) -> dict[str, object]:
    return {
        "fact": verdict.check.fact,
        "outcome": verdict.outcome,
        "here": verdict.here,
        "there": verdict.there,
        "service": verdict.check.service,
        "path": verdict.check.path,
        "items": verdict.items,
    }
