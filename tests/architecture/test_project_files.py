"""The files that other tools read: the workflow, the hooks, pinned versions, the changelog, the findings."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FINDINGS = sorted((ROOT / "findings").glob("*.sh"))


def loaded(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def pins() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.+]+", line) for line in wanted), "a name and a version a line, nothing else"
    return {canonicalize_name(name): Version(version) for name, version in (line.split("==") for line in wanted)}


def required(*extras: str) -> list[Requirement]:
    texts = [*PROJECT["dependencies"], *(text for extra in extras for text in PROJECT["optional-dependencies"][extra])]
    return [one for one in map(Requirement, texts) if one.name != "quizapp"]


def test_the_workflow_runs_the_gate_on_three_systems_and_every_python() -> None:
    job = loaded(".github/workflows/check.yml")["jobs"]["check"]
    matrix = job["strategy"]["matrix"]
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert PROJECT["requires-python"] == f">={matrix['python'][0]}"
    assert any("make check" in step.get("run", "") for step in job["steps"])


def test_hooks_are_local_and_run_what_the_gate_runs() -> None:
    (repo,) = loaded(".pre-commit-config.yaml")["repos"]
    assert repo["repo"] == "local"
    entries = [hook["entry"] for hook in repo["hooks"]]
    assert entries == ["python -m ruff format", "python -m ruff check", "python -m quizapp bank check"]
    assert {hook["language"] for hook in repo["hooks"]} == {"system"}


def test_every_pin_satisfies_the_project_and_no_requirement_lacks_one() -> None:
    found = pins()
    for one in required("test", "dev"):
        assert found[canonicalize_name(one.name)] in one.specifier, one.name


def test_pins_are_what_the_gate_needs_and_nothing_else() -> None:
    """Follow the requirements of what is installed; markers of other systems may name more."""
    needed, waiting = set(), [canonicalize_name(one.name) for one in required("test", "dev")]
    while waiting:
        name = waiting.pop()
        if name in needed:
            continue
        needed.add(name)
        try:
            texts = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            pytest.skip(f"{name} is not installed: only the extra 'test' is")
        waiting += [canonicalize_name(one.name) for one in map(Requirement, texts) if _applies(one)]
    assert pins().keys() <= needed


def _applies(one: Requirement) -> bool:
    # extras of requirements are few and pulled in rarely: linkify of markdown-it, which textual asks for
    return one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", "linkify"))


def test_the_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n")
    versions = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", version) for version in versions[1:])
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Upgrade notes"}


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.stem)
def test_a_finding_says_what_it_is_and_is_listed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    head = text.split("set -euo pipefail")[0]
    for part in ("#!/usr/bin/env bash", "One would guess:", "Instead:", "Seen:", "quizapp:"):
        assert part in head, part
    assert re.search(r"pip\" install --quiet [\w-]+==[\d.]+|npm install (?:--[\w=-]+ )+[@\w/-]+@[\d.]+", text)
    assert "mktemp -d" in text
    assert "import quizapp" not in text
    assert path.name in (ROOT / "findings" / "README.md").read_text(encoding="utf-8")
