"""Nothing that can be seen or read of an exam before its end tells a key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quizapp.core.bank import Item, Matching, Ordering, texts_of
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import resume_exam
from quizapp.store.paths import bundled_bank
from quizapp.tui.app import QuizApp
from quizapp.tui.bank.reading import ReadingScreen
from quizapp.tui.exam.result import ResultScreen
from tests.support.exam_screens import exam, sheet, tick, words
from tests.support.exams import BootClock, begun, desk, exam_bank
from tests.support.screens import press, running, screen_text, told
from tests.support.small_bank import FILES

MARKS = ("\N{CHECK MARK}", "\N{BALLOT X}", "Source", "report", "Explanation", "key: true", "correct")
"""What stands beside answers once they are told; none of it may be seen before."""
KEYS = (
    [], ["1", "2", "x"], ["j", "i", "w", "z", "r", "l", "exclamation_mark"], ["question_mark"], ["escape", "g"],
    ["v", "N"], ["enter"],
)  # fmt: skip


def secrets(items: Iterable[Item]) -> list[str]:
    """What is told after the end alone: reasons and explanations, as one line each."""
    out = []
    for item in items:
        shown = {item.stem, *(part.text for part in getattr(item, "options", ()))}
        if isinstance(item, Ordering):
            shown |= {step.text for step in item.steps}
        if isinstance(item, Matching):
            shown |= {text for pair in item.pairs for text in (pair.left, pair.right)} | {d.text for d in item.decoys}
        mine = [" ".join(text.split()) for text in texts_of(item) if text not in shown and text.endswith(".")]
        assert mine, item.id
        out += mine
    return out


async def page(app: QuizApp, pilot: Pilot[int], keys: Sequence[str] = ()) -> list[str]:
    """What is seen after some keys: the screen, and what passes over it."""
    await press(pilot, *keys)
    return [screen_text(app), told(app)]


async def screens_of_an_exam(app: QuizApp, pilot: Pilot[int], only: str = "") -> list[str]:
    """All that can be seen of an exam before its end, question by question; the palette; the way out and back.

    ``only``: of the questions, that of this item alone.
    """
    seen = []
    for number, one in enumerate(sheet(app)._exam.sitting.form.items, 1):
        if only not in ("", one.item.id):
            continue
        await press(pilot, "o", *str(number), "enter")
        for keys in KEYS:
            seen += await page(app, pilot, keys)
        if app.focused is not None:
            await press(pilot, "escape")
        seen += [f"{c.title} {c.help}" for c in app.get_system_commands(app.screen)]
    seen += await page(app, pilot, ["ctrl+p"])
    for keys in (
        ["escape", "o"],
        ["question_mark"],
        ["escape", "S"],
        ["question_mark"],
        ["escape", "escape", "escape"],
    ):
        seen += await page(app, pilot, keys)
    for keys in (["q"], ["1"], ["m"], ["1"]):  # leave, Home, the offer, and in again
        seen += await page(app, pilot, keys)
    return seen


def long_texts(items: Iterable[Item]) -> list[bytes]:
    """Texts of questions that are long enough not to stand in a file by chance."""
    return [text.encode() for item in items for text in texts_of(item) if len(text) > 12]


def files(context: AppContext) -> dict[Path, bytes]:
    """All that lies on the disk beside the database."""
    paths = context.paths
    roots = {paths.config, paths.data, paths.state, paths.cache}
    found = {file for root in roots for file in root.rglob("*") if file.is_file()}
    return {file: file.read_bytes() for file in found if not file.name.startswith(paths.database.name)}


def keeps_its_secrets(seen: Sequence[str], items: Sequence[Item], context: AppContext) -> None:
    """Neither reason nor explanation nor mark of a key was seen, or is written down outside the database."""
    text = " ".join(" ".join(seen).replace("│", " ").split())
    for secret in secrets(items):
        assert secret not in text
    for word in MARKS:
        assert word not in text, text[max(0, text.index(word) - 90) : text.index(word) + 60]
    written = files(context)
    assert {file.name for file in written} >= {"device", "settings.json"}
    for file, content in written.items():
        assert not [text for text in long_texts(items) if text in content], file


async def test_nothing_gives_the_key_away_before_the_end(room: AppContext) -> None:
    room.save_settings(room.settings)
    async with running(room, (120, 40), exam()) as (app, pilot):
        seen = await page(app, pilot)
        await press(pilot, "enter")
        items = [one.item for one in sheet(app)._exam.sitting.form.items]
        seen += await screens_of_an_exam(app, pilot)
        keeps_its_secrets(seen, items, room)


@pytest.mark.proof
@pytest.mark.parametrize("name", ["developer", "lambda"])
async def test_an_exam_of_the_real_bank_gives_no_key_away(tmp_path: Path, clock: BootClock, name: str) -> None:
    room = desk(tmp_path / "user", bundled_bank(), clock)
    room.save_settings(room.settings)
    async with running(room, (120, 40), exam(name)) as (app, pilot):
        seen = await page(app, pilot)
        await press(pilot, "enter")
        items = [one.item for one in sheet(app)._exam.sitting.form.items]
        seen += await screens_of_an_exam(app, pilot)
        text = " ".join(" ".join(seen).replace("│", " ").split())
        assert [secret for secret in secrets(items) if secret in text] == []
        for file, content in files(room).items():
            assert not [text for text in long_texts(items) if text in content], file
    print(f"\n{name}: {len(items)} questions, {len(seen)} looks, {len(files(room))} files beside the database")
    room.close()


async def test_another_key_looks_exactly_the_same(tmp_path: Path, clock: BootClock) -> None:
    limits = FILES["items/limits.yaml"]
    swapped = limits.replace("key: true\n        text: 10,240 MB", "text: 10,240 MB").replace(
        "- text: 3,008 MB", "- key: true\n        text: 3,008 MB"
    )
    seen = []
    for name, text in (("one", limits), ("two", swapped)):
        bank = exam_bank(tmp_path / name)
        (bank / "items" / "limits.yaml").write_text(text)
        room = desk(tmp_path / f"user-{name}", bank, clock)
        assert room.library.problems == ()
        async with running(room, (100, 30), exam()) as (app, pilot):
            await press(pilot, "enter")
            seen.append(await screens_of_an_exam(app, pilot, "limits-memory"))
        room.close()
    assert seen[0] == seen[1]


async def test_browse_uncovers_no_question_of_the_open_exam(room: AppContext, clock: BootClock) -> None:
    begun(room)
    clock.advance(minutes=1)
    async with running(room, (100, 60)) as (app, pilot):
        await press(pilot, "escape", "b", "down", "enter")
        assert isinstance(app.screen, ReadingScreen)
        for _ in range(5):
            before = screen_text(app)
            assert "in your open exam: its answer is shown after the end" in words(app)
            assert "uncover" not in before
            await press(pilot, "space", "enter")
            assert screen_text(app) == before
            await press(pilot, "n")
        resume_exam(room).submit()
        await press(pilot, "q", "enter", "space")
        assert "Source" in words(app)


async def test_the_end_tells_all(room: AppContext, clock: BootClock) -> None:
    async with running(room, (120, 60), exam()) as (app, pilot):
        await press(pilot, "enter")
        items = [one.item for one in sheet(app)._exam.sitting.form.items]
        clock.advance(minutes=10)
        await tick(app, pilot)
        assert isinstance(app.screen, ResultScreen)
        seen = await page(app, pilot, ["r"])
        for _ in items:
            seen += await page(app, pilot, ["n"])
        text = " ".join(" ".join(seen).split())
        assert "Source" in text
        assert sum(secret in text for secret in secrets(items)) > len(
            items
        )  # so the words looked for are the right ones
