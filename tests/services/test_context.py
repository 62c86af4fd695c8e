"""Files, settings, the bank's revision, the catalogue."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from quizapp.core.dates import date_text, day_date, utc_text
from quizapp.core.events import BankVersion, Setting
from quizapp.core.settings import Settings
from quizapp.services.bank.bank_stats import bank_statistics
from quizapp.services.bank.opening import BankOpened, open_bank
from quizapp.services.bank.search import find
from quizapp.services.clock import system_clock
from quizapp.services.context import AppContext, SettingsError, open_context, read_settings, write_settings
from quizapp.services.progress.user_stats import statistics
from quizapp.store import StoreError
from quizapp.store.paths import bundled_bank, user_paths
from tests.support.clock import FixedClock
from tests.support.logs import answer, stamp


def test_settings_are_kept_and_those_that_shape_the_schedule_logged(unopened: AppContext) -> None:
    unopened.save_settings(msgspec.structs.replace(unopened.settings, exam_date=date(2027, 1, 15), theme="other"))
    assert read_settings(unopened.paths.settings)[0] == unopened.settings
    assert [e.body for e in unopened.store.events()] == [Setting(name="exam_date", value="2027-01-15")]


def test_settings_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for text in ("{", "[]", "", "[" * 9000, "\x00"):
        path.write_text(text)
        with pytest.raises(SettingsError, match=r"settings\.json: .*Fix the file"):
            read_settings(path)
    assert read_settings(tmp_path / "none.json") == (Settings(), [])
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [("unknown", 1), ("minutes_a_day", 0), ("exam_date", "soon"), ("new_a_day", "many"), ("keys", {"a": 1}),
     ("theme", 7), ("extra_time", "yes"), ("minutes_a_day", 10**400)],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_leaves_the_others_and_is_kept(tmp_path: Path, name: str, value: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"show_clock": False, name: value}))
    settings, words = read_settings(path)
    assert settings == Settings(show_clock=False)
    assert len(words) == 1
    assert f"'{name}'" in words[0]
    write_settings(path, msgspec.structs.replace(settings, exam_date=None, show_clock=True))
    assert json.loads(path.read_text())[name] == value
    if name == "minutes_a_day":
        write_settings(path, msgspec.structs.replace(settings, minutes_a_day=30))
        assert read_settings(path) == (msgspec.structs.replace(settings, minutes_a_day=30), [])


def test_a_setting_that_is_not_known_is_answered_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"minuts_a_day": 30, "xyzzy": 1}))
    near, far = read_settings(path)[1]
    assert "'minuts_a_day'" in near
    assert near.endswith("did you mean 'minutes_a_day'?")
    assert "did you mean" not in far


def test_a_new_exam_date_that_is_past_is_not_saved(context: AppContext) -> None:
    today = context.clock().calendar_date
    for exam in (today, today + timedelta(days=1)):
        context.save_settings(msgspec.structs.replace(context.settings, exam_date=exam))
    for days in (1, 400):
        past = msgspec.structs.replace(context.settings, exam_date=today - timedelta(days=days))
        with pytest.raises(SettingsError, match="is past"):
            context.save_settings(past)
    assert read_settings(context.paths.settings)[0].exam_date == today + timedelta(days=1)
    context.settings = past  # the exam was, and other settings are still saved
    context.save_settings(msgspec.structs.replace(past, minutes_a_day=40))
    assert read_settings(context.paths.settings)[0] == msgspec.structs.replace(past, minutes_a_day=40)


def test_settings_that_cannot_be_written_are_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        write_settings(tmp_path / "file" / "settings.json", Settings())


def test_a_new_bank_is_noted_once(unopened: AppContext) -> None:
    first = open_bank(unopened)
    assert first == BankOpened(unopened.library.bank.revision, new=True, corrected=None)
    again = open_context(unopened.paths, unopened.bank_root, clock=FixedClock())
    assert open_bank(again) == BankOpened(first.revision, new=False, corrected=None)
    assert [type(e.body) for e in again.store.events()] == [BankVersion]
    again.close()


def test_a_card_whose_item_left_the_bank_is_never_due(context: AppContext, clock: FixedClock) -> None:
    from quizapp.services.study.session_queue import plan_session, today_summary

    context.store.append([answer("gone-item")], stamp())
    clock.advance(days=60)
    assert today_summary(context).due == 0
    assert "gone-item" not in {e.card_id for e in plan_session(context)}


def test_one_directory_holds_all_or_the_platform_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = user_paths(tmp_path)
    assert {p.parent for p in (paths.database, paths.settings, paths.device, paths.log)} == {tmp_path}
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert user_paths().database.name == "progress.db"


def test_the_bundled_bank_is_found() -> None:
    assert (bundled_bank() / "topics.yaml").is_file()


def test_words_are_found_in_every_text(context: AppContext) -> None:
    bank, day = context.library.bank, date(2026, 11, 23)
    assert [i.id for i in find(bank, day, "RETRIES twice")] == ["invocation-attempts"]
    assert [i.id for i in find(bank, day, "s001")] == ["limits-memory"]
    assert [i.id for i in find(bank, day, "", ["limits"])] == ["limits-memory", "limits-storage"]
    assert find(bank, date(2019, 9, 1), "s001") == ()
    assert find(bank, day, "no such word") == ()


def test_the_bank_is_counted(context: AppContext) -> None:
    counts = bank_statistics(context.library, date(2019, 9, 1))
    assert (counts.items, counts.valid_on_day) == (5, 4)
    assert counts.types == {"single": 1, "multiple": 1, "numeric": 1, "text": 0, "ordering": 1, "matching": 1}
    assert (counts.options_without_rationale, counts.items_without_source) == (0, 0)
    assert (counts.then_and_now, counts.claims_taught, counts.claims) == (1, 2, 2)


def test_topics_that_left_the_bank_keep_their_numbers(context: AppContext) -> None:
    context.store.append([msgspec.structs.replace(answer("x"), shown=msgspec.structs.replace(answer("x").shown, topic="old"))], stamp())  # fmt: skip # noqa: E501
    rows = {topic.id: topic for topic in statistics(context).topics}
    assert (rows["old"].answers, rows["old"].cards) == (1, 0)


def test_times_in_words() -> None:
    assert utc_text(1_795_000_000_000) == "2026-11-18T11:06:40Z"
    assert day_date(0) == date(1970, 1, 1)
    assert date_text(date(2026, 11, 3)) == "3 Nov 2026"
    assert abs(system_clock().tz_min) <= 14 * 60


def test_a_database_that_fails_under_settings_says_so(context: AppContext) -> None:
    context.store.db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError):
        context.save_settings(Settings(new_a_day=3))
