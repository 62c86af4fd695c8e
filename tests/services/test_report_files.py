"""Files written whole, and reports of which none replaces another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.core.bank import key_of
from quizapp.present.markdown import weak_markdown
from quizapp.present.page import weak_html
from quizapp.services.context import AppContext
from quizapp.services.progress.weak_report import keep_weak_report
from quizapp.services.report_files import keep
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on
from quizapp.store.atomic_write import FileError, FileTaken, write_new
from tests.support.clock import FixedClock


def test_a_file_is_written_as_it_is_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_new(tmp_path / "a", "one\r\ntwo \N{CHECK MARK}\n")
    assert (tmp_path / "a").read_bytes() == "one\r\ntwo \N{CHECK MARK}\n".encode()
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_a_file_that_is_there_is_replaced_by_force_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(FileTaken, match="already exists; use --force to overwrite"):
        write_new(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "old"
    write_new(tmp_path / "a", "new", force=True)
    assert (tmp_path / "a").read_text() == "new"


def test_a_link_to_nowhere_counts_as_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileTaken):
        write_new(tmp_path / "link", "new")


@pytest.mark.parametrize("target", ["folder", "pipe"])
def test_force_replaces_files_and_nothing_else(target: str, tmp_path: Path) -> None:
    path = tmp_path / target
    if target == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    with pytest.raises(FileError, match="it is not a regular file"):
        write_new(path, "new", force=True)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["missing/a", "file/a", "x" * 300])
def test_what_cannot_be_written_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="cannot be written"):
        write_new(tmp_path / name, "new")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk on which nothing can be brought to rest."""

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        yield


def test_a_full_disk_leaves_the_old_file_and_no_part_of_the_new_one(broken: None, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(FileError, match="No space left"):
        write_new(tmp_path / "a", "new", force=True)
    assert (tmp_path / "a").read_text() == "old"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_a_report_that_says_something_else_gets_a_name_of_its_own(context: AppContext) -> None:
    first = keep(context, "weak-2026-11-18", "md", "one")
    assert first == context.paths.data / "reports" / "weak-2026-11-18.md"
    assert keep(context, "weak-2026-11-18", "md", "one") == first
    second = keep(context, "weak-2026-11-18", "md", "two")
    assert (second.name, second.read_text(), first.read_text()) == ("weak-2026-11-18-2.md", "two", "one")
    assert keep(context, "weak-2026-11-18", "md", "two") == second


def test_a_folder_of_reports_that_cannot_be_made_is_said(context: AppContext) -> None:
    context.paths.reports.write_text("in the way")
    with pytest.raises(FileError, match="cannot be made"):
        keep(context, "weak", "md", "one")


def test_the_report_of_today_is_kept_once_and_anew_after_more_answers(context: AppContext, clock: FixedClock) -> None:
    first = keep_weak_report(context, "html", weak_html)
    assert first.name == "weak-2026-11-18.html"
    assert keep_weak_report(context, "html", weak_html) == first
    study = Study(context, again_on(context, ["limits-storage"]))
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), 9000)
    assert keep_weak_report(context, "html", weak_html).name == "weak-2026-11-18-2.html"
    assert keep_weak_report(context, "md", weak_markdown).name == "weak-2026-11-18.md"
    clock.advance(days=1)
    assert keep_weak_report(context, "html", weak_html).name == "weak-2026-11-19.html"
