"""The documents say what the code says: generated pages, commands and options, links, names of files."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from docs.generate import PAGES, commands
from quizapp.cli.options import global_options

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "findings").glob("*.md")]
EVERYWHERE = {name for option in global_options() for name in option.opts}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_is_what_the_code_makes_of_it(page: str) -> None:
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == PAGES[page](), "run 'make docs'"


def test_every_command_and_every_option_is_documented_and_no_other() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^##+ `([a-z -]+?)(?=`| [\[A-Z]| [a-z]+\|)[^\n]*\n(.*?)(?=^##|\Z)", text, re.M | re.S))
    assert sections.keys() == {" ".join(names) for names, _ in commands()}
    for names, command in commands():
        shown = re.findall(r"`(-[\w-]+)`(?=[^|]*\|[^|]*\|$)", sections[" ".join(names)], re.M)
        known = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
        assert {*shown} == {n for p in known for n in (*p.opts, *p.secondary_opts)} - EVERYWHERE, names


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_links_and_named_files_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (path.parent / target).exists(), target
    if path.name == "CHANGELOG.md":
        return
    for target in re.findall(r"`((?:quizapp|tests|studies|docs|question_bank|assets|findings)/[\w./-]+)`", text):
        assert (ROOT / target).exists(), target
    for target in re.findall(r"`((?:core|store|services|present|cli|tui)/[\w/]+(?:\.py|/)?)`", text):
        assert (ROOT / "quizapp" / target).exists(), target
