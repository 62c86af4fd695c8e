"""``quizapp`` itself: Home without a command, and where each command is."""

from __future__ import annotations

import click

from quizapp.cli.options import LazyGroup

_PLACES = {
    "study": ("quizapp.cli.study.study", "study", "Answer what is due, then what is new."),
    "exam": ("quizapp.cli.exam.exam", "exam", "Sit a timed exam; --list names them."),
    "due": ("quizapp.cli.progress.progress", "due", "What waits today; fast enough for a shell prompt."),
    "plan": ("quizapp.cli.progress.progress", "plan", "The way to the exam date, day by day."),
    "stats": ("quizapp.cli.progress.progress", "stats", "What was done, by topic."),
    "search": ("quizapp.cli.bank.search", "search", "Find questions by words, or by what you marked or missed."),
    "unsuspend": ("quizapp.cli.bank.unsuspend", "unsuspend", "List suspended questions, or restore some."),
    "report": ("quizapp.cli.progress.report", "report", "Weak topics or an exam, as md, html, json, csv."),
    "export": ("quizapp.cli.export", "export", "All of your own data, as json, ndjson or csv."),
    "generate": ("quizapp.cli.lab.generate", "generate", "Variants of a calculation question."),
    "lab": ("quizapp.cli.lab.lab", "lab", "What Lambda would do and charge, step by step."),
    "facts": ("quizapp.cli.bank.facts", "facts", "What AWS says, with dates and sources."),
    "bank": ("quizapp.cli.bank.bank", "bank", "Check, list and show the questions."),
    "locate": ("quizapp.cli.maintenance", "locate", "Where the files are."),
    "doctor": ("quizapp.cli.maintenance", "doctor", "Check the database; --rebuild folds it anew."),
    "backup": ("quizapp.cli.maintenance", "backup", "Copy the database."),
    "restore": ("quizapp.cli.maintenance", "restore", "Put a copy in its place."),
    "merge": ("quizapp.cli.maintenance", "merge", "Take in the history of another machine."),
    "reset": ("quizapp.cli.maintenance", "reset", "Start anew; the old database is kept as a backup."),
    "keys": ("quizapp.cli.keys", "keys", "The keys of the screens, and whether your keymap is right."),
    "man": ("quizapp.cli.man", "man", "The manual page."),
    "completion": ("quizapp.cli.completion", "completion", "A completion script for your shell."),
}


@click.group(
    "quizapp",
    cls=LazyGroup,
    places=_PLACES,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)
@click.pass_context
def root(ctx: click.Context) -> int | None:
    """Prepare for AWS certification questions on Lambda. Without a command: Home."""
    if ctx.invoked_subcommand is None:
        from quizapp.cli.study.study import open_screens

        return open_screens()
    return None
