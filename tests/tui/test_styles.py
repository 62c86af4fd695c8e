"""Every screen and widget gets the styles that its classes give."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from textual.dom import DOMNode

import quizapp.tui
from tests.support.textual_adapter import css_bases


def _classes() -> Iterator[type[DOMNode]]:
    for module in pkgutil.walk_packages(quizapp.tui.__path__, "quizapp.tui."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and issubclass(found, DOMNode) and found.__module__ == module.name:
                yield found


def test_no_class_with_styles_is_passed_over() -> None:
    """Textual takes styles along the first base of each class alone: whoever brings some has to stand there."""
    classes = [*_classes()]
    assert len(classes) > 30
    for each in classes:
        ours = [base for base in each.__mro__ if base.__module__.startswith("quizapp.")]  # some of Textual's take none
        styled = {base.__name__ for base in ours if "DEFAULT_CSS" in vars(base)}
        assert styled <= {base.__name__ for base in css_bases(each)}, each
