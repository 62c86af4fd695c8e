"""What can be opened from a question of a session: what it is about, its worked steps, the Lab, a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizapp.bank.items import Variant
from quizapp.services.views import StudyView
from quizapp.tui.screens.base import House


class StudyDoors(House):
    """A screen over ``view``, which the session gives."""

    def __init__(self) -> None:
        super().__init__()
        self.view: StudyView | None = None

    def action_info(self) -> None:
        """About this item."""
        from quizapp.tui.screens.info import InfoScreen  # noqa: PLC0415 - opened rarely

        if self.view is not None and self.view.showing is not None:
            revealed = self.view.phase == "verdict"
            self.app.push_screen(InfoScreen(self.house.workspace, self.view.showing.item, revealed=revealed))

    def _variant(self) -> Variant | None:
        view = self.view
        return view.showing.item.variant if view is not None and view.showing is not None else None

    def _bench(self) -> tuple[str, Mapping[str, Any]] | None:
        """The bench of the laboratory, and its parameters, for the variant on the screen."""
        from quizapp.services.variants import bench_of  # noqa: PLC0415

        variant = self._variant()
        return bench_of(variant) if variant is not None else None

    def action_steps(self) -> None:
        """Worked steps of the variant."""
        from quizapp.tui.screens.steps import StepsScreen  # noqa: PLC0415 - opened rarely

        variant = self._variant()
        if variant is not None:
            self.app.push_screen(StepsScreen(variant.steps))

    def action_lab(self) -> None:
        """The laboratory with these numbers."""
        from quizapp.tui.screens.lab import LabScreen  # noqa: PLC0415 - opened rarely

        bench = self._bench()
        if bench is not None:
            self.app.push_screen(LabScreen(self.house.workspace, *bench))

    def action_report(self) -> None:
        """Report a mistake."""
        from quizapp.tui.screens.report import ReportScreen  # noqa: PLC0415

        view = self.view
        if view is not None and view.showing is not None:
            given = view.feedback.response if view.feedback else ()
            self.app.push_screen(ReportScreen(self.house.workspace, view.showing, given))
