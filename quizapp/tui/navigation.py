"""Which screen follows which: the one module that knows all of them. Screens ask for each other through ``BaseApp``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quizapp.tui.base_app import BaseApp

if TYPE_CHECKING:
    from quizapp.core.metrics.exam_result import ExamResult
    from quizapp.core.scheduler import Entry
    from quizapp.services.exam.session import Exam
    from quizapp.tui.home.screen import HomeScreen


class Navigation(BaseApp):
    """Opens screens, each imported when it is opened: the first frame needs none of them."""

    def open_home(self) -> None:
        """Open Home, under everything else."""
        from quizapp.tui.home.screen import HomeScreen

        self.push_screen(HomeScreen(self.context))

    def homes(self) -> list[HomeScreen]:
        """Home, once it is there."""
        from quizapp.tui.home.screen import HomeScreen

        return [screen for screen in self.screen_stack if isinstance(screen, HomeScreen)]

    def to_home(self) -> None:
        """Close whatever is open above Home."""
        from quizapp.tui.home.screen import HomeScreen

        while len(self.screen_stack) > 1 and not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    def begin_study(self, entries: Sequence[Entry], *, warm_up: bool = False) -> None:
        """Open a session over ``entries``; the ways to keep going when there are none."""
        from quizapp.services.study.session import Study
        from quizapp.tui.dialogs.keep_going import ask_how
        from quizapp.tui.study.screen import StudyScreen

        if entries:
            self.push_screen(StudyScreen(Study(self.context, entries, warm_up=warm_up)))
        else:
            ask_how(self, self.begin_study)

    def begin_exam(self, name: str = "", *, resume: bool = False, extra: bool = False, counts: bool = True) -> None:
        """Open the exam that is open, else the cover of the blueprint ``name``, else the choice of one."""
        from quizapp.services.exam.forms import blueprint
        from quizapp.services.exam.lifecycle import waiting
        from quizapp.store import StoreError
        from quizapp.tui.exam.choice import ChoiceScreen
        from quizapp.tui.exam.cover import CoverScreen
        from quizapp.tui.exam.lifecycle import go_on

        try:
            if (found := waiting(self.context)) is not None:
                go_on(self, found, resume=resume)
            elif name:
                extra = extra or self.context.settings.extra_time
                self.push_screen(CoverScreen(self.context, blueprint(self.context, name), extra=extra, counts=counts))
            else:
                self.push_screen(ChoiceScreen(self.context))
        except StoreError as error:
            self.show_error(error)

    def open_exam(self, exam: Exam) -> None:
        """Open a running exam at its question."""
        from quizapp.tui.exam.screen import ExamScreen

        self.push_screen(ExamScreen(exam))

    def open_result(self, result: ExamResult) -> None:
        """Open the result of an exam."""
        from quizapp.tui.exam.result import ResultScreen

        self.push_screen(ResultScreen(self.context, result))

    def open_result_of(self, exam: str) -> None:
        """Open the result of an earlier exam by its id, or say why it can't be read."""
        from quizapp.services.exam.log import NoExam
        from quizapp.services.exam.report import result_of
        from quizapp.store import StoreError

        try:
            self.open_result(result_of(self.context, exam))
        except (NoExam, StoreError) as error:
            self.show_error(error)

    def open_history(self) -> None:
        """Open the exams that were sat."""
        from quizapp.tui.exam.history import HistoryScreen

        self.push_screen(HistoryScreen(self.context))

    def open_browse(self) -> None:
        """Open Browse."""
        from quizapp.tui.bank.browse import BrowseScreen

        self.push_screen(BrowseScreen(self.context))

    def open_reading(self, question: str) -> None:
        """Open a question of the bank by its id, to read."""
        from quizapp.tui.bank.reading import ReadingScreen

        items = tuple(self.context.library.bank.items.values())
        self.push_screen(ReadingScreen(self.context, items, [item.id for item in items].index(question)))

    def open_lab(self, calculator: str = "bill", parameters: Mapping[str, object] | None = None) -> None:
        """Open the laboratory at a calculator, with ``parameters`` where they are given."""
        from quizapp.tui.lab.screen import LabScreen

        self.push_screen(LabScreen(self.context, calculator, parameters))

    def open_progress(self) -> None:
        """Open Progress."""
        from quizapp.tui.progress.screen import ProgressScreen

        self.push_screen(ProgressScreen(self.context))

    def open_settings(self) -> None:
        """Open Settings."""
        from quizapp.tui.settings.screen import SettingsScreen

        self.push_screen(SettingsScreen(self.context))
