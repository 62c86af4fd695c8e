"""The law: what is painted is what the session has up, what the log would replay, and what is graded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.containers import VerticalScroll
from textual.pilot import Pilot

from quizapp.core import events as kinds
from quizapp.core.bank import Item, Numeric, Ordering, Response, Showing, Single, arrange, complete
from quizapp.core.events import Event
from quizapp.present.study_phrases import WARM_UP
from quizapp.services.context import AppContext
from quizapp.services.study.views import StudyView
from quizapp.tui.bank.browse import BrowseScreen
from quizapp.tui.bank.reading import ReadingScreen
from quizapp.tui.dialogs.item_details import ItemDetailsScreen
from quizapp.tui.exam.map import MapScreen
from quizapp.tui.exam.review import ReviewScreen
from quizapp.tui.exam.screen import ExamScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.textual_adapter import painted, passing
from tests.walks.painted import Line, lines_in, scrolled
from tests.walks.replay import ExamTold, Replay
from tests.walks.sheet import (
    Difference,
    Marks,
    bare,
    nothing_left,
    read_question,
    read_verdict,
    same,
    skip_blank,
    squeeze,
    take,
)

_OF = re.compile(r"(\d+) of (\d+)")
_REPEATS = re.compile(r"^, (\d+) to repeat")
_GLYPHS = {"right": "✓", "wrong": "✗", "skipped": "·"}
FIELD = 30
"""Characters of a typed number that are in sight at once."""


@dataclass
class Sight:
    """What a person had in front of them on one screen: which question, and how it was marked."""

    item: Item
    showing: Showing
    marks: Marks
    number: int = 0
    identity: tuple[object, ...] = ()


@dataclass
class Law:
    """Held after every step. ``sights``: the question last seen on each screen, by the screen."""

    context: AppContext
    sights: dict[int, Sight] = field(default_factory=dict)
    told: Replay = field(default_factory=Replay)
    _blind: bool = False
    _known: int = 0
    _mark: str = ""
    _top: object = None

    async def hold(self, pilot: Pilot[int], key: str = "", *, unseen: bool = False) -> None:
        """Compare the screen with the session and the log. Raises Difference. ``key``: the key that was pressed.

        ``unseen``: there were several keys, and what they led to in between was never painted.
        """
        app = pilot.app
        new, told = self._events(), self.told
        if app.screen is not self._top:
            key = ""  # it was for the screen, or the dialog, that was on top
        self._top = app.screen
        self._blind = self._blind or unseen
        for screen in app.screen_stack:
            if isinstance(screen, StudyScreen | ExamScreen) and not self._blind:
                self._graded(new, screen)
        if passing(app):
            app.clear_notifications()
            await pilot.pause(0)
        size, screen = app.size, app.screen
        if size.width < 60 or size.height < 20:
            return
        if isinstance(screen, StudyScreen):
            await self._study(pilot, screen, told, key)
        elif isinstance(screen, ExamScreen):
            await self._exam(pilot, screen, told)
        elif isinstance(screen, ReadingScreen):
            await self._reading(pilot, screen)
        elif isinstance(screen, BrowseScreen):
            await self._preview(pilot, screen)
        elif isinstance(screen, ReviewScreen):
            await self._review(pilot, screen, told)
        elif isinstance(screen, MapScreen):
            await self._map(pilot, screen, told)
        elif isinstance(screen, ItemDetailsScreen):
            self._info(screen)

    def _events(self) -> list[Event]:
        """What was written since the last look."""
        mark = self.context.store.read.log_mark()
        if mark == self._mark:
            return []
        log = list(self.context.store.events())
        new, self._known, self._mark = log[self._known :], len(log), mark
        self.told.take_in(new)
        return new

    # what was graded

    def _graded(self, new: Sequence[Event], screen: StudyScreen | ExamScreen) -> None:
        """Each new event is of the question, and of the marks, that were on the screen when the key came."""
        sight = self.sights.get(id(screen))
        for event in new:
            body = event.body
            if isinstance(screen, StudyScreen) and isinstance(body, kinds.Answer):
                if body.session != screen._study.view.session:
                    continue
                assert sight is not None, "an answer before anything was seen"
                same("question that was graded", squeeze(sight.item.stem), squeeze(body.shown.stem))
                same("answer that was graded", _by_text(sight.showing, sight.marks.response), _of(body))
            elif isinstance(screen, StudyScreen) and isinstance(body, kinds.Skip | kinds.Suspend):
                up = screen._study.view.showing
                before = sight.item.card_id if sight is not None else None
                same("question put off, or back", before if body.on else up and up.item.card_id, body.card)
            elif isinstance(screen, StudyScreen) and isinstance(body, kinds.Bookmark | kinds.Note):
                up = screen._study.view.showing
                seen = {sight.item.card_id if sight is not None else None, up.item.card_id if up is not None else None}
                same("question that was marked or noted", True, body.card in seen)
            elif isinstance(screen, ExamScreen) and isinstance(body, kinds.Bookmark | kinds.Note):
                same("question that was marked or noted", sight and sight.item.card_id, body.card)
            elif isinstance(screen, ExamScreen) and isinstance(body, kinds.ExamBody):
                number = getattr(body, "number", None)
                if body.exam == screen._exam.sitting.exam and number and not isinstance(body, kinds.Visit):
                    same("question that was answered", sight.number if sight else None, number)

    # screens

    async def _study(self, pilot: Pilot[int], screen: StudyScreen, told: Replay, key: str) -> None:
        view = screen._study.view
        self._study_header(screen, view)
        stand = [outcome for outcome in view.trail if outcome != "skipped"]
        same("outcomes in the log", told.outcomes(view.session), stand)
        lines = await scrolled(pilot, screen.query_one("#board", VerticalScroll))
        if view.phase == "done" or view.showing is None:
            self._summary(lines, view, told)
            self.sights.pop(id(screen), None)
            return
        showing = view.showing
        if view.phase == "verdict":
            found = told.last(view.session)
            assert found is not None
            assert view.feedback is not None
            same("answer in the log", found[1].response, view.feedback.response)
            aside = await _beside(pilot)
            said = _head(aside) if aside is not None else lines_in(screen, screen.query_one("#banner").region)
            note = self.context.store.read.note(showing.item.card_id)
            read_verdict(lines, showing, found[1].response, note, aside)
            self._banner(said, found[1].correct, found[0] in told.guesses)
            old = self.sights.get(id(screen))
            marks = old.marks if old is not None else Marks(found[1].response)
            self._see(screen, Sight(showing.item, showing, marks, view.number, view.identity))
            return
        same("something beside a question without an answer", None, await _beside(pilot))
        marks = read_question(lines, showing, exam=False)
        nothing_left(lines, "below the question")
        if not self._blind:
            self._drafted(screen, view, showing, marks, key)
        self._see(screen, Sight(showing.item, showing, marks, view.number, view.identity))

    def _see(self, screen: StudyScreen | ExamScreen, sight: Sight) -> None:
        self.sights[id(screen)], self._blind = sight, False

    def _drafted(self, screen: StudyScreen, view: StudyView, showing: Showing, marks: Marks, key: str) -> None:
        """A question that has just come up has no marks; a number chooses the row that it stands before."""
        old = self.sights.get(id(screen))
        if old is None or old.identity != view.identity:
            same("marks of a new question", _blank(showing), marks.response)
            same("struck out of a new question", frozenset(), marks.struck)
        elif key.isdigit() and isinstance(showing.item, Single) and 1 <= int(key) <= len(showing.choices):
            same("row that was chosen", int(key) - 1, marks.cursor)

    def _study_header(self, screen: StudyScreen, view: StudyView) -> None:
        line = painted(screen)[0].text
        at = _OF.search(line)
        if at is None:
            raise Difference("header", f"{view.number} of {view.total}", line)
        *_, at = _OF.finditer(line)
        card = view.showing.item.card_id if view.showing is not None and view.phase != "done" else ""
        title = self._marked(line[: at.start()].rstrip().removesuffix(WARM_UP), card)
        same("position in the header", (view.number, view.total), (int(at[1]), int(at[2])))
        trail = _REPEATS.sub("", line[at.end() :]).split()
        want = [_GLYPHS[outcome] for outcome in view.trail]
        same("outcomes in the header", want[len(want) - len(trail) :], trail)
        same("warm-up in the header", view.warm_up, line[: at.start()].rstrip().endswith(WARM_UP))
        repeats = _REPEATS.search(line[at.end() :])
        same("questions to repeat in the header", view.repeats, int(repeats[1]) if repeats else 0)
        title = title.strip().removesuffix("…")
        wanted = view.topic if view.phase != "done" else "Session"
        same("topic in the header", squeeze(wanted)[: len(bare(title))], bare(title))

    def _marked(self, header: str, card: str) -> str:
        """A header says whether its question is marked; without that."""
        same("mark in the header", bool(card) and self.context.store.read.is_bookmarked(card), "✶ marked" in header)
        return header.replace("✶ marked", "")

    def _banner(self, said: list[Line], correct: bool, guess: bool) -> None:
        text = " ".join(line.text for line in said)
        same("verdict", "✓" if correct else "✗", "✓" if "✓" in text else "✗" if "✗" in text else "")
        same("guess in the verdict", guess, "guess" in text)

    def _summary(self, lines: list[Line], view: StudyView, told: Replay) -> None:
        text = " ".join(line.text for line in lines)
        right = told.outcomes(view.session).count("right")
        if told.outcomes(view.session) and view.summary is not None:
            same("right answers in the summary", right, view.summary.right)
            score = re.search(r"✓ (\d+) right", text)
            same(f"right answers in {text}", right, int(score[1]) if score else None)

    async def _exam(self, pilot: Pilot[int], screen: ExamScreen, told: Replay) -> None:
        view, exam = screen._exam.view, told.exams[screen._exam.sitting.exam]
        place = exam.place(view.number)
        same("question that is up", exam.current, view.number)
        same("answer", place.response, view.response)
        same("struck out", frozenset(place.struck), view.struck)
        line = painted(screen)[0].text
        at = _OF.search(line)
        same("position in the header", (view.number, len(exam.form)), (int(at[1]), int(at[2])) if at else line)
        self._marked(line, view.showing.item.card_id)
        same("flag in the header", place.flagged, "⚑ flagged" in line)
        same("guess in the header", place.guess, "? guess" in line)
        self._foot(screen, exam, view.showing, place.response)
        lines = await scrolled(pilot, screen.query_one("#board", VerticalScroll))
        marks = read_question(lines, view.showing, exam=True)
        nothing_left(lines, "below the question")
        _kept(view.showing, place.response, marks, typing=screen.focused is not None)
        if not isinstance(view.showing.item, Numeric):
            same("struck out on the page", frozenset(place.struck), marks.struck)
        self._see(screen, Sight(view.showing.item, view.showing, marks, view.number, view.identity))

    def _foot(self, screen: ExamScreen, exam: ExamTold, showing: Showing, response: Response) -> None:
        strip, said = (line.text for line in lines_in(screen, screen.query_one("#foot").content_region)[:2])
        signs = "".join(_sign(exam, number) for number in range(1, len(exam.form) + 1))
        shown = re.sub(r"[\s…]", "", strip)
        same("strip of all questions", True, shown == signs or ("…" in strip and shown in signs))
        if "Saved" in said:
            same("word on what is saved", True, any(response))
        if "Saved" in said and isinstance(showing.item, Single):
            same("saved option", [showing.index(choice) + 1 for choice in response], _numbers(said.split("   ")[0]))

    async def _reading(self, pilot: Pilot[int], screen: ReadingScreen) -> None:
        item = screen._items[screen._at]
        line = painted(screen)[0].text
        self._marked(line, item.card_id)
        at = _OF.search(line)
        same("position in the header", (screen._at + 1, len(screen._items)), (int(at[1]), int(at[2])) if at else None)
        lines = await scrolled(pilot, screen.query_one("#board", VerticalScroll))
        showing = arrange(item, 0)
        if not screen._covered:
            read_verdict(lines, showing, None, self.context.store.read.note(item.card_id), await _beside(pilot))
        elif not isinstance(item, Numeric):
            same("marks", _blank(showing), read_question(lines, showing, exam=False).response)
        else:
            skip_blank(lines)
            take(lines, item.stem, "stem")

    async def _preview(self, pilot: Pilot[int], screen: BrowseScreen) -> None:
        """Beside the list stands the question under its cursor, and nothing of the answer."""
        at, items = screen._list.highlighted, self.context.library.bank.items
        card = screen._list.get_option_at_index(at).id if at is not None else None
        if not screen._preview.display or card not in items:
            return
        lines, showing = await scrolled(pilot, screen._preview), arrange(items[card], 0)
        if isinstance(showing.item, Numeric):
            skip_blank(lines)
            take(lines, showing.item.stem, "stem of the preview")
        else:
            same("marks", Marks(_blank(showing)), read_question(lines, showing, exam=False))
        nothing_left(lines, "below the preview")

    async def _review(self, pilot: Pilot[int], screen: ReviewScreen, told: Replay) -> None:
        exam, row = told.exams[screen._result.exam], screen.row
        place, form = exam.place(row.number), exam.form[row.number - 1]
        same("question of the form", form.seed, row.seed)
        line = painted(screen)[0].text
        self._marked(line, row.card_id)
        at = re.search(r"Question (\d+).*?(\d+) of (\d+)", line)
        want = (row.number, screen._at + 1, len(screen._rows))
        same("position in the header", want, tuple(map(int, at.groups())) if at else line)
        lines = await scrolled(pilot, screen.query_one("#board", VerticalScroll))
        aside = await _beside(pilot)
        head = "".join(f" {line.text}" for line in _head(lines if aside is None else aside))
        done = complete(row.item, place.response)
        same("verdict", "✓✗○"[0 if row.correct else 1 if done else 2], head.strip()[0])
        same("flag", place.flagged, "⚑" in head)
        same("guess", place.guess, "? guess" in head)
        note = self.context.store.read.note(row.card_id)
        read_verdict(lines, arrange(row.item, row.seed), place.response if done else None, note, aside)

    async def _map(self, pilot: Pilot[int], screen: MapScreen, told: Replay) -> None:
        exam = told.exams[screen._exam.sitting.exam]
        count = len(exam.form)
        done = sum(_done(exam, number) for number in range(1, count + 1))
        at = re.search(r"(\d+) of (\d+) answered", painted(screen)[0].text)
        same("answered in the header", (done, count), (int(at[1]), int(at[2])) if at else None)
        lines = await scrolled(pilot, screen.query_one("#board", VerticalScroll))
        text = " ".join(line.text for line in lines)
        cells = {int(number): (sign, mark) for number, sign, mark in re.findall(r"(\d+) ([●◐○⚑⚐])(\??)", text)}
        want = {n: (_sign(exam, n), "?" if exam.place(n).guess else "") for n in range(1, count + 1)}
        same("map", want, cells)

    def _info(self, screen: ItemDetailsScreen) -> None:
        below = screen.app.screen_stack[-2]
        if isinstance(below, ReadingScreen):
            item = below._items[below._at]
        elif isinstance(below, ReviewScreen):
            item = below.row.item
        elif isinstance(below, StudyScreen) and below._study.view.showing is not None:
            item = below._study.view.showing.item
        else:
            return
        text = bare("".join(line.text for line in lines_in(screen, screen.query_one("#box").content_region)))
        same("item of the box", True, squeeze(f"{item.id}, version {item.version}") in text)


async def _beside(pilot: Pilot[int]) -> list[Line] | None:
    """The lines of the right pane; None where there is one pane alone."""
    for pane in pilot.app.screen.query("#lesson").results(VerticalScroll):
        if pane.display:
            return await scrolled(pilot, pane)
    return None


def _head(lines: list[Line]) -> list[Line]:
    """The paragraph at the top, which is removed."""
    skip_blank(lines)
    head = []
    while lines and lines[0].text.strip():
        head.append(lines.pop(0))
    return head


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _blank(showing: Showing) -> Response:
    """The marks of a question that nobody has touched."""
    if isinstance(showing.item, Ordering):
        return tuple(part.choice_id for part in showing.choices)
    return ("",) * len(showing.lefts)


def _kept(showing: Showing, response: Response, marks: Marks, *, typing: bool) -> None:
    """The marks of an exam's page are the answer that is saved; a number may be in the making."""
    if isinstance(showing.item, Numeric):
        text = response[0] if response else ""
        typed = complete(showing.item, marks.response)  # what cannot be read is said to be not saved
        if not typing and (typed or not marks.response) and len(text) <= FIELD:
            same("number on the page", (text,) if text else (), marks.response)
        return
    want = response or _blank(showing)
    if isinstance(showing.item, Ordering) or showing.lefts:
        same("marks on the page", want, marks.response)
    else:
        same("marks on the page", set(want), set(marks.response))


def _done(exam: ExamTold, number: int) -> bool:
    """Whether a question has a complete answer, by the form in the log."""
    return complete(exam.form[number - 1].item, exam.place(number).response)


def _sign(exam: ExamTold, number: int) -> str:
    """How a question is drawn on the strip and on the map."""
    place, done = exam.place(number), _done(exam, number)
    if place.flagged:
        return "⚑" if done else "⚐"
    return "●" if done else "◐" if any(place.response) else "○"


def _by_text(showing: Showing, response: Response) -> object:
    """A response as the words a person saw; as a set where order says nothing."""
    texts = {part.choice_id: squeeze(part.text) for part in showing.choices}
    words = tuple(texts.get(choice, choice[:FIELD]) for choice in response)
    ordered = isinstance(showing.item, Ordering | Numeric) or showing.lefts
    return words if ordered else frozenset(words)


def _of(body: kinds.Answer) -> object:
    """The same of an answer in the log."""
    texts = {part.id: squeeze(part.text) for part in body.shown.parts if not part.left}
    words = tuple(texts.get(choice, choice.strip()[:FIELD]) for choice in body.response)
    return words if body.shown.type in ("ordering", "matching", "numeric") else frozenset(words)
