"""The command line is a contract: names, JSON keys, exit codes, one line for each error."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp import __version__
from quizapp.cli.errors import run
from quizapp.cli.root import _PLACES, root
from tests.support.commands import Done, quizapp
from tests.support.logs import answer, log_of, open_store, stamp
from tests.support.small_bank import FILES, write_small_bank

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
def home(tmp_path: Path, bank_root: Path) -> list[object]:
    """Options for a new user with the small bank."""
    return ["--data-dir", tmp_path / "user", "--bank", bank_root]


def one_line(done: Done) -> str:
    """The error, which is a single line without a traceback."""
    lines = [line for line in done.err.splitlines() if line]
    assert len(lines) == 1, done.err
    assert lines[0].startswith("quizapp: ")
    assert "Traceback" not in done.err
    return lines[0]


def test_the_version_before_and_after_a_command() -> None:
    assert quizapp("--version") == Done(0, f"quizapp {__version__}\n", "")
    assert quizapp("due", "--version").out == f"quizapp {__version__}\n"


@pytest.mark.parametrize("command", [[], ["study"]])
def test_screens_need_a_terminal_and_name_what_does_not(command: list[str], home: list[object]) -> None:
    done = quizapp(*command, *home)
    assert done.code == 2
    assert "--plain" in one_line(done)


def test_help_names_every_command() -> None:
    done = quizapp("--help")
    assert done.code == 0
    for name in _PLACES:
        assert re.search(rf"^  {name} ", done.out, re.MULTILINE)
        assert quizapp(name, "--help").code == 0


def test_every_command_is_in_the_readme() -> None:
    text = README.read_text()
    for name in _PLACES:
        assert re.search(rf"\b{name}\b", text), name
    for option in ("--as-of", "--data-dir", "--bank", "--no-color", "--json"):
        assert option in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["stdy"], "did you mean 'study'"),
        (["xyzzy"], "no command 'xyzzy'; there are: study"),
        (["due", "--jsno"], "--json"),
        (["bank", "lst"], "did you mean 'list'"),
        (["bank", "show", "limits-memry"], "did you mean 'limits-memory'"),
        (["facts", "show", "limits.memory.maxx"], "did you mean 'limits.memory.max'"),
        (["bank", "list", "--topic", "limit"], "did you mean 'limits'"),
        (["study", "--plain", "--topic", "limit"], "did you mean 'limits'"),
        (["due", "--as-of", "yesterday"], "write YYYY-MM-DD"),
        (["due", "--as-of", "2019-13"], "write YYYY-MM-DD"),
        (["reset"], "--yes"),
        (["restore"], "FILE"),
        (["study", "--limit", "0"], "0"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(home: list[object], arguments: list[str], says: str) -> None:
    done = quizapp(*arguments, *home)
    assert done.code == 2
    assert says in one_line(done)


@pytest.mark.parametrize(
    "command",
    [
        ["due"], ["stats"], ["facts", "list"], ["facts", "changes"], ["facts", "show", "limits.memory.max"],
        ["bank", "check"], ["bank", "list"], ["bank", "stats"], ["bank", "show", "limits-memory"], ["locate"],
        ["doctor"], ["backup"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_data_comes_as_one_json_object(home: list[object], command: list[str]) -> None:
    found = quizapp(*command, "--json", *home)
    assert found.code == 0, found.err
    assert found.json["schema_version"] == 1
    assert found.json["app_version"] == __version__
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found.json["as_of"])
    plain = quizapp(*command, *home)
    assert plain.code == 0
    assert plain.out.strip() or command == ["bank", "check"]  # which has nothing to name


def test_global_options_stand_before_or_after(home: list[object]) -> None:
    before = quizapp("--as-of", "2019-09", *home, "bank", "list", "--json").json
    after = quizapp("bank", "list", "--json", *home, "--as-of", "2019-09-01").json
    assert before == after
    assert before["as_of"] == "2019-09-01"


def test_a_command_beats_the_environment_and_the_environment_the_default(
    tmp_path: Path, bank_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path / "env"))
    monkeypatch.setenv("QUIZAPP_BANK", str(bank_root))
    monkeypatch.setenv("QUIZAPP_AS_OF", "2019-09")
    assert quizapp("locate", "--json").json["database"] == str(tmp_path / "env" / "progress.db")
    assert quizapp("bank", "stats", "--json").json["items"] == 5
    assert quizapp("bank", "stats", "--json", "--as-of", "2024-01").json["as_of"] == "2024-01-01"
    assert quizapp("--as-of", "2024-01", "bank", "stats", "--json").json["as_of"] == "2024-01-01"
    told = quizapp("--data-dir", tmp_path / "option", "locate", "--json").json
    assert told["database"] == str(tmp_path / "option" / "progress.db")


def test_lists_come_under_their_plural_with_ids(home: list[object]) -> None:
    items = quizapp("bank", "list", "--json", *home).json["items"]
    assert [i["id"] for i in items if i["topic"] == "limits"] == ["limits-memory", "limits-storage"]
    facts = quizapp("facts", "list", "--json", *home).json["facts"]
    assert {f["id"]: f["value"] for f in facts}["limits.memory.max"] == 10240


def test_as_of_the_time_of_the_notes(home: list[object]) -> None:
    ids = [i["id"] for i in quizapp("bank", "list", "--json", "--as-of", "2019-09", *home).json["items"]]
    assert "limits-memory" not in ids
    fact = quizapp("facts", "show", "limits.memory.max", "--json", "--as-of", "2019-09", *home).json["fact"]
    assert fact["value"] == 3008
    changes = quizapp("facts", "changes", "--json", "--as-of", "2021-01", *home).json["changes"]
    assert [c["id"] for c in changes] == ["limits.memory.max"]


def test_a_day_on_which_a_change_is_not_certain_is_warned_about_by_name(home: list[object]) -> None:
    done = quizapp("facts", "show", "limits.storage.max", "--as-of", "2022-03-15", "--json", *home)
    assert done.json["fact"]["value"] == 10240
    assert done.err.count("warning") == 1
    assert "limits.storage.max" in done.err
    assert quizapp("facts", "show", "limits.memory.max", "--as-of", "2022-03-15", *home).err == ""
    assert quizapp("facts", "show", "limits.storage.max", "--as-of", "2022-04-02", *home).err == ""


def test_a_broken_bank_is_exit_code_3_with_file_and_line(tmp_path: Path) -> None:
    files = {**FILES, "items/limits.yaml": FILES["items/limits.yaml"].replace("version: 1", "version: one", 1)}
    root = write_small_bank(tmp_path / "bank", files)
    done = quizapp("bank", "check", root)
    assert done.code == 3
    assert re.search(r"items/limits\.yaml:4: error", done.out), done.out
    found = quizapp("bank", "check", root, "--json")
    assert found.code == 3
    assert found.json["problems"][0]["line"] == 4
    told = quizapp("bank", "list", "--bank", root)
    assert told.code == 0  # the others are there
    assert "1 problem in the bank" in told.err


@pytest.mark.parametrize("command", [["bank", "check"], ["facts", "list"], ["due"], ["study", "--plain"]])
def test_a_bank_that_is_not_there_is_exit_code_3(tmp_path: Path, command: list[str]) -> None:
    done = quizapp(*command, "--bank", tmp_path / "nowhere", "--data-dir", tmp_path / "user")
    assert done.code == 3
    assert "no such bank folder" in one_line(done)


def test_a_damaged_database_is_exit_code_5(tmp_path: Path, home: list[object]) -> None:
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "progress.db").write_bytes(b"junk" * 1000)
    for command in (["due"], ["stats"], ["doctor"], ["study", "--plain"], ["backup"]):
        done = quizapp(*command, *home)
        assert done.code == 5, command
        assert "progress.db" in one_line(done)


def test_a_locked_database_is_exit_code_4(tmp_path: Path, home: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    quizapp("study", "--plain", *home)
    monkeypatch.setattr("quizapp.store.connection.BUSY_TIMEOUT_MS", 20)
    other = sqlite3.connect(tmp_path / "user" / "progress.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    done = quizapp("study", "--plain", *home, typed="s\n")
    other.close()
    assert done.code == 4
    assert "locked" in done.err


def test_a_data_directory_that_cannot_be_made_is_exit_code_1(tmp_path: Path, bank_root: Path) -> None:
    (tmp_path / "file").write_text("")
    done = quizapp("due", "--data-dir", tmp_path / "file" / "below", "--bank", bank_root)
    assert done.code == 1
    assert "Not a directory" in one_line(done)


def test_settings_that_cannot_be_read_are_exit_code_1(tmp_path: Path, home: list[object]) -> None:
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "settings.json").write_text("{")
    done = quizapp("due", *home)
    assert done.code == 1
    assert "settings.json" in one_line(done)


def test_care_of_the_database(tmp_path: Path, home: list[object]) -> None:
    with open_store(tmp_path / "user") as store:
        store.append([answer("limits-memory")], stamp())
    saved = tmp_path / "saved.db"
    assert quizapp("backup", "-o", saved, *home).out.strip() == str(saved)
    refused = quizapp("backup", "-o", saved, *home)
    assert refused.code == 1
    assert "--force" in one_line(refused)
    assert quizapp("backup", "-o", saved, "--force", *home).code == 0
    reset = quizapp("reset", "--yes", "--json", *home).json
    assert Path(reset["kept"]).is_file()
    assert quizapp("stats", "--json", *home).json["answers"] == 0
    assert quizapp("merge", saved, "--json", *home).json["events_taken"] == 1
    assert quizapp("merge", saved, "--json", *home).json["events_taken"] == 0
    assert quizapp("stats", "--json", *home).json["answers"] == 1
    assert Path(quizapp("restore", saved, "--json", *home).json["kept"]).is_file()
    assert quizapp("doctor", "--rebuild", "--json", *home).json["answers"] == 1
    (tmp_path / "other.db").write_text("no database" * 99)
    for command in ("merge", "restore"):
        done = quizapp(command, tmp_path / "other.db", *home)
        assert (done.code, done.out) == (5, "")
        assert done.err.startswith(
            f"quizapp: {tmp_path / 'other.db'}: damaged or not a database (file is not a database);"
        )
        assert "nothing was changed. Name a database of quizapp, or a copy that 'quizapp backup" in done.err
    missing = quizapp("merge", tmp_path / "none.db", *home)
    assert missing.code == 1
    assert "no such file" in one_line(missing)
    with open_store(tmp_path / "user") as store:
        assert len([row for row in log_of(store) if "Answer(" in str(row[-1])]) == 1


def test_doctor_finds_an_event_that_cannot_be_read(tmp_path: Path, home: list[object]) -> None:
    with open_store(tmp_path / "user") as store:
        store.db.execute("INSERT INTO event VALUES ('bad', 'd', 1, 0, 0, 0, 'answer', 1, '', '', '{}')")
    done = quizapp("doctor", "--json", *home)
    assert done.code == 5
    assert done.json["unreadable_events"] == ["bad"]


def test_quiet_says_data_only(home: list[object]) -> None:
    assert quizapp("bank", "check", *home).err != ""
    assert quizapp("bank", "check", "-q", *home).err == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    assert "_QUIZAPP_COMPLETE" in quizapp("completion", shell).out


def test_a_mistake_in_the_program_is_one_line_and_its_log_has_the_rest(
    tmp_path: Path, home: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("quizapp.services.study.session_queue.today_summary", fall)
    done = quizapp("due", *home)
    assert done.code == 1
    assert "a mistake in quizapp itself (ZeroDivisionError: oh)" in one_line(done)
    assert "Traceback" in (tmp_path / "user" / "quizapp.log").read_text()


def test_an_interruption_is_exit_code_130(home: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("quizapp.services.study.session_queue.today_summary", stop)
    done = quizapp("due", *home)
    assert done.code == 130
    assert "saved" in one_line(done)


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m quizapp facts list | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""


def test_the_schema_is_json() -> None:
    assert quizapp("bank", "schema").json["$schema"].startswith("https://json-schema.org/")


HEAVY = ("textual", "yaml", "fsrs", "sqlite_utils", "jsonschema", "jinja2")


@pytest.mark.parametrize("command", [["--help"], ["due"], ["due", "--json"]])
def test_what_a_shell_prompt_needs_imports_nothing_heavy(tmp_path: Path, bank_root: Path, command: list[str]) -> None:
    quizapp("study", "--plain", "--data-dir", tmp_path, "--bank", bank_root)  # the bank has been seen
    code = (
        "import sys; from quizapp.cli.root import root; from quizapp.cli.errors import run;"
        f"run(root, {[*command, '--data-dir', str(tmp_path)]!r}); print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_nothing_but_the_screens_imports_textual(tmp_path: Path) -> None:
    code = (
        "import sys; from quizapp.cli.root import root; from quizapp.cli.errors import run;"
        "[run(root, [*c, '--data-dir', sys.argv[1], '-q']) for c in (['stats'], ['bank', 'check'], ['facts', 'list'],"
        " ['doctor'], ['bank', 'show', 'limits-tmp-map-tiles'], ['study', '--plain', '--limit', '1'])];"
        "print('textual' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], input="q\n", capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_running_returns_what_the_command_returns() -> None:
    assert run(root, ["locate", "-q"]) == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["due", "--jsno", "--json"], 2), (["bank", "show", "limits-memry", "--json"], 2), (["stdy", "--json"], 2),
        (["plan", "--json"], 1), (["exam", "--submit", "--json"], 1), (["merge", "nowhere.db", "--json"], 1),
    ],
    ids=str,
)  # fmt: skip
def test_an_error_is_an_object_where_json_was_asked_for(home: list[object], arguments: list[str], code: int) -> None:
    done = quizapp(*arguments, *home)
    assert done.code == code
    assert done.json.keys() == {"schema_version", "app_version", "as_of", "error"}
    assert done.json["error"]["exit_code"] == code
    assert one_line(done) == f"quizapp: {done.json['error']['message']}"
    assert quizapp(*[word for word in arguments if word != "--json"], *home).out == ""


def test_a_json_after_two_dashes_is_a_word(home: list[object]) -> None:
    assert quizapp("stdy", "--", "--json", *home).out == ""


@pytest.mark.parametrize("command", [["due"], ["study", "--plain"], ["facts", "list"], ["generate", "--list"]])
@pytest.mark.parametrize(("day", "says"), [("2014-11-12", "didn't exist on 12 Nov 2014"), ("2999-01", "in the future")])
def test_a_day_without_facts_is_refused(home: list[object], command: list[str], day: str, says: str) -> None:
    done = quizapp(*command, "--as-of", day, *home)
    assert done.code == 2
    assert says in one_line(done)


def test_the_first_day_and_today_have_facts(home: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    today = quizapp("locate", "--json").json["as_of"]
    for day in ("2014-11-13", today):
        assert quizapp("facts", "list", "--json", "--as-of", day, *home).json["as_of"] == day
    monkeypatch.setenv("QUIZAPP_AS_OF", "2999-01-01")
    assert quizapp("due", *home).code == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["due", "--jsn"], "no option '--jsn'; did you mean '--json'?"),
        (["exam", "--histroy"], "did you mean '--history'?"),
        (["--as-if", "2019-09", "due"], "did you mean '--as-of'?"),
        (["lab", "bill", "--memory"], "did you mean '--memory-mb'?"),
        (["due", "--xyzzy"], "no option '--xyzzy'"),
    ],
)
def test_a_wrong_option_is_answered_with_the_nearest(home: list[object], arguments: list[str], says: str) -> None:
    done = quizapp(*arguments, *home)
    assert done.code == 2
    assert says in one_line(done)


def test_an_exam_date_that_is_past_is_refused_and_nothing_is_kept(home: list[object]) -> None:
    done = quizapp("plan", "--exam", "2020-01-01", *home)
    assert done.code == 1
    assert "is past" in one_line(done)
    assert "no exam date is set" in one_line(quizapp("plan", *home))
